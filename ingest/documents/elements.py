"""Elements of a document in reading order: headings, paragraphs, items, rows of tables and notes, as the
print sets them apart. Grammars say what their numbers mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from ingest.documents.clean import body_size
from ingest.documents.element import Element, Print, in_capitals
from ingest.documents.grammars.markers import begins_with_day, looks_marked
from ingest.documents.grammars.notes import SMALL, note_number
from ingest.documents.heading_levels import bare_headings, heading_levels
from ingest.documents.layout import GAP, ends_clause, ends_sentence, is_dash
from ingest.documents.readers.stream import Line, Page, Role
from ingest.documents.reading_order import reading_order
from ingest.documents.strips import Piece, Strip, text_width

INDENT = 6.0  # points by which a first line is set in or out
HEADING = 200  # characters of the longest heading
STYLE = 0.08  # share by which sizes of one paragraph may differ
ROOM = 0.35  # share of a column that stays free behind a line that was broken on purpose
_LEADERS = re.compile(r"(?<![.·…])(?<![.·…]\s)(?:\s?[.·…]){4,}\s*\d{1,4}$")


def elements(pages: Sequence[Page]) -> tuple[Element, ...]:
    """Return the elements of clean pages in reading order."""
    columns = [(page, strip) for page in pages for strip in reading_order(page)]
    usual = _usual(pages, [strip for _, strip in columns])
    found: list[Element] = []
    for _, strip in columns:
        for element in _split(strip, usual):
            if _LEADERS.search(element.text):
                continue
            before = _before(found)
            if before is not None and _goes_on(found[before], element, usual):
                found[before] = replace(found[before], lines=(*found[before].lines, *element.lines))
            else:
                found.append(element)
    return tuple(heading_levels(bare_headings(found), usual))


def _usual(pages: Sequence[Page], columns: Sequence[Strip]) -> Print:
    size = body_size(pages)
    gaps: list[float] = []
    bold = plain = 0
    for strip in columns:
        for above, below in zip(strip.pieces, strip.pieces[1:], strict=False):
            if above.line.size == below.line.size == size and 0.5 * size < above.y - below.y < 1.6 * size:
                gaps.append(above.y - below.y)
        for piece in strip.pieces:
            letters = len(piece.line.text)
            bold, plain = (bold + letters, plain) if piece.line.bold else (bold, plain + letters)
    return Print(size, median(gaps) if gaps else 1.2 * size, bold > plain)


def _split(strip: Strip, usual: Print) -> Iterator[Element]:
    """Cut a strip where its print sets paragraphs apart."""
    right = strip.right
    left = min((p.x for p in strip.pieces), default=0.0)
    block: list[Piece] = []
    glued, first = False, True
    for piece in strip.pieces:
        apart = _apart(block, piece, right, usual) if block else ""
        if block and apart:
            yield _element(block, glued, first, left, right, usual)
            block, glued, first = [], apart == "glued", False
        block.append(piece)
    if block:
        yield _element(block, glued, first, left, right, usual)


def _apart(block: Sequence[Piece], below: Piece, right: float, usual: Print) -> str:
    """Say how a line is set apart from those above: not at all (empty), or by its number alone ("glued")."""
    above = block[-1]
    one, two = above.line, below.line
    if one.role != two.role or two.role in ("row", "heading"):
        return "apart"
    if note_number(two) is not None and two.text and _is_note(two, usual):
        return "apart"
    if one.bold != two.bold or abs(one.size - two.size) > STYLE * one.size:
        return "apart"
    gap = above.y - below.y
    line = max(usual.spacing * (two.size / usual.size if usual.size else 1.0), 1.05 * two.size)
    heading = two.size > 1.05 * usual.size or (two.bold and not usual.bold)
    if gap > (1.5 * two.size if heading and two.size > 1.05 * usual.size else GAP * line):
        return "apart"
    room = right - above.right
    word = two.text.split(" ", 1)[0]
    chosen = room > text_width(word, two.size) + 2.5 * two.size  # the next word would have had room
    ended = ends_clause(one.text)
    if begins_with_day(two.text) and not ended and gap < 1.08 * line:
        return ""
    if looks_marked(two.text) or is_dash(two.text):
        moved = abs(below.x - above.x) > INDENT or abs(below.x - block[0].x) <= 2 < abs(above.x - block[0].x)
        if chosen or gap > 1.08 * line or (moved and ended):
            return "apart"
        return "glued" if ended else ""
    capital = two.text[:1].isupper() or two.text[:1] in '“"«(['
    if heading:
        return ""
    if chosen and capital and (ends_sentence(one.text) or room > ROOM * (right - min(p.x for p in block))):
        return "apart"
    stepped = below.x - above.x > INDENT and ends_sentence(one.text) and capital
    out = (
        len(block) > 1 and above.x - below.x > INDENT and ended and below.x < min(p.x for p in block[1:]) - 2
    )
    return "apart" if stepped or out else ""


def _is_note(line: Line, usual: Print) -> bool:
    return line.role == "note" or line.size < SMALL * usual.size


def _element(
    block: Sequence[Piece], glued: bool, first: bool, left: float, right: float, usual: Print
) -> Element:
    lines = tuple(p.line for p in block)
    head = lines[0]
    boxed = head.role == "box"
    role: Role = "" if boxed else head.role
    if not role and note_number(head) is not None and _is_note(head, usual):
        role = "note"
    middle = (left + right) / 2
    centred = (
        bool(lines[0].page)
        and all(abs((p.x + p.right) / 2 - middle) < 12 and p.x > left + 25 for p in block)
        and right - left > 200
    )
    if not role and _is_heading(lines, centred, usual):
        role = "heading"
    return Element(lines, role, head.level, glued, first, boxed, centred)


def _is_heading(lines: Sequence[Line], centred: bool, usual: Print) -> bool:
    text = " ".join(line.text for line in lines)
    if not 1 < len(text) <= HEADING or len(lines) > 4 or not any(c.isalpha() for c in text):
        return False
    bigger = lines[0].size > 1.07 * usual.size
    bold = all(line.bold for line in lines) and not usual.bold
    if is_dash(text) or (text[:1].islower() and not bigger):
        return False
    if bigger:
        return not (text.endswith((".", ";", ",")) and len(text) > 90)
    capitals = in_capitals(text)
    if ends_clause(text) and not ((bold or capitals) and text.endswith(("?", ":", ","))):
        return False
    smaller = lines[0].size < SMALL * usual.size
    return not smaller and (bold or (len(text) < 100 and (capitals or centred)))


def _before(found: Sequence[Element]) -> int | None:
    """Place of the last element of running text before notes, tables and boxes."""
    for place in range(len(found) - 1, max(-1, len(found) - 40), -1):
        if found[place].role == "heading":
            return None
        if not found[place].role and not found[place].boxed:
            return place
    return None


def _goes_on(before: Element, element: Element, usual: Print) -> bool:
    """Tell whether an element is the second half of a paragraph that a page, a column or a box parts."""
    if element.role or element.boxed or not (element.first or _parted(before, element)):
        return False
    one, two = before.lines[-1], element.lines[0]
    if one.bold != two.bold or abs(one.size - two.size) > STYLE * one.size or is_dash(two.text):
        return False
    if looks_marked(two.text) and (ends_clause(one.text) or (not element.glued and _sure_mark(two.text))):
        return False
    if ends_sentence(one.text):
        return False
    small = two.text[:1].islower() or two.text[:1] in "(‘'\"“0123456789"
    return small or not ends_clause(one.text)


def _parted(before: Element, element: Element) -> bool:
    """Tell whether a box or table stands between."""
    return before.page == element.page and bool(element.page) and element.text[:1].islower()


def _sure_mark(text: str) -> bool:
    return bool(re.match(r"\([a-z]{1,4}\)\s|\d{1,3}(?:\.\d{1,2}){1,4}\.?\s", text))
