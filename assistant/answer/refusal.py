"""Refusals: why, what was searched, which words occur nowhere, and the nearest paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answer.not_held import Elsewhere
from assistant.question.address import Mention, offered
from assistant.question.query import Query
from assistant.search.lexicon import Lexicon
from assistant.text.labels import label
from assistant.text.words import STOPWORDS, stem, words
from assistant.types import Evidence, Refusal
from ingest.types import Document

NOT_WRITTEN = "The documents are quoted here, nothing is composed; ask what they say."
NOT_ANSWERED = "The documents do not answer this."


class Refuser:
    """Writes refusals of questions to one open index; ``lexicon`` is of the documents' own words."""

    def __init__(self, documents: Mapping[str, Document], lexicon: Lexicon) -> None:
        self._documents, self._lexicon = documents, lexicon

    def __call__(self, query: Query, evidence: tuple[Evidence, ...], reason: str = NOT_ANSWERED) -> Refusal:
        searched = tuple(d for d in self._documents if not query.only or d in query.only)
        unknown = tuple(
            dict.fromkeys(
                w for w in words(query.read) if w not in STOPWORDS and not self._lexicon.knows(stem(w))
            )
        )
        return Refusal(query.question, reason, evidence, searched, unknown)

    def only_named(self, query: Query, absent: Elsewhere, evidence: tuple[Evidence, ...]) -> Refusal:
        """Of what a document says that is not held; the paragraph that names it comes first."""
        mention, held = absent.document, tuple(self._documents.values())
        if absent.naming is None:
            return self(query, evidence, _not_held(mention, held))
        naming = label(absent.naming, self._documents[absent.naming.locator.document])
        rest = [e for e in evidence if e.paragraph != absent.naming]
        first = Evidence(absent.naming, rest[0].relevance if rest else 0.0, 1)
        ranked = (first, *(replace(e, rank=n) for n, e in enumerate(rest, start=2)))
        reason = (
            f"“{absent.name}” is not among the documents, so what it says cannot be quoted; "
            f"{naming} names it. Held are: {offered(held)}."
        )
        return self(query, ranked, reason)


def _not_held(mention: Mention, documents: Sequence[Document]) -> str:
    """Why a document that no paragraph names is not answered from, and what to ask for instead."""
    reason = mention.problem[0].upper() + mention.problem[1:]
    near = next((d.symbol for d in documents if d.id == mention.near), "")
    if near:
        return f"{reason}. Held is {near}; ask for it."
    return f"{reason}, and none of them names it. Held are: {offered(documents)}."
