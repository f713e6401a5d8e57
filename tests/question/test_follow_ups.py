"""Follow-ups: what leans on the question before, and how it is read."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question.documents import order_of
from assistant.question.follow_ups import adds, follow_up, fragment
from assistant.question.query import instead, related
from assistant.types import Answer, Turn
from ingest.types import Locator


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who reports on it?", True),
        ("And in 1820?", True),
        ("What does the policy say about climate change?", False),
    ],
)
def test_what_leans_on_the_question_before(question: str, expected: bool) -> None:
    assert follow_up(question, question).leans is expected


def test_a_short_question_after_a_refusal_stands_by_itself(assistant: Assistant) -> None:
    refused, answered = (
        Turn("What is the price of bread in Paris?", cited)
        for cited in ((), (Locator.parse("nato-wps-2024#para-54"),))
    )
    assert assistant.understanding.query("What is the progress report?", [refused]).readings[1:] == ()
    assert assistant.understanding.query("What is the progress report?", [answered]).readings[1:] != ()
    assert assistant.understanding.query("And who reports on it?", [refused]).readings[1:] != ()


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("and the technical one?", "How often does the technical meet?"),
        ("What about the Technical Task Force?", "How often does the Technical Task Force meet?"),
        ("And the one on climate?", "How often does the climate meet?"),
    ],
)
def test_a_few_new_words_take_the_place_of_old_ones(question: str, read: str) -> None:
    assert read in instead(fragment(question), "How often does the Leadership Task Force meet?")


@pytest.mark.parametrize(
    "question", ["And who reports on it?", "How much time was given for that?", "but why?"]
)
def test_what_says_more_or_nothing_takes_no_place(question: str) -> None:
    assert instead(fragment(question), "Does the Council meet?") == ()


def test_a_long_question_before_makes_no_more_readings_than_can_be_embedded() -> None:
    assert instead("girls", "women peace security " * 200) == ()
    assert len(instead("girls", "women peace security " * 13)) <= 39 * 4


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and in 1820?", False),
        ("Did 1889 ask for that again?", False),
        ("was that repeated in later ones?", False),
        ("Does 2106 say the same?", False),
        ("and girls?", True),
        ("Does 1889 mention refugees?", True),
    ],
)
def test_what_adds_to_the_question_before(question: str, expected: bool) -> None:
    assert adds(question) is expected


@pytest.mark.parametrize(
    ("question", "come_from", "expected"),
    [
        ("was that repeated in later ones?", ("unscr-2467",), ("unscr-2493",)),
        ("and in earlier resolutions?", ("unscr-1820",), ("unscr-1325",)),
        ("is it in the very first one as well?", ("unscr-2106",), ("unscr-1325",)),
        ("and the most recent one?", ("unscr-2106",), ("unscr-2493",)),
        ("And the very first one, when was that?", ("nato-wps-2024",), ()),
        ("Which was the first resolution to mention men?", (), ()),
        ("What did the first resolution say of mines?", (), ("unscr-1325",)),
    ],
)
def test_documents_named_by_their_order(
    assistant: Assistant, question: str, come_from: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert related(order_of(question), come_from, assistant.index.documents) == expected


@pytest.mark.parametrize(
    ("before", "cited", "question", "expected"),
    [
        (
            "Should sexual violence crimes be kept out of amnesties under 1820?",
            "unscr-1820#op-4",
            "what about in 2467?",
            "unscr-2467#op-30",
        ),
        (
            "What does resolution 1820 say about amnesties for sexual violence?",
            "unscr-1820#op-4",
            "Does 2106 say the same?",
            "unscr-2106#op-12",
        ),
        (
            "Which paragraph bans amnesties for rape in 1820?",
            "unscr-1820#op-4",
            "And in 1325?",
            "unscr-1325#op-11",
        ),
        (
            "How often does the WPS Leadership Task Force get together?",
            "nato-wps-2024#section-wps-leadership-task-force",
            "and the technical one?",
            "nato-wps-2024#section-wps-technical-task-force",
        ),
    ],
)
def test_the_same_is_asked_of_something_else(
    assistant: Assistant, before: str, cited: str, question: str, expected: str
) -> None:
    reply = assistant.ask(question, [Turn(before, (Locator.parse(cited),))])
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].locator) == expected
    assert {c.locator.document for c in reply.citations} == {expected.partition("#")[0]}
