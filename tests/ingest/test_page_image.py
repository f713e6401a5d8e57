"""Marks on page images: where the parser says the words are printed, or nowhere."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.documents.corpus import parse_file
from ingest.documents.on_disk import file_sha256
from ingest.documents.page_image import Mark, page_marks, page_png
from ingest.errors import CorpusError
from ingest.settings import ROOT
from ingest.types import Paragraph, Span

POLICY = ROOT / "corpus" / "nato-wps-policy-2024.pdf"
SHA = file_sha256(POLICY)
TRUTH = Path(os.environ.get("WPS_TRUTH") or ROOT.parent / "shared" / "parser-truth")


@pytest.fixture(scope="module")
def policy() -> dict[str, Paragraph]:
    return {p.locator.anchor: p for p in parse_file(POLICY, "nato", "nato-wps-2024")}


def words_at(path: Path, mark: Mark) -> str:
    """What PDFium reads in the marked rectangle, which is told apart from how it was found."""
    page = pdfium.PdfDocument(path)[mark.page - 1]
    width, height = page.get_size()
    text = page.get_textpage().get_text_bounded(
        left=mark.left * width,
        right=(mark.left + mark.width) * width,
        top=height - mark.top * height,
        bottom=height - (mark.top + mark.height) * height,
    )
    return " ".join(text.split())


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_the_marked_rectangle_holds_the_quoted_words(policy: dict[str, Paragraph]) -> None:
    paragraph = policy["para-54"]
    quote = "a minimum of every five years"
    start = paragraph.text.index(quote)
    (mark,) = page_marks(POLICY, SHA, paragraph, Span(start, start + len(quote)))
    assert mark.page == 17
    assert words_at(POLICY, mark) == quote


def test_a_quote_over_two_pages_is_marked_on_both(policy: dict[str, Paragraph]) -> None:
    paragraph = policy["para-11"]
    found = page_marks(POLICY, SHA, paragraph, Span(0, len(paragraph.text)))
    assert [m.page for m in found] == sorted(m.page for m in found)
    assert {m.page for m in found} == {10, 11}
    printed = "".join(letters(words_at(POLICY, m)) for m in found)
    assert letters(paragraph.text) in printed


def test_every_printed_line_of_the_policy_is_found(policy: dict[str, Paragraph]) -> None:
    assert sum(len(paragraph.places) for paragraph in policy.values()) > 300
    for paragraph in policy.values():
        ends = [p.start for p in paragraph.places[1:]] + [len(paragraph.text)]
        lines = [paragraph.text[p.start : e] for p, e in zip(paragraph.places, ends, strict=True)]
        found = page_marks(POLICY, SHA, paragraph, Span(0, len(paragraph.text)))
        assert len(found) == sum(1 for line in lines if letters(line)), paragraph.locator


def test_a_line_that_is_not_printed_there_is_not_marked(policy: dict[str, Paragraph]) -> None:
    paragraph = policy["para-54"]
    other = replace(paragraph, text=paragraph.text.replace("five", "nine"))
    assert not page_marks(POLICY, SHA, other, Span(0, len(other.text)))
    lower = replace(paragraph, places=tuple(replace(p, y=p.y - 9) for p in paragraph.places))
    assert not page_marks(POLICY, SHA, lower, Span(0, len(lower.text)))


@pytest.mark.skipif(not TRUTH.is_dir(), reason=f"{TRUTH} is not here; name it in WPS_TRUTH")
def test_real_united_nations_typesetting_is_marked() -> None:
    paths = sorted(TRUTH.glob("s-res-*.pdf"))
    assert paths
    for path in paths:
        sha = file_sha256(path)
        total = missed = 0
        for paragraph in parse_file(path, "unsc", "some-document"):
            ends = [p.start for p in paragraph.places[1:]] + [len(paragraph.text)]
            lines = [paragraph.text[p.start : e] for p, e in zip(paragraph.places, ends, strict=True)]
            total += sum(1 for line in lines if letters(line))
            missed -= len(page_marks(path, sha, paragraph, Span(0, len(paragraph.text))))
        missed += total
        assert total
        assert missed <= 0.02 * total, f"{path.name}: {missed} of {total} lines"


def test_page_images(tmp_path: Path) -> None:
    image = page_png(POLICY, SHA, 17)
    assert image.startswith(b"\x89PNG")
    assert len(image) > 10_000
    with pytest.raises(CorpusError, match="has no page 99"):
        page_png(POLICY, SHA, 99)
    (tmp_path / "x.pdf").write_text("no")
    with pytest.raises(CorpusError, match="cannot be drawn"):
        page_png(tmp_path / "x.pdf", "", 1)
