"""A comparison as a file: a web page that needs nothing else, or a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents.versions.comparison import QUIET, Comparison, Row
from ingest.documents.versions.differing_words import Piece

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

_FOLDER = Path(__file__).parent
OUT, IN = (0xB0, 0x00, 0x20), (0x00, 0x6B, 0x3C)  # colours, red green blue
HEADS = ("Before", "Now", "Change", "Text")


def html_page(compared: Comparison) -> str:
    """Draw a whole page; every text is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("comparison.html.jinja").render(it=compared, quiet=QUIET)


def word_file(compared: Comparison) -> bytes:
    """Write a Word document with a table: words left out are struck through, words added are underlined,
    words of force and numbers among them are bold.
    """
    from docx import Document

    document = Document()
    document.add_heading(_printable(f"{compared.old} → {compared.new}"), 1)
    document.add_paragraph(f"{compared.summary}.")
    table = document.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for row in compared.rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, (*row.numbers, row.change.kind), strict=False):
            cell.text = _printable(words) or "–"
        for piece in _pieces(row):
            _write(cells[3].paragraphs[0], piece)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _pieces(row: Row) -> Iterator[Piece]:
    """Pieces of a change; of one in which no word differs, its text."""
    if row.change.pieces:
        yield from row.change.pieces
        return
    for paragraph in row.new or row.old:
        kind = {"added": "in", "deleted": "out"}.get(row.change.kind, "kept")
        yield Piece(kind, paragraph.text)  # type: ignore[arg-type]


def _write(paragraph: WordParagraph, piece: Piece) -> None:
    from docx.shared import RGBColor

    blank = "" if piece.kind == "kept" or piece.text[-1:].isspace() else " "
    run = paragraph.add_run(_printable(piece.text + blank))
    if piece.kind != "kept":
        run.font.color.rgb = RGBColor(*(OUT if piece.kind == "out" else IN))
        run.font.strike = piece.kind == "out"
        run.font.underline = piece.kind == "in"
        run.bold = bool(piece.mark)


def _printable(text: str) -> str:
    """Leave out characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c.isspace())
