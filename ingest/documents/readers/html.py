"""Web pages: headings, paragraphs, numbered lists with the numbers that a browser prints, tables and notes;
menus, footers and what a browser hides are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.documents.readers.html_parts import INLINE, has_blocks, left_out, main_part
from ingest.documents.readers.numbers import as_number
from ingest.documents.readers.stream import SIZE, Reading, Run, Sheet, heading_runs, heads, table_rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 200  # elements in one another
_NOTE_TEXT = re.compile(r"\s*\[?(\d{1,3})\]?\s*")
_BACK = re.compile(r"(?<!\s)\s*[↩↑^⏎]️?\s*$|(?<!\s)\s*[¶#]\s*$")
_NUMBERED = re.compile(r"\s*(?:\(?[\da-z]{1,4}[.)]|[ivx]{1,5}[.)])\s", re.IGNORECASE)
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
}


@dataclass(slots=True)
class _Writer:
    """State of writing down a page. ``notes``: number of each note by the id of its element."""

    notes: Mapping[str, int]
    keeps_lines: bool
    sheet: Sheet = field(default_factory=lambda: Sheet([]))
    runs: list[Run] = field(default_factory=list)
    marker: str = ""
    near: bool = False
    unseen: list[str] = field(default_factory=list)

    def flush(self, depth: float) -> None:
        """Write the line that is open."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        marker, self.marker = self.marker, ""
        if marker and not _NUMBERED.match("".join(run.text for run in runs)):
            runs = [Run(f"{marker} ", SIZE, False, False), *runs]
        self.sheet.write(runs, depth, near=self.near)
        self.near = False


def read_html(data: bytes, keeps_lines: bool = False) -> Reading:
    """Read a page. ``keeps_lines``: a line break in the source is one on the page, as in Markdown."""
    root = _root(data)
    if root is None:
        return Reading((), "web page")
    title = " ".join((root.findtext(".//title") or "").split())
    body = main_part(root)
    writer = _Writer(_notes(root), keeps_lines)
    _block(body, writer, 0.0, 0)
    writer.flush(0.0)
    remarks: tuple[str, ...] = ()
    if writer.unseen:
        first = writer.unseen[0]
        words = first if len(first) <= 60 else first[:57] + "…"
        remarks = (f"text that nobody can see is left out (“{words}”)",)
    return Reading((writer.sheet.page(),), "web page", remarks, title)


def _root(data: bytes) -> HtmlElement | None:
    from lxml import etree, html

    try:
        data.decode("utf-8")
        parser = html.HTMLParser(encoding="utf-8")
    except UnicodeDecodeError:
        parser = html.HTMLParser()
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _notes(root: HtmlElement) -> dict[str, int]:
    """Numbers of the elements to which a raised number leads."""
    found: dict[str, int] = {}
    ids = {
        element.get("id") or element.get("name") for element in root.iter() if isinstance(element.tag, str)
    }
    for link in root.iter("a"):
        target = (link.get("href") or "").removeprefix("#")
        number = _NOTE_TEXT.fullmatch(link.text_content())
        raised = link.getparent().tag == "sup" or link.find(".//sup") is not None or "note" in target
        if number and target in ids and (link.get("href") or "").startswith("#") and raised:
            found.setdefault(target, int(number[1]))
    return found


def _note_of(element: HtmlElement, notes: Mapping[str, int]) -> int:
    """The number of the note that an element is, 0 if it is none."""
    own = element.get("id") or ""
    if own in notes:
        return notes[own]
    for child in element.iterchildren("a", "span", "p"):
        name = child.get("id") or child.get("name") or ""
        if name in notes:
            return notes[name]
    return 0


def _block(element: HtmlElement, writer: _Writer, depth: float, level: int) -> None:
    if level > DEEPEST:
        return
    _add(element.text, writer, depth)
    for child in element:
        if isinstance(child.tag, str) and not left_out(child, writer.unseen):
            if child.tag in INLINE and not has_blocks(child):
                _inline(child, writer, depth, False, False)
            else:
                writer.flush(depth)
                _child(child, writer, depth, level + 1)
                writer.flush(depth)
        _add(child.tail, writer, depth)
    writer.flush(depth)


