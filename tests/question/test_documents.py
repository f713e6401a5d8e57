"""Which documents a question names, and which it wants the answer from."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question.address import with_mentions
from assistant.question.documents import looked_in
from assistant.search.features import OF_CANDIDATE, UNSAID
from assistant.search.ranking import raw
from assistant.types import Answer, Turn
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
        ("Training before deployment, 2106 op?", "unscr-2106"),
        ("small arms 2122 which para", "unscr-2122"),
        ("How does the Council want 1325 implemented?", ""),
        ("Was a yardstick ordered to see how well 1325 is put into practice?", ""),
        ("What happens before the anniversary of 1325?", ""),
        ("Does 2242 go beyond what 1325 says?", ""),
        ("What does NATO do about climate?", ""),
        ("Which later resolutions repeat what 1325 says about mines?", ""),
    ],
)
def test_the_document_that_the_answer_is_wanted_from(
    assistant: Assistant, question: str, expected: str
) -> None:
    assert looked_in(with_mentions(question, assistant.index.documents)) == ((expected,) if expected else ())


def test_the_resolutions_are_all_of_them_and_not_the_policy(assistant: Assistant) -> None:
    within = looked_in(with_mentions("what about the UN resolutions?", assistant.index.documents))
    assert len(within) == 10
    assert "nato-wps-2024" not in within


def test_an_answer_wanted_from_one_document_is_not_given_from_another(assistant: Assistant) -> None:
    reply = assistant.ask("What does 1325 demand of parties to conflict?")
    assert isinstance(reply, Answer)
    assert reply.evidence[0].paragraph.locator.document == "unscr-1325"
    assert {c.locator.document for c in reply.citations} == {"unscr-1325"}


def test_nothing_is_quoted_beside_it_from_another_document(assistant: Assistant) -> None:
    query = assistant.understanding.query("What does 1820 say about the link between women and peace?")
    assert {e.paragraph.locator.document for e in assistant.finder.evidence(query)} == {"unscr-1820"}


def test_what_a_follow_up_brings_is_missed_in_paragraphs_that_lack_it(assistant: Assistant) -> None:
    turn = Turn("How often is the policy reviewed?", (Locator.parse("nato-wps-2024#para-54"),))
    unsaid = OF_CANDIDATE.index(UNSAID)
    for question, missing in (("Which vaccines does it prescribe?", True), ("Who reviews it?", False)):
        query = assistant.understanding.query(question, [turn])
        found = assistant.finder.searcher.search(query)
        row = [c.paragraph.locator.anchor for c in found.readings[0]].index("para-54")
        assert bool(raw(found, query)[row, unsaid] > 0.5) is missing
    query = assistant.understanding.query("How often is the policy reviewed?")
    assert not raw(assistant.finder.searcher.search(query), query)[:, unsaid].any()
