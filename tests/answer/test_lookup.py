"""Addresses and kinds of questions, on a library of six paragraphs made by hand: no model, no index."""

from __future__ import annotations

import pytest

from assistant.answer.absence import left_out
from assistant.answer.lookup import looked_up
from assistant.answer.parts import PartReply, with_parts
from assistant.question.intent import Ask, LookUp, Outside, Several, Talk, Unmentioned
from assistant.question.understand import Understanding
from assistant.types import Answer, Refusal
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


def test_a_part_that_says_nothing_of_its_own_is_named() -> None:
    intent = UNDERSTANDING.intent("Who lights the lamp? By whom?")
    assert isinstance(intent, Several)
    assert [(part.text, type(part.intent)) for part in intent.parts] == [
        ("Who lights the lamp?", Ask),
        ("By whom?", Talk),
    ]
    looked = answered("lamp-policy#para-1")
    assert isinstance(looked, Answer)
    parts = [PartReply("para 1", looked), PartReply("By whom?", Refusal("By whom?", "Too short.", (), ()))]
    told = with_parts(looked, parts)
    assert isinstance(told, Answer)
    assert told.remarks == ("Not answered by the documents: “By whom?” Too short.",)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does 9101 not say about terrorism?", "S/RES/9101 (2032) does not mention “terrorism” in any"),
        ("What does the policy not say about crews?", "Lamp Policy (2032) mentions “crews”; what it leaves"),
    ],
)
def test_what_one_document_does_not_say_is_told_from_all_its_words(question: str, told: str) -> None:
    intent = UNDERSTANDING.intent(question)
    assert isinstance(intent, Unmentioned)
    assert str(left_out(intent, LIBRARY)).startswith(told)
