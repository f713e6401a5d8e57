"""What quiz items are worth, by hand-made ones, and the committed review."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.quiz.types import KINDS, LEVELS, QuizItem
from evals.measures.quiz import REVIEW, duplicate_scores, read_review, scores
from ingest.errors import GoldError
from tests.quizzes import ITEMS, made


def value(item: QuizItem, name: str) -> float | None:
    return next(s.value for s in scores(item) if s.measure == name)


def quoting(item: QuizItem, quote: str) -> QuizItem:
    return replace(item, citations=(replace(item.citations[0], quote=quote),))


def test_keys_and_distractors_against_the_quote() -> None:
    item = made(
        "multiple-choice",
        "actor",
        "Whom does it urge?",
        ("Donors", "States", "Troops", "Banks"),
        ("Donors",),
    )
    assert value(quoting(item, "Urges donors to act"), "key supported") == 1.0
    assert value(quoting(item, "Urges donors to act"), "distractors unsupported") == 1.0
    assert value(quoting(item, "Urges states and troops"), "key supported") == 0.0
    assert value(quoting(item, "Urges donors and states"), "distractors unsupported") == 0.0
    false = made(
        "true-false", "statement", "True or false? Banks act.", ("True", "False"), ("False",)
    )
    false = replace(false, correction="Correct: Donors act.")
    assert value(quoting(false, "Donors act"), "key supported") == 1.0
    assert value(quoting(false, "Banks act"), "key supported") == 0.0
    assert value(false, "distractors unsupported") is None
    says = made(
        "which-says",
        "document",
        "Which?",
        ("Resolution 9 (2000)", "Resolution 54 (2001)"),
        ("Resolution 54 (2001)",),
    )
    assert value(says, "key supported") == 0.0, "the paragraph cited is of another document"


def test_flaws_are_counted() -> None:
    item = made(
        "which-says",
        "document",
        "Which resolution of the Council does NOT speak of peace?",
        ("R1", "R2", "R3", "Usually"),
        ("R3",),
    )
    assert value(item, "flaws") == 2.0
    assert value(item, "acceptable") == 0.0


def test_duplicates() -> None:
    again = replace(ITEMS[0], id="other")
    assert [s.value for s in duplicate_scores([ITEMS[0], ITEMS[1], again])] == [0.0, 0.0, 1.0]


def test_the_review_is_whole() -> None:
    rows = [json.loads(line) for line in REVIEW.read_text(encoding="utf-8").splitlines()]
    assert len(read_review()) == len({r["id"] for r in rows}) == 60
    assert {r["kind"] for r in rows} == set(KINDS)
    assert {r["level"] for r in rows} == set(LEVELS)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "fine"},
        {"verdict": "accept", "reason": "but"},
        {"verdict": "reject", "reason": ""},
        {"more": 1},
    ],
)
def test_bad_rows_are_named(tmp_path: Path, change: dict[str, object]) -> None:
    row = json.loads(REVIEW.read_text(encoding="utf-8").splitlines()[1])
    path = tmp_path / "review.jsonl"
    path.write_text(json.dumps({**row, **change}) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"review\.jsonl: row 1"):
        read_review(path)
