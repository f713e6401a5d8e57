"""What became of every paragraph between two versions of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.documents.versions.differing_words import Piece, pieces
from ingest.documents.versions.pairing import Group, out_of_order, pair
from ingest.library import Library
from ingest.types import Locator, Paragraph

ChangeKind = Literal["unchanged", "renumbered", "edited", "split", "merged", "moved", "added", "deleted"]
KINDS: tuple[ChangeKind, ...] = (
    "unchanged",
    "renumbered",
    "edited",
    "split",
    "merged",
    "moved",
    "added",
    "deleted",
)
LONGEST = 60  # characters of the words that one line quotes


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the paragraphs ``old``, which are ``new`` in the later version.

    "renumbered": the same words at the same place under another number; "moved": the same words at another
    place; "edited": other words, wherever they stand. ``pieces``: both wordings word by word, none where no
    word differs.
    """

    old: tuple[Locator, ...]
    new: tuple[Locator, ...]
    kind: ChangeKind
    pieces: tuple[Piece, ...] = ()

    @property
    def differs(self) -> str:
        """Quote what differs in one line; empty where no word does, or one side is empty."""
        if not (self.old and self.new):
            return ""
        return "; ".join(_replaced(self.pieces))


def _replaced(row: Sequence[Piece]) -> Iterator[str]:
    """ "“four” → “two” (number)" for each place at which words differ."""
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and row[end].kind != "kept":
            end += 1
        if end == at:
            at += 1
            continue
        out, into = (_quoted([p for p in row[at:end] if p.kind == kind]) for kind in ("out", "in"))
        marks = dict.fromkeys(p.mark for p in row[at:end] if p.mark)
        told = f"{out} → {into}" if out and into else f"{out} left out" if out else f"{into} added"
        yield told + (f" ({', '.join(marks)})" if marks else "")
        at = end


def _quoted(some: Sequence[Piece]) -> str:
    text = " ".join("".join(p.text for p in some).split())
    cut = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{cut}”" if cut else ""


def compare(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Change, ...]:
    """Return what became of every paragraph, each named once, in the print order of the new version; a
    deleted one stands behind the one that it stood behind before.
    """
    groups = pair(old, new)
    moved = out_of_order(groups, old, new)
    changes = [_change(group, group in moved) for group in groups]
    return tuple(_in_order(changes, old, new))


def changes(library: Library, old: str, new: str, about: Collection[Locator] = ()) -> tuple[Change, ...]:
    """Compare two documents of a library by their ids. ``about``: only what became of these paragraphs, of
    either version; all if there are none. Raises `KeyError` for an id that is not held.
    """
    for document in (old, new):
        library.document(document)
    found = compare(library.of(library.document(old).id), library.of(library.document(new).id))
    return tuple(c for c in found if not about or not set(about).isdisjoint((*c.old, *c.new)))


def _change(group: Group, moved: bool) -> Change:
    old, new = tuple(p.locator for p in group.old), tuple(p.locator for p in group.new)
    before, after = (" ".join(p.text for p in side) for side in (group.old, group.new))
    same = before.split() == after.split() or not (old and new)
    differing = () if same else pieces(before, after)
    return Change(old, new, _kind(group, bool(differing), moved), differing)


def _kind(group: Group, differs: bool, moved: bool) -> ChangeKind:
    if not group.old:
        return "added"
    if not group.new:
        return "deleted"
    if len(group.new) > 1:
        return "split"
    if len(group.old) > 1:
        return "merged"
    if differs:
        return "edited"
    if group.old[0].locator.anchor == group.new[0].locator.anchor:
        return "unchanged"
    return "moved" if moved else "renumbered"


def _in_order(
    changes: Sequence[Change], old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> Iterator[Change]:
    at = {p.locator: n for n, p in enumerate(new)}
    before = {p.locator: n for n, p in enumerate(old)}
    standing = sorted((c for c in changes if c.new), key=lambda c: at[c.new[0]])
    gone = sorted((c for c in changes if not c.new), key=lambda c: before[c.old[0]])
    place = {n: before[locator] for n, c in enumerate(standing) for locator in c.old[:1]}
    behind: dict[int, list[Change]] = {}
    for change in gone:
        where = before[change.old[0]]
        earlier = [n for n, b in place.items() if b < where]
        behind.setdefault(max(earlier, key=lambda n: place[n], default=-1), []).append(change)
    yield from behind.get(-1, ())
    for n, change in enumerate(standing):
        yield change
        yield from behind.get(n, ())
