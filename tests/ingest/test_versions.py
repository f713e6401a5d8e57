"""Two versions of a document: what became of every paragraph, and how it is told."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as read_docx
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.support.force import MARKS
from ingest.__main__ import main
from ingest.documents.corpus import parse_file
from ingest.documents.versions.changes import changes, compare
from ingest.documents.versions.comparison import comparison
from ingest.documents.versions.comparison_files import html_page, word_file
from ingest.documents.versions.differing_words import EXAMPLES, FORCE, Example, pieces
from ingest.library import Library
from ingest.settings import ROOT
from ingest.types import Document, Locator, Paragraph
from tests.ingest.revised import revised, right

PAIR = Path(__file__).with_name("versions_pair")
POLICY = ROOT / "corpus" / "nato-wps-policy-2024.pdf"


def version(name: str) -> tuple[Paragraph, ...]:
    rows = map(json.loads, (PAIR / f"{name}.jsonl").read_text().splitlines())
    return tuple(Paragraph(Locator(name, r["anchor"]), "", (), r["text"], (), 1, 1) for r in rows)


def anchors(told: object) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, list) else (str(told),) if told else ()


def test_an_invented_policy_in_two_versions() -> None:
    found = {
        (tuple(x.anchor for x in c.old), tuple(x.anchor for x in c.new)): c.kind
        for c in compare(version("old"), version("new"))
    }
    truth = map(json.loads, (PAIR / "changes.jsonl").read_text().splitlines())
    assert found == {(anchors(t["old"]), anchors(t["new"])): t["change"] for t in truth}


@pytest.fixture(scope="module")
def policy() -> tuple[Paragraph, ...]:
    return parse_file(POLICY, "nato", "nato-wps-2024")


def test_changes_made_by_program_are_classified(policy: tuple[Paragraph, ...]) -> None:
    scores = []
    for seed in range(1000, 1012):
        new, truth = revised(policy, seed, 16 + seed % 3 * 12)
        scores.append(right(compare(policy, new), truth))
    assert sum(scores) / len(scores) >= 0.98


def test_the_share_that_is_right_falls_where_kinds_are_mistaken(policy: tuple[Paragraph, ...]) -> None:
    new, truth = revised(policy, 1)
    wrong = [replace(c, kind="moved") if c.kind == "renumbered" else c for c in compare(policy, new)]
    assert right(wrong, truth) < 0.98


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 12))
def test_every_paragraph_is_named_once_and_pieces_hold_both_wordings(seed: int, count: int) -> None:
    old = version("old")
    new, _ = revised(old, seed, count)
    found = compare(old, new)
    assert sorted(x for c in found for x in c.old) == sorted(p.locator for p in old)
    assert sorted(x for c in found for x in c.new) == sorted(p.locator for p in new)
    texts = {p.locator: p.text for p in (*old, *new)}
    for change in found:
        for side, left_out in ((change.old, "in"), (change.new, "out")):
            if change.pieces:
                words = "".join("".join(p.text for p in change.pieces if p.kind != left_out).split())
                assert words == "".join("".join(texts[x] for x in side).split())


def test_the_same_version_is_unchanged() -> None:
    assert {c.kind for c in compare(version("old"), version("old"))} == {"unchanged"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.new)
def test_words_of_force_and_numbers_are_marked(example: Example) -> None:
    marks = dict.fromkeys(p.mark for p in pieces(example.old, example.new) if p.mark)
    assert tuple(marks) == example.marks


def test_marked_words_are_those_of_the_list_of_english() -> None:
    """Plain verbs of force of the list of English are marked here too."""
    strong = {w for w, kinds in MARKS.items() if "binding" in kinds and w.endswith(("s", "l", "t"))}
    assert {"decides", "demands", "requires", "shall", "must"} <= strong & FORCE


def test_a_difference_is_told_in_one_line() -> None:
    told = {c.new[0].anchor: c.differs for c in compare(version("old"), version("new")) if c.new}
    assert told["para-13"] == "“four” → “two” (number)"
    assert told["para-10"] == "“will” → “are encouraged to” (force)"
    assert told["para-4"] == ""


def test_changes_on_a_topic() -> None:
    day = dt.date(2024, 1, 1)
    documents = [Document(i, i, "", i, day, "", "", "x") for i in ("old", "new")]
    library = Library(tuple(documents), (*version("old"), *version("new")))
    found = changes(library, "old", "new", [Locator("old", "para-11"), Locator("new", "para-13")])
    assert [c.kind for c in found] == ["deleted", "edited"]
    assert changes(library, "old", "new") == compare(version("old"), version("new"))


def test_files_hold_every_change_and_escape_texts() -> None:
    bad = "<script>alert(1)</script> is \x07 not run."
    old, new = version("old"), version("new")
    new = (*new[:-1], replace(new[-1], text=bad))
    compared = comparison("old", old, "new", new)
    page = html_page(compared)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert '<del class="force">will' in html_page(comparison("a", old, "b", version("new")))
    table = read_docx(io.BytesIO(word_file(compared))).tables[0]
    assert len(table.rows) == len(compared.rows) + 1
    struck = [r.text for row in table.rows for p in row.cells[3].paragraphs for r in p.runs if r.font.strike]
    assert any("The report is public." in text for text in struck)


def test_the_command_compares_files_and_names_what_is_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "compared.html"
    assert main(["compare", str(POLICY), "nato-wps-2024", "--html", str(page)]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert "Change" in page.read_text()
    assert main(["compare", str(POLICY), "nothing"]) == 2
    assert "neither a file nor a document" in capsys.readouterr().err
