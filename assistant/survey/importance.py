"""How much a paragraph says of its document: what an overview shows where no topic is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.survey.weights import read_weights
from ingest.library import Library
from ingest.types import Paragraph

FORCES = ("decides", "demands", "requests", "calls-upon", "urges", "encourages", "intends", "will")
IMPORTANCE = (
    "preambular",
    "item",
    "opens",
    "items",
    "first_of_section",
    "first_of_topic",
    "place",
    "words",
    "topics",
    *(f"force_{force}" for force in FORCES),
)


def importances(paragraphs: Sequence[Paragraph], library: Library) -> NDArray[np.float64]:
    """Return of each of the paragraphs of a scope, in print order, the chance that a good overview shows
    it.
    """
    weights = read_weights("importance", IMPORTANCE)
    return weights.chances(importance_features(paragraphs, library))


def importance_features(paragraphs: Sequence[Paragraph], library: Library) -> NDArray[np.float64]:
    """[paragraphs, features] in the order of `IMPORTANCE`."""
    rows: list[list[float]] = []
    topics: set[str] = set()
    section: tuple[str, ...] = ()
    for n, paragraph in enumerate(paragraphs):
        locator, headnote = paragraph.locator, library.headnote(paragraph.locator)
        own = headnote.topics[:1] if headnote else ()
        items = library.items(locator)
        force = headnote.force if headnote else ""
        rows.append(
            [
                float(locator.kind in ("pp", "rec")),
                float(locator.parent is not None),
                float(bool(items)),
                float(len(items)),
                float(paragraph.headings != section),
                float(bool(set(own) - topics)),
                n / max(1, len(paragraphs)),
                log(1 + len(paragraph.text.split())),
                float(len(headnote.topics) if headnote else 0),
                *(float(force == f) for f in FORCES),
            ]
        )
        topics |= set(own)
        section = paragraph.headings
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(IMPORTANCE))
