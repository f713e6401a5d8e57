"""Of two time limits the one in force answers; one that has passed is said to have passed."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.answer.expiry import LIST, asks_for_limit, in_force_first, passed
from assistant.question.understand import Understanding
from assistant.text.words import words
from assistant.types import Answer, Citation, Evidence, Statement
from ingest.library import Library
from ingest.types import Document, Locator, Paragraph, Span

TEXTS = {
    "mission-2025#pp-1": "Recalling that the mandate of the lamp mission was extended until 31 March 2025,",
    "mission-2025#op-1": "Decides to extend the mandate of the lamp mission until 31 March 2026;",
    "mission-2025#op-2": "Requests the Secretary-General to report on harbours by 30 June 2027;",
    "mission-2024#op-1": "Decides to extend the mandate of the lamp mission until 31 March 2025;",
}
HELD = Library(
    tuple(
        Document(i, i, "Security Council", f"S/RES/{n} ({y})", dt.date(y, 3, 1), "", "", "x")
        for i, n, y in (("mission-2025", 9002, 2025), ("mission-2024", 9001, 2024))
    ),
    tuple(Paragraph(Locator.parse(x), "", (), text, (), 1, 1) for x, text in TEXTS.items()),
)
ASKED = "Until when is the mandate of the lamp mission extended?"


def evidence(*locators: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(HELD.paragraph(Locator.parse(x)), 0.9 - n / 50, n) for n, x in enumerate(locators, 1)
    )


def first(question: str, *locators: str) -> str:
    query = Understanding(HELD).query(question)
    row = in_force_first(query, evidence(*locators), HELD)
    assert [e.rank for e in row] == list(range(1, len(row) + 1))
    return str(row[0].paragraph.locator)


def test_an_operative_paragraph_comes_before_a_preamble_that_tells_history() -> None:
    assert first(ASKED, "mission-2025#pp-1", "mission-2025#op-2", "mission-2025#op-1") == "mission-2025#op-1"


def test_the_newest_comes_before_the_oldest_unless_that_is_named() -> None:
    assert first(ASKED, "mission-2024#op-1", "mission-2025#op-1") == "mission-2025#op-1"
    named = "Until when does S/RES/9001 extend the mandate of the lamp mission?"
    assert first(named, "mission-2024#op-1", "mission-2025#op-1") == "mission-2024#op-1"


def test_other_questions_are_left_alone() -> None:
    assert (
        first("Which mission is recalled?", "mission-2025#pp-1", "mission-2025#op-1") == "mission-2025#pp-1"
    )
    assert first(ASKED, "mission-2025#op-1", "mission-2025#pp-1") == "mission-2025#op-1"


def test_a_day_in_the_past_is_said_to_have_passed() -> None:
    locator = Locator.parse("mission-2025#op-1")
    text = TEXTS[str(locator)]
    answer = Answer(
        ASKED,
        (Statement(text, (Citation(locator, Span(0, len(text)), 1.0),)),),
        evidence(str(locator)),
        "found",
    )
    query = Understanding(HELD).query(ASKED)
    assert passed(query, answer, HELD, dt.date(2026, 4, 1)) == ("The day named, 31 March 2026, has passed.",)
    assert passed(query, answer, HELD, dt.date(2026, 3, 31)) == ()


@pytest.mark.parametrize("question", LIST.examples)
def test_questions_for_a_time_limit(question: str) -> None:
    assert asks_for_limit(words(question))


@pytest.mark.parametrize("question", LIST.others)
def test_questions_for_no_time_limit(question: str) -> None:
    assert not asks_for_limit(words(question))
