"""Fits the ranking weights, the relevance model and the refusal floor on gold `dev`, nothing else.

The ranking's weights maximise the likelihood of the right paragraphs under a softmax over each
question's candidates (ListNet, Cao et al. 2007: the top-one probability), held near untuned ones
by an L2 penalty; the relevance is an
L2-regularised logistic regression on raw features (scikit-learn); the floor refuses as
much as it can while losing at most `LOST` of the answers whose first paragraph is right. A
question whose paragraph is not found is better refused than answered from another one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.calibration import FEATURES, WEIGHTS, Calibration, read_calibration
from assistant.question import Query
from assistant.rank import features, mixed, raw
from evals.gold import GoldQuestion

LOST = 0.05
DEPTH = 3  # candidates a question that the relevance model learns from
PENALTY = 0.005  # on the squared distance from PRIOR
PRIOR = np.array(  # as WEIGHTS, untuned
    [0.5, 0.7, 1.0, 1.5, 0.0, 1.0, 0.0, 3.0, 0.0, -0.3, -2.0, -0.5, -0.3, -1.0, -0.3]
)
SENSE = np.array([1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1])  # signs of the slopes, as FEATURES


@dataclass(frozen=True, slots=True)
class Sample:
    """One dev question with its candidates; ``good`` marks those that gold names."""

    gold: GoldQuestion
    query: Query
    unknown: float
    features: NDArray[np.float64]
    raw: NDArray[np.float64]
    good: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration and, for the person who reads it, what it reached on the questions it saw."""

    calibration: Calibration
    first: float
    refused: float
    false_refusals: float
    questions: int


def fit(
    assistant: Assistant, gold: Sequence[GoldQuestion], progress: Callable[[str, int, int], None]
) -> Fit:
    """Only `dev` questions are looked at. Addresses are looked up, so they teach nothing."""
    dev = [q for q in gold if q.split == "dev"]
    samples = [s for q in dev if (s := _sample(assistant, q, progress, len(dev))) is not None]
    weights = _search(samples)
    intercept, relevance = _logistic(samples, weights)
    model = replace(
        read_calibration(), weights=tuple(weights), intercept=intercept, relevance=relevance
    )
    tops = [(s, *_top(s, weights, model)) for s in samples]
    floor = _floor(tops)
    answerable = [t for s, t, _ in tops if s.gold.answerable]
    others = [t for s, t, _ in tops if not s.gold.answerable]
    return Fit(
        replace(model, floor=floor),
        _first(samples, weights),
        float(np.mean([t < floor for t in others])),
        float(np.mean([t < floor for t in answerable])),
        len(samples),
    )


def write(found: Fit, path: Path, fingerprint: str, today: dt.date) -> None:
    """The file that `assistant.calibration` reads."""
    model = found.calibration
    lines = [
        "# Fitted by `python -m evals calibrate` on gold dev questions only; do not edit by hand.",
        f"# {today.isoformat()}, corpus {fingerprint}, {found.questions} questions; on those very",
        f"# questions: first paragraph right {found.first:.3f}, unanswerable refused "
        f"{found.refused:.3f}, false refusals {found.false_refusals:.3f}.",
        f"floor = {model.floor:.4f}",
        f"also = {model.also:.4f}",
        "",
        "[weights]",
        *(f"{n} = {w:.4f}" for n, w in zip(WEIGHTS, model.weights, strict=True)),
        "",
        "[relevance]",
        f"intercept = {model.intercept:.4f}",
        *(f"{n} = {w:.4f}" for n, w in zip(FEATURES, model.relevance, strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _sample(
    assistant: Assistant, gold: GoldQuestion, progress: Callable[[str, int, int], None], total: int
) -> Sample | None:
    progress("questions", 1, total)
    query = assistant.understand(gold.question, gold.history)
    readings = assistant.readings(query)
    if query.addresses or not readings[0]:
        return None
    right = gold.also_ok.union(*gold.gold)
    good = np.array([c.paragraph.locator in right for c in readings[0]])
    unknown = assistant.unknown_share(query)
    return Sample(
        gold, query, unknown, mixed([features(r, query) for r in readings]),
        mixed([raw(r) for r in readings]), good,
    )  # fmt: skip


def _search(samples: Sequence[Sample]) -> NDArray[np.float64]:
    """The weights, as WEIGHTS."""
    from scipy.optimize import minimize

    used = [(s.features, s.good) for s in samples if s.good.any()]
    found: NDArray[np.float64] = minimize(_loss, PRIOR, args=(used,), jac=True, method="L-BFGS-B").x
    return found


def _loss(
    weights: NDArray[np.float64], used: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]
) -> tuple[float, NDArray[np.float64]]:
    """Mean −ln of the chance that goes to right paragraphs, with the penalty; and its gradient."""
    loss = PENALTY * float(((weights - PRIOR) ** 2).sum())
    slope = 2 * PENALTY * (weights - PRIOR)
    for rows, good in used:
        scores = rows @ weights
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        right = float(chances[good].sum())
        loss -= np.log(max(right, 1e-12)) / len(used)
        slope += rows.T @ (chances - chances * good / max(right, 1e-12)) / len(used)
    return loss, slope


def _first(samples: Sequence[Sample], weights: NDArray[np.float64]) -> float:
    """Share of answerable questions whose first paragraph gold names."""
    hits = [s.good[np.argmax(s.features @ weights)] for s in samples if s.gold.answerable]
    return float(np.mean(hits))


def _logistic(
    samples: Sequence[Sample], weights: NDArray[np.float64]
) -> tuple[float, tuple[float, ...]]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows, labels = [], []
    for s in samples:
        scores = s.features @ weights
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        for i in order:
            rows.append((*s.raw[i], float(scores[order[0]] - scores[i]), s.unknown))
            labels.append(bool(s.good[i]))
    data = np.array(rows)
    used = np.ones(len(FEATURES), dtype=bool)
    while True:  # a slope against all sense is chance: its feature is left out
        scaler = StandardScaler().fit(data[:, used])
        model = LogisticRegression(C=1.0, max_iter=1000).fit(
            scaler.transform(data[:, used]), labels
        )
        slopes = np.zeros(len(FEATURES))
        slopes[used] = model.coef_[0] / scaler.scale_
        if (slopes * SENSE >= 0).all():
            break
        used &= slopes * SENSE >= 0
    intercept = model.intercept_[0] - slopes[used] @ scaler.mean_
    return float(intercept), tuple(float(v) for v in slopes)


def _top(sample: Sample, weights: NDArray[np.float64], model: Calibration) -> tuple[float, bool]:
    """Relevance of the first paragraph, and whether gold names it."""
    i = int(np.argmax(sample.features @ weights))
    chance = model.chance((*sample.raw[i], 0.0, sample.unknown))
    return chance, bool(sample.good[i])


def _floor(tops: Sequence[tuple[Sample, float, bool]]) -> float:
    """The highest floor at which at most `LOST` of the rightly answered fall below it."""
    right = sorted(t for s, t, good in tops if good)
    return right[int(LOST * len(right))]
