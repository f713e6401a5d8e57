"""Every measure of every family, applied to one case."""

from __future__ import annotations

from evals.measures import citation, content, refusal, retrieval
from evals.outcomes import Case, Score


def scores(case: Case) -> tuple[Score, ...]:
    """Return all scores of a case; none for a question that failed, which is counted as failed."""
    if case.outcome.status == "failed":
        return ()
    return (*citation.scores(case), *content.scores(case), *refusal.scores(case), *retrieval.scores(case))


HIGHER_IS_WORSE = frozenset({"wrong paragraph", "neighbouring paragraph", "false refusal"})
