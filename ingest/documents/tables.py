"""Tables of a printed page: by the rules that are drawn, or by cells that stand below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents.readers.drawn import Box
from ingest.documents.readers.stream import Line, Run, heads, table_rows
from ingest.documents.strips import Piece

THIN = 3.0  # points; a shape that is thinner is a rule
NEAR = 3.0  # points by which shapes of one table may stand apart
PAGE = 0.9  # share of a page; a frame around more is no table
SAME = 6.0  # points by which cells of one column may differ
FEWEST = 3  # rows of a table that has no rules


@dataclass(frozen=True, slots=True)
class Frame:
    """Rules that touch: a table if they make columns and rows, else a box around text."""

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def is_table(self) -> bool:
        return len(self.columns) != 2 and len(self.rows) > 2

    @property
    def is_box(self) -> bool:
        return not self.is_table and self.box.width > 100 and self.box.height > 20


def frames(shapes: Sequence[Box], width: float, height: float) -> tuple[Frame, ...]:
    """Return what the shapes of a page frame, from top to bottom. ``width`` and ``height`` of the page."""
    own = [s for s in shapes if s.width < PAGE * width or s.height < PAGE * height]
    own = [s for s in own if not (s.width < THIN and s.height < THIN)]
    groups: list[list[Box]] = []
    for shape in own:
        near = [g for g in groups if any(_touch(shape, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([shape, *(s for g in near for s in g)])
    found = [_frame(g) for g in groups] + _stacks(own, [g for g in groups if len(g) > 1])
    return tuple(sorted((f for f in found if f.is_table or f.is_box), key=lambda f: -f.box.high))


def _stacks(shapes: Sequence[Box], groups: Sequence[Sequence[Box]]) -> list[Frame]:
    """Tables whose rows are parted by level rules of one width and whose columns are not ruled."""
    framed = [_frame(g).box for g in groups if _frame(g).is_table]
    rules: list[Box] = []
    for shape in sorted((s for s in shapes if s.height < THIN), key=lambda s: (-round(s.low), s.left)):
        if any(box.holds(shape.left + 1, shape.low, NEAR) for box in framed):
            continue
        last = rules[-1] if rules else None
        if last is not None and abs(last.low - shape.low) < THIN and shape.left <= last.right + NEAR:
            rules[-1] = Box(last.left, last.low, max(last.right, shape.right), last.high)
        else:
            rules.append(shape)
    found: list[Frame] = []
    while rules:
        first, *rules = rules
        same = [r for r in rules if abs(r.left - first.left) < NEAR and abs(r.right - first.right) < NEAR]
        rules = [r for r in rules if r not in same]
        if len(same) > 1 and first.width > 150:
            box = Box(first.left, same[-1].low, first.right, first.high)
            found.append(Frame(box, (), tuple(r.low for r in (first, *same))))
    return found


def _touch(a: Box, b: Box) -> bool:
    return (
        a.left <= b.right + NEAR
        and b.left <= a.right + NEAR
        and a.low <= b.high + NEAR
        and b.low <= a.high + NEAR
    )


def _frame(group: Sequence[Box]) -> Frame:
    box = Box(
        min(s.left for s in group),
        min(s.low for s in group),
        max(s.right for s in group),
        max(s.high for s in group),
    )
    xs: list[float] = []
    ys: list[float] = []
    for shape in group:
        if shape.height >= THIN:
            xs += [shape.left, shape.right] if shape.width >= THIN else [(shape.left + shape.right) / 2]
        if shape.width >= THIN:
            ys += [shape.low, shape.high] if shape.height >= THIN else [(shape.low + shape.high) / 2]
    return Frame(box, _distinct(xs), tuple(reversed(_distinct(ys))))


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * NEAR:
            found.append(value)
    return tuple(found)


def framed_rows(frame: Frame, parts: Sequence[Piece]) -> tuple[list[list[str]], tuple[Piece, ...]]:
    """Return the texts of the cells of a ruled table, row by row, and the pieces that stand in it."""
    inside = _inside(frame, parts)
    columns = frame.columns or _column_edges(inside, frame.box)
    levels = frame.rows if frame.columns else (float("inf"), *frame.rows, float("-inf"))
    width, height = len(columns) - 1, len(levels) - 1
    cells: list[list[list[str]]] = [[[] for _ in range(width)] for _ in range(height)]
    for part in sorted(inside, key=lambda p: (-p.y, p.x)):
        row = next((n for n in range(height) if part.y + 2 >= levels[n + 1]), height - 1)
        column = next((n for n in range(width) if part.x + 1 < columns[n + 1]), width - 1)
        cells[row][column].append(part.line.text)
    texts = [[" ".join(cell) for cell in row] for row in cells]
    return [row for row in texts if any(row)], tuple(inside)


def _inside(frame: Frame, parts: Sequence[Piece]) -> list[Piece]:
    """The pieces in a table; those of its head above the first rule, and of its last row below the last one,
    where only rules between the rows are drawn.
    """
    inside = [p for p in parts if frame.box.holds(p.x + 1, p.y + 2, NEAR)]
    if frame.columns or not inside:
        return inside
    size = inside[0].line.size
    beside = [p for p in parts if frame.box.left - NEAR <= p.x and p.right <= frame.box.right + NEAR]
    above = [p for p in beside if 0 < p.y - frame.box.high < 1.5 * size]
    inside += above if len({round(p.x) for p in above}) > 1 else []
    low = frame.box.low
    for part in sorted((p for p in beside if p.y < frame.box.low), key=lambda p: -p.y):
        if low - part.y > 1.8 * size:
            break
        inside.append(part)
        low = part.y
    return inside


def _column_edges(inside: Sequence[Piece], box: Box) -> tuple[float, ...]:
    """Left edges of columns: where pieces begin and none crosses, and the right edge of the last."""
    edges: list[float] = []
    for x in sorted(p.x for p in inside):
        crossed = any(p.x < x - SAME and p.right > x for p in inside)
        if not crossed and (not edges or x - edges[-1] > 3 * SAME):
            edges.append(x)
    return (*(edge - NEAR for edge in edges), box.right) if edges else (box.left, box.right)


def row_lines(rows: Sequence[Sequence[str]], page: int, x: float, y: float, size: float) -> list[Line]:
    """Turn the rows of a table into lines, each a row."""
    return [
        Line(page, x, y - n / 100, (Run(text, size, False, False, x=x),), "row")
        for n, text in enumerate(table_rows(rows, heads(rows)))
    ]


@dataclass(slots=True)
class _Row:
    """Cells of a table without rules, as they fill from the top; ``y``: of the last line."""

    cells: list[list[str]]
    y: float
    bold: bool


def aligned_rows(parts: Sequence[Piece]) -> tuple[list[list[str]], tuple[Piece, ...]]:
    """Return the cells of the first table without rules among the pieces of a column, and its pieces; none
    if there is no such table.
    """
    lines = _lines(parts)
    for start in range(len(lines)):
        if len(lines[start]) < 2:
            continue
        columns = [p.x for p in lines[start]]
        rows, used = _follow(lines[start:], columns)
        texts = [[" ".join(cell) for cell in row.cells] for row in rows]
        if (
            len(rows) >= FEWEST
            and ((rows[0].bold and not rows[1].bold) or len(columns) > 2)
            and _filled(texts)
        ):
            return texts, tuple(used)
    return [], ()


def _filled(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether nearly every row of a table has something in more than one column."""
    return sum(sum(bool(c) for c in row) > 1 for row in texts) >= 0.8 * len(texts)


