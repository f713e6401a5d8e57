"""A library of six paragraphs made by hand: a policy with a list, and a resolution."""

from __future__ import annotations

import datetime as dt

from ingest.library import Library
from ingest.types import Document, Locator, Paragraph

TEXTS = {
    "lamp-policy#para-1": "Every keeper lights the lamp at dusk.",
    "lamp-policy#para-2": "The Lamp Council has two aims:",
    "lamp-policy#para-2.1": "to keep the coast bright;",
    "lamp-policy#para-2.2": "to bring crews home.",
    "wrecks#op-1": "Urges all Member States to count their wrecks;",
    "wrecks#op-2": "Decides to remain seized of the matter.",
}
DAY = dt.date(2032, 5, 4)
LIBRARY = Library(
    (
        Document(
            "lamp-policy", "Policy on Lamps (2032)", "League of Ports", "Lamp Policy (2032)", DAY, "", "", ""
        ),
        Document("wrecks", "Resolution on wrecks", "Nobody", "S/RES/9101 (2032)", DAY, "", "", ""),
    ),
    tuple(Paragraph(Locator.parse(place), "", (), text, (), 1, 1) for place, text in TEXTS.items()),
)
