"""Fitted numbers of the selection, read from a small file that a person can read.

Written by `python -m evals fit survey` from broad gold `dev` questions only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.types import FORMS, Form
from ingest.errors import SettingsError

FILE = Path(__file__).with_name("selection.toml")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """``slopes`` of a logistic model in the order of its features' names, ``intercept``, and ``cuts``:
    the least chance, 0..1, at which a paragraph is about a topic, by form.
    """

    slopes: Numbers
    intercept: float
    cuts: Mapping[Form, float]

    def chances(self, features: Numbers) -> Numbers:
        """Return the chance, 0..1, of each row of features."""
        odds = np.clip(features @ self.slopes + self.intercept, -30.0, 30.0)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))


@cache
def read_weights(name: str, features: tuple[str, ...], path: Path = FILE) -> Weights:
    """Return the weights under ``name``. Raises `SettingsError` if the file is damaged."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))[name]
        return Weights(
            np.array([float(data["weights"][feature]) for feature in features]),
            float(data["intercept"]),
            {form: float(data["cuts"].get(form, 0.5)) for form in FORMS},
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{path}: is damaged ({error}); restore it or run `python -m evals fit survey`"
        ) from error