def _lines(parts: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = []
    for part in sorted(parts, key=lambda p: (-round(p.y), p.x)):
        if found and abs(found[-1][0].y - part.y) <= 0.3 * part.line.size:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _follow(lines: Sequence[Sequence[Piece]], columns: Sequence[float]) -> tuple[list[_Row], list[Piece]]:
    """Read rows as long as every piece stands in one of the columns."""
    rows: list[_Row] = []
    used: list[Piece] = []
    for line in lines:
        places = [_column(part, columns) for part in line]
        if None in places or len(set(places)) < len(places):
            break
        size, y = line[0].line.size, line[0].y
        gap = rows[-1].y - y if rows else 0.0
        if rows and gap > 3.5 * size:
            break
        wraps = bool(rows) and gap < 1.45 * size and len(line) < len(columns)
        if not wraps and len(line) < 2:
            break
        if not wraps:
            bold = all(part.line.bold for part in line)
            rows.append(_Row([[] for _ in columns], y, bold))
        for place, part in zip(places, line, strict=True):
            if place is not None:
                rows[-1].cells[place].append(part.line.text)
        rows[-1].y = y
        used += line
    return rows, used


def _column(part: Piece, columns: Sequence[float]) -> int | None:
    place = next((n for n, x in enumerate(columns) if abs(part.x - x) <= SAME), None)
    if place is None or (place + 1 < len(columns) and part.right > columns[place + 1]):
        return None
    return place


def without(parts: Sequence[Piece], used: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces that are not among those ``used``."""
    return tuple(p for p in parts if p not in used)
