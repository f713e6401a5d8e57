"""Selective answering: what is risked at each share of questions answered, and what is refused at given
shares of false refusals. Relevance alone decides here, not the rules before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHARES = (0.02, 0.04)  # of answerable questions that are refused
POINTS = 10  # of the curve


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the ``relevance``, 0..1, of its first paragraph; ``right``: gold names that."""

    category: str
    answerable: bool
    relevance: float
    right: bool


def risk(rows: Sequence[Judged]) -> dict[str, Any]:
    """Return the risk–coverage curve (El-Yaniv & Wiener 2010) with the area under it, 0..1, 0 best, and the
    shares refused; None and empty without questions of both kinds.

    The curve answers the questions of highest relevance first. ``coverage``: share answered; ``risk``: share
    of those answered whose first paragraph is not right, as none is for an unanswerable question.
    """
    if len({row.answerable for row in rows}) < 2:
        return {"aurc": None, "curve": [], "refused": [], "n": len(rows)}
    order = sorted(rows, key=lambda row: -row.relevance)
    wrong = np.array([not (row.answerable and row.right) for row in order], dtype=np.float64)
    risks = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    places = [max(1, round(len(order) * n / POINTS)) for n in range(1, POINTS + 1)]
    curve = [{"coverage": round(k / len(order), 4), "risk": round(float(risks[k - 1]), 4)} for k in places]
    refused = [refused_at(rows, share) for share in SHARES]
    return {"aurc": round(float(risks.mean()), 4), "curve": curve, "refused": refused, "n": len(rows)}


def refused_at(rows: Sequence[Judged], share: float) -> dict[str, Any]:
    """Return the floor at which no more than the ``share`` of answerable questions is refused, and the shares
    of unanswerable ones below it, in all and by category.
    """
    floor = float(np.sort([row.relevance for row in rows if row.answerable])[_place(rows, share)])
    below: dict[str, list[bool]] = {}
    for row in rows:
        if not row.answerable:
            for name in ("all", row.category or "none"):
                below.setdefault(name, []).append(row.relevance < floor)
    kinds: dict[str, NDArray[np.bool_]] = {name: np.array(found) for name, found in sorted(below.items())}
    return {
        "false": share,
        "floor": round(floor, 4),
        "kinds": {
            name: {"share": round(float(found.mean()), 4), "n": len(found)} for name, found in kinds.items()
        },
    }


def _place(rows: Sequence[Judged], share: float) -> int:
    return int(share * sum(row.answerable for row in rows))
