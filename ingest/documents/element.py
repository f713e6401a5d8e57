"""One element of a document, and the usual print around it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents.readers.stream import Line, Role


@dataclass(frozen=True, slots=True)
class Element:
    """Consecutive lines. ``level`` of a heading, 1 the highest; ``glued``: nothing but its number sets it
    apart from the element before; ``first``: at the head of a page or column; ``boxed``: in a frame.
    """

    lines: tuple[Line, ...]
    role: Role = ""
    level: int = 0
    glued: bool = False
    first: bool = False
    boxed: bool = False
    centred: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def x(self) -> float:
        return self.lines[0].x

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Print:
    """The usual print of a document."""

    size: float
    spacing: float
    bold: bool
