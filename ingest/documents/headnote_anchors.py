"""Headnotes on the paragraphs that there are now: they follow the words that they were written for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.documents.anchoring import Anchored, Fate, Written, anchored
from ingest.documents.headnotes import headnote_file, read_headnotes
from ingest.documents.manifest import Entry
from ingest.errors import CorpusError
from ingest.types import Headnote, Locator, Paragraph

REVIEW = "policy-ingest headnotes review"
NAMED = 3  # addresses that one line names


@dataclass(frozen=True, slots=True)
class AnchoredHeadnotes:
    """One document's ``headnotes`` at the addresses where their words stand now, and those ``outdated``,
    which were written for an earlier wording. ``fates`` tells of every headnote of the file what became
    of its text.
    """

    headnotes: tuple[Headnote, ...]
    outdated: tuple[Headnote, ...]
    fates: tuple[Anchored, ...]

    @property
    def line(self) -> str:
        """Tell in one line what did not stay as it was; empty if all did."""
        told = [
            f"{len(some)} {one if len(some) == 1 else many} ({_named(some)})"
            for fate, (one, many) in _TOLD.items()
            if (some := [a for a in self.fates if a.fate == fate])
        ]
        if not told:
            return ""
        return f"{self.fates[0].written.locator.document}: of its headnotes {'; '.join(told)}; see `{REVIEW}`"


_TOLD: dict[Fate, tuple[str, str]] = {  # of one headnote, of several
    "moved": ("followed its text to another number", "followed their text to another number"),
    "edited": (
        "was written for an earlier wording and is not used",
        "were written for an earlier wording and are not used",
    ),
    "gone": ("is dropped, since its text is gone", "are dropped, since their text is gone"),
}


def anchored_headnotes(
    folder: Path, entry: Entry, paragraphs: Sequence[Paragraph], topics: Sequence[str] = ()
) -> AnchoredHeadnotes:
    """Read the headnotes of a document, or of the version before it if it has none of its own, and put
    each on the paragraph that has its text now. Raises `CorpusError` for one without a hash that is of no
    paragraph.
    """
    own = headnote_file(folder, entry.id).is_file() or not entry.supersedes
    found = read_headnotes(folder, entry.id if own else entry.supersedes, topics)
    known = {p.locator.anchor for p in paragraphs}
    for headnote in found:
        if not headnote.text_hash and headnote.locator.anchor not in known:
            raise CorpusError(
                f"{folder}: the headnote of {headnote.locator} is of no paragraph; correct its anchor"
            )
    fates = anchored(
        [Written(h.locator, h.text_hash, " ".join((*h.texts, *h.silent))) for h in found], paragraphs
    )
    placed = [
        (replace(h, locator=a.now), a.fate) for h, a in zip(found, fates, strict=True) if a.now is not None
    ]
    return AnchoredHeadnotes(
        tuple(h for h, fate in placed if fate in ("kept", "moved")),
        tuple(h for h, fate in placed if fate == "edited"),
        tuple(a if own else _of_before(a) for a in fates),
    )


def _of_before(a: Anchored) -> Anchored:
    """A headnote of the version before that has the same number stays where it is."""
    same = a.fate == "moved" and a.now is not None and a.now.anchor == a.written.locator.anchor
    return replace(a, fate="kept") if same else a


def _named(some: Sequence[Anchored]) -> str:
    pairs = [
        f"{a.written.locator.anchor} → {a.now.anchor}"
        if isinstance(a.now, Locator)
        else a.written.locator.anchor
        for a in some[:NAMED]
    ]
    return ", ".join((*pairs, "…") if len(some) > NAMED else pairs)
