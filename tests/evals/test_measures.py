"""Measures against hand arithmetic, and the retrieval ones against ir-measures."""

from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, Qrel, R, ScoredDoc, nDCG
from numpy import mean
from scipy.stats import binomtest, bootstrap

from evals.gold import GoldQuestion
from evals.measures import scores
from evals.measures.retrieval import average_precision, ndcg_at, recall_at, reciprocal_rank
from evals.outcomes import Case, CitedQuote, Outcome, Texts
from evals.stats import aggregate, auroc, compare, reliability, wilson
from ingest.types import Locator, Paragraph

WORDS = {
    "unscr-1#op-1": "Urges figs;",
    "unscr-1#op-2": "Requests plums;",
    "unscr-1#op-3": "Decides on pears;",
    "unscr-2#op-1": "Notes apples.",
}
TEXTS = Texts.of(tuple(Paragraph(Locator.parse(k), "", (), text, (), 1, 1) for k, text in WORDS.items()))


def gold(
    *sets: set[str], also: tuple[str, ...] = (), facts: tuple[tuple[str, ...], ...] = ()
) -> GoldQuestion:
    alternatives = tuple(frozenset(Locator.parse(x) for x in s) for s in sets)
    tolerated = frozenset(Locator.parse(x) for x in also)
    return GoldQuestion("q", "?", (), alternatives, tolerated, facts, "direct", "dev")


def outcome(*cited: str, status: str = "answer", evidence: tuple[str, ...] = ()) -> Outcome:
    citations = tuple(CitedQuote(x, WORDS.get(x, "nothing")) for x in cited)
    text = " ".join(c.quote for c in citations)
    return Outcome("q", status, text, citations, evidence or cited, 0.5, "", 0.01)  # type: ignore[arg-type]


def values(question: GoldQuestion, found: Outcome) -> dict[str, float | None]:
    return {s.measure: s.value for s in scores(Case(question, found, TEXTS))}


def test_two_of_three_cited_are_right_and_one_of_two_needed() -> None:
    question = gold({"unscr-1#op-1", "unscr-1#op-2"}, also=("unscr-1#op-3",))
    found = values(question, outcome("unscr-1#op-1", "unscr-1#op-3", "unscr-2#op-1"))
    assert found["citation precision"] == pytest.approx(2 / 3)
    assert found["citation recall"] == 1 / 2
    assert found["citation F1"] == pytest.approx(2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2))
    assert found["first citation"] == 1
    assert found["wrong paragraph"] == 0


def test_the_best_alternative_counts() -> None:
    question = gold({"unscr-1#op-1", "unscr-1#op-2"}, {"unscr-2#op-1"})
    assert values(question, outcome("unscr-2#op-1"))["citation F1"] == 1


def test_right_document_wrong_paragraph_and_neighbour() -> None:
    question = gold({"unscr-1#op-1"})
    beside, far, other = (
        values(question, outcome(x)) for x in ("unscr-1#op-2", "unscr-1#op-3", "unscr-2#op-1")
    )
    assert [beside["wrong paragraph"], beside["neighbouring paragraph"]] == [1, 1]
    assert [far["wrong paragraph"], far["neighbouring paragraph"]] == [1, 0]
    assert [other["wrong paragraph"], other["neighbouring paragraph"]] == [0, 0]


def test_what_is_cited_must_exist_and_be_verbatim() -> None:
    altered = Outcome(
        "q",
        "answer",
        "",
        (
            CitedQuote("unscr-1#op-1", "Urges  figs;"),
            CitedQuote("unscr-1#op-2", "Requests prunes;"),
            CitedQuote("unscr-9#op-9", "x"),
        ),
        (),
        None,
        "",
        0.0,
    )
    found = values(gold({"unscr-1#op-1"}), altered)
    assert found["resolvable"] == pytest.approx(2 / 3)
    assert found["quote fidelity"] == pytest.approx(1 / 3)  # white space does not matter


def test_facts_and_length() -> None:
    question = gold({"unscr-1#op-1"}, facts=(("FIGS", "dates"), ("plums",)))
    found = values(question, outcome("unscr-1#op-1"))
    assert found["fact coverage"] == 1 / 2
    assert found["conciseness"] == 1
    pasted = values(question, outcome(*WORDS))
    assert pasted["fact coverage"] == 1
    assert pasted["conciseness"] == pytest.approx(2 / 9)  # 2 words needed, 9 quoted


def test_refusals() -> None:
    refused = outcome(status="refusal", evidence=("unscr-1#op-1",))
    rightly, falsely = values(gold(), refused), values(gold({"unscr-1#op-1"}), refused)
    assert [rightly["refusal recall"], rightly["refusal precision"], rightly["false refusal"]] == [1, 1, None]
    assert [falsely["refusal recall"], falsely["refusal precision"], falsely["false refusal"]] == [None, 0, 1]
    assert falsely["first citation"] == 0
    assert falsely["citation precision"] is None
    assert values(gold(), outcome("unscr-1#op-1"))["refusal recall"] == 0


