"""Follow-ups that count: "the second one", "and number three?", from the list just cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.address import Address
from ingest.library import Library
from ingest.types import Locator

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERS = "one two three four five six seven eight nine ten".split()
_NTH = rf"(?P<nth>{'|'.join(_WORDS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bthe {_NTH} (?:one|of (?:them|these|those)|point|item|objective|goal|pillar|element|part)\b",
        rf"^\W*(?:(?:and|what about|how about|ok(?:ay)?,?)\s*)?(?:and\s+)?the {_NTH}\W*$",
        rf"\b(?:number|no\.|nr\.?|#)\s*(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}})\W*$",
    )
)


def nth(text: str) -> int:
    """Return the place in a list of the item that a follow-up asks for, from 1; −1: the last, 0: none."""
    match = next((m for pattern in _PATTERNS if (m := pattern.search(text))), None)
    return _place(match) if match else 0


def counted(place: int, cited: Sequence[Locator], library: Library) -> tuple[Address, ...]:
    """The item at a place, as `nth` gives it, of the list behind ``cited``; empty if there is none."""
    parents = [p for c in cited for p in (c, c.parent) if p is not None]
    items = next((items for p in parents if (items := library.items(p))), ())
    if not place or place > len(items) or not items:
        return ()
    item = items[place - 1 if place > 0 else -1].locator
    return (Address(item.kind, item.tail, item.document),)


def _place(match: re.Match[str]) -> int:
    found = match.groupdict()
    if found.get("n"):
        word = found["n"].lower()
        return _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)
    word = match["nth"].lower()
    if word == "last":
        return -1
    return _WORDS.index(word) + 1 if word in _WORDS else int(word[:-2])
