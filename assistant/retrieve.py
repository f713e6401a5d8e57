"""Candidates for a query: dense chunks from Chroma ∪ lexical paragraphs, then late interaction.

MaxSim, for each word piece of the question the best cosine with any word piece of the
paragraph, averaged: Khattab & Zaharia 2020 (ColBERT), here over MiniLM's token vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.asked import holds
from assistant.lexical import Lexicon
from assistant.question import Query
from assistant.types import Hit
from ingest.embed import Embedding
from ingest.encoder import TextEncoder
from ingest.index import Index
from ingest.store import Store
from ingest.types import Locator, Paragraph, Span, parse_chunk_id

CHUNKS = 400  # dense hits asked of Chroma
WEAK = 2  # word pieces of the question that are looked at for the weakest match
PARAGRAPHS = 60  # lexical hits kept


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with its raw scores.

    Cosines and MaxSims −1..1: of its own words (best chunk; all sentences together) and of its
    headnote (best text each; without one, its own words stand in). ``weakest``: mean cosine of the question's two
    word pieces that come off worst. ``bm25`` ≥ 0 over text and headnote; ``coverage`` of its text and
    ``known`` of text and headnote, 0..1: share of the weight of the question's terms; ``missed``:
    weight of the rarest term that neither holds. ``holds``: it has something of the kind that is
    asked for; ``named``: it names the thing asked for. ``spans``: its statements with their cosines,
    best first.
    """

    paragraph: Paragraph
    cosine: float
    maxsim: float
    headnote_cosine: float
    headnote_maxsim: float
    bm25: float
    coverage: float
    known: float
    weakest: float
    missed: float
    holds: bool
    named: bool
    spans: tuple[tuple[Span, float], ...]


class Searcher:
    """Finds candidates in one open index."""

    def __init__(self, index: Index, store: Store, encoder: TextEncoder) -> None:
        self.paragraphs = index.paragraphs
        self._store = store
        self._encoder = encoder
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
        self._chunks = _Chunks(index, self._row)
        self._whole = whole_texts(index.paragraphs)

    def readings(self, query: Query) -> tuple[tuple[Candidate, ...], ...]:
        """Candidates in print order, scored for each reading of the question: a follow-up is read with
        the question before it and by itself. Raises `StoreError` if Chroma cannot be reached.
        """
        queries = [query]
        if query.alone:
            queries.append(replace(query, text=query.alone, terms=query.own))
        embeddings = [self._encoder.embed_one(q.text) for q in queries]
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
        return tuple(
            self._candidate(row, query, embedding, cosines, float(bm25[row])) for row in rows
        )

    def _candidate(
        self,
        row: int,
        query: Query,
        embedding: Embedding,
        cosines: NDArray[np.float32],
        bm25: float,
    ) -> Candidate:
        chunks = self._chunks
        lexicon = self.lexicon_with_headnotes
        own, notes = chunks.own[row], chunks.notes[row]
        similar = chunks.similar(own, embedding).max(axis=0)
        noted = chunks.similar(notes, embedding)
        statements = [
            (chunks.spans[i], float(cosines[i]))
            for i in range(own.start, own.stop)
            if chunks.is_sentence[i]
        ]
        return Candidate(
            paragraph=self.paragraphs[row],
            cosine=float(cosines[own].max()),
            maxsim=float(similar.mean()),
            headnote_cosine=float(cosines[notes if len(noted) else own].max()),
            headnote_maxsim=float(noted.mean(axis=1).max() if len(noted) else similar.mean()),
            bm25=bm25,
            coverage=self.lexicon.coverage(query.terms, row),
            known=lexicon.coverage(query.terms, row),
            weakest=float(np.sort(np.vstack((similar, noted)).max(axis=0))[:WEAK].mean()),
            missed=lexicon.missed(query.own, row),
            holds=holds(query.asked, self._whole[row]),
            named=not query.asked.nouns or lexicon.any_of(query.asked.nouns, row),
            spans=tuple(sorted(statements, key=lambda pair: -pair[1])),
        )

    def dense(self, embedding: Embedding, only: Sequence[str]) -> tuple[Hit, ...]:
        found = self._store.nearest(embedding.vector, CHUNKS, only)
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


class _Chunks:
    """The index's chunks by paragraph: which are its own words and which its headnote's."""

    def __init__(self, index: Index, row_of: dict[Locator, int]) -> None:
        self.vectors = index.vectors
        self._tokens = np.array(index.tokens, dtype=np.float32)  # half precision is slow
        self._bounds = index.bounds
        parsed = [parse_chunk_id(key) for key in index.chunks]
        self.spans = [span for _, span, _ in parsed]
        self.is_sentence = [kind == "sentence" for _, _, kind in parsed]
        own: dict[int, list[int]] = {}
        notes: dict[int, list[int]] = {}
        for i, (locator, _, kind) in enumerate(parsed):
            (notes if kind == "headnote" else own).setdefault(row_of[locator], []).append(i)
        count = len(index.paragraphs)
        self.own = [slice(own[row][0], own[row][-1] + 1) for row in range(count)]
        self.notes = [
            slice(notes[row][0], notes[row][-1] + 1) if row in notes else slice(0, 0)
            for row in range(count)
        ]

    def similar(self, chunks: slice, embedding: Embedding) -> NDArray[np.float32]:
        """[chunks, word pieces of the question]: the best cosine of each piece in each chunk."""
        first = self._bounds[chunks.start]
        part = self._tokens[first : self._bounds[chunks.stop]]
        starts = self._bounds[chunks.start : chunks.stop] - first
        kept = (
            np.diff(self._bounds[chunks.start : chunks.stop + 1]) > 0
        )  # whole paragraphs have none
        if not kept.any():
            return np.zeros((0, len(embedding.tokens)), dtype=np.float32)
        best: NDArray[np.float32] = np.maximum.reduceat(
            part @ embedding.tokens.T, starts[kept], axis=0
        )
        return best


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
