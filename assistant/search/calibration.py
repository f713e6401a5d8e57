"""Fitted numbers, read from a small file that a person can read: weights, relevance, floor.

Written by `python -m evals calibrate` from gold `dev` questions only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from assistant.search.features import RELEVANCE, WEIGHTS
from ingest.errors import SettingsError

FILE = Path(__file__).with_name("calibration.toml")
BARE = Path(__file__).with_name("calibration-without-headnotes.toml")  # of other corpora


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights`` of the ranking's features (z-scores per question, and 0/1 marks); ``relevance``:
    coefficients of a logistic model on raw features; ``floor``: least relevance that answers;
    ``also``: least share of the first paragraph's relevance at which another is cited with it.
    """

    weights: tuple[float, ...]
    intercept: float
    relevance: tuple[float, ...]
    floor: float
    also: float

    def chance(self, features: tuple[float, ...]) -> float:
        """Logistic model, 0..1."""
        x = self.intercept + sum(w * f for w, f in zip(self.relevance, features, strict=True))
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, x))))


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
            float(data["also"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{path}: is damaged ({error}); restore it or run `python -m evals calibrate`"
        ) from error
