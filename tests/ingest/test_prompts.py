"""Prompts before questions and passages, as each model's own settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.embedding.prompts import E5, Prompts, prompts_of, read_prompts, write_prompts


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("all-MiniLM-L6-v2", {"query": "", "document": ""}, Prompts()),
        ("all-MiniLM-L6-v2", {}, Prompts()),
        ("some/model", {"query": "ask: ", "document": "text: "}, Prompts("ask: ", "text: ")),
        (
            "some/model",
            {"query": "ask: ", "passage": "read: ", "document": "text: "},
            Prompts("ask: ", "read: "),
        ),
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, E5),
        ("/models/e5-base", {}, E5),
        ("intfloat/multilingual-e5-small", {"query": "q: "}, Prompts("q: ")),
        ("models/fore5-small", {}, Prompts()),
    ],
)
def test_prompts_are_the_models_own_or_its_familys(
    name: str, said: dict[str, str | None], expected: Prompts
) -> None:
    assert prompts_of(name, said) == expected


def test_an_export_without_prompts_has_no_file_of_them(tmp_path: Path) -> None:
    write_prompts(Prompts(), tmp_path)
    assert not list(tmp_path.iterdir())
    assert read_prompts(tmp_path) == Prompts()
    write_prompts(E5, tmp_path)
    assert read_prompts(tmp_path) == E5
