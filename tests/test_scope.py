"""Which documents a question names, and which it wants the answer from."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.scope import looked_in
from assistant.types import Answer, Refusal, Turn
from ingest.types import Locator


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does 1325 demand of parties to conflict?", "unscr-1325"),
        ("Who advises commanders under the NATO policy?", "nato-wps-2024"),
        ("According to resolution 1820 (2008), is rape a war crime?", "unscr-1820"),
        ("2242: which group keeps this on its agenda?", "unscr-2242"),
        ("What 2467 says about children", "unscr-2467"),
        ("Which of 1889's paragraphs is on indicators?", "unscr-1889"),
        ("How does the Council want 1325 implemented?", ""),
        ("Was a yardstick ordered to see how well 1325 is put into practice?", ""),
        ("What happens before the anniversary of 1325?", ""),
        ("Does 2242 go beyond what 1325 says?", ""),
        ("What does NATO do about climate?", ""),
    ],
)
def test_the_document_that_the_answer_is_wanted_from(
    assistant: Assistant, resolutions: tuple[str, ...], question: str, expected: str
) -> None:
    assert looked_in(question, assistant.index.documents) == ((expected,) if expected else ())


def test_an_answer_wanted_from_one_document_is_not_given_from_another(
    assistant: Assistant, resolutions: tuple[str, ...]
) -> None:
    reply = assistant.ask("What does 1325 demand of parties to conflict?")
    evidence = reply.evidence
    assert evidence[0].paragraph.locator.document == "unscr-1325"
    if isinstance(reply, Answer):
        assert {c.locator.document for c in reply.citations} == {"unscr-1325"}


def test_what_a_follow_up_brings_must_be_in_the_answer(
    assistant: Assistant, resolutions: tuple[str, ...]
) -> None:
    turn = Turn("How often is the policy reviewed?", (Locator.parse("nato-wps-2024#para-54"),))
    assert isinstance(assistant.ask("Which vaccines does it prescribe?", [turn]), Refusal)
