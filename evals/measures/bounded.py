"""Bounds of a broad question outside the documents: 1 if refused, or if only what may be shown is shown.

An answer that cites nothing, or anything else, is 0; None for a question that the documents answer.
"""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.outcomes import Outcome, Score


def score(gold: BroadQuestion, outcome: Outcome) -> Score:
    if gold.must:
        return Score("refused or bounded", None, "the documents answer")
    shown = frozenset(outcome.cited)
    bounded = outcome.status == "refusal" or (bool(shown) and shown <= gold.may)
    return Score(
        "refused or bounded", float(bounded), f"{outcome.status}: {', '.join(sorted(shown)) or 'none'}"
    )
