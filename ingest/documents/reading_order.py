"""The columns, tables and boxes of a page one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.documents.readers.stream import Page
from ingest.documents.strips import Piece, Strip, pieces, strips, text_width, whole_lines
from ingest.documents.tables import aligned_rows, framed_rows, frames, row_lines, without


def reading_order(page: Page) -> Iterator[Strip]:
    """Yield the strips of a page in reading order, tables as rows."""
    if not page.height:
        yield Strip(tuple(Piece(line, line.x + text_width(line.text, line.size)) for line in page.lines))
        return
    parts = pieces(page)
    width = max((p.right for p in parts), default=0.0) + 40
    for frame in frames(page.shapes, width, page.height):
        if frame.is_table:
            rows, used = framed_rows(frame, parts)
            if rows and max(map(len, rows)) > 1 and used:
                lines = row_lines(rows, page.number, frame.box.left, frame.box.high, used[0].line.size)
                parts = (*without(parts, used), *(Piece(ln, frame.box.right) for ln in lines))
        else:
            inside = [p for p in parts if frame.box.holds(p.x, p.y) and not p.line.role]
            if len(inside) > 2:
                boxed = tuple(replace(p, line=replace(p.line, role="box")) for p in inside)
                parts = (*without(parts, inside), *boxed)
    for strip in strips(parts):
        yield from _tabled(strip, page.number)


def _tabled(strip: Strip, page: int) -> Iterator[Strip]:
    """A strip with the rows of tables that have no rules in place of their cells."""
    parts = strip.pieces
    while True:
        rows, used = aligned_rows([p for p in parts if not p.line.role])
        if not rows:
            break
        top, size = used[0].y, used[0].line.size
        lines = row_lines(rows, page, used[0].x, top, size)
        parts = (*without(parts, used), *(Piece(ln, strip.right) for ln in lines))
    yield Strip(whole_lines(parts))
