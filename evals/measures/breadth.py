"""Breadth precision of a broad question: share of the paragraphs shown that must or may be shown.

|shown ∩ (must ∪ may)| / |shown|; answers that cite; None if refused and for a question outside the documents.
"""

from __future__ import annotations

from evals.broad import BroadQuestion
from evals.outcomes import Outcome, Score


def score(gold: BroadQuestion, outcome: Outcome) -> Score:
    if not gold.must or not outcome.cited:
        return Score("breadth precision", None, "nothing is cited, or nothing is to be shown")
    strange = [locator for locator in outcome.cited if locator not in gold.must | gold.may]
    value = 1 - len(strange) / len(outcome.cited)
    return Score("breadth precision", value, f"beside the question: {', '.join(strange) or 'none'}")
