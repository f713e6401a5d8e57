"""Candidates for a query: dense chunks from Chroma ∪ lexical paragraphs, then late interaction.

MaxSim, for each word piece of the question the best cosine with any word piece of the
paragraph, averaged: Khattab & Zaharia 2020 (ColBERT), here over MiniLM's token vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.lexical import Lexicon
from assistant.question import Query
from assistant.types import Hit
from ingest.embed import Embedding
from ingest.encoder import TextEncoder
from ingest.index import Index
from ingest.store import Store
from ingest.types import Locator, Paragraph, Span

CHUNKS = 150  # dense hits asked of Chroma
PARAGRAPHS = 60  # lexical hits kept


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with its raw scores. ``cosine`` −1..1 of its best chunk (of the worst hit if the
    dense search did not bring it); ``maxsim`` −1..1; ``bm25`` ≥ 0; ``coverage`` 0..1;
    ``spans``: its statements that the dense search brought, with their cosines, best first.
    """

    paragraph: Paragraph
    cosine: float
    maxsim: float
    bm25: float
    coverage: float
    spans: tuple[tuple[Span, float], ...]


class Searcher:
    """Finds candidates in one open index."""

    def __init__(self, index: Index, store: Store, encoder: TextEncoder) -> None:
        self.index = index
        self._store = store
        self._encoder = encoder
        self.paragraphs = index.paragraphs
        self._row = {p.locator: i for i, p in enumerate(index.paragraphs)}
        self._tokens = np.array(
            index.tokens, dtype=np.float32
        )  # half precision is slow to calculate with
        self.lexicon = Lexicon(lexical_texts(index.paragraphs))

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """In print order. Raises `StoreError` if Chroma cannot be reached."""
        embedding = self._encoder.embed_one(query.text)
        dense = self.dense(embedding, query.only)
        bm25 = self.lexicon.scores(query.terms)
        lexical = self.lexical(bm25, query.only)
        best: dict[Locator, float] = {}
        spans: dict[Locator, list[tuple[Span, float]]] = {}
        for hit in dense:
            best[hit.locator] = max(best.get(hit.locator, -1.0), hit.score)
            spans.setdefault(hit.locator, []).append((hit.span, hit.score))
        floor = min((hit.score for hit in dense), default=0.0)
        rows = sorted({self._row[hit.locator] for hit in (*dense, *lexical)})
        close = self._maxsim(embedding, rows)
        return tuple(
            Candidate(
                paragraph=self.paragraphs[row],
                cosine=best.get(self.paragraphs[row].locator, floor),
                maxsim=close[i],
                bm25=float(bm25[row]),
                coverage=self.lexicon.coverage(query.terms, row),
                spans=tuple(spans.get(self.paragraphs[row].locator, ())),
            )
            for i, row in enumerate(rows)
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

    def _maxsim(self, embedding: Embedding, rows: Sequence[int]) -> list[float]:
        bounds = self.index.bounds
        parts = [self._tokens[bounds[row] : bounds[row + 1]] for row in rows]
        if not parts or not len(embedding.tokens):
            return [0.0] * len(parts)
        similar = np.concatenate(parts) @ embedding.tokens.T
        starts = np.cumsum([0, *(len(part) for part in parts[:-1])])
        return [float(v) for v in np.maximum.reduceat(similar, starts, axis=0).mean(axis=1)]


def lexical_texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """What is looked up a paragraph: its headings, the opening of its list, and its own words."""
    by_locator = {p.locator: p for p in paragraphs}
    texts: list[str] = []
    for paragraph in paragraphs:
        parent = by_locator.get(paragraph.locator.parent) if paragraph.locator.parent else None
        opening = parent.text if parent else ""
        texts.append(" ".join((*paragraph.headings, opening, paragraph.text)))
    return texts
