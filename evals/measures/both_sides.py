"""Both sides of a comparison: 1 if each side is shown by at least one of its paragraphs.

0 if a side is missing or the question is refused; None for a question without sides.
"""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.outcomes import Outcome, Score, strings


def score(gold: BroadQuestion, outcome: Outcome) -> Score:
    if not gold.groups:
        return Score("both sides", None, "no sides are compared")
    shown = sum(not strings(side).isdisjoint(outcome.cited) for side in gold.groups)
    return Score("both sides", float(shown == len(gold.groups)), f"{shown} of {len(gold.groups)} sides shown")
