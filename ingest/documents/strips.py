"""Reading order: the printed pieces of a page, put together to lines, and its columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.documents.readers.drawn import Box
from ingest.documents.readers.stream import Line, Page, Run

WIDE = 0.7  # sizes of the text; a wider space parts two pieces
FEWEST = 4  # lines that a column must have
FILLED = 0.55  # share of a column that its usual line must fill
BESIDE = 3.0  # points by which left edges of one column differ
_MARK = re.compile(
    r"(?:[•–—▪◦‣·*-]|\(?(?:\d{1,3}|[a-z]{1,5}|[A-Z]|[IVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3})"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one line without a wide space between them; ``right``: where they end, points."""

    line: Line
    right: float

    @property
    def x(self) -> float:
        return self.line.x

    @property
    def y(self) -> float:
        return self.line.y


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines of one column, or of the width of the page, from top to bottom; ``right``: its right edge."""

    pieces: tuple[Piece, ...]

    @property
    def right(self) -> float:
        ends = sorted(p.right for p in self.pieces)
        return ends[int(0.95 * (len(ends) - 1))] if ends else 0.0


def pieces(page: Page) -> tuple[Piece, ...]:
    """Return the pieces of a page from top to bottom, left to right."""
    found: list[Piece] = []
    for row in _baselines(page.lines):
        parts = sorted((p for line in row for p in _parted(line, page.words)), key=lambda p: p.x)
        found += _merged(parts)
    return tuple(found)


def _baselines(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand beside one another, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x)):
        if rows and abs(rows[-1][0].y - line.y) <= 0.3 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _parted(line: Line, words: Sequence[Box]) -> list[Piece]:
    """Cut a line before each run that a wide space sets apart."""
    near = [b for b in words if b.low - 2 <= line.y <= (b.low + b.high) / 2]
    groups: list[list[Run]] = []
    right = 0.0
    for run in line.runs:
        if groups and (not run.text.strip() or run.note or run.x - right <= WIDE * line.size):
            groups[-1].append(run)
        else:
            groups.append([run])
            right = run.x
        if run.text.strip():
            right = max(right, _right(run, near))
    found: list[Piece] = []
    for group in groups:
        own = next((r for r in group if r.text.strip()), group[0])
        x = own.x if own.x or not found else line.x
        end = max((_right(r, near) for r in group if r.text.strip()), default=x)
        found.append(Piece(replace(line, x=x, runs=tuple(group)), end))
    return found


def _right(run: Run, near: Sequence[Box]) -> float:
    """The right end of a run: of the printed pieces from there on that no wide space parts, or as wide as
    letters usually are.
    """
    end = 0.0
    for box in sorted(near, key=lambda b: b.left):
        if box.left < run.x - 2:
            continue
        if box.left > (end or run.x + 2) + WIDE * run.size:
            break
        end = max(end, box.right)
    return end or run.x + text_width(run.text.strip(), run.size)


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is printed, points."""
    units = sum(
        0.27 if c in " .,:;'!|ijlIt()[]/-’‘" else 0.85 if c in "mwMW@%" else 0.68 if c.isupper() else 0.52
        for c in text
    )
    return units * size


def _merged(parts: Sequence[Piece]) -> list[Piece]:
    """Put a number or bullet to the words behind it, and pieces together that no wide space parts."""
    found: list[Piece] = []
    for part in parts:
        if found:
            last = found[-1]
            gap = part.x - last.right
            mark = _MARK.fullmatch(last.line.text) and gap <= 6 * last.line.size
            if gap <= WIDE * last.line.size or mark:
                glue = (Run(" ", last.line.size, False, False, x=last.right),)
                joined = replace(last.line, runs=(*last.line.runs, *glue, *part.line.runs))
                found[-1] = Piece(joined, max(last.right, part.right))
                continue
        found.append(part)
    return found


