"""Forms of questions, and what may be relied on for each."""

from __future__ import annotations

import pytest

from assistant.types import Turn
from evals.forms import Asked, by_form, form_of, upper_bound
from evals.gold import GoldQuestion
from ingest.types import Locator

GOLD = (frozenset((Locator.parse("lamp-policy#para-1"),)),)


def gold(question: str, answerable: bool = True, history: tuple[Turn, ...] = ()) -> GoldQuestion:
    return GoldQuestion("x", question, history, GOLD if answerable else (), frozenset(), (), "", "dev")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("which op has the lamps?", "locating"),
        ("lamps at dusk", "hasty"),
        ("Why are lamps lit?", "why"),
        ("Are lamps lit?", "yes or no"),
        ("Who lights the lamp?", "amount, date or name"),
        ("What is lit at dusk?", "other"),
        ("What is lit at dusk? Which crews are brought home?", "several parts"),
    ],
)
def test_each_form_is_told_by_its_words(question: str, form: str) -> None:
    assert form_of(gold(question)) == form


def test_a_question_in_a_conversation_is_a_follow_up() -> None:
    assert form_of(gold("Who lights it?", history=(Turn("What is lit?", ()),))) == "follow-up"


def test_the_bound_is_the_share_that_the_cases_do_not_speak_against() -> None:
    assert upper_bound(0, 99) == pytest.approx(0.03, abs=0.0005)  # (1 − .03)^99 is .05
    assert upper_bound(3, 3) == 1.0
    assert upper_bound(0, 0) is None


def test_shares_are_of_answerable_and_of_unanswerable_questions() -> None:
    rows = [
        Asked(gold("Why?"), False),
        Asked(gold("Why?"), True),
        Asked(gold("Why?", answerable=False), True),
    ]
    found = by_form(rows)["why"]
    assert (found["false"], found["refused"], found["answerable"], found["unanswerable"]) == (0.5, 1.0, 2, 1)
    assert found["bound"] == pytest.approx(0.9747, abs=0.0005)  # √.95
