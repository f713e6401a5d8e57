"""Ranking weights, the relevance model and the refusal floor, fitted on gold `dev` and nothing else.

The ranking's weights maximise the likelihood of the right paragraphs under a softmax over each question's
candidates (ListNet, Cao et al. 2007: the top-one probability), held near untuned ones by an L2 penalty; the
relevance is a logistic regression on raw features; the floor refuses as much as it can while refusing at
most `LOST` of the questions that can be answered. Which further
paragraphs belong beside the first is a logistic regression too, on what stands behind right first ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.calibration import Calibration
from assistant.search.features import OF_CANDIDATE, RANKED, RELEVANCE, SIGNS, WEIGHTS
from assistant.search.further import FURTHER, numbers
from assistant.search.ranking import further_pairs
from evals.gold import by_chance
from evals.samples import Sample
from evals.stats import logistic

LOST = 0.045  # a little below the share that may be refused falsely, for chance
FOLDS = 5
BEHIND = 12  # ranked paragraphs a question that further ones are learnt from
RIGHT = 0.2  # chance of being right at which a further paragraph is cited: completeness before brevity
DEPTH = 3  # paragraphs a question that the slope of being behind is learnt from
PENALTY = 0.001  # on the squared distance from PRIOR
PRIOR = np.array([f.prior for f in RANKED], dtype=np.float64)  # as WEIGHTS, untuned
SIGN = np.array(SIGNS, dtype=np.float64)  # of the slopes of OF_CANDIDATE and OF_QUESTION


@dataclass(frozen=True, slots=True)
class FitFigures:
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
    verdict: FitFigures
    questions: int


def fit(samples: Sequence[Sample]) -> Fit:
    """Fit a calibration on ``samples`` of `dev` questions."""
    weights = _search(samples)
    intercept, relevance = _logistic(samples, weights)
    model = Calibration(tuple(weights), intercept, relevance, 0.0, 0.0, (0.0,) * len(FURTHER), RIGHT)
    further_intercept, further = _further(samples, model)
    floor = _floor(samples, model)
    model = replace(model, floor=floor, further_intercept=further_intercept, further=further)
    return Fit(model, judge(samples, model), len(samples))


def cross_validated(samples: Sequence[Sample]) -> FitFigures:
    """Mean verdict of `FOLDS` fits, each judged on the questions that it did not see."""
    verdicts = [
        judge(samples[n::FOLDS], fit([s for i, s in enumerate(samples) if i % FOLDS != n]).calibration)
        for n in range(FOLDS)
    ]
    return FitFigures(*(float(np.mean(column)) for column in zip(*map(astuple, verdicts), strict=True)))


def judge(samples: Sequence[Sample], model: Calibration) -> FitFigures:
    """Measure a calibration on questions, before their paragraphs are turned into an answer."""
    tops = [_top(s, model) for s in samples]
    answerable = [t for s, t in zip(samples, tops, strict=True) if s.gold.answerable]
    others = [t for s, t in zip(samples, tops, strict=True) if not s.gold.answerable]
    return FitFigures(
        float(np.mean([good for _, good in answerable])),
        float(np.mean([_reciprocal(s, model) for s in samples if s.gold.answerable])),
        float(np.mean([chance < model.floor for chance, _ in others])),
        float(np.mean([chance < model.floor for chance, _ in answerable])),
    )


def in_words(verdict: FitFigures) -> str:
    return (
        f"first paragraph right {verdict.first:.3f}, unanswerable refused {verdict.refused:.3f}, "
        f"false refusals {verdict.false_refusals:.3f}"
    )


def write_calibration(fitted: Fit, path: Path, fingerprint: str, today: dt.date) -> None:
    """Write the file that `assistant.search.calibration` reads."""
    model = fitted.calibration
    lines = [
        "# Fitted by `python -m evals fit ranking` on gold dev questions only; do not edit by hand.",
        f"# {today.isoformat()}, corpus {fingerprint}, {fitted.questions} questions; on those very",
        f"# questions: {in_words(fitted.verdict)}.",
        f"floor = {model.floor:.4f}",
        "",
        "[weights]",
        *(f"{n} = {w:.4f}" for n, w in zip(WEIGHTS, model.weights, strict=True)),
        "",
        "[relevance]",
        f"intercept = {model.intercept:.4f}",
        *(f"{n} = {w:.4f}" for n, w in zip(RELEVANCE, model.relevance, strict=True)),
        "",
        "[further]",
        f"floor = {model.further_floor:.4f}",
        f"intercept = {model.further_intercept:.4f}",
        *(f"{f.name} = {w:.4f}" for f, w in zip(FURTHER, model.further, strict=True)),
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


def _logistic(samples: Sequence[Sample], weights: NDArray[np.float64]) -> tuple[float, tuple[float, ...]]:
    """Intercept and slopes, as RELEVANCE: of each question's first paragraph, and then how much less
    likely the next ones are for being behind.
    """
    scores = [s.features @ weights for s in samples]
    orders = [np.argsort(-found, kind="stable") for found in scores]
    data = np.array([(*s.raw[o[0]], *s.asked) for s, o in zip(samples, orders, strict=True)])
    labels = np.array([s.answers[o[0]] for s, o in zip(samples, orders, strict=True)])
    intercept, slopes = logistic(data, labels, SIGN)
    behind = [
        (float(intercept + slopes @ (*s.raw[i], *s.asked)), float(found[o[0]] - found[i]), s.answers[i])
        for s, found, o in zip(samples, scores, orders, strict=True)
        for i in o[1:DEPTH]
    ]
    split = len(OF_CANDIDATE)
    return intercept, (*map(float, slopes[:split]), _behind(behind), *map(float, slopes[split:]))


def _further(samples: Sequence[Sample], model: Calibration) -> tuple[float, tuple[float, ...]]:
    """Return intercept and slopes, as `FURTHER`, of what stands behind right first paragraphs, and whether
    gold wants both.
    """
    rows = [row for s in samples for row in _behind_first(s, model)]
    data, labels = np.array([row for row, _ in rows]), np.array([good for _, good in rows])
    if not labels.any():
        return -30.0, (0.0,) * len(FURTHER)
    intercept, slopes = logistic(data, labels, np.zeros(len(FURTHER)))
    return intercept, tuple(map(float, slopes))


def _behind_first(sample: Sample, model: Calibration) -> list[tuple[tuple[float, ...], bool]]:
    scores = sample.features @ np.array(model.weights)
    order = [int(i) for i in np.argsort(-scores, kind="stable")[:BEHIND]]
    first = sample.candidates[order[0]].paragraph.locator
    if not sample.good[order[0]]:
        return []
    behind = (float(scores[order[0]] - scores[i]) for i in order)
    odds = [model.odds((*sample.raw[i], far, *sample.asked)) for i, far in zip(order, behind, strict=True)]
    wanted = max((g for g in sample.gold.gold if first in g), key=len, default=frozenset())
    pairs = further_pairs(sample.query, sample.candidates, order, odds, scores)
    return [(numbers(pair), pair.other.paragraph.locator in wanted) for pair in pairs]


def _behind(rows: Sequence[tuple[float, float, bool]]) -> float:
    """The slope, at most 0, of the distance to the first paragraph's score that makes ``rows`` (log
    odds without it, distance, whether gold names it) likeliest.
    """
    from scipy.optimize import minimize_scalar

    odds, distance, good = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    sign = 1.0 - 2.0 * good

    def loss(slope: float) -> float:
        return float(np.logaddexp(0.0, sign * (odds + slope * distance)).sum())

    return float(minimize_scalar(loss, bounds=(-5.0, 0.0), method="bounded").x)


def _top(sample: Sample, model: Calibration) -> tuple[float, bool]:
    """Relevance of the first paragraph, and whether gold names it."""
    i = int(np.argmax(sample.features @ np.array(model.weights)))
    chance = model.chance((*sample.raw[i], 0.0, *sample.asked))
    return chance, bool(sample.good[i])


def _floor(samples: Sequence[Sample], model: Calibration) -> float:
    """The highest floor at which at most `LOST` of the answerable questions fall below it, of those that
    chance put into `dev`: the others were written to be difficult, and would set it too low.
    """
    kept = [s for s in samples if by_chance(s.gold.id)] or samples
    chances = sorted(_top(s, model)[0] for s in kept if s.gold.answerable)
    return chances[int(LOST * len(chances))]
