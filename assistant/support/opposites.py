"""Opposites: "sooner" for "later", in the same place of the text.

A text often says both of two opposites, so each is looked at with the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.support.content_words import around, closer
from assistant.text.english import read_list


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two sides that exclude each other, as regular expressions of whole words; ``example`` has a wording
    of each side.
    """

    one: str
    other: str
    example: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opposites:
    """All entries of the list of opposites."""

    entries: tuple[Opposed, ...]


OPPOSITES = read_list("opposites", Opposites).entries
_PAIRS = tuple(
    tuple(re.compile(rf"\b(?:{side})\b", re.IGNORECASE) for side in (pair.one, pair.other))
    for pair in OPPOSITES
)
_BETWEEN = re.compile(r"\s*(?:,|and|or|as well as|[-–/])+\s*(?:the\s+)?", re.IGNORECASE)


def opposites(statement: str, source: str) -> Iterator[str]:
    """Words of the statement whose opposite the source says in the same place."""
    for one, other in (pair for a, b in _PAIRS for pair in ((a, b), (b, a))):
        there = [around(source, *m.span()) for m in one.finditer(source)]
        against = [around(source, *m.span()) for m in other.finditer(source)]
        for match in one.finditer(statement) if against else ():
            lead = closer(around(statement, *match.span()), against, there)
            if lead > bool(there) and not _beside(statement, match, other):
                yield f"the opposite of “{match.group()}” is said there"
                break


def are_opposites(words: str, other: str) -> bool:
    """Tell whether of two wordings of one place each says what the other does not, and they are opposites."""
    return any(
        one.search(words) and two.search(other) and not one.search(other) and not two.search(words)
        for a, b in _PAIRS
        for one, two in ((a, b), (b, a))
    )


def _beside(text: str, match: re.Match[str], other: re.Pattern[str]) -> bool:
    """Tell whether the text names both: "women and men"."""
    return any(
        _BETWEEN.fullmatch(text[min(match.end(), m.end()) : max(match.start(), m.start())])
        for m in other.finditer(text)
    )
