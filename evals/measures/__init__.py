"""Every measure of every family, applied to one case."""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.measures import (
    both_sides,
    bounded,
    breadth,
    citation,
    complete,
    content,
    coverage,
    refusal,
    retrieval,
)
from evals.outcomes import Case, Score

BROAD = (coverage, breadth, complete, both_sides, bounded)


def scores(case: Case) -> tuple[Score, ...]:
    """Return all scores of a case; none for a question that failed, which is counted as failed."""
    if case.outcome.status == "failed":
        return ()
    every = (*citation.scores(case), *content.scores(case), *refusal.scores(case), *retrieval.scores(case))
    if isinstance(case.gold, BroadQuestion):
        every += tuple(part.score(case.gold, case.outcome) for part in BROAD)
    return every


HIGHER_IS_WORSE = frozenset({"wrong paragraph", "neighbouring paragraph", "false refusal"})
