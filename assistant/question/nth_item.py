"""Follow-ups that count: "the second one", "and number three?", from the list just cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.question.address import Address
from ingest.types import Locator, Paragraph

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


def counted(text: str, cited: Sequence[Locator], paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """The item of the list behind ``cited`` that a follow-up asks for; empty if it asks for none."""
    match = next((m for pattern in _PATTERNS if (m := pattern.search(text))), None)
    if match is None or not cited:
        return ()
    items = _items(cited, paragraphs)
    place = _place(match, len(items))
    if not 1 <= place <= len(items):
        return ()
    item = items[place - 1]
    return (Address(item.kind, item.tail, item.document),)


def _items(cited: Sequence[Locator], paragraphs: Iterable[Paragraph]) -> list[Locator]:
    """Of the first cited paragraph that opens a list or belongs to one."""
    parents = [p for c in cited for p in (c, c.parent) if p is not None]
    lists: dict[Locator, list[Locator]] = {}
    for paragraph in paragraphs:
        if paragraph.locator.parent is not None:
            lists.setdefault(paragraph.locator.parent, []).append(paragraph.locator)
    return next((lists[p] for p in parents if p in lists), [])


def _place(match: re.Match[str], count: int) -> int:
    found = match.groupdict()
    if found.get("n"):
        word = found["n"].lower()
        return _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)
    word = match["nth"].lower()
    if word == "last":
        return count
    return _WORDS.index(word) + 1 if word in _WORDS else int(word[:-2])