def test_a_failed_question_has_no_scores() -> None:
    assert values(gold({"unscr-1#op-1"}), outcome(status="failed")) == {}


@given(
    st.permutations([f"d{i}" for i in range(14)]),
    st.sets(st.sampled_from([f"d{i}" for i in range(20)]), min_size=1, max_size=6),
)
def test_retrieval_measures_are_those_of_ir_measures(ranked: list[str], relevant: set[str]) -> None:
    qrels = [Qrel("q", x, 1) for x in relevant]
    run = [ScoredDoc("q", x, 100.0 - i) for i, x in enumerate(ranked)]
    oracle = ir_measures.calc_aggregate([R @ 5, R @ 10, RR, nDCG @ 10, AP @ 10], qrels, run)
    assert recall_at(relevant, ranked, 5) == pytest.approx(oracle[R @ 5])
    assert recall_at(relevant, ranked, 10) == pytest.approx(oracle[R @ 10])
    assert reciprocal_rank(relevant, ranked) == pytest.approx(oracle[RR])
    assert ndcg_at(relevant, ranked, 10) == pytest.approx(oracle[nDCG @ 10])
    assert average_precision(relevant, ranked, 10) == pytest.approx(oracle[AP @ 10])


def test_tolerated_paragraphs_are_taken_out_of_the_ranking() -> None:
    question = gold({"unscr-1#op-2"}, also=("unscr-1#op-1",))
    found = values(question, outcome("unscr-1#op-1", "unscr-1#op-2"))
    assert found["RR"] == 1
    assert found["Success@1"] == 1


def test_aggregates_count_what_does_not_apply() -> None:
    found = aggregate([1.0, 0.0, None, 1.0, 1.0], failed=2)
    assert (found.mean, found.n, found.excluded, found.failed) == (0.75, 4, 1, 2)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < 0.75 < found.high <= 1
    assert aggregate([None], 0).mean is None


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(5, 5, 0.5655, 1.0), (0, 5, 0.0, 0.4345), (8, 10, 0.4902, 0.9433), (1, 1, 0.2065, 1.0)],
)
def test_the_interval_of_a_share_is_wilsons(right: int, n: int, low: float, high: float) -> None:
    """Of 5 in 5: low = 5 / (5 + 1.96²), since the share's own spread is 0. 8 in 10 is worked out likewise:
    (0.8 + 0.1921 ± 1.96 · √(0.016 + 0.0096)) / 1.3841.
    """
    found = aggregate([1.0] * right + [0.0] * (n - right), failed=0)
    assert (found.low, found.high) == (low, high)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_is_that_of_scipy(counts: tuple[int, int]) -> None:
    oracle = binomtest(*counts).proportion_ci(0.95, method="wilson")
    assert wilson(*counts) == pytest.approx((oracle.low, oracle.high), abs=1e-12)


def test_the_interval_of_other_means_is_the_bootstraps() -> None:
    shares = [n % 7 / 6 for n in range(40)]
    found = aggregate(shares, failed=0)
    resampled = bootstrap((shares,), mean, method="percentile", n_resamples=20_000, rng=7)
    assert (found.low, found.high) == pytest.approx(tuple(resampled.confidence_interval), abs=0.02)


def test_paired_comparison() -> None:
    a, b = [0.0] * 10 + [1.0] * 10, [1.0] * 9 + [0.0] * 2 + [1.0] * 9
    found = compare(a, b)
    assert found.difference == pytest.approx(0.4)
    assert (found.won, found.lost) == (9, 1)
    assert found.p == pytest.approx(2 * (1 + 10) / 2**10, abs=1e-4)  # exact, two-sided
    assert found.low > 0
    assert compare(a, a).p is None
    assert compare(a, a).detectable == 0


def test_reliability_and_auroc() -> None:
    bins, error, brier = reliability([0.05, 0.95, 0.95, 0.95], [False, True, True, False])
    assert [(b.n, b.held) for b in bins] == [(1, 0.0), (3, pytest.approx(2 / 3, abs=1e-4))]
    assert error == pytest.approx((0.05 + 3 * (0.95 - 2 / 3)) / 4, abs=1e-3)
    assert brier == pytest.approx((0.05**2 * 3 + 0.95**2) / 4, abs=1e-3)
    assert auroc([1, 2, 3, 4], [False, False, True, True]) == 1
    assert auroc([1, 1], [False, True]) == 0.5
    assert auroc([1, 2], [True, True]) is None
