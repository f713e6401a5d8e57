"""Gold rows are told when the text that they were written for has moved, changed or gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.gold import GOLD, GoldQuestion
from evals.gold_check import TEXTS, changed, read_texts
from ingest.errors import GoldError
from ingest.types import Locator
from tests.answer.six_paragraphs import LIBRARY

FIRST, SECOND = (p.locator for p in LIBRARY.paragraphs[:2])
HASHES = {str(p.locator): p.text_hash for p in LIBRARY.paragraphs}


def row(locator: Locator) -> GoldQuestion:
    return GoldQuestion("x-1", "Who?", (), (frozenset({locator}),), frozenset(), (), "direct", "dev")


def test_rows_of_the_texts_of_today_are_not_listed() -> None:
    assert list(changed([row(FIRST), row(SECOND)], HASHES, LIBRARY)) == []


def test_a_row_whose_text_changed_or_moved_is_listed() -> None:
    one, two, *rest = LIBRARY.paragraphs
    edited = replace(LIBRARY, paragraphs=(replace(one, text="Nobody reports."), two, *rest))
    ((_, gone),) = changed([row(FIRST), row(SECOND)], HASHES, edited)
    assert gone.fate in ("edited", "gone")
    swapped = replace(LIBRARY, paragraphs=(replace(one, text=two.text), replace(two, text=one.text), *rest))
    found = {
        (a.written.locator, a.now, a.fate) for _, a in changed([row(FIRST), row(SECOND)], HASHES, swapped)
    }
    assert found == {(FIRST, SECOND, "moved"), (SECOND, FIRST, "moved")}


def test_the_texts_of_the_gold_set_are_noted() -> None:
    assert len(read_texts(GOLD / TEXTS)) > 400


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="gold check --write"):
        read_texts(tmp_path / TEXTS)
