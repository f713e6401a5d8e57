"""One element of a document, and the usual print around it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents.layout import Block
from ingest.documents.readers.stream import Role


@dataclass(frozen=True, slots=True)
class Element(Block):
    """A block and what it is. ``level`` of a heading, 1 the highest; ``glued``: nothing but its number sets
    it apart from the element before; ``first``: at the head of a page or column; ``boxed``: in a frame.
    """

    role: Role = ""
    level: int = 0
    glued: bool = False
    first: bool = False
    boxed: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """The usual print of a document."""

    size: float
    spacing: float
    bold: bool


def in_capitals(text: str) -> bool:
    """Tell whether a text of some letters is written in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)
