"""Refusals: why, what was searched, which words occur nowhere, and the nearest paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.cite import label
from assistant.elsewhere import Elsewhere
from assistant.lexical import STOPWORDS, Lexicon, stem, words
from assistant.question import Query
from assistant.types import Evidence, Refusal
from ingest.types import Document

NOT_WRITTEN = "The documents are quoted here, nothing is composed; ask what they say."
NOT_ANSWERED = "The documents do not answer this."


class Refuser:
    """Writes refusals of questions to one open index; ``lexicon`` is of the documents' own words."""

    def __init__(self, documents: Mapping[str, Document], lexicon: Lexicon) -> None:
        self._documents, self._lexicon = documents, lexicon

    def __call__(
        self, query: Query, evidence: tuple[Evidence, ...], reason: str = NOT_ANSWERED
    ) -> Refusal:
        searched = tuple(d for d in self._documents if not query.only or d in query.only)
        unknown = tuple(
            dict.fromkeys(
                w
                for w in words(query.read)
                if w not in STOPWORDS and not self._lexicon.knows(stem(w))
            )
        )
        return Refusal(query.question, reason, evidence, searched, unknown)

    def only_named(
        self, query: Query, absent: Elsewhere, evidence: tuple[Evidence, ...]
    ) -> Refusal:
        """Of what a document says that the corpus only names; the paragraph that names it comes first."""
        naming = label(absent.naming, self._documents[absent.naming.locator.document])
        rest = [e for e in evidence if e.paragraph != absent.naming]
        first = Evidence(absent.naming, rest[0].relevance if rest else 0.0, 1)
        ranked = (first, *(replace(e, rank=n) for n, e in enumerate(rest, start=2)))
        reason = (
            f"“{absent.name}” is not among the documents, so what it says cannot be quoted; "
            f"{naming} names it."
        )
        return self(query, ranked, reason)
