"""Measures of refusing.

- refusal recall     1 if refused; unanswerable questions
- refusal precision  1 if the documents do not answer it; refused questions
- false refusal      1 if refused; answerable questions
"""

from __future__ import annotations

from evals.outcomes import Case, Score


def scores(case: Case) -> tuple[Score, ...]:
    refused = float(not case.answered)
    unanswerable = float(not case.gold.answerable)
    what = "refused" if refused else "answered"
    return (
        Score("refusal recall", refused if unanswerable else None, what),
        Score("refusal precision", unanswerable if refused else None, what),
        Score("false refusal", None if unanswerable else refused, what),
    )
