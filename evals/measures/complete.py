"""Completeness of a broad question: 1 if every paragraph that must be shown is shown.

0 if one is missing or the question is refused; None for a question outside the documents.
"""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.outcomes import Outcome, Score


def score(gold: BroadQuestion, outcome: Outcome) -> Score:
    if not gold.must:
        return Score("complete", None, "the documents do not answer")
    shown = gold.must.intersection(outcome.cited)
    return Score("complete", float(shown == gold.must), f"{len(shown)} of {len(gold.must)} shown")
