"""One table of features: what is fitted is what is read, and what an ablation takes out is there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from assistant.search.calibration import BARE, FILE
from assistant.search.features import RELEVANCE, TABLE, WEIGHTS
from evals.ablate import PARTS


@pytest.mark.parametrize("path", [FILE, BARE], ids=lambda p: p.name)
def test_every_feature_has_its_fitted_number_and_no_other(path: Path) -> None:
    fitted = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(fitted["weights"]) == set(WEIGHTS)
    assert set(fitted["relevance"]) == {"intercept", *RELEVANCE}


def test_an_ablation_takes_out_features_that_there_are() -> None:
    names = {*WEIGHTS, *RELEVANCE}
    assert {name for part in PARTS.values() for name in part} <= names
    assert len({f.name for f in TABLE}) == len(TABLE)
