"""What quiz items are worth, by hand-made ones, and the committed review."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.quiz.items import KINDS, LEVELS, QuizItem
from evals.measures.quiz import REVIEW, Reviewed, duplicate_scores, read_review, scores
from evals.quiz_figures import QuizFigures, against, table
from ingest.errors import GoldError
from tests.quiz.quizzes import ITEMS, made


def value(item: QuizItem, name: str) -> float | None:
    return next(s.value for s in scores(item) if s.measure == name)


def quoting(item: QuizItem, quote: str) -> QuizItem:
    return replace(item, citations=(replace(item.citations[0], quote=quote),))


def test_keys_and_distractors_against_the_quote() -> None:
    item = made(
        "multiple-choice", "actor", "Whom does it urge?", ("Donors", "States", "Troops", "Banks"), ("Donors",)
    )
    assert value(quoting(item, "Urges donors to act"), "key supported") == 1.0
    assert value(quoting(item, "Urges donors to act"), "distractors unsupported") == 1.0
    assert value(quoting(item, "Urges states and troops"), "key supported") == 0.0
    assert value(quoting(item, "Urges donors and states"), "distractors unsupported") == 0.0
    false = made("true-false", "statement", "True or false? Banks act.", ("True", "False"), ("False",))
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


def test_a_key_told_by_overlap_is_counted_and_what_has_no_options_is_not() -> None:
    asked = "Who has to light the lamps of the tower?"
    told = made(
        "multiple-choice", "actor", asked, ("lamp lighters", "smiths", "guests", "monks"), ("lamp lighters",)
    )
    assert value(told, "told by overlap") == 1.0
    assert (
        value(replace(told, options=("keepers", *told.options[1:]), key=("keepers",)), "told by overlap")
        == 0.0
    )
    assert value(ITEMS[3], "told by overlap") is None, ITEMS[3].kind
    assert value(replace(told, weight=0.1), "trivia") == 1.0
    assert value(told, "trivia") == 0.0
    written = replace(told, family="scenario")
    assert value(written, "key supported") is None
    assert value(written, "distractors unsupported") is None


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


def test_matching_of_resolutions_is_borne_out_by_quotes_and_documents() -> None:
    item = made(
        "matching",
        "document",
        "Match each subject with the resolution that takes it up.",
        ("Resolution 54 (2001)", "Resolution 9 (2000)"),
        ("Resolution 54 (2001)",),
        ("mine clearance",),
    )
    assert value(quoting(item, "mine clearance programmes"), "key supported") == 1.0
    assert value(quoting(item, "apple trees"), "key supported") == 0.0


def test_what_was_written_out_need_not_be_quoted() -> None:
    item = made(
        "true-false",
        "statement",
        "True or false? WPAs [women’s protection advisers] go there.",
        ("True", "False"),
        ("True",),
    )
    item = replace(item, correction="")
    assert value(quoting(item, "WPAs go there"), "key supported") == 1.0


def test_the_review_is_whole() -> None:
    rows = [json.loads(line) for line in REVIEW.read_text(encoding="utf-8").splitlines()]
    assert len(read_review()) == len({r["id"] for r in rows}) == 60
    assert {r["kind"] for r in rows} == set(KINDS)
    assert {r["level"] for r in rows} <= set(LEVELS)
    assert all(r["answer"] and "…" not in r["stem"].replace("“…", "") for r in rows)


def test_only_what_still_reads_as_it_was_reviewed_counts() -> None:
    """Ids alone used to be compared, so that a verdict outlived the words it was about."""
    drafts = ITEMS[:5]
    review = [
        Reviewed(i.id, i.kind, i.level, i.locator, i.stem, i.options[::-1], i.answer, "accept", "")
        for i in drafts
    ]
    review[1] = replace(review[1], verdict="revise", reason="too long")
    found = against(drafts, review)
    assert (found.accepted.mean, found.accepted.n) == (0.8, 5)
    assert found.reasons == ((drafts[1].id, "revise: too long"),)
    assert (found.gone, found.reworded) == ((), ())
    reworded = [replace(drafts[0], stem="Other words?"), *drafts[1:]]
    found = against(reworded, review)
    assert (found.accepted.mean, found.accepted.n) == (0.75, 4)
    assert found.reworded == (drafts[0].id,)
    options = [replace(drafts[0], options=(*drafts[0].options[:3], "five")), *drafts[1:]]
    assert against(options, review).reworded == (drafts[0].id,)
    found = against(drafts[1:], review)
    assert (found.gone, found.accepted.n) == ((drafts[0].id,), 4)


def test_the_table_says_what_has_to_be_reviewed_again() -> None:
    review = against(
        ITEMS[:1], [Reviewed("gone", "cloze", "recall", ITEMS[0].locator, "?", (), "!", "accept", "")]
    )
    figures = QuizFigures((), 1, ITEMS[:1], 1, 1, 1, 2, (1, 2), 0.5, 1, review)
    shown = table(figures)
    assert "1 reviewed items are no longer drafted, review again: gone" in shown
    assert "accepted (review)" not in shown


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
    with pytest.raises(GoldError, match=r"review\.jsonl, row 1"):
        read_review(path)
