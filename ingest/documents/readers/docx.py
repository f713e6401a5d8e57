"""Word documents: paragraphs with the numbers that Word counts, headings by style, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.documents.readers.docx_numbers import Numbering, number_of, read_numbering
from ingest.documents.readers.docx_styles import Styles, read_styles, value
from ingest.documents.readers.stream import SIZE, Reading, Run, Sheet, heading_runs, heads, table_rows
from ingest.errors import CorpusError

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    ("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "txbxContent", "rt")
)
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": ""}
_REFERENCES = ("footnoteReference", "endnoteReference")
_CONTENTS = re.compile(r"(?:toc|table of (?:figures|authorities))\b", re.IGNORECASE)
TINY = 6  # half points; smaller letters cannot be read
DEEPEST = 20  # tables in one another


@dataclass(slots=True)
class _Writer:
    """State of writing down a document. ``notes``: texts by kind and id; ``numbers``: those already met."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], str]
    sheet: Sheet = field(default_factory=lambda: Sheet([]))
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    due: list[tuple[str, str]] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def read_docx(path: Path) -> Reading:
    """Read a DOCX without deleted and hidden words. Raises `CorpusError` if it is damaged."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        writer = _Writer(read_styles(document), read_numbering(document), _notes(document))
        _blocks(document.element.body, writer, 0)
        title = document.core_properties.title or ""
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, IndexError, OSError) as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise CorpusError(
            f"{path.name}: is damaged ({reason}); open it in Word or LibreOffice and save it again"
        ) from error
    remarks: tuple[str, ...] = ()
    if writer.unseen:
        words = " ".join(writer.unseen)
        words = words if len(words) <= 60 else words[:57] + "…"
        remarks = (f"text that nobody can see is left out (“{words}”)",)
    return Reading((writer.sheet.page(),), "Word document", remarks, title.strip())


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _blocks(parent: Any, writer: _Writer, level: int) -> None:
    for element in parent:
        match _name(element):
            case "p":
                _paragraph(element, writer)
            case "tbl" if level < DEEPEST:
                _table(element, writer, level)
            case "sdt":
                content = element.find(f"{W}sdtContent")
                if content is not None and not _is_contents(element):
                    _blocks(content, writer, level)
            case "customXml" | "ins" | "moveTo" | "smartTag":
                _blocks(element, writer, level)


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in value(gallery).lower()


def _paragraph(element: Any, writer: _Writer) -> None:
    style = writer.styles.of(element)
    runs = list(_runs(element, writer, style.bold, style.italic))
    text = "".join(run.text for run in runs if not run.note)
    if _CONTENTS.match(style.name):
        return
    numbered = number_of(element, style, writer.numbering) if text.strip() else None
    marker, depth = numbered if numbered else ("", style.indent)
    if marker:
        runs = [Run(f"{marker} ", SIZE, style.bold, False), *runs]
    if text.strip() and (style.level or style.title):
        level = 0 if style.title else style.level
        words = f"{marker} {text}".strip()
        marks = [run for run in runs if run.note]
        writer.sheet.write((*heading_runs(" ".join(words.split()), level), *marks), 0, "heading", level)
    else:
        writer.sheet.write(runs, depth)
    for box in element.iter(f"{W}txbxContent"):
        if not any(_name(a) == "Fallback" for a in box.iterancestors()):
            _blocks(box, writer, DEEPEST)
    _write_notes(writer)


def _write_notes(writer: _Writer) -> None:
    """Write the notes to which the lines so far refer."""
    due, writer.due = writer.due, []
    for key in due:
        number = writer.numbers[key]
        runs = (
            Run(str(number), SIZE, False, False, note=True),
            Run(f" {writer.notes[key]}", SIZE, False, False),
        )
        writer.sheet.write(runs, 0, "note")


def _runs(element: Any, writer: _Writer, bold: bool, italic: bool) -> Iterator[Run]:
    for child in element:
        name = _name(child)
        if name in _SKIPPED:
            continue
        if name == "r":
            yield from _run(child, writer, bold, italic)
        elif name not in ("tbl",):
            yield from _runs(child, writer, bold, italic)


def _run(element: Any, writer: _Writer, bold: bool, italic: bool) -> Iterator[Run]:
    look = writer.styles.run(element, bold, italic)
    parts: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name in _REFERENCES:
            yield Run("".join(parts), SIZE, look.bold, look.italic)
            parts = []
            yield from _reference((name[:-9], child.get(f"{W}id", "")), writer)
    text = "".join(parts)
    if look.unseen and text.strip():
        writer.unseen.append(text.strip())
    elif text:
        yield Run(text, SIZE, look.bold, look.italic)


def _reference(key: tuple[str, str], writer: _Writer) -> Iterator[Run]:
    if key in writer.notes:
        if key not in writer.numbers:
            writer.numbers[key] = len(writer.numbers) + 1
            writer.due.append(key)
        yield Run(str(writer.numbers[key]), SIZE, False, False, note=True)


def _notes(document: Document) -> dict[tuple[str, str], str]:
    from docx.oxml import parse_xml

    found: dict[tuple[str, str], str] = {}
    for part in document.part.rels.values():
        kind = part.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes"):
            continue
        for note in parse_xml(part.target_part.blob):
            texts = [
                t.text or "" if _name(t) == "t" else " "
                for t in note.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p")
                if not any(_name(a) in _SKIPPED for a in t.iterancestors())
            ]
            if not note.get(f"{W}type") and (text := " ".join("".join(texts).split())):
                found[kind[:-1], note.get(f"{W}id", "")] = text
    return found


def _table(element: Any, writer: _Writer, level: int) -> None:
    rows = element.findall(f"{W}tr")
    cells = [row.findall(f"{W}tc") for row in rows]
    if not cells or max(map(len, cells)) < 2 or len(cells) < 2:
        for row in cells:
            for cell in row:
                _blocks(cell, writer, level + 1)
        return
    texts = _spread([[_cell(cell, writer) for cell in row] for row in cells], cells)
    marked = rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    for text in table_rows(texts, marked or heads(texts)):
        writer.sheet.write((Run(text, SIZE, False, False),), 0, "row")
    _write_notes(writer)


def _spread(texts: list[list[str]], cells: list[list[Any]]) -> list[list[str]]:
    """Give a cell that is merged with the one above the text of that one, and a wide cell all its columns."""
    found: list[list[str]] = []
    for row, own in zip(texts, cells, strict=True):
        line: list[str] = []
        for text, cell in zip(row, own, strict=True):
            merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
            above = found[-1][len(line)] if found and len(line) < len(found[-1]) else ""
            goes_on = merge is not None and value(merge, "continue") != "restart"
            line.append(above if goes_on and not text else text)
            width = value(span, "1") if span is not None else "1"
            line += [""] * (min(int(width), 50) - 1 if width.isdigit() else 0)
        found.append(line)
    return found


def _cell(cell: Any, writer: _Writer) -> str:
    own = _Writer(writer.styles, writer.numbering, writer.notes, numbers=writer.numbers)
    for paragraph in cell.iter(f"{W}p"):
        style = writer.styles.of(paragraph)
        runs = list(_runs(paragraph, own, False, False))
        numbered = number_of(paragraph, style, writer.numbering) if runs else None
        marker = f"{numbered[0]} " if numbered and numbered[0] and numbered[0] != "•" else ""
        own.sheet.write([Run(marker, SIZE, False, False), *runs])
    writer.due += own.due
    writer.unseen += own.unseen
    return " ".join(line.text for line in own.sheet.lines)
