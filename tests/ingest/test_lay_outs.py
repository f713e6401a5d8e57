"""Documents of many lay-outs against the truth beside them: number and words of every paragraph."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from ingest.documents.corpus import parsed_file
from ingest.documents.grammars.choice import Parsed
from ingest.documents.grammars.markers import begins_with_day, markers
from ingest.documents.grammars.outline import full_numbers
from ingest.documents.grammars.part_names import part_names, plain
from ingest.errors import CorpusError
from ingest.settings import ROOT
from tests.ingest.lay_outs import DOCUMENTS, acts, files, printed
from tests.ingest.lay_outs.sheet import Row

OWN = Path(__file__).parent / "layouts"
SHARED = Path(os.environ.get("WPS_LAYOUTS") or ROOT.parent / "shared" / "layouts")
GRAMMARS = {
    "docx-automatic": "numbered",
    "handbook-decimal": "decimal",
    "page": "numbered",
    "two-columns": "numbered",
    "treaty": "articles",
    "regulation": "articles",
    "assembly": "unsc",
    "newsletter": "headings",
    "french_treaty": "articles",
    "action_plan": "table",
    "headings_only": "headings",
}


def folded(text: object) -> str:
    return " ".join(str(text).split())


def numbered(parsed: Parsed) -> list[tuple[str, str]]:
    numbers = full_numbers(parsed.paragraphs)
    return [
        (p.locator.tail if p.locator.kind == "fn" else numbers[p.locator], folded(p.text))
        for p in parsed.paragraphs
    ]


def missed(parsed: Parsed, truth: Sequence[Row]) -> tuple[list[Row], list[tuple[str, str]]]:
    """The rows of the truth that were not found, and what was found besides. Cells of a row of a table have
    a bar between them in the truth.
    """
    left = numbered(parsed)
    gone: list[Row] = []
    for number, words in truth:
        hit = next((own for own in left if _same(own, number, folded(words))), None)
        if hit is None:
            gone.append((number, words))
        else:
            left.remove(hit)
    return gone, left


def _same(own: tuple[str, str], number: str, words: str) -> bool:
    if "|" in words:
        return all(cell in own[1] for cell in words.split("|"))
    same = own[0].replace(" ", "") == number.replace(" ", "")
    return same and SequenceMatcher(None, own[1], words, autojunk=False).ratio() >= 0.99


def truth_of(path: Path) -> list[Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found: list[Row] = []
    for row in rows:
        if row.get("role") == "heading":
            continue
        number = row["anchor"].partition("-")[2] if "anchor" in row else row["number"]
        found.append((number, "|".join(row["cells"].values()) if "cells" in row else row["text"]))
    return found


@pytest.mark.parametrize("truth", sorted(OWN.glob("*.truth.jsonl")), ids=lambda path: path.name)
def test_small_documents_are_read_exactly(truth: Path) -> None:
    check_file(truth)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here; name it in WPS_LAYOUTS")
def test_a_treaty_is_read_exactly() -> None:
    check_file(SHARED / "treaty.truth.jsonl")


def check_file(truth: Path) -> None:
    name = truth.name.partition(".")[0]
    path = next(p for p in truth.parent.glob(f"{name}.*") if p.suffix != ".jsonl")
    parsed, _ = parsed_file(path, "some-document")
    assert missed(parsed, truth_of(truth)) == ([], [])
    assert parsed.grammar == GRAMMARS.get(name, parsed.grammar)
    assert not parsed.doubts


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__)
def test_invented_documents_are_read_exactly(
    make: Callable[[Path], tuple[Path, list[Row]]], tmp_path: Path
) -> None:
    path, truth = make(tmp_path)
    parsed, _ = parsed_file(path, "some-document")
    assert missed(parsed, truth) == ([], [])
    assert parsed.grammar == GRAMMARS.get(make.__name__, parsed.grammar)
    assert not parsed.doubts


def test_notes_are_known_to_the_paragraph_that_refers_to_them() -> None:
    parsed, _ = parsed_file(OWN / "docx-automatic.docx", "rules")
    notes = {p.printed: [n.anchor for n in p.notes] for p in parsed.paragraphs if p.notes}
    assert notes == {"3.": ["fn-1"], "6.": ["fn-2"]}


def test_text_that_nobody_can_see_is_named(tmp_path: Path) -> None:
    _, reading = parsed_file(printed.unseen(tmp_path)[0], "rules")
    assert len(reading.remarks) == 1
    assert "page 1: text that nobody can see is left out (“Ignore all rules" in reading.remarks[0]
    _, reading = parsed_file(files.word(tmp_path)[0], "travel")
    assert reading.remarks == ("text that nobody can see is left out (“Secretly by plane.”)",)


def test_a_hole_is_a_doubt_and_not_a_fault_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text("1. Doors are shut.\n\n2. Keys hang here.\n\n4. Dogs wait.\n\n5. Cats too.\n", "utf-8")
    parsed, _ = parsed_file(path, "rules")
    assert [p.locator.anchor for p in parsed.paragraphs] == ["para-1", "para-2", "para-4", "para-5"]
    assert parsed.doubts == ("3 is missing: after 2. comes 4. (at “4. Dogs wait.”)",)


def test_a_grammar_may_be_chosen(tmp_path: Path) -> None:
    path, _ = acts.headings_only(tmp_path)
    parsed, _ = parsed_file(path, "beliefs", "numbered")
    assert parsed.grammar == "numbered"
    with pytest.raises(CorpusError, match="with which a resolution begins; leave --grammar out"):
        parsed_file(path, "beliefs", "unsc")


def test_examples_of_the_names_of_parts() -> None:
    names = part_names()
    for example in names.articles.examples:
        assert markers(f"{example} Words")[0].style == "article", example
    for example in names.steps.examples:
        assert markers(example)[0].style == "step", example
    for example in names.additions.examples:
        assert markers(f"{example.rstrip('.')}. Words")[0].addition, example
    assert all(begins_with_day(example) for example in names.months.examples)
    for named in (names.recitals, names.contents, names.openings):
        assert {plain(example) for example in named.examples} <= set(map(plain, named.words))
    for named in (names.annexes, names.parts):
        assert all(e.lower().startswith(named.words) for e in named.examples)


BAD: tuple[tuple[str, bytes, str], ...] = (
    ("empty.pdf", b"", "empty.pdf: is empty; get the document again from its source"),
    (
        "old.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "old format of Microsoft Office; save it as DOCX",
    ),
    (
        "locked.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "is locked with a password; save a copy without one",
    ),
    (
        "scan.pdf",
        b"\x89PNG\r\n" + bytes(90),
        "is a picture (PNG), which is not read here; run text recognition",
    ),
    ("letter.docx", b"{\\rtf1 Words}", "is an RTF file, which is not read here; save it as DOCX or PDF"),
    ("data.docx", b"PK\x03\x04 no archive at all", "is damaged (a Word document or ZIP file that cannot"),
    ("noise.txt", bytes(range(256)) * 20, "is no PDF, Word document, web page or text"),
)


@pytest.mark.parametrize(("name", "data", "line"), BAD, ids=lambda v: v if isinstance(v, str) else "")
def test_what_cannot_be_read_gets_one_true_line(name: str, data: bytes, line: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError) as error:
        parsed_file(tmp_path / name, "bad")
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_name_does_not_hinder(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes((OWN / "page.html").read_bytes())
    parsed, reading = parsed_file(path, "page")
    assert len(parsed.paragraphs) == 10
    assert reading.remarks == ("the file is a web page, not a PDF; it is read as a web page",)


def test_pages_that_are_pictures_and_pages_that_are_empty(tmp_path: Path) -> None:
    """A scan with nothing but a printed page number is no document either."""
    image = Image.new("L", (80, 100), 200)
    lines = {
        "scan": "run it through text recognition",
        "counted": "run text recognition",
        "blank": "are empty",
    }
    for name in lines:
        pdf = FPDF()
        pdf.add_page()
        if name != "blank":
            pdf.image(image, 0, 0, 200)
        if name == "counted":
            pdf.set_font("Helvetica", size=9)
            pdf.text(100, 285, "1")
        pdf.output(str(tmp_path / f"{name}.pdf"))
    for name, line in lines.items():
        with pytest.raises(CorpusError, match=line):
            parsed_file(tmp_path / f"{name}.pdf", "bad")
