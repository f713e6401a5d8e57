"""The stream that every reader makes of a file: pages of lines with font sizes and positions.

Lengths are points (1/72 inch), y grows upwards from the foot of the page. Files without pages (DOCX, HTML,
Markdown, plain text) become one page with the number 0, whose lines have made-up positions that say the
same: a paragraph's distance, indent and size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.documents.readers.drawn import Box

Role = Literal["", "heading", "row", "note", "box"]
Kind = Literal["PDF", "Word document", "web page", "Markdown", "plain text"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font that begins at ``x``. ``note`` is set on a reference to a note."""

    text: str
    size: float
    bold: bool
    italic: bool
    note: bool = False
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``x`` and ``y`` are where its first visible run begins.

    ``role``: the part that a file says the line plays, empty where only the print shows it; ``level`` of a
    heading, 1 the highest, 0 the title of the document.
    """

    page: int
    x: float
    y: float
    runs: tuple[Run, ...]
    role: Role = ""
    level: int = 0

    @property
    def text(self) -> str:
        """Text of the line without note references, white space folded."""
        return " ".join("".join(r.text for r in self.runs if not r.note).split())

    @property
    def size(self) -> float:
        """Font size of the most characters."""
        seen: dict[float, int] = {}
        for run in self.runs:
            seen[run.size] = seen.get(run.size, 0) + len(run.text.strip())
        return max(seen, key=lambda size: (seen[size], size))

    @property
    def bold(self) -> bool:
        return all(r.bold for r in self.runs if r.text.strip())


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` is 1-based, 0 in a file without pages; lines run from top to bottom, left to right.

    ``words``: boxes of the printed pieces of text, ``shapes`` of the rules and frames, where they are known.
    """

    number: int
    height: float
    lines: tuple[Line, ...]
    words: tuple[Box, ...] = ()
    shapes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The pages of a file, the ``kind`` of file that its content shows, and ``remarks`` on what was left
    out, each a line for the person who adds it. ``title``: the one that the file gives itself, may be empty.
    """

    pages: tuple[Page, ...]
    kind: Kind
    remarks: tuple[str, ...] = ()
    title: str = ""


SIZE = 10.0  # points of the text in files without a layout
LEADING = 12.0  # points between its lines
GAP = 24.0  # points between its paragraphs
STEP = 18.0  # points by which a level of a list is set in
BIGGER = (1.6, 1.4, 1.3, 1.2, 1.15, 1.1)  # sizes of headings by level, in sizes of the text


@dataclass(slots=True)
class Sheet:
    """One page without end, written from top to bottom."""

    lines: list[Line]
    y: float = 0.0

    def write(
        self, runs: Sequence[Run], depth: float = 0, role: Role = "", level: int = 0, near: bool = False
    ) -> None:
        """Add a line ``depth`` steps from the left; ``near``: without a gap above it. Runs without visible
        text are not written.
        """
        if any(run.text.strip() for run in runs):
            self.y -= LEADING if near else GAP
            self.lines.append(Line(0, depth * STEP, self.y, tuple(runs), role, level))

    def page(self) -> Page:
        return Page(0, 0.0, tuple(self.lines))


def plain_run(text: str, bold: bool = False, italic: bool = False) -> Run:
    return Run(text, SIZE, bold, italic)


def heading_runs(text: str, level: int) -> tuple[Run, ...]:
    return (Run(text, round(SIZE * BIGGER[min(max(level, 1), len(BIGGER)) - 1], 1), True, False),)


CELLS = " | "  # between the cells of a row


def table_rows(rows: Sequence[Sequence[str]], headed: bool) -> Iterator[str]:
    """Yield each row of a table as a text, with the head of its column before each cell if the first row
    is one of heads.

    >>> list(table_rows([["Step", "Time"], ["Reply", "2 days"]], headed=True))
    ['Step: Reply | Time: 2 days']
    """
    head = [cell.strip().rstrip(":") for cell in rows[0]] if headed else []
    for row in rows[1 if headed else 0 :]:
        cells = [
            f"{head[n]}: {cell}" if n < len(head) and head[n] else cell
            for n, cell in enumerate(map(str.strip, row))
            if cell
        ]
        if cells:
            yield CELLS.join(cells)


def heads(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row of a table reads like the heads of its columns."""
    if len(rows) < 2:
        return False
    first = [cell.strip() for cell in rows[0]]
    short = all(len(cell) < 50 and not cell.endswith((".", ";")) for cell in first)
    filled = sum(bool(cell) for cell in first)
    return short and filled >= max(2, len(first) - 1) and not any(cell[:1].isdigit() for cell in first)
