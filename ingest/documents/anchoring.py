"""Addresses that follow the words: of what was written on a paragraph, where its text stands now.

Headnotes, gold questions and quiz items carry the hash of the text that they were written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.types import Locator, Paragraph

Fate = Literal["kept", "moved", "edited", "gone"]
LEAST = (
    0.25  # share of a paragraph's words, 0..1, that what was written on it holds, to be taken for the same
)
BY_NUMBER = 0.15  # counts for a paragraph that still has the number
_WORD = re.compile(r"[^\W\d_]{5,}|\d{2,}")


@dataclass(frozen=True, slots=True)
class Written:
    """Something that was written on the paragraph at ``locator``, whose text had ``text_hash`` then
    (empty: not known). ``words``: its own words, by which an edited paragraph is known again.
    """

    locator: Locator
    text_hash: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where the text that ``written`` was for stands ``now``: "kept" under its address, "moved" as it was to
    another, "edited" into other words, or "gone" (``now`` is then None).
    """

    written: Written
    now: Locator | None
    fate: Fate


def anchored(written: Sequence[Written], paragraphs: Sequence[Paragraph]) -> tuple[Anchored, ...]:
    """Follow the words of one document's paragraphs, in the order of ``written``. ``paragraphs``: those
    of the document now, in print order; their ids need not be those of ``written``.
    """
    places = {p.locator.anchor: n for n, p in enumerate(paragraphs)}
    by_hash: dict[str, list[int]] = {}
    for n, paragraph in enumerate(paragraphs):
        by_hash.setdefault(paragraph.text_hash, []).append(n)
    found: dict[Locator, int] = {}
    for one in dict.fromkeys((w.locator, w.text_hash) for w in written):
        locator, text_hash = one
        same = by_hash.get(text_hash, [])
        here = places.get(locator.anchor, -1)
        if here in same or (not text_hash and here >= 0):
            found[locator] = here
        elif same:
            found[locator] = min(same, key=lambda n: abs(n - here))
    exact = dict(found)
    _add_edited(found, written, paragraphs)
    return tuple(_told(w, found, exact, paragraphs) for w in written)


def _told(
    written: Written, found: dict[Locator, int], exact: dict[Locator, int], paragraphs: Sequence[Paragraph]
) -> Anchored:
    place = found.get(written.locator)
    if place is None:
        return Anchored(written, None, "gone")
    now = paragraphs[place].locator
    if written.locator not in exact:
        return Anchored(written, now, "edited")
    return Anchored(written, now, "kept" if now == written.locator else "moved")


def _add_edited(
    found: dict[Locator, int], written: Sequence[Written], paragraphs: Sequence[Paragraph]
) -> None:
    """Add the likeliest place of each text that was edited: a paragraph that nothing else is written on,
    between the same neighbours, which shares its words.
    """
    free = set(range(len(paragraphs))) - set(found.values())
    said: dict[Locator, set[str]] = {}
    for w in written:
        if w.locator not in found and w.text_hash:
            said.setdefault(w.locator, set()).update(_words(w.words))
    exact = dict(found)
    pairs = [
        (score, locator, place)
        for locator, words in said.items()
        for place in _between(locator, exact, paragraphs)
        if place in free and (score := _shared(locator, words, paragraphs[place])) >= LEAST
    ]
    for _, locator, place in sorted(pairs, key=lambda row: (-row[0], row[1], row[2])):
        if locator not in found and place in free:
            found[locator] = place
            free.discard(place)


def _between(locator: Locator, found: dict[Locator, int], paragraphs: Sequence[Paragraph]) -> Iterable[int]:
    """Return the places between the neighbours of an old address among those of its kind that were found."""
    own = _natural(locator)
    near = sorted((_natural(x), place) for x, place in found.items() if x.kind == locator.kind)
    first = max((place for number, place in near if number < own), default=-1)
    last = min((place for number, place in near if number > own and place > first), default=len(paragraphs))
    return (n for n in range(first + 1, last) if paragraphs[n].locator.kind == locator.kind)


def _natural(locator: Locator) -> tuple[tuple[int, str], ...]:
    parts = re.split(r"[-.]", locator.tail)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def _words(text: str) -> set[str]:
    return {m.group().lower() for m in _WORD.finditer(text)}


def _shared(locator: Locator, words: set[str], paragraph: Paragraph) -> float:
    own = _words(paragraph.text)
    shared = len(own & words) / max(1, len(own))
    return shared + BY_NUMBER * (paragraph.locator.anchor == locator.anchor)