def whole_lines(parts: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put all pieces of a baseline together."""
    found: list[Piece] = []
    for part in sorted(parts, key=lambda p: (-round(p.y, 2 if p.line.role == "row" else 0), p.x)):
        beside = found and abs(found[-1].y - part.y) <= 0.3 * part.line.size
        if beside and "row" not in (part.line.role, found[-1].line.role):
            glue = (Run(" ", part.line.size, False, False, x=found[-1].right),)
            joined = replace(found[-1].line, runs=(*found[-1].line.runs, *glue, *part.line.runs))
            found[-1] = Piece(joined, max(found[-1].right, part.right))
        else:
            found.append(part)
    return tuple(found)


def strips(parts: Sequence[Piece]) -> list[Strip]:
    """Put the pieces of a page into reading order: each column after the one to its left, where text over
    the whole width parts what stands above it from what stands below.
    """
    edge = _gutter([p for p in parts if p.line.role != "row"])
    if edge is None:
        return [Strip(tuple(sorted(parts, key=lambda p: (-p.y, p.x))))] if parts else []
    found: list[Strip] = []
    band: list[Piece] = []
    for part in sorted(parts, key=lambda p: (-p.y, p.x)):
        if part.x < edge - BESIDE and part.right > edge - BESIDE:
            found += _columns(band, edge)
            band = []
            found.append(Strip((part,)))
        else:
            band.append(part)
    return _together([*found, *_columns(band, edge)])


def _columns(band: Sequence[Piece], edge: float) -> list[Strip]:
    left = [p for p in band if p.x < edge - BESIDE]
    right = [p for p in band if p.x >= edge - BESIDE]
    return [strip for side in (left, right) for strip in strips(side)]


def _together(found: Sequence[Strip]) -> list[Strip]:
    """Put lines over the whole width that follow one another into one strip."""
    made: list[Strip] = []
    single = False
    for strip in found:
        alone = len(strip.pieces) == 1
        if made and single and alone:
            made[-1] = Strip((*made[-1].pieces, *strip.pieces))
        else:
            made.append(strip)
        single = alone
    return made


def _gutter(parts: Sequence[Piece]) -> float | None:
    """The left edge of the column on the right; None if the text stands in one column."""
    if len(parts) < 2 * FEWEST:
        return None
    low, high = min(p.x for p in parts), max(p.right for p in parts)
    edges = sorted(
        {round(p.x) for p in parts if low + 0.25 * (high - low) < p.x < high - 0.15 * (high - low)}
    )
    for edge in edges:
        right = [p for p in parts if abs(p.x - edge) <= BESIDE]
        beyond = [p for p in parts if p.x >= edge - BESIDE]
        left = [p for p in parts if p.right <= edge - 2 and p.x < edge]
        if len(right) < FEWEST or len(left) < FEWEST:
            continue
        top, foot = max(p.y for p in beyond), min(p.y for p in beyond)
        beside = [p for p in left if foot - 15 <= p.y <= top + 15]
        if (
            len(beside) >= FEWEST
            and _running(beside, edge)
            and _running(beyond, high)
            and not _rows(beside, beyond)
        ):
            return float(edge)
    return None


def _running(column: Sequence[Piece], end: float) -> bool:
    """Tell whether lines are running text that fills its column."""
    start = min(p.x for p in column)
    return median((p.right - p.x) / max(end - start, 1) for p in column) >= FILLED


def _rows(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether two columns are those of a table: what begins on one side begins on the other too."""
    tops = [_tops(side) for side in (left, right)]
    few = min(tops, key=len)
    other = tops[1] if few is tops[0] else tops[0]
    same = sum(any(abs(a - b) <= 2 for b in other) for a in few)
    return len(few) > 2 and same >= 0.95 * len(few) and len(few) >= 0.6 * len(other)


def _tops(column: Sequence[Piece]) -> list[float]:
    """Baselines of the lines above which a blank space stands."""
    ys = sorted({round(p.y, 1) for p in column}, reverse=True)
    gaps = [a - b for a, b in pairwise(ys)]
    usual = median(gaps) if gaps else 0.0
    return [b for a, b in pairwise(ys) if a - b > 1.2 * usual] + ys[:1]
