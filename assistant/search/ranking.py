"""Candidates become evidence: a weighted sum orders them, a logistic model says how sure that is.

The weighted sum of z-scores beats reciprocal rank fusion here; the relevance is
computed from raw scores, because z-scores cannot tell a good list from a bad one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.question.query import Query
from assistant.search.calibration import NONE, Bare, Calibration
from assistant.search.candidates import Candidate, Retrieved, z
from assistant.search.features import JUDGED, OF_QUESTION, RANKED
from assistant.search.further import Further, numbers
from assistant.types import Evidence

DEPTH = 20  # paragraphs kept as evidence
READINGS = ((1.0,), (0.6, 0.4), (0.3, 0.3, 0.4))  # weights of one reading, of two, of three


def rank(found: Retrieved, query: Query, calibration: Calibration, bare: Bare = NONE) -> tuple[Evidence, ...]:
    """Best first; none from another document than the one that the answer is wanted from. ``bare``: documents
    that are judged without headnotes.
    """
    candidates = found.readings[0]
    if not candidates:
        return ()
    columns = mixed([features(r, query) for r in found.readings])
    scores = columns @ np.array(calibration.weights)
    sorted_ = np.argsort(-scores, kind="stable")
    own = np.array([c.paragraph.locator.document in bare.documents for c in candidates])
    behind = scores.max() - scores
    if own.any() and bare.calibration is not None:
        bare_scores = columns @ np.array(bare.calibration.weights)
        sorted_ = _among(sorted_, own, bare_scores)
        behind = np.where(own, bare_scores[own].max() - bare_scores, behind)
    order = [
        i
        for i in map(int, sorted_)
        if not query.within or candidates[i].paragraph.locator.document in query.within
    ][:DEPTH]
    asked = of_question(found, query)
    known = raw(found, query)
    rows = {i: (*known[i], float(behind[i]), *asked) for i in order}
    chances = {
        i: bare.chance(candidates[i].paragraph.locator.document, row, calibration) for i, row in rows.items()
    }
    order = _surest_first(order, own, chances)
    judged = [rows[i] for i in order]
    odds = [calibration.odds(row) for row in judged]
    pairs = further_pairs(query, candidates, order, odds, scores)
    return tuple(
        Evidence(
            paragraph=candidates[i].paragraph,
            relevance=chances[i],
            rank=place,
            score=float(scores[i]),
            spans=found.readings[-1][i].spans,
            further=calibration.further_chance(numbers(pair)) if pair else 0.0,
        )
        for place, (i, pair) in enumerate(zip(order, (None, *pairs), strict=True), start=1)
    )


def _surest_first(order: Sequence[int], own: NDArray[np.bool_], chances: Mapping[int, float]) -> list[int]:
    """Put the first candidate without headnotes before the others if it is surer than the first of those."""
    first = next((i for i in order if own[i]), None)
    if first is None or first == order[0] or chances[first] <= chances[order[0]]:
        return list(order)
    return [first, *(i for i in order if i != first)]


def _among(
    order: NDArray[np.int64], own: NDArray[np.bool_], scores: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Keep the places that candidates without headnotes have among the others, and put those candidates into
    the order of ``scores``, which leave headnotes out.
    """
    made = order.copy()
    places = np.flatnonzero(own[order])
    made[places] = sorted(order[places], key=lambda i: -scores[i])
    return made


def further_pairs(
    query: Query,
    candidates: Sequence[Candidate],
    order: Sequence[int],
    odds: Sequence[float],
    scores: NDArray[np.float64],
) -> tuple[Further, ...]:
    """Return each of ``order`` but the first beside the first; ``odds`` are in this order."""
    first = candidates[order[0]] if len(order) else None
    return tuple(
        Further(
            query, first, candidates[i], odds[place - 1], odds[0], float(scores[order[0]] - scores[i]), place
        )
        for place, i in enumerate(order[1:], start=2)
        if first is not None
    )


def of_question(found: Retrieved, query: Query) -> tuple[float, ...]:
    """In the order of `features.OF_QUESTION`."""
    return tuple(f.of(found.leaning, query) for f in OF_QUESTION)


def mixed(readings: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """[candidates, features] of one reading, or of a follow-up's two or three, weighted."""
    return np.asarray(np.tensordot(READINGS[len(readings) - 1], np.stack(readings), axes=1))


def features(candidates: Sequence[Candidate], query: Query) -> NDArray[np.float64]:
    """[candidates, weights] in the order of `features.RANKED`."""
    columns = [(f.scaled, [f.of(c, query) for c in candidates]) for f in RANKED]
    return np.stack([z(values) if scaled else np.array(values) for scaled, values in columns], axis=1)


def raw(found: Retrieved, query: Query) -> NDArray[np.float64]:
    """[candidates, features] for the relevance model, in the order of `features.OF_CANDIDATE`."""
    of_follow_up = found.readings[1] if len(found.readings) > 1 else ()
    unsaid = [1.0 - c.known for c in of_follow_up] or [0.0] * len(found.readings[0])
    judged = [np.array([[f.of(c, query) for f in JUDGED] for c in reading]) for reading in found.readings]
    return np.column_stack([mixed(judged), unsaid])
