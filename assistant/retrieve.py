"""Candidates for a query: dense chunks from Chroma ∪ lexical paragraphs, each with its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.asked import holds
from assistant.interaction import Chunks, Closeness
from assistant.lexical import Lexicon
from assistant.question import Query
from assistant.types import Hit
from ingest.embed import Embedding
from ingest.encoder import TextEncoder
from ingest.index import Index
from ingest.store import Store
from ingest.types import Locator, Paragraph, Span

CHUNKS = 400  # dense hits asked of Chroma
PARAGRAPHS = 60  # lexical hits kept


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with its raw scores.

    Cosines −1..1 of its own words (best chunk) and of its headnote (best text; without one, its own
    words stand in), and late interaction. ``bm25`` ≥ 0 over text and headnote; ``known`` of both,
    0..1: share of the weight of the question's terms; ``missed``: weight of the rarest term that
    neither holds. ``holds``: it has something of the kind that is asked for; ``named``: it names the
    thing asked for. ``spans``: its statements with their cosines, best first.
    """

    paragraph: Paragraph
    cosine: float
    headnote_cosine: float
    close: Closeness
    bm25: float
    known: float
    missed: float
    holds: bool
    named: bool
    spans: tuple[tuple[Span, float], ...]


class Searcher:
    """Finds candidates in one open index."""

    def __init__(self, index: Index, store: Store, encoder: TextEncoder) -> None:
        self.paragraphs = index.paragraphs
        self.store = store
        self.encoder = encoder
        self._row = {p.locator: i for i, p in enumerate(index.paragraphs)}
        texts = lexical_texts(index.paragraphs)
        notes = {h.locator: " ".join(h.texts) for h in index.headnotes}
        self.lexicon = Lexicon(texts)
        self.lexicon_with_headnotes = Lexicon(
            [
                f"{t} {notes.get(p.locator, '')}"
                for t, p in zip(texts, index.paragraphs, strict=True)
            ]
        )
        self._chunks = Chunks(index, self._row)
        self._whole = whole_texts(index.paragraphs)

    def readings(self, query: Query) -> tuple[tuple[Candidate, ...], ...]:
        """Candidates in print order, scored for each reading of the question: a follow-up is read with
        the question before it and by itself. Raises `StoreError` if Chroma cannot be reached.
        """
        queries = [query]
        if query.alone:
            queries.append(replace(query, text=query.alone, terms=query.own))
        embeddings = [self.encoder.embed_one(q.text) for q in queries]
        bm25 = [self.lexicon_with_headnotes.scores(q.terms) for q in queries]
        rows: set[int] = set()
        for embedding, scores in zip(embeddings, bm25, strict=True):
            hits = (*self.dense(embedding, query.only), *self.lexical(scores, query.only))
            rows |= {self._row[hit.locator] for hit in hits}
        return tuple(
            self._reading(sorted(rows), q, embedding, scores)
            for q, embedding, scores in zip(queries, embeddings, bm25, strict=True)
        )

    def _reading(
        self, rows: Sequence[int], query: Query, embedding: Embedding, bm25: NDArray[np.float32]
    ) -> tuple[Candidate, ...]:
        cosines = self._chunks.vectors @ embedding.vector
        close = self._chunks.closeness(rows, embedding)
        return tuple(
            self._candidate(row, query, cosines, near, float(bm25[row]))
            for row, near in zip(rows, close, strict=True)
        )

    def _candidate(
        self, row: int, query: Query, cosines: NDArray[np.float32], close: Closeness, bm25: float
    ) -> Candidate:
        chunks, lexicon = self._chunks, self.lexicon_with_headnotes
        own, notes = chunks.own[row], chunks.notes[row]
        statements = [
            (chunks.spans[i], float(cosines[i]))
            for i in range(own.start, own.stop)
            if chunks.is_sentence[i]
        ]
        return Candidate(
            paragraph=self.paragraphs[row],
            cosine=float(cosines[own].max()),
            headnote_cosine=float(cosines[notes if notes.stop else own].max()),
            close=close,
            bm25=bm25,
            known=lexicon.coverage(query.terms, row),
            missed=lexicon.missed(query.own, row),
            holds=holds(query.asked, self._whole[row]),
            named=not query.asked.nouns or lexicon.any_of(query.asked.nouns, row),
            spans=tuple(sorted(statements, key=lambda pair: -pair[1])),
        )

    def dense(self, embedding: Embedding, only: Sequence[str]) -> tuple[Hit, ...]:
        found = self.store.nearest(embedding.vector, CHUNKS, only)
        return tuple(Hit(m.locator, m.span, m.cosine, "dense") for m in found)

    def lexical(self, bm25: NDArray[np.float32], only: Sequence[str]) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for row in np.argsort(-bm25, kind="stable"):
            paragraph = self.paragraphs[int(row)]
            if bm25[row] <= 0 or len(hits) == PARAGRAPHS:
                break
            if not only or paragraph.locator.document in only:
                whole = Span(0, len(paragraph.text))
                hits.append(Hit(paragraph.locator, whole, float(bm25[row]), "lexical"))
        return tuple(hits)


def whole_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """What a paragraph says with its number, its notes and the items of the list that it opens."""
    by_locator = {p.locator: p for p in paragraphs}
    items: dict[Locator, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.locator.parent is not None:
            items.setdefault(paragraph.locator.parent, []).append(paragraph.text)
    return [
        " ".join(
            (p.printed, p.text, *(by_locator[n].text for n in p.notes if n in by_locator),
             *items.get(p.locator, ()))
        )
        for p in paragraphs
    ]  # fmt: skip


def lexical_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """What is looked up a paragraph: its headings, the opening of its list, and its own words."""
    by_locator = {p.locator: p for p in paragraphs}
    texts: list[str] = []
    for paragraph in paragraphs:
        parent = by_locator.get(paragraph.locator.parent) if paragraph.locator.parent else None
        opening = parent.text if parent else ""
        texts.append(" ".join((*paragraph.headings, opening, paragraph.text)))
    return texts
