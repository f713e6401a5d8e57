"""Candidates become evidence: a weighted sum orders them, a logistic model says how sure that is.

The weighted sum of z-scores beats reciprocal rank fusion here; the relevance is
computed from raw scores, because z-scores cannot tell a good list from a bad one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.question.query import Query
from assistant.search.calibration import Calibration
from assistant.search.candidates import Candidate, Retrieved, z
from assistant.types import Evidence

DEPTH = 20  # paragraphs kept as evidence
WITHIN = 10.0  # times as much as a named document, so that none comes before it
READINGS = ((1.0,), (0.6, 0.4), (0.3, 0.3, 0.4))  # weights of one reading, of two, of three


def rank(found: Retrieved, query: Query, foreign: bool, calibration: Calibration) -> tuple[Evidence, ...]:
    """Best first; none from another document than the one that the answer is wanted from. ``foreign``:
    the question holds a name or number that the corpus does not.
    """
    candidates = found.readings[0]
    if not candidates:
        return ()
    scores = mixed([features(r, query) for r in found.readings]) @ np.array(calibration.weights)
    order = [
        i
        for i in np.argsort(-scores, kind="stable")
        if not query.within or candidates[i].paragraph.locator.document in query.within
    ][:DEPTH]
    best, asked = float(scores.max()), of_question(found, foreign)
    known = raw(found)
    return tuple(
        Evidence(
            paragraph=candidates[i].paragraph,
            relevance=calibration.chance((*known[i], best - float(scores[i]), *asked)),
            rank=place,
            score=float(scores[i]),
            spans=found.readings[-1][i].spans,
        )
        for place, i in enumerate(order, start=1)
    )


def of_question(found: Retrieved, foreign: bool) -> tuple[float, ...]:
    """In the order of `calibration.OF_QUESTION`."""
    leaning = found.leaning
    return (float(foreign), leaning.silent, leaning.margin, leaning.manner, leaning.subject)


def mixed(readings: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """[candidates, features] of one reading, or of a follow-up's two or three, weighted."""
    return np.asarray(np.tensordot(READINGS[len(readings) - 1], np.stack(readings), axes=1))


def features(candidates: Sequence[Candidate], query: Query) -> NDArray[np.float64]:
    """[candidates, weights] in the order of `calibration.WEIGHTS`."""
    kinds = [c.paragraph.locator.kind for c in candidates]
    return np.stack(
        [
            z([c.cosine for c in candidates]),
            z([c.close.text for c in candidates]),
            z([c.headnote_cosine for c in candidates]),
            z([c.close.headnote for c in candidates]),
            z([c.close.both for c in candidates]),
            z([c.centroid for c in candidates]),
            z([c.bm25 for c in candidates]),
            z([c.known for c in candidates]),
            np.array([_named(c.paragraph.locator.document, query) for c in candidates]),
            np.array([float(c.paragraph.locator in query.cited) for c in candidates]),
            np.array([float(kind == "pp") for kind in kinds]),
            np.array([float(kind == "acronym") for kind in kinds]),
            np.array([float(kind == "timeline") for kind in kinds]),
            np.array([float(kind == "fn") for kind in kinds]),
            np.array([float(not c.holds) for c in candidates]),
            np.array([float(not c.named) for c in candidates]),
            np.array([float(c.opens) for c in candidates]),
            np.array([float(c.titled) for c in candidates]),
        ],
        axis=1,
    )


def _named(document: str, query: Query) -> float:
    return WITHIN if document in query.within else float(document in query.named)


def raw(found: Retrieved) -> NDArray[np.float64]:
    """[candidates, features] for the relevance model, in the order of `calibration.OF_CANDIDATE`."""
    of_follow_up = found.readings[1] if len(found.readings) > 1 else ()
    unsaid = [1.0 - c.known for c in of_follow_up] or [0.0] * len(found.readings[0])
    return np.column_stack([mixed([_raw(r) for r in found.readings]), unsaid])


def _raw(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    return np.array(
        [
            (
                c.close.text,
                c.cosine,
                c.close.headnote,
                c.headnote_cosine,
                c.close.both,
                c.known,
                c.close.weakest,
                c.missed,
                not c.holds,
                not c.named,
            )
            for c in candidates
        ],
        dtype=np.float64,
    )
