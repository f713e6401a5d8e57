"""Dates of a text: day, month and year belong together, and a beginning is no end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.support.content_words import same_side, side

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_YEAR = r"(?P<year>[12]\d{3})\b"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+(?:of\s+)?{_YEAR})?",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?",
        rf"\b{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})",
        rf"\b(?:in|by|of|since|until|from|during|after|before|early|late)\s+{_MONTH}(?=[\s,.;]|$)",
        rf"\b(?P<day>\d{{1,2}})(?=\s*(?:to|and|[-–])\s*\d{{1,2}}\s+{_MONTH})",
        rf"\b{_YEAR}",
    )
)
_RANGE = re.compile(r"\s*(?:to|until|till|through|and|[-–])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date:
    """A part that is not said is 0; ``side``: what is meant lies up to it or past it."""

    day: int
    month: int
    year: int
    side: str
    text: str
    start: int
    end: int

    def fits(self, other: Date) -> bool:
        """Tell whether ``other`` says all that this one does."""
        pairs = ((self.day, other.day), (self.month, other.month), (self.year, other.year))
        same = all(own in (0, theirs) for own, theirs in pairs)
        return same and same_side(self.side, other.side)


def dates(text: str) -> list[Date]:
    """In order. Of a range, what only its end says is said of its beginning too."""
    found: list[Date] = []
    for pattern in _DATES:
        for m in pattern.finditer(text):
            said = m.groupdict()
            start = min(m.start(name) for name in ("day", "month", "year") if said.get(name))
            if all(m.end() <= d.start or start >= d.end for d in found):
                month = _MONTHS.index(said["month"][:3].lower()) + 1 if said.get("month") else 0
                day, year = int(said.get("day") or 0), int(said.get("year") or 0)
                words = text[start : m.end()]
                found.append(Date(day, month, year, side(text, start), words, start, m.end()))
    found.sort(key=lambda d: d.start)
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        if _RANGE.fullmatch(text[here.end : after.start]):
            found[at] = replace(here, year=here.year or after.year)
    return found


def ranges(found: list[Date], text: str) -> list[tuple[Date, Date]]:
    """Dates that stand for a beginning and an end."""
    return [(a, b) for a, b in pairwise(found) if _RANGE.fullmatch(text[a.end : b.start])]


def unlike_dates(statement: str, source: str) -> Iterator[str]:
    """List what the statement dates otherwise than the source, a phrase each."""
    said, known = dates(statement), dates(source)
    for date in said:
        if not any(date.fits(other) for other in known):
            yield f"“{date.text}” is not there"
    for first, last in ranges(said, statement):
        starts = [d.start for d in known if first.fits(d)]
        ends = [d.start for d in known if last.fits(d)]
        if starts and ends and min(starts) > max(ends):
            yield f"{first.text} comes after {last.text} there"
