"""A comparison of two versions as people read it: each change with its paragraphs and their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents.versions.changes import KINDS, Change, ChangeKind, compare
from ingest.types import Paragraph

_UNITS = {"para": "para.", "op": "OP", "pp": "PP", "fn": "fn", "art": "Article", "sec": "section"}
QUIET: tuple[ChangeKind, ...] = ("unchanged", "renumbered")  # changes in which no word differs or moves


@dataclass(frozen=True, slots=True)
class Row:
    """A change with the paragraphs that it is of, in both versions."""

    change: Change
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]

    @property
    def numbers(self) -> tuple[str, str]:
        """Numbers of the old and of the new paragraphs; empty where there are none."""
        return ", ".join(map(number, self.old)), ", ".join(map(number, self.new))

    @property
    def line(self) -> str:
        """Tell the change in one line."""
        old, new = self.numbers
        differs = f": {self.change.differs}" if self.change.differs else ""
        places = " → ".join(part for part in (old, new) if part)
        return f"{self.change.kind:<10} {places}{differs}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions by their names, and what became of every paragraph in the print order of the new one."""

    old: str
    new: str
    rows: tuple[Row, ...]

    @property
    def counts(self) -> tuple[tuple[ChangeKind, int], ...]:
        """Kinds of change that there are, each with its number of changes."""
        counted = Counter(row.change.kind for row in self.rows)
        return tuple((kind, counted[kind]) for kind in KINDS if counted[kind])

    @property
    def summary(self) -> str:
        """Count the changes in one line."""
        return ", ".join(f"{count} {kind}" for kind, count in self.counts)


def comparison(
    old_name: str, old: Sequence[Paragraph], new_name: str, new: Sequence[Paragraph]
) -> Comparison:
    """Compare two versions with these names."""
    before, after = ({p.locator: p for p in side} for side in (old, new))
    rows = (
        Row(c, tuple(before[x] for x in c.old), tuple(after[x] for x in c.new)) for c in compare(old, new)
    )
    return Comparison(old_name, new_name, tuple(rows))


def number(paragraph: Paragraph) -> str:
    """Name a paragraph by its unit and number: "para. 17.2", "OP 8 (a)"; by its address where it has
    neither.
    """
    kind, tail = paragraph.locator.kind, paragraph.locator.tail
    if kind not in _UNITS:
        return paragraph.locator.anchor
    first, *items = tail.split("-")
    return " ".join((_UNITS[kind], first, *(f"({item})" for item in items)))
