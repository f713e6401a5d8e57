"""References by a heading, "NATO WPS Policy (2024), “For example”", to what a document does not number."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.check.quotations import Quotation, named
from assistant.check.reference import Cited, Named
from assistant.check.sentences import Sentence
from ingest.index.files import Index
from ingest.types import Paragraph

_BEFORE = re.compile(  # what a heading stands behind: a document's name, or the word for it
    r"(?:(?:\(\d{4}\)|Policy|\d{1,2}, \d{4}|(?:Organization|Unit))[\s,]{1,3}"
    r"|\b(?:section|heading|box|chapter|under|annex)\s)$",
    re.IGNORECASE,
)
NEAR = 30  # characters before a heading in which that stands


class Headed:
    """Knows the paragraphs of one index that have no number, by their heading."""

    def __init__(self, index: Index) -> None:
        self._paragraphs: dict[str, tuple[Paragraph, ...]] = {}
        for paragraph in index.paragraphs:
            if paragraph.locator.kind in ("section", "annex") and paragraph.headings:
                name = named(paragraph.headings[-1])
                self._paragraphs[name] = (*self._paragraphs.get(name, ()), paragraph)

    def read(self, text: str, sentence: Sentence, refers: Named) -> tuple[Sentence, Named]:
        """The sentence without the quotations that are headings, and what it refers to with them."""
        found = {q: p for q in (*sentence.quotations, *sentence.short) if (p := self._of(text, q))}
        if not found:
            return sentence, refers
        cited = [*refers.cited]
        for quotation, paragraphs in found.items():
            before = text[sentence.span.start : quotation.whole.start]
            opened = before.count("(") > before.count(")")
            cited.append(Cited(quotation.whole, opened, paragraphs, ()))
        documents = (p.locator.document for paragraphs in found.values() for p in paragraphs)
        return (
            replace(
                sentence,
                quotations=tuple(q for q in sentence.quotations if q not in found),
                short=tuple(q for q in sentence.short if q not in found),
                references=tuple(
                    sorted((*sentence.references, *(q.whole for q in found)), key=lambda s: s.start)
                ),
            ),
            replace(
                refers,
                cited=tuple(sorted(cited, key=lambda c: c.span.start)),
                documents=tuple(dict.fromkeys((*refers.documents, *documents))),
            ),
        )

    def _of(self, text: str, quotation: Quotation) -> tuple[Paragraph, ...]:
        """The paragraphs under the heading that a quotation is; none if it is not cited as one."""
        start = quotation.whole.start
        if not _BEFORE.search(text[max(0, start - NEAR) : start]):
            return ()
        return self._paragraphs.get(named(quotation.words(text)), ())
