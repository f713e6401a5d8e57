"""The worked examples in docstrings give what they print."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from ingest.settings import ROOT
from tests.test_house import sources

SHOWN = [path for path in sources() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_examples_in_docstrings(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0
