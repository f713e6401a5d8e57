"""Measures of the ranked evidence of answerable questions. Unanswerable ones: None.

Relevant are the locators of one alternative of gold, binary; of several alternatives the best
counts. What gold merely tolerates (`also_ok`) is taken out of the ranking first (condensed list),
so that it neither helps nor hurts. Definitions as in ir-measures / trec_eval:

- R@k       |relevant ∩ first k| / |relevant|
- Success@k 1 if **all** that is needed is among the first k, else 0 (R@k = 1)
- RR        1 / rank of the first relevant paragraph, 0 if none is ranked
- nDCG@k    Σ 1/log2(rank + 1) over relevant among the first k, divided by the same sum for
            min(k, |relevant|) relevant ones at the top (Järvelin & Kekäläinen 2002)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2

from evals.outcomes import Case, Score, strings

DEPTHS = (1, 5, 10)


def scores(case: Case) -> tuple[Score, ...]:
    names = [f"{m}@{k}" for k in DEPTHS for m in ("R", "Success")] + ["RR", "nDCG@10"]
    if not case.gold.answerable:
        return tuple(Score(name, None, "the question has no answer") for name in names)
    alternatives = [
        (strings(s), ranking(case, strings(s))) for s in case.gold.gold
    ]  # relevant, condensed ranking
    found: list[Score] = []
    for k in DEPTHS:
        recall = max(recall_at(r, ranked, k) for r, ranked in alternatives)
        found.append(Score(f"R@{k}", recall, f"{recall:.2f} of what is needed among the first {k}"))
        found.append(Score(f"Success@{k}", float(recall == 1.0), f"all among the first {k}?"))
    rr = max(reciprocal_rank(r, ranked) for r, ranked in alternatives)
    place = f"first relevant at rank {round(1 / rr)}" if rr else "none relevant was found"
    ndcg = max(ndcg_at(r, ranked, 10) for r, ranked in alternatives)
    return (*found, Score("RR", rr, place), Score("nDCG@10", ndcg, "gain of the first 10"))


def ranking(case: Case, relevant: Collection[str]) -> list[str]:
    """The evidence without what gold tolerates but this alternative does not need."""
    skipped = case.relevant - frozenset(relevant)
    return [locator for locator in case.outcome.evidence if locator not in skipped]


def recall_at(relevant: Collection[str], ranked: Sequence[str], k: int) -> float:
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def reciprocal_rank(relevant: Collection[str], ranked: Sequence[str]) -> float:
    return next((1 / n for n, x in enumerate(ranked, start=1) if x in relevant), 0.0)


def ndcg_at(relevant: Collection[str], ranked: Sequence[str], k: int) -> float:
    gain = sum(1 / log2(n + 1) for n, x in enumerate(ranked[:k], start=1) if x in relevant)
    ideal = sum(1 / log2(n + 1) for n in range(1, min(k, len(relevant)) + 1))
    return gain / ideal


def average_precision(relevant: Collection[str], ranked: Sequence[str], k: int) -> float:
    """Mean of precision at each relevant rank among the first k, over |relevant| (MAP@k, trec_eval
    ``-M k``).
    """
    hits, total = 0, 0.0
    for n, x in enumerate(ranked[:k], start=1):
        if x in relevant:
            hits += 1
            total += hits / n
    return total / len(relevant)
