"""Risk, coverage and refusals on a few judged questions, worked out by hand."""

from __future__ import annotations

from evals.risk import Judged, refused_at, risk

ROWS = (
    Judged("direct", True, 0.9, True),
    Judged("near-miss", False, 0.8, False),
    Judged("direct", True, 0.7, True),
    Judged("near-miss", False, 0.1, False),
)


def test_area_is_the_mean_risk_over_all_coverages() -> None:
    found = risk(ROWS)
    assert found["aurc"] == round((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 4)
    assert found["curve"][-1] == {"coverage": 1.0, "risk": 0.5}


def test_a_wrong_first_paragraph_of_an_answerable_question_is_a_risk_too() -> None:
    wrong = (Judged("direct", True, 0.9, False), *ROWS[1:])
    assert risk(wrong)["curve"][-1]["risk"] == 0.75


def test_the_floor_loses_no_more_than_the_share_of_answerable_questions() -> None:
    assert refused_at(ROWS, 0.02)["kinds"] == {
        "all": {"share": 0.5, "n": 2},
        "near-miss": {"share": 0.5, "n": 2},
    }
    assert refused_at(ROWS, 0.5)["kinds"]["all"]["share"] == 1.0


def test_without_questions_of_both_kinds_nothing_is_measured() -> None:
    assert risk(ROWS[:1])["aurc"] is None
