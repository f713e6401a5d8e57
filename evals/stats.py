"""Numbers that stand up: means with intervals, paired comparisons, and how well chances hold.

All resampling is seeded, so that the same scores give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from evals.outcomes import SEED

RESAMPLES = 2000
NORMAL_95 = 1.959963984540054  # 95 % of a normal distribution lie within that many standard deviations
INTERVALS = "95 %: Wilson for shares (every score 0 or 1), percentile bootstrap for other means"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Mean of ``n`` scores with its 95 % interval; ``excluded``: number of questions that the measure does
    not apply to; ``failed``: number of questions that failed. ``mean`` is None if n is 0.
    """

    mean: float | None
    low: float | None
    high: float | None
    n: int
    excluded: int
    failed: int


def aggregate(values: Sequence[float | None], failed: int) -> Aggregate:
    kept = np.array([v for v in values if v is not None], dtype=np.float64)
    excluded = len(values) - len(kept)
    if not len(kept):
        return Aggregate(None, None, None, 0, excluded, failed)
    low, high = mean_interval(kept)
    return Aggregate(round(float(kept.mean()), 4), round(low, 4), round(high, 4), len(kept), excluded, failed)


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """95 % interval of the mean: Wilson's of a share, where every score is 0 or 1, else the bootstrap's."""
    if np.isin(values, (0.0, 1.0)).all():
        return wilson(int(values.sum()), len(values))
    return interval(values)


def wilson(right: int, n: int) -> tuple[float, float]:
    """95 % score interval of a share (Wilson 1927); ``right`` of ``n``, at least one. Never of width 0, so
    that 5 of 5 is not taken for certainty.
    """
    share, square = right / n, NORMAL_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = NORMAL_95 * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """95 % percentile bootstrap interval of the mean (Efron 1979)."""
    means = values[_draws(len(values))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Comparison:
    """B minus A on the same ``n`` questions, with its 95 % paired bootstrap interval; ``p`` of
    McNemar's exact test on the questions where just one is above ½, None for no such question;
    ``detectable``: the smallest true difference that 80 % of such samples would show at 5 %.
    """

    difference: float
    low: float
    high: float
    n: int
    won: int
    lost: int
    p: float | None
    detectable: float


def compare(a: Sequence[float], b: Sequence[float]) -> Comparison:
    """Paired scores of the same questions, at least one. McNemar 1947, exact as binomial."""
    first, second = np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)
    differences = second - first
    low, high = interval(differences)
    won = int(((second > 0.5) & (first <= 0.5)).sum())
    lost = int(((first > 0.5) & (second <= 0.5)).sum())
    spread = float(differences.std(ddof=1)) if len(differences) > 1 else 0.0
    detectable = (1.96 + 0.8416) * spread / float(np.sqrt(len(differences)))
    return Comparison(
        round(float(differences.mean()), 4),
        round(low, 4),
        round(high, 4),
        len(differences),
        won,
        lost,
        _mcnemar(won, lost),
        round(detectable, 4),
    )


def _mcnemar(won: int, lost: int) -> float | None:
    from scipy.stats import binomtest

    return round(float(binomtest(won, won + lost, 0.5).pvalue), 4) if won + lost else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions between two tenths: how many, the mean chance they gave, the share that held."""

    n: int
    chance: float
    held: float


def reliability(
    chances: Sequence[float], held: Sequence[bool], tenths: int = 10
) -> tuple[tuple[Bin, ...], float, float]:
    """Bins that are not empty, expected calibration error, and Brier score (Brier 1950), 0 best."""
    p, y = np.array(chances, dtype=np.float64), np.array(held, dtype=np.float64)
    places = np.minimum((p * tenths).astype(int), tenths - 1)
    bins = tuple(
        Bin(int(m.sum()), round(float(p[m].mean()), 4), round(float(y[m].mean()), 4))
        for place in range(tenths)
        if (m := places == place).any()
    )
    error = sum(b.n * abs(b.chance - b.held) for b in bins) / max(1, len(p))
    brier = float(((p - y) ** 2).mean()) if len(p) else 0.0
    return bins, round(error, 4), round(brier, 4)


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Chance that a positive scores above a negative, ties half (Mann–Whitney U); None if either
    class is empty.
    """
    from scipy.stats import rankdata

    marks = np.array(positive, dtype=bool)
    ones, zeros = int(marks.sum()), int((~marks).sum())
    if not ones or not zeros:
        return None
    ranks = rankdata(scores)
    return float((ranks[marks].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def logistic(
    data: NDArray[np.float64], labels: NDArray[np.bool_], sign: NDArray[np.float64], balanced: bool = False
) -> tuple[float, NDArray[np.float64]]:
    """Fit an L2-regularised logistic regression on standardised columns; return intercept and slopes for
    the columns as they are. A column whose slope goes against its ``sign`` (1, −1, or 0 for either) is left
    out, since such a slope is chance: its slope is 0. ``balanced``: both classes weigh the same.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    used = np.ones(data.shape[1], dtype=bool)
    while True:
        scaler = StandardScaler().fit(data[:, used])
        model = LogisticRegression(max_iter=1000, class_weight="balanced" if balanced else None)
        model.fit(scaler.transform(data[:, used]), labels)
        slopes = np.zeros(data.shape[1])
        slopes[used] = model.coef_[0] / scaler.scale_
        if (slopes * sign >= 0).all():
            return float(model.intercept_[0] - slopes[used] @ scaler.mean_), slopes
        used &= slopes * sign >= 0


def _draws(n: int) -> NDArray[np.int64]:
    random: NDArray[np.int64] = np.random.default_rng(SEED).integers(0, n, size=(RESAMPLES, n))
    return random