def _child(child: HtmlElement, writer: _Writer, depth: float, level: int) -> None:
    tag = str(child.tag)
    writer.near = tag == "br"
    if number := _note_of(child, writer.notes):
        text = _BACK.sub("", " ".join(child.text_content().split()))
        text = re.sub(rf"^\[?{number}\]?[.)]?\s+", "", text)
        runs = (Run(str(number), SIZE, False, False, note=True), Run(f" {text}", SIZE, False, False))
        writer.sheet.write(runs, depth, "note")
    elif re.fullmatch(r"h[1-6]", tag):
        text = _BACK.sub("", " ".join(child.text_content().split()))
        writer.sheet.write(heading_runs(text, int(tag[1])), depth, "heading", int(tag[1]))
    elif tag in ("ol", "ul"):
        _list(child, writer, depth, level)
    elif tag == "table":
        _table(child, writer, depth, level)
    elif tag not in ("br", "hr"):
        _block(child, writer, depth, level)


def _list(element: HtmlElement, writer: _Writer, depth: float, level: int) -> None:
    kind, number = _list_style(element), _whole(element.get("start"), 1)
    nested = element.getparent() is not None and element.getparent().tag == "li"
    for item in element:
        if item.tag in ("ol", "ul"):
            _list(item, writer, depth + 1, level + 1)
        if item.tag != "li" or left_out(item, writer.unseen):
            continue
        if note := _note_of(item, writer.notes):
            _child(item, writer, depth, level)
            number = note + 1
            continue
        number = _whole(item.get("value"), number)
        mark = "•" if element.tag == "ul" else f"{as_number(number, _STYLES[kind])}." if kind else ""
        writer.marker = mark
        _block(item, writer, depth + (1.0 if nested else 0.5), level + 1)
        writer.marker = ""
        number += 1


def _list_style(element: HtmlElement) -> str:
    own = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
    kind = _CSS.get(own[1], "1") if own else element.get("type") or "1"
    return kind if kind in _STYLES or not kind else "1"


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else default


def _table(element: HtmlElement, writer: _Writer, depth: float, level: int) -> None:
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
    if not cells or max(map(len, cells)) < 2 or element.get("role") == "presentation":
        for row in cells:
            for cell in row:
                _block(cell, writer, depth, level)
        return
    caption = element.find("caption")
    if caption is not None and caption.text_content().strip():
        text = " ".join(caption.text_content().split())
        writer.sheet.write(heading_runs(text, 6), depth, "heading", 6)
    texts = [[_cell(cell, writer) for cell in row] for row in cells if row]
    headed = all(c.tag == "th" for c in cells[0]) or (
        not any(c.tag == "th" for row in cells[1:] for c in row[1:]) and heads(texts)
    )
    for text in table_rows(texts, headed):
        writer.sheet.write((Run(text, SIZE, False, False),), depth, "row")


def _cell(cell: HtmlElement, writer: _Writer) -> str:
    own = _Writer(writer.notes, False)
    _block(cell, own, 0.0, 0)
    return " ".join(line.text for line in own.sheet.lines)


def _inline(element: HtmlElement, writer: _Writer, depth: float, bold: bool, italic: bool) -> None:
    tag = str(element.tag)
    target = (element.get("href") or "").removeprefix("#")
    if tag == "sup" and (link := element.find(".//a")) is not None:
        target = (link.get("href") or "").removeprefix("#")
    if target in writer.notes and tag in ("a", "sup"):
        writer.runs.append(Run(str(writer.notes[target]), SIZE, False, False, note=True))
        return
    bold, italic = bold or tag in ("b", "strong"), italic or tag in ("i", "em", "cite", "dfn")
    _add(element.text, writer, depth, bold, italic)
    for child in element:
        if isinstance(child.tag, str) and not left_out(child, writer.unseen):
            if child.tag == "br":
                writer.flush(depth)
                writer.near = True
            else:
                _inline(child, writer, depth, bold, italic)
        _add(child.tail, writer, depth, bold, italic)


def _add(text: str | None, writer: _Writer, depth: float, bold: bool = False, italic: bool = False) -> None:
    if not text:
        return
    lines = text.split("\n") if writer.keeps_lines else [text]
    for number, line in enumerate(lines):
        if number and writer.runs:
            writer.flush(depth)
            writer.near = True
        if line:
            writer.runs.append(Run(line, SIZE, bold, italic))
