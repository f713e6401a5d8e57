"""What the tests of the workplace share: a shared state, an exchange, a language model's reply, a click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

from assistant.answer.verify import Verifier
from assistant.assistant import Assistant
from assistant.types import Answer, DraftStatement, Evidence, Written
from assistant.ui.shared import Exchange, SharedState
from assistant.ui.shared import exchanged as kept_exchange
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings
from ingest.types import Locator

FIVE = "will be reviewed at a minimum of every five years, or sooner as needed"
REVIEWED = "How often is the policy reviewed?"
BREAD = "What is the price of bread in Paris?"
DAY = "2026-11-24"
OWN_WORDS = "At least every five years the Policy will be reviewed."


def open_shared(
    assistant: Assistant, settings: Settings, own: Mapping[str, str] | None = None
) -> SharedState:
    marking = {"WPS_CLASSIFICATION": "FOR TRAINING ONLY"}
    return SharedState(assistant, settings, read_workplace_settings(marking if own is None else own))


def exchanged(shared: SharedState, question: str) -> Exchange:
    kept = kept_exchange(list(shared.replies(question, [], [], "test"))[-1], ())
    return replace(kept, day=DAY)


def in_prose(shared: SharedState) -> Exchange:
    """What a language model might have written, verified as it would have been."""
    paragraph = shared.assistant.library.paragraph(Locator("nato-wps-2024", "para-54"))
    evidence = (Evidence(paragraph, 0.9, 1),)
    verifier = Verifier(evidence, shared.assistant.judge)
    verifier.check(DraftStatement(OWN_WORDS, "nato-wps-2024#para-54", "every five years"))
    written = Written("scripted", True, "", "", (), (), 0, 0, 0.0)
    reply: Answer = replace(verifier.answer(REVIEWED, "written by a model"), written=written)
    assert reply.statements[0].citations[0].support < 1
    return Exchange(reply, (), DAY)


def click(**values: object) -> SimpleNamespace:
    """What Gradio passes to an event of the page: the values of what was clicked."""
    return SimpleNamespace(**values)
