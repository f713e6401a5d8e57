"""The parser against a truth that was made without it, against the real policy, and on bad files."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from ingest.documents.corpus import parse_file
from ingest.documents.grammars.numbering import ROMAN
from ingest.documents.readers.pdf import read_pages
from ingest.errors import CorpusError
from ingest.settings import ROOT
from ingest.types import Paragraph
from tests.tiny import write_resolution

POLICY = ROOT / "corpus" / "nato-wps-policy-2024.pdf"
TRUTH = Path(os.environ.get("WPS_TRUTH") or ROOT.parent / "shared" / "parser-truth")
RENAMED = {  # where the truth counts closing words as preambular, and an item of an item as one
    "s-res-2776-2025": {"pp-26": "op-32", **{f"op-19-{n}": f"op-19-b-{n}" for n in ROMAN[:5]}}
}
NUMBERED = ("para", "fn", "op", "pp")


def truths(pattern: str) -> list[Path]:
    return sorted(TRUTH.glob(pattern))


def pdf_of(truth: Path) -> Path:
    beside = TRUTH / f"{truth.stem}.pdf"
    return beside if beside.is_file() else TRUTH.parent / "corpus" / f"{truth.stem}.pdf"


def rows_of(truth: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]


def folded(text: object) -> str:
    return " ".join(str(text).split())


def found_in(truth: Path) -> dict[str, Paragraph]:
    grammar = "nato" if truth.stem.startswith("nato") else "unsc"
    found = parse_file(pdf_of(truth), grammar, "some-document")  # type: ignore[arg-type]
    return {p.locator.anchor: p for p in found}


@pytest.mark.skipif(not TRUTH.is_dir(), reason=f"{TRUTH} is not here; name it in WPS_TRUTH")
def test_the_eleven_documents_are_parsed_exactly() -> None:
    documents = [*truths("nato-*.jsonl"), *truths("unscr-*.jsonl")]
    assert len(documents) == 11
    for truth in documents:
        found = found_in(truth)
        rows = rows_of(truth)
        numbered = {a for a, p in found.items() if p.locator.kind in NUMBERED}
        assert numbered == {str(row["anchor"]) for row in rows}, truth.name
        for row in rows:
            paragraph = found[str(row["anchor"])]
            assert folded(paragraph.text) == folded(row["text"]), row["anchor"]
            if "printed" in row:
                assert (paragraph.printed or None) == row["printed"], row["anchor"]
            if "notes" in row:
                assert [n.anchor for n in paragraph.notes] == row["notes"], row["anchor"]


@pytest.mark.skipif(not TRUTH.is_dir(), reason=f"{TRUTH} is not here; name it in WPS_TRUTH")
def test_real_united_nations_typesetting() -> None:
    documents = truths("s-res-*.jsonl")
    assert len(documents) == 3
    for truth in documents:
        found = found_in(truth)
        rows = rows_of(truth)
        ends = [n for n, row in enumerate(rows) if "seized of th" in str(row["text"])]
        body = rows[: ends[-1] + 1]  # annexes, which number afresh, come behind it
        renamed = RENAMED.get(truth.stem, {})
        anchors = {renamed.get(str(row["anchor"]), str(row["anchor"])) for row in body}
        assert anchors <= set(found), truth.name
        assert not any(a.startswith("pp-") for a in list(found)[list(found).index("op-1") :])
        wanted = Counter(word for row in rows for word in str(row["text"]).split())
        got = Counter(word for p in found.values() for word in p.text.split())
        assert (wanted & got).total() / wanted.total() >= 0.995, truth.name


@pytest.fixture(scope="module")
def policy() -> dict[str, Paragraph]:
    return {p.locator.anchor: p for p in parse_file(POLICY, "nato", "nato-wps-2024")}


def test_the_policy_is_whole(policy: dict[str, Paragraph]) -> None:
    kinds = Counter(p.locator.kind for p in policy.values())
    assert (kinds["para"], kinds["fn"], kinds["timeline"], kinds["acronym"]) == (58, 25, 11, 22)
    assert policy["para-17.2"].text.startswith("Participation: To strive for a gender-balanced")
    assert [n.anchor for n in policy["para-6"].notes] == ["fn-4", "fn-5", "fn-6"]
    assert policy["section-for-example-3"].notes[0].anchor == "fn-25"
    assert policy["acronym-wps-fp"].text == "WPS FP Women, Peace and Security Focal Point"
    assert "first woman" in policy["timeline-2016"].text
    assert "24 civil society experts" in policy["section-civil-society-advisory-panel-csap-for-wps"].text


def test_note_references_and_running_heads_are_gone(policy: dict[str, Paragraph]) -> None:
    text = " ".join(p.text for p in policy.values())
    assert "Human Security4" not in text
    assert "NATO's Human Security and WPS Agendas" in policy["para-6"].text
    assert "NATO POLICY ON WOMEN, PEACE AND SECURITY" not in text


def test_a_paragraph_over_two_pages(policy: dict[str, Paragraph]) -> None:
    paragraph = policy["para-11"]
    assert (paragraph.first_page, paragraph.last_page) == (10, 11)
    assert "Propaganda and recruitment efforts" in paragraph.text
    assert paragraph.page_at(paragraph.text.index("Propaganda")) == 10
    assert paragraph.page_at(paragraph.text.index("recruitment")) == 11


def test_headings_stand_under_each_other(policy: dict[str, Paragraph]) -> None:
    assert policy["para-42"].headings[0] == "NATO Policy on Women, Peace and Security (2024)"
    assert policy["section-where-is-the-link-2"].headings == (
        "FOR EXAMPLE",
        "Science and technology:",
        "Where is the link?",
    )


@pytest.mark.parametrize(
    ("operative", "words"),
    [
        (("Urges figs;", None, "Decides on plums;"), "operative paragraph 2 is missing"),
        (("Urges figs;", "again"), "operative paragraph 1 comes twice"),
        (("Urges:", "item a", "item c"), r"paragraph 1 \(b\) is missing"),
    ],
)
def test_holes_and_repeats_are_named(tmp_path: Path, operative: tuple[str | None, ...], words: str) -> None:
    numbered = {"again": "1. Requests pears;", "item a": "(a) figs;", "item c": "(c) plums;"}
    pdf = FPDF(format="A4", unit="pt")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    lines = ["The Security Council,", "Recalling its earlier words,"]
    lines += [numbered.get(t, f"{n}. {t}") for n, t in enumerate(operative, start=1) if t]
    for n, line in enumerate(lines):
        pdf.text(144, 100 + 20 * n, line)
    pdf.output(str(tmp_path / "x.pdf"))
    with pytest.raises(CorpusError, match=words):
        parse_file(tmp_path / "x.pdf", "unsc", "x")


def test_preambular_paragraphs_are_counted(tmp_path: Path) -> None:
    write_resolution(tmp_path / "x.pdf", ("Urges figs;", "Requests pears;"))
    found = {p.locator.anchor: p.text for p in parse_file(tmp_path / "x.pdf", "unsc", "x")}
    assert found == {"pp-1": "Recalling its earlier words,", "op-1": "Urges figs;", "op-2": "Requests pears;"}


PRINTED = (  # x, y, text, size: a resolution as the United Nations set them, in small
    (
        (60, 50, "United Nations", 14),
        (440, 50, "S/RES/9003 (2030)", 10),
        (440, 90, "Distr.: General", 10),
        (440, 102, "2 January 2030", 10),
        (130, 150, "Resolution 9003 (2030)", 12),
        (144, 200, "The Security Council,", 10),
        (144, 220, "Recalling its resolutions on the fruit of the post-", 10),
        (120, 234, "conflict orchard,", 10),
        (120, 300, "Sanctions", 12),
        (144, 320, "1.     Urges all States:", 10),
        (158, 334, "(a)    to plant trees;", 10),
        (158, 348, "(b)    to water them,", 10),
        (158, 362, "including:", 10),
        (172, 376, "(i)    in summer;", 10),
        (172, 390, "(ii)   in winter;", 10),
        (144, 410, "2.     Requests the Secretary-General to count the pears that", 10),
        (60, 780, "30-00001 (E)", 8),
        (60, 792, "*3000001*", 8),
    ),
    (
        (60, 50, "S/RES/9003 (2030)", 9),
        (120, 90, "grow, and to report by 31 March 2031;", 10),
        (144, 110, "3.     Decides to remain seized of the matter.", 10),
        (60, 780, "2/3", 8),
        (480, 780, "30-00001", 8),
    ),
    (
        (60, 50, "S/RES/9003 (2030)", 9),
        (120, 90, "Annex", 12),
        (144, 120, "1.     The list of orchards is kept here.", 10),
        (480, 780, "3/3", 8),
    ),
)


def test_a_resolution_with_lists_a_page_break_and_an_annex(tmp_path: Path) -> None:
    pdf = FPDF(format="A4", unit="pt")
    for page in PRINTED:
        pdf.add_page()
        for x, y, text, size in page:
            pdf.set_font("Times", style="B" if size == 12 else "", size=size)
            pdf.text(x, y, text)
    pdf.output(str(tmp_path / "x.pdf"))
    found = parse_file(tmp_path / "x.pdf", "unsc", "x")
    assert {p.locator.anchor: p.text for p in found} == {
        "pp-1": "Recalling its resolutions on the fruit of the post-conflict orchard,",
        "op-1": "Urges all States:",
        "op-1-a": "to plant trees;",
        "op-1-b": "to water them, including:",
        "op-1-b-i": "in summer;",
        "op-1-b-ii": "in winter;",
        "op-2": "Requests the Secretary-General to count the pears that grow, and to report by 31 "
        "March 2031;",
        "op-3": "Decides to remain seized of the matter.",
        "annex-1-1": "The list of orchards is kept here.",
    }
    assert [(p.first_page, p.last_page) for p in found if p.printed == "2."] == [(1, 2)]
    assert found[1].headings == ("Sanctions",)


def bad_files(folder: Path) -> dict[str, Path]:
    names = ("encrypted", "truncated", "empty", "text", "image", "zero", "many", "huge")
    files = {name: folder / f"{name}.pdf" for name in names}
    writer = PdfWriter(clone_from=PdfReader(POLICY))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(files["encrypted"])
    files["truncated"].write_bytes(POLICY.read_bytes()[:20_000])
    files["empty"].write_bytes(b"")
    files["text"].write_text("no PDF at all")
    image = FPDF()
    image.add_page()
    image.rect(10, 10, 50, 50, style="F")
    image.output(str(files["image"]))
    PdfWriter().write(files["zero"])
    for name, count in (("many", 1001), ("huge", 10_000)):
        blank = PdfWriter()
        for _ in range(count):
            blank.add_blank_page(100, 100)
        blank.write(files[name])
    return files


def test_bad_files_are_refused_in_one_line(tmp_path: Path) -> None:
    words = {
        "encrypted": "without a password",
        "truncated": "get it again",
        "empty": "get it again",
        "text": "not a PDF",
        "image": "text recognition",
        "zero": "no pages",
        "many": "1001 pages",
        "huge": "10000 pages",
    }
    for name, path in bad_files(tmp_path).items():
        with pytest.raises(CorpusError) as caught:
            read_pages(path)
        assert words[name] in str(caught.value), name
        assert path.name in str(caught.value)
        assert "\n" not in str(caught.value)
    for path in (tmp_path / "missing.pdf", tmp_path):
        with pytest.raises(CorpusError, match="cannot be read"):
            read_pages(path)
