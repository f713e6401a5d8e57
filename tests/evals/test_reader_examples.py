"""Questions that the reader is fitted on are whole, name paragraphs that exist, and are no gold questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.gold import GOLD
from evals.reader.examples import FOLDER, examples
from ingest.errors import GoldError
from ingest.types import Locator
from tests.answer.six_paragraphs import LIBRARY


def rows(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for p in sorted(folder.glob("*.jsonl")) for line in p.read_text("utf-8").splitlines()
    ]


def test_no_question_to_learn_from_is_a_gold_question() -> None:
    gold = {" ".join(str(row["question"]).lower().split()) for row in rows(GOLD)}
    learnt = [" ".join(str(row["question"]).lower().split()) for row in rows(FOLDER)]
    assert len(learnt) > 4000
    assert not gold & set(learnt)


def test_every_row_names_paragraphs() -> None:
    for row in rows(FOLDER):
        named = row.get("paragraphs") or row.get("near")
        assert isinstance(named, list)
        assert named
        assert all(Locator.parse(str(place)) for place in named)
        assert set(row) <= {"question", "paragraphs", "near"}


def test_rows_become_examples_without_the_names_of_documents(tmp_path: Path) -> None:
    right = {"question": "Who lights the lamp?", "paragraphs": ["lamp-policy#para-1", "elsewhere#para-1"]}
    wrong = {"question": "Who pays for resolution 9101?", "near": ["wrecks#op-1"]}
    (tmp_path / "kind.jsonl").write_text(
        json.dumps(right) + "\n" + json.dumps(wrong) + "\n", encoding="utf-8"
    )
    one, two = examples(LIBRARY, tmp_path)
    assert (str(one.locator), one.answers, one.kind) == ("lamp-policy#para-1", True, "kind")
    assert (str(two.locator), two.answers) == ("wrecks#op-1", False)
    assert "9101" not in two.question


def test_a_damaged_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "kind.jsonl").write_text('{"question": 3}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"kind\.jsonl, row 1: cannot be read"):
        examples(LIBRARY, tmp_path)
