"""Entries of a timeline that a question names by their years: "the timeline for 2016", "milestones from
2012 to 2016".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.question.address import Address
from ingest.types import Paragraph

_YEARS = r"(?:the year\s+)?((?:19|20)\d\d)(?:\s*(?:to|and|until|till|through|-|–)\s*((?:19|20)\d\d))?"
_NAMED = re.compile(
    rf"\b(?:timeline|milestones?|chronology)\b[^.?!]*?\b(?:for|in|of|from|between|under|at)\s+{_YEARS}"
    rf"|\b(?:for|in|from|between)\s+{_YEARS}[^.?!]*\b(?:timeline|milestones?|chronology)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^\W*(?:do|does|did|is|are|was|were|has|have|had|can|could)\b", re.IGNORECASE)


def years_named(question: str) -> tuple[int, ...]:
    """Return the first and the last year, or the only one; none for a question that only asks whether
    something is so.
    """
    match = _NAMED.search(question)
    if match is None or _YES_NO.match(question):
        return ()
    return tuple(int(year) for year in match.groups() if year)


def dated(years: Sequence[int], paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """Addresses of the entries of the years; none for no years."""
    return tuple(
        Address("timeline", p.locator.tail, p.locator.document)
        for p in paragraphs
        if years and p.locator.kind == "timeline" and years[0] <= int(p.locator.tail[:4]) <= years[-1]
    )
