"""Dates of adoption, as the list of documents knows it, against what a draft says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.address import find_mentions, fold
from assistant.support.dates import Date, dates
from assistant.text.labels import long_date
from ingest.types import Document

_HOLE = "\0"  # where a document is named
_ADOPTED = re.compile(
    r"\0[\s,]{0,3}(?:(?:which|that)\s)?(?:(?:was|were|is|had been|has been)\s)?(?:first\s)?"
    r"(?:adopted|passed|issued|dates (?:from|back)|dating (?:from|back))\b"
    r"|\b(?:adopt(?:ed|s|ing)|passed|issued|adoption of|date of)\s"
    r"(?:(?:in|on)\s[^\0.;,]{1,30},\s)?(?:(?:the|its|this|that|UN)\s){0,2}\s?\0",
    re.IGNORECASE,
)
_VOTE = re.compile(r"\bunanimous(?:ly)?\b|\bvot(?:e|es|ed|ing)\b|\babst(?:ain|ention)\w*|\bveto\w*", re.I)


class Adoptions:
    """Holds dates of adoption against the list of documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {d.id: d for d in documents}

    def problem(self, text: str) -> str:
        """Say what is wrong about a date that a text gives for a document; empty if nothing is."""
        wrong = next((d for d, date in self._dated(text) if not _is(date, d)), None)
        if wrong is None:
            return ""
        voted = _VOTE.search(text)
        rest = f"; “{voted.group()}”: how it was voted on is in no document here" if voted else ""
        return f"{self._date(wrong)}{rest}"

    def confirmed(self, text: str) -> str:
        """That a text gives the right date and nothing about the vote; empty if it does not."""
        dated = self._dated(text)
        if not dated or _VOTE.search(text) or not all(_is(date, document) for document, date in dated):
            return ""
        return self._date(dated[0][0])

    def _date(self, document: Document) -> str:
        day = long_date(document.adopted)
        return f"the list of documents gives {day} as the date of {document.symbol}"

    def _dated(self, text: str) -> list[tuple[Document, Date]]:
        """The documents whose adoption a text speaks of, each with the date that it gives."""
        plain, held = fold(text).text, list[Document]()
        for mention in reversed(find_mentions(plain, tuple(self._documents.values()))):
            if mention.document and mention.firm:
                held.insert(0, self._documents[mention.document])
                plain = f"{plain[: mention.start]}{_HOLE}{plain[mention.end :]}"
        found = []
        for spoken in _ADOPTED.finditer(plain):
            said = dates(spoken.group()) or dates(plain[spoken.end() :]) or dates(plain[: spoken.start()])
            which = plain.count(_HOLE, 0, spoken.start() + spoken.group().index(_HOLE))
            found += [(held[which], date) for date in said[:1]]
        return found


def _is(date: Date, document: Document) -> bool:
    """Tell whether each part that is said is that of the day of adoption."""
    day = document.adopted
    pairs = ((date.year, day.year), (date.month, day.month), (date.day, day.day))
    return all(not said or said == known for said, known in pairs)
