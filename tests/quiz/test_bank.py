"""Accepted items on disk, and what an edit must leave of an item."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.quiz.bank import added, change_bank, read_bank, stale, write_bank
from assistant.quiz.checks.form import fault
from assistant.quiz.edit import edit_of, edited
from assistant.quiz.items import FALSE, GAP, TRUE, ItemKind, QuizItem
from assistant.quiz.option_order import in_option_order
from assistant.quiz.studio import Studio
from ingest.errors import SettingsError
from ingest.json_values import to_row
from tests.quiz.quizzes import ITEMS

BY_KIND: dict[ItemKind, QuizItem] = {i.kind: i for i in ITEMS}
LATER = 20  # visitors that accept at the same time


@pytest.fixture(scope="module")
def studio(lighthouses: Assistant) -> Studio:
    return Studio(lighthouses)


def test_the_bank_survives_and_tells_what_is_stale(
    tmp_path: Path, studio: Studio, lighthouses: Assistant
) -> None:
    items = in_option_order(studio.drafts[:8], 1)
    path = tmp_path / "quiz" / "bank.json"
    assert read_bank(path) == ()
    write_bank(path, items)
    assert read_bank(path) == items
    again = added(read_bank(path), [replace(items[0], stem="Edited?")])
    assert len(again) == len(items)
    assert again[0].stem == "Edited?"
    library = lighthouses.library
    assert stale(items, library) == ()
    changed, gone = items[3].locator, items[4].locator
    paragraphs = (
        replace(p, text="All is new.") if p.locator == changed else p
        for p in library.paragraphs
        if p.locator != gone
    )
    found = {i.id: why for i, why in stale(items, replace(library, paragraphs=tuple(paragraphs)))}
    assert "has changed" in found[items[3].id]
    assert "no longer" in found[items[4].id]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"form": 2, "items": []}', '{"form": 1, "items": [{}]}'])
def test_a_broken_bank_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bank.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"bank\.json: cannot be read as a bank"):
        read_bank(path)


@pytest.mark.parametrize("change", [{"kind": "riddle"}, {"level": "hard"}, {"family": "x"}])
def test_a_bank_of_unknown_kinds_is_one_line(tmp_path: Path, change: dict[str, str]) -> None:
    """Such an item used to be read, and to break the first export."""
    path = tmp_path / "bank.json"
    path.write_text(json.dumps({"form": 1, "items": [{**to_row(ITEMS[0]), **change}]}), "utf-8")
    with pytest.raises(SettingsError, match=rf"bank\.json: .*\({next(iter(change))}: Input should be "):
        read_bank(path)


def test_many_change_the_bank_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "quiz" / "bank.json"
    ready = threading.Barrier(LATER)

    def accept(item: QuizItem) -> None:
        ready.wait()
        change_bank(path, lambda bank: added(bank, [item]))

    items = [replace(ITEMS[0], id=f"{n:012x}") for n in range(LATER)]
    threads = [threading.Thread(target=accept, args=(i,)) for i in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {i.id for i in read_bank(path)} == {i.id for i in items}
    left = sorted(p.name for p in path.parent.iterdir())
    assert left == [".bank.json.lock", "bank.json"]


def test_a_bank_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "quiz").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SettingsError, match="could not be written"):
        change_bank(tmp_path / "quiz" / "bank.json", lambda bank: ITEMS)


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("multiple-choice", {"stem": " "}, "needs a question and a key"),
        ("multiple-choice", {"key": ()}, "needs a question and a key"),
        ("multiple-choice", {"key": ("nine",)}, "key must be among them"),
        ("multiple-choice", {"options": ("one", "one", "four"), "key": ("one",)}, "must be different"),
        ("multiple-choice", {"key": ("one", "four")}, "exactly one right option, the key names 2"),
        ("multiple-choice", {"options": ("one",), "key": ("one",)}, "2 to 10 options, this one has 1"),
        ("which-says", {"key": ("R1", "R2")}, "exactly one right option"),
        ("which-says", {"options": tuple("ABCDEFGHIJK"), "key": ("A",)}, "this one has 11"),
        ("multiple-answer", {"key": ("a", "b", "c", "d", "e")}, "at least one option must be wrong"),
        ("multiple-answer", {"key": ("a", "a")}, "names the same option twice"),
        ("true-false", {"options": ("Yes", "No"), "key": ("No",)}, "options of a true/false item"),
        ("true-false", {"key": ("True", "False")}, "exactly one right option"),
        ("true-false", {"correction": " "}, "needs a correction"),
        ("ordering", {"key": ("a", "b")}, "puts all options in order"),
        ("matching", {"key": ("x=2", "w:1")}, "needs 4 keys"),
        ("matching", {"prompts": ("p2", "p2", "p3", "p4")}, "each prompt of a matching must be different"),
        ("matching", {"options": ("w:1", "x=2", "y~3", "z#4", "v")}, "must belong to one prompt"),
        ("cloze", {"stem": "Complete: “The tree has ten marks.”"}, "exactly one gap, written _____"),
        ("cloze", {"stem": f"“{GAP} and {GAP}”"}, "exactly one gap"),
        ("short-answer", {"options": ("CSAP", "b")}, "so it has no options"),
    ],
)
def test_an_edit_must_leave_an_item(kind: ItemKind, change: dict[str, object], words: str) -> None:
    item = BY_KIND[kind]
    with pytest.raises(SettingsError, match=words):
        edited(item, replace(edit_of(item), **change))  # type: ignore[arg-type]


def test_items_as_they_are_drafted_are_well_formed(studio: Studio) -> None:
    for item in (*ITEMS, *studio.drafts):
        assert fault(item) == "", item.id
        assert fault(edited(item, edit_of(item))) == ""


def test_the_correction_goes_with_the_key() -> None:
    """A false statement turned into a true one used to keep “Correct: …” in its feedback."""
    item = replace(BY_KIND["true-false"], rationale="The statement is false.")
    true = edited(item, replace(edit_of(item), stem="True or false? It is so.", key=(TRUE,)))
    assert (true.correction, true.rationale) == ("", "The statement is true.")
    assert "Correct" not in true.feedback
    false = edited(true, replace(edit_of(true), key=(FALSE,), correction="It is  not so."))
    assert (false.correction, false.rationale) == ("Correct: It is not so.", "The statement is false.")
    assert edited(false, edit_of(false)) == false, "the word before it is not doubled"


def test_prompts_can_be_edited() -> None:
    item = BY_KIND["matching"]
    other = edited(item, replace(edit_of(item), prompts=("one", "two", "three", "four")))
    assert other.prompts == ("one", "two", "three", "four")
    assert (other.id, other.key) == (item.id, item.key)
