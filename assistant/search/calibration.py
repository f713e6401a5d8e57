"""Fitted numbers, read from a small file that a person can read: weights, relevance, floor.

Written by `python -m evals fit ranking` from gold `dev` questions only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from assistant.search.features import RELEVANCE, WEIGHTS
from assistant.search.further import FURTHER
from ingest.errors import SettingsError

FILE = Path(__file__).with_name("calibration.toml")
BARE = Path(__file__).with_name("calibration-without-headnotes.toml")  # of other corpora


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights`` of the ranking's features (z-scores per question, and 0/1 marks); ``relevance``:
    coefficients of a logistic model on raw features; ``floor``: least relevance that answers;
    ``further``: coefficients of a logistic model, as `FURTHER`, and ``further_floor``: its least chance at
    which another paragraph is cited beside the first.
    """

    weights: tuple[float, ...]
    intercept: float
    relevance: tuple[float, ...]
    floor: float
    further_intercept: float
    further: tuple[float, ...]
    further_floor: float

    def chance(self, features: tuple[float, ...]) -> float:
        """Return the chance, 0..1, that a paragraph answers, of numbers in the order of `RELEVANCE`."""
        return _chance(self.odds(features))

    def odds(self, features: tuple[float, ...]) -> float:
        """Return the logarithm of the odds that a paragraph answers."""
        return self.intercept + sum(w * f for w, f in zip(self.relevance, features, strict=True))

    def further_chance(self, features: tuple[float, ...]) -> float:
        """Return the chance, 0..1, that a paragraph belongs beside the first, of numbers as `FURTHER`."""
        slopes = zip(self.further, features, strict=True)
        return _chance(self.further_intercept + sum(w * f for w, f in slopes))


@dataclass(frozen=True, slots=True)
class Bare:
    """Documents on which nobody has written headnotes, beside others that have them, and the calibration
    for corpora without headnotes.
    """

    documents: frozenset[str] = frozenset()
    calibration: Calibration | None = None

    def chance(self, document: str, features: tuple[float, ...], fitted: Calibration) -> float:
        """Return the chance, 0..1, that a paragraph of a document answers: of one without headnotes by their
        own calibration, moved so that its floor is that of ``fitted``.
        """
        own = self.calibration
        if own is None or document not in self.documents:
            return fitted.chance(features)
        return _chance(own.odds(features) - _logit(own.floor) + _logit(fitted.floor))


NONE = Bare()


@cache
def read_calibration(path: Path = FILE) -> Calibration:
    """Raises `SettingsError` if the file is damaged."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Calibration(
            tuple(float(data["weights"][name]) for name in WEIGHTS),
            float(data["relevance"]["intercept"]),
            tuple(float(data["relevance"][name]) for name in RELEVANCE),
            float(data["floor"]),
            float(data["further"]["intercept"]),
            tuple(float(data["further"][f.name]) for f in FURTHER),
            float(data["further"]["floor"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{path}: is damaged ({error}); restore it or run `python -m evals fit ranking`"
        ) from error


def _logit(chance: float) -> float:
    return log(chance / (1.0 - chance))


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
