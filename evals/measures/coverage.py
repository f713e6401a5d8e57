"""Coverage of a broad question: share of the paragraphs that must be shown and are.

|shown ∩ must| / |must|; shown are the distinct paragraphs that the answer cites; 0 if refused; None for a
question outside the documents.
"""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.outcomes import Outcome, Score


def score(gold: BroadQuestion, outcome: Outcome) -> Score:
    if not gold.must:
        return Score("coverage", None, "the documents do not answer")
    missing = gold.must.difference(outcome.cited)
    value = 1 - len(missing) / len(gold.must)
    return Score("coverage", value, f"not shown: {', '.join(sorted(missing)) or 'none'}")
