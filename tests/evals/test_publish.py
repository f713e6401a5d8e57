"""Published figures are those that were measured: the page is written from the files beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evals.publish import FIGURES, PAGE, measured, publish_figures, rendered
from ingest.errors import GoldError, SettingsError


def test_the_page_says_what_the_figures_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == rendered()


def test_another_figure_gives_another_page(tmp_path: Path) -> None:
    folder, page = tmp_path / "figures", tmp_path / "page.md"
    shutil.copytree(FIGURES, folder)
    fresh = tmp_path / "fresh.json"
    systems = {"assistant": {"AUROC": 0.1234}}
    fresh.write_text(json.dumps(measured("clapnq", {"n": 7, "systems": systems})), encoding="utf-8")
    assert publish_figures([fresh], folder, page) == ("clapnq",)
    assert "| assistant | 0.123 |" in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") != rendered()


def test_no_question_and_no_answer_is_published(tmp_path: Path) -> None:
    """They quote the documents."""
    kept = json.loads((FIGURES / "gold.json").read_text(encoding="utf-8"))
    assert "questions" not in kept
    assert kept["figures"]["first citation"]["n"] > 0


@pytest.mark.parametrize("text", ["", "[1]", '{"measured": "luck", "date": "2026-01-01"}', '{"format": 1}'])
def test_a_file_without_figures_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"bad\.json"):
        publish_figures([path], tmp_path / "figures", tmp_path / "page.md")


def test_a_page_with_a_hole_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    with pytest.raises(SettingsError, match="gold, ablation"):
        publish_figures([], tmp_path / "figures", tmp_path / "page.md")
    assert not (tmp_path / "page.md").exists()
