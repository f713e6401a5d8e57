"""The gold questions are what they claim to be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from evals.ablate import ablation, table
from evals.calibrate import fit
from evals.gold import GOLD, GoldQuestion, read_gold, split_of
from evals.samples import collect
from ingest.errors import GoldError


def contains(question: GoldQuestion, assistant: Assistant, wording: str) -> bool:
    texts = [assistant.library.paragraph(locator).text for s in question.gold for locator in s]
    return any(wording in " ".join(text.split()) for text in texts)


def test_gold_is_valid(assistant: Assistant, resolutions: tuple[str, ...]) -> None:
    questions = read_gold(GOLD, frozenset(p.locator for p in assistant.library.paragraphs))
    assert len(questions) >= 300
    assert len({q.question for q in questions}) == len(questions)
    assert sum(not q.answerable for q in questions) >= 80
    needed = {locator for q in questions for s in q.gold for locator in s}
    paragraphs = {x for p in assistant.library.paragraphs if (x := p.locator).kind in ("para", "op")}
    assert paragraphs - needed == set()
    for question in questions:
        assert question.split == split_of(question.id)
        for wordings in question.must_contain:
            assert any(contains(question, assistant, w) for w in wordings), question.id


def test_fitting_never_sees_a_test_question(assistant: Assistant, resolutions: tuple[str, ...]) -> None:
    """Whatever the test rows say, the fit is the same: they are turned into nonsense here."""
    questions = read_gold(GOLD)[::24]
    spoiled = [replace(q, question="zzz", gold=()) if q.split == "test" else q for q in questions]
    fits = [fit(collect(assistant, rows, "dev", lambda *step: None)) for rows in (questions, spoiled)]
    assert fits[0] == fits[1]
    assert fits[0].questions < len(questions)


def test_taking_parts_out_is_noticed(assistant: Assistant, resolutions: tuple[str, ...]) -> None:
    rows = ablation(assistant, read_gold(GOLD)[::24], "dev", lambda *step: None)
    shares = {row.part: row.verdict for row in rows}
    assert shares["nothing"].reciprocal > 0.5
    assert shares["headnotes"].reciprocal < shares["nothing"].reciprocal
    assert shares["understanding the question"].reciprocal < shares["nothing"].reciprocal
    assert "| headnotes |" in table(rows, "dev")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "JSON: Invalid JSON"),
        ("[]", "JSON: Input should be an object"),
        ('{"id": "a", "gold": []}', "question: Field required"),
        ('{"id": "a", "question": "b"}', "gold: Field required"),
        ('{"id": "a", "question": "b", "gold": [["x"]]}', "is not a locator"),
        ('{"id": "a", "question": "b", "gold": [], "colour": 1}', "colour: "),
        ('{"id": "a", "question": "b", "gold": [[]]}', "gold.0: "),
    ],
)
def test_errors_name_row_and_field(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "gold.jsonl"
    good = json.dumps({"id": "z", "question": "q", "gold": []})
    path.write_text(f"{good}\n{row}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"row 2") as caught:
        read_gold(path)
    assert words in str(caught.value)


def test_an_id_that_comes_twice(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = json.dumps({"id": "z", "question": "q", "gold": []})
    path.write_text(f"{row}\n{row}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="'z' comes twice"):
        read_gold(path)
