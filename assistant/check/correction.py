"""Corrections of a draft's references: the right number in place, or a citation where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.check.finding import Fix
from assistant.check.reference import SYMBOL, Cited
from assistant.text.labels import label
from ingest.types import Document, Paragraph, Span

_NAME = (
    r"(?:(?:the\s+)?(?:(?:UN\s+)?Security Council\s+)?"
    r"(?:S/RES/\d{4}|UNSCR\s*\d{4}|resolution\s+\d{4})(?:\s*\(\d{4}\))?"
    r"|(?:the\s+|this\s+)?(?:NATO(?:['’]s)?\s+)?(?:\d{4}\s+)?(?:WPS\s+)?Policy(?:\s*\(\d{4}\))?)"
)
_BEFORE = re.compile(rf"\b{_NAME}\s*,?\s*$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:of|in)\s+{_NAME}", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"(?:[^\d]*\b)?(?:para(?:graph)?|op)s?\b\W{0,3}(?P<number>\d[\d.]*(?:\s?\([a-z]{1,4}\))*)", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{4}")
NAMED = re.compile(rf"\0{_AFTER.pattern}", re.IGNORECASE)  # a reference, left out, and its document


class Corrections:
    """Writes paragraphs' labels as they are cited in print."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def label(self, paragraph: Paragraph) -> str:
        return label(paragraph, self._documents[paragraph.locator.document])

    def unnamed(self, text: str, documents: Sequence[str]) -> str:
        """A text without the symbols of these documents: they say where, not what."""
        own = {str(self._documents[d].number) for d in documents}
        return SYMBOL.sub(lambda m: " " if own & set(_DIGITS.findall(m.group())) else m.group(), text)

    def cite(self, at: int, right: Paragraph) -> Fix:
        """A citation behind what ends at ``at``."""
        return Fix(Span(at, at), f" ({self.label(right)})")

    def renumber(self, draft: str, cited: Cited, right: Paragraph, named: Sequence[str]) -> Fix:
        """The number alone if the document stays; else the document's name, beside it, goes with it.
        ``named``: documents that the sentence names.
        """
        own = {p.locator.document for p in cited.paragraphs} or set(named)
        text = self.label(right)
        if right.locator.document in own:
            return _numbered(draft, cited, text.rpartition(", ")[2])
        start, end = cited.span.start, cited.span.end
        if match := _BEFORE.search(draft[max(0, start - 80) : start]):
            start -= len(match.group())
        elif match := _AFTER.match(draft, end):
            end = match.end()
        return Fix(Span(start, end), text)


def _numbered(draft: str, cited: Cited, short: str) -> Fix:
    """The number put right in the writer's own way to refer; all of it where its unit is another."""
    written = cited.span.of(draft)
    old, new = _PARAGRAPH.fullmatch(written), _PARAGRAPH.fullmatch(short)
    if old and new:
        return Fix(Span(cited.span.start + old.start("number"), cited.span.end), new["number"])
    return Fix(cited.span, short)
