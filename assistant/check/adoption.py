"""When a document was adopted, as the list of documents knows it, against what a draft says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.check.reference import SYMBOL
from assistant.support.dates import Date, dates
from assistant.text.labels import long_date
from ingest.types import Document

_HOLE = "\0"  # where the document is named
_POLICY = re.compile(r"(?:\bNATO(?:['’]s)?\s)?(?:\b2024\s)?(?:\bWPS\s)?\bPolicy\b(?:\s\(\d{4}\))?")
_ADOPTED = re.compile(
    r"\0[\s,]{0,3}(?:(?:which|that)\s)?(?:(?:was|were|is|had been|has been)\s)?(?:first\s)?"
    r"(?:adopted|passed|issued|dates (?:from|back)|dating (?:from|back))\b"
    r"|\b(?:adopt(?:ed|s|ing)|passed|issued|adoption of|date of)\s(?:(?:the|its|this|that|UN)\s){0,2}\s?\0",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bunanimous(?:ly)?\b|\bvot(?:e|es|ed|ing)\b|\babst(?:ain|ention)\w*|\bveto\w*", re.I)


class Adoptions:
    """Holds dates of adoption against the list of documents."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def problem(self, text: str, named: Sequence[str]) -> str:
        """What is wrong about the date of the one document that a text names; empty if nothing is."""
        document, said = self._dated(text, named)
        if document is None or all(_is(date, document) for date in said):
            return ""
        voted = _VOTE.search(text)
        rest = f"; “{voted.group()}”: how it was voted on is in no document here" if voted else ""
        return f"{self._date(document)}{rest}"

    def confirmed(self, text: str, named: Sequence[str]) -> str:
        """That a text gives the right date and nothing about the vote; empty if it does not."""
        document, said = self._dated(text, named)
        if document is None or _VOTE.search(text) or not all(_is(date, document) for date in said):
            return ""
        return self._date(document)

    def _date(self, document: Document) -> str:
        day = long_date(document.adopted)
        return f"the list of documents gives {day} as the date of {document.symbol}"

    def _dated(self, text: str, named: Sequence[str]) -> tuple[Document | None, list[Date]]:
        """The one document whose adoption a text speaks of, with the dates that it gives for it."""
        plain = _POLICY.sub(_HOLE, SYMBOL.sub(_HOLE, text))
        spoken = _ADOPTED.search(plain)
        if spoken is None or len(set(named)) != 1:
            return None, []
        said = dates(plain[spoken.end() :]) or dates(plain[: spoken.start()])
        return (self._documents[named[0]] if said else None), said[:1]


def _is(date: Date, document: Document) -> bool:
    """Whether each part that is said is that of the day of adoption."""
    day = document.adopted
    pairs = ((date.year, day.year), (date.month, day.month), (date.day, day.day))
    return all(not said or said == known for said, known in pairs)
