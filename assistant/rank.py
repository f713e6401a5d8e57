"""Candidates become evidence: a weighted sum orders them, a logistic model says how sure that is.

The weighted sum of z-scores beats reciprocal rank fusion here; the relevance is
computed from raw scores, because z-scores cannot tell a good list from a bad one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.calibration import Calibration
from assistant.question import Query
from assistant.retrieve import Candidate
from assistant.types import Evidence

DEPTH = 20  # paragraphs kept as evidence


def rank(
    candidates: Sequence[Candidate], query: Query, unknown: float, calibration: Calibration
) -> tuple[Evidence, ...]:
    """Best first. ``unknown``: share, 0..1, of the question's term weight unknown to the corpus."""
    if not candidates:
        return ()
    scores = features(candidates, query) @ np.array(calibration.weights)
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    best = float(scores[order[0]])
    return tuple(
        Evidence(
            paragraph=candidates[i].paragraph,
            relevance=calibration.chance(raw(candidates[i], best - float(scores[i]), unknown)),
            rank=place,
            score=float(scores[i]),
            spans=candidates[i].spans,
        )
        for place, i in enumerate(order, start=1)
    )


def features(candidates: Sequence[Candidate], query: Query) -> NDArray[np.float64]:
    """[candidates, weights] in the order of `calibration.WEIGHTS`."""
    kinds = [c.paragraph.locator.kind for c in candidates]
    return np.stack(
        [
            _z([c.cosine for c in candidates]),
            _z([c.maxsim for c in candidates]),
            _z([c.bm25 for c in candidates]),
            _z([c.coverage for c in candidates]),
            np.array([float(c.paragraph.locator.document in query.named) for c in candidates]),
            np.array([float(c.paragraph.locator in query.cited) for c in candidates]),
            np.array([float(kind == "pp") for kind in kinds]),
            np.array([float(kind in ("acronym", "timeline")) for kind in kinds]),
        ],
        axis=1,
    )


def raw(candidate: Candidate, behind: float, unknown: float) -> tuple[float, ...]:
    """Features of the relevance model, in the order of `calibration.FEATURES`.

    ``behind``: by how much the candidate's score is below the best one's.
    """
    return (candidate.maxsim, candidate.cosine, candidate.coverage, behind, unknown)


def _z(values: Sequence[float]) -> NDArray[np.float64]:
    array = np.array(values, dtype=np.float64)
    spread = array.std()
    scaled: NDArray[np.float64] = (array - array.mean()) / (spread if spread > 1e-9 else 1.0)
    return scaled
