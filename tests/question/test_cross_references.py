"""Questions for the paragraphs of one document that name another."""

from __future__ import annotations

import pytest

from assistant.question.address import with_mentions
from assistant.question.cross_references import CrossReference, cross_reference
from tests.question.test_references import DOCUMENTS


@pytest.mark.parametrize(
    ("question", "words", "document"),
    [
        ("Which paragraphs of 2467 refer to 1820?", "1820", "unscr-2467"),
        ("where does the Policy mention resolution 1325", "1325", "nato-wps-2024"),
        ("List the footnotes of the policy that name UNSCR 2250 please", "2250", "nato-wps-2024"),
        ("Which OPs in 1820 cite S/RES/1960?", "1960", "unscr-1820"),
    ],
)
def test_one_document_named_in_another_is_asked_for(question: str, words: str, document: str) -> None:
    assert cross_reference(with_mentions(question, DOCUMENTS)) == CrossReference(words, document)


@pytest.mark.parametrize(
    "question",
    [
        "Where does 2467 refer to the monitoring of 1820?",
        "Which paragraphs of 2467 refer to children?",
        "Which paragraphs mention 1820?",
        "Does 2467 recall 1820?",
    ],
)
def test_other_questions_are_left_to_the_search(question: str) -> None:
    assert cross_reference(with_mentions(question, DOCUMENTS)) is None
