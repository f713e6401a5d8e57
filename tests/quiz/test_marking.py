"""Marks of a learner's answers, and what is missing from an answer."""

from __future__ import annotations

import pytest

from assistant.quiz.items import QuizItem
from assistant.quiz.marking import mark, wanting
from tests.quiz.quizzes import ITEMS

BY_KIND: dict[str, QuizItem] = {item.kind: item for item in ITEMS}
FOUR = "Write 4 letters, in order."


@pytest.mark.parametrize(
    ("kind", "given", "share"),
    [
        ("which-says", "R3", 1.0),
        ("which-says", "R1", 0.0),
        ("which-says", "", 0.0),
        ("multiple-answer", ["a", "c", "e"], 1.0),
        ("multiple-answer", ["a", "c"], 2 / 3),
        ("multiple-answer", ["a", "b"], 0.0),
        ("multiple-answer", ["a", "b", "c", "d", "e"], 1 / 3),
        ("true-false", "False", 1.0),
        ("short-answer", " csap. ", 1.0),
        ("short-answer", "the CSAP", 1.0),
        ("cloze", "10", 1.0),
        ("cloze", "11", 0.0),
        ("ordering", "B D A C", 1.0),
        ("ordering", "bdca", 0.0),
        ("matching", "B, A, D, C", 1.0),
        ("matching", "B A C D", 0.5),
        ("matching", "?!", 0.0),
    ],
)
def test_a_share_of_the_answer_earns_a_share_of_the_mark(
    kind: str, given: str | list[str], share: float
) -> None:
    assert mark(BY_KIND[kind], given).share == pytest.approx(share)


@pytest.mark.parametrize(
    ("kind", "given", "right"),
    [
        ("ordering", "B D C A", False),
        ("ordering", "B D A C", True),
        ("ordering", "B D C", False),
        ("matching", "B A D C", True),
        ("matching", "B A D", False),
        ("multiple-answer", ("a", "c"), False),
        ("multiple-answer", ("e", "c", "a"), True),
        ("short-answer", " csap ", True),
    ],
)
def test_only_the_whole_answer_is_right(kind: str, given: str | tuple[str, ...], right: bool) -> None:
    assert mark(BY_KIND[kind], given).right is right


@pytest.mark.parametrize(
    ("kind", "given", "missing"),
    [
        ("ordering", "B D C A", ""),
        ("ordering", "B D C", FOUR),
        ("matching", "B A D C A", FOUR),
        ("matching", "B A D Z", FOUR),
        ("short-answer", "  ", "Write an answer first."),
        ("multiple-choice", "", "Choose an answer first."),
        ("multiple-choice", "one", ""),
    ],
)
def test_what_is_missing_from_an_answer_is_said(kind: str, given: str, missing: str) -> None:
    assert wanting(BY_KIND[kind], given) == missing
