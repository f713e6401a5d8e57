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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.calibration import FEATURES, WEIGHTS, Calibration
from evals.samples import Sample

LOST = 0.05
DEPTH = 3  # candidates a question that the relevance model learns from
PENALTY = 0.005  # on the squared distance from PRIOR
PRIOR = np.array(  # as WEIGHTS, untuned
    [0.5, 0.7, 1.0, 1.5, 0.0, 1.0, 0.0, 3.0, 0.0, -0.3, -2.0, -0.5, -0.3, -1.0, -0.3]
)
SENSE = np.array([1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1])  # signs of the slopes, as FEATURES


@dataclass(frozen=True, slots=True)
class Verdict:
    """Shares, 0..1, of answerable questions whose first paragraph gold names, with the mean reciprocal
    rank; of unanswerable ones refused; of answerable ones refused.
    """

    first: float
    reciprocal: float
    refused: float
    false_refusals: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration and, for the person who reads it, what it reaches on the questions it saw."""

    calibration: Calibration
    verdict: Verdict
    questions: int


def fit(samples: Sequence[Sample], also: float) -> Fit:
    """``samples`` are of `dev` questions; ``also`` is kept as it is."""
    weights = _search(samples)
    intercept, relevance = _logistic(samples, weights)
    model = Calibration(tuple(weights), intercept, relevance, 0.0, also)
    model = replace(model, floor=_floor(samples, model))
    return Fit(model, judge(samples, model), len(samples))


def judge(samples: Sequence[Sample], model: Calibration) -> Verdict:
    """What a calibration does on questions, before their paragraphs are turned into an answer."""
    tops = [_top(s, model) for s in samples]
    answerable = [t for s, t in zip(samples, tops, strict=True) if s.gold.answerable]
    others = [t for s, t in zip(samples, tops, strict=True) if not s.gold.answerable]
    return Verdict(
        float(np.mean([good for _, good in answerable])),
        float(np.mean([_reciprocal(s, model) for s in samples if s.gold.answerable])),
        float(np.mean([chance < model.floor for chance, _ in others])),
        float(np.mean([chance < model.floor for chance, _ in answerable])),
    )


def in_words(verdict: Verdict) -> str:
    return (
        f"first paragraph right {verdict.first:.3f}, unanswerable refused {verdict.refused:.3f}, "
        f"false refusals {verdict.false_refusals:.3f}"
    )


def write(found: Fit, path: Path, fingerprint: str, today: dt.date) -> None:
    """The file that `assistant.calibration` reads."""
    model = found.calibration
    lines = [
        "# Fitted by `python -m evals calibrate` on gold dev questions only; do not edit by hand.",
        f"# {today.isoformat()}, corpus {fingerprint}, {found.questions} questions; on those very",
        f"# questions: {in_words(found.verdict)}.",
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


def _reciprocal(sample: Sample, model: Calibration) -> float:
    order = np.argsort(-(sample.features @ np.array(model.weights)), kind="stable")
    places = np.flatnonzero(sample.good[order])
    return 1.0 / (places[0] + 1) if len(places) else 0.0


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
            rows.append((*s.raw[i], float(scores[order[0]] - scores[i]), s.unknown, s.asks))
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


def _top(sample: Sample, model: Calibration) -> tuple[float, bool]:
    """Relevance of the first paragraph, and whether gold names it."""
    i = int(np.argmax(sample.features @ np.array(model.weights)))
    chance = model.chance((*sample.raw[i], 0.0, sample.unknown, sample.asks))
    return chance, bool(sample.good[i])


def _floor(samples: Sequence[Sample], model: Calibration) -> float:
    """The highest floor at which at most `LOST` of the rightly answered fall below it."""
    right = sorted(chance for chance, good in (_top(s, model) for s in samples) if good)
    return right[int(LOST * len(right))]
