"""Addresses and kinds of questions, on a library of six paragraphs made by hand: no model, no index."""

from __future__ import annotations

import pytest

from assistant.answer.lookup import looked_up
from assistant.question.intent import Ask, LookUp, Outside, Several, Talk
from assistant.question.understand import Understanding
from assistant.types import Answer
from tests.answer.six_paragraphs import LIBRARY, TEXTS

UNDERSTANDING = Understanding(LIBRARY)


def answered(question: str) -> Answer | str:
    intent = UNDERSTANDING.intent(question)
    assert isinstance(intent, LookUp)
    return looked_up(intent, LIBRARY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("lamp-policy#para-1", ["lamp-policy#para-1"]),
        ("para 2.2 of the policy", ["lamp-policy#para-2.2"]),
        ("S/RES/9101 (2032), para. 1", ["wrecks#op-1"]),
        ("9101 OP 2", ["wrecks#op-2"]),
    ],
)
def test_an_address_leads_to_its_paragraph(question: str, expected: list[str]) -> None:
    answer = answered(question)
    assert isinstance(answer, Answer)
    assert [str(c.locator) for c in answer.citations] == expected
    assert [s.text for s in answer.statements] == [TEXTS[place] for place in expected]


def test_a_paragraph_comes_with_its_items() -> None:
    answer = answered("para 2 of the policy")
    assert isinstance(answer, Answer)
    assert {str(c.locator) for c in answer.citations} == {
        "lamp-policy#para-2",
        "lamp-policy#para-2.1",
        "lamp-policy#para-2.2",
    }


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("9101 OP 7", "operative paragraphs run from 1 to 2"),
        ("para 9 of the policy", "paragraphs run from 1 to 2"),
        ("para 2.5 of the policy", "sub-items there run from 2.1 to 2.2"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(question: str, told: str) -> None:
    assert told in str(answered(question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who lights the lamp?", Ask),
        ("hello", Talk),
        ("Write a poem about lamps", Outside),
        ("Who lights the lamp? And what are States urged to count?", Several),
    ],
)
def test_each_question_goes_one_way(question: str, kind: type) -> None:
    assert isinstance(UNDERSTANDING.intent(question), kind)
