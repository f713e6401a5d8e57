"""Look-up of statements in the documents: the check that a distractor is not true after all.

Two looks, both on the safe side. Words: a paragraph that holds most of the weight of a
statement's terms may say it. Meaning: a sentence whose vector is near may say it in
other words.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.search.paragraph_texts import whole_texts
from assistant.text.words import terms
from ingest.index.files import Index
from ingest.types import Locator, Paragraph, Span, parse_chunk_id

SAID = 0.6  # share of the weight of a statement's terms that one paragraph holds
NEAR = 0.907  # cosine of two sentences at which they may say the same
CLOSEST = 2  # paragraphs with which a judge compares an option
HALF = 0.4  # share of the weight of its terms that such a paragraph holds
_KEPT = 4000  # statements whose coverage is kept: the same are asked about again and again


class Truth:
    """Looks statements up in all paragraphs of one index, a few microseconds each."""

    def __init__(self, index: Index) -> None:
        self.paragraphs: tuple[Paragraph, ...] = index.paragraphs
        self._row = {p.locator: i for i, p in enumerate(index.paragraphs)}
        self._documents = np.array([p.locator.document for p in index.paragraphs])
        bags = [frozenset(terms(text)) for text in whole_texts(index.library)]
        held: dict[str, NDArray[np.bool_]] = {}
        for i, terms_of in enumerate(bags):
            for term in terms_of:
                held.setdefault(term, np.zeros(len(bags), dtype=np.bool_))[i] = True
        self._weights = {term: self._idf(int(rows.sum())) for term, rows in held.items()}
        self._held = {term: self._weights[term] * rows for term, rows in held.items()}
        self._index = index
        self.coverage = lru_cache(maxsize=_KEPT)(self._coverage)

    def weight(self, term: str) -> float:
        """Inverse document frequency; greatest for terms that no document holds."""
        return self._weights.get(term) or self._idf(0)

    def _idf(self, n: int) -> float:
        return float(np.log(1 + (len(self.paragraphs) - n + 0.5) / (n + 0.5)))

    def _coverage(self, statement: str) -> NDArray[np.float64]:
        """For each paragraph the share, 0..1, of the weight of the statement's terms that it holds."""
        held = np.zeros(len(self.paragraphs))
        total = 0.0
        for term in bag(statement):
            total += self.weight(term)
            if term in self._held:
                held += self._held[term]
        return held / total if total else held

    def row(self, locator: Locator) -> int:
        """Return the row of a paragraph in the arrays of this class."""
        return self._row[locator]

    def said_in(
        self, statement: str, documents: Collection[str] = (), share: float = SAID
    ) -> tuple[Locator, ...]:
        """List the paragraphs that hold at least ``share`` (0..1) of the weight of a statement's terms; of
        these ``documents`` only, of all if none are named.
        """
        rows = np.flatnonzero(self.coverage(statement) >= share)
        found = (self.paragraphs[int(i)].locator for i in rows)
        return tuple(x for x in found if not documents or x.document in documents)

    def nearest(self, statement: str, document: str) -> tuple[Locator, ...]:
        """List the `CLOSEST` paragraphs of a document that hold most of the statement's terms, best first, of
        those that hold `HALF` of their weight.
        """
        held = np.where(self._documents == document, self.coverage(statement), -1.0)
        rows = np.argsort(-held, kind="stable")[:CLOSEST]
        return tuple(self.paragraphs[int(row)].locator for row in rows if held[row] >= HALF)

    def says(self, locator: Locator, statement: str, share: float = SAID) -> bool:
        return bool(self.coverage(statement)[self._row[locator]] >= share)

    def said_together(self, statement: str, role: str, locator: Locator) -> bool:
        """Tell whether the paragraph at ``locator``, or another of its document that speaks of the role, may
        say this.
        """
        speaks = self.coverage(role) >= SAID
        speaks[self._row[locator]] = True
        own = self._documents == locator.document
        return bool((speaks & own & (self.coverage(statement) >= SAID)).any())

    @cached_property
    def _sentences(self) -> tuple[NDArray[np.float32], list[tuple[Locator, Span]], NDArray[np.str_]]:
        """Vectors of the paragraphs' sentences, where each stands, and its document."""
        rows, places = [], []
        for i, key in enumerate(self._index.chunks):
            locator, span, kind = parse_chunk_id(key)
            if kind == "sentence":
                rows.append(i)
                places.append((locator, span))
        vectors = self._index.vectors.at(rows)
        return vectors, places, np.array([locator.document for locator, _ in places])

    @cached_property
    def _rows_of(self) -> dict[Locator, list[int]]:
        found: dict[Locator, list[int]] = {}
        for i, (locator, _) in enumerate(self._sentences[1]):
            found.setdefault(locator, []).append(i)
        return found

    @cached_property
    def _between(self) -> NDArray[np.float32]:
        """Cosines of all sentences with each other."""
        vectors = self._sentences[0]
        return np.asarray(vectors @ vectors.T, dtype=np.float32)

    @cached_property
    def _headnotes(self) -> dict[tuple[Locator, int], int]:
        """Row of each headnote text's vector: 0 is the summary, then the questions."""
        found: dict[tuple[Locator, int], int] = {}
        for i, key in enumerate(self._index.chunks):
            locator, _, kind = parse_chunk_id(key)
            if kind == "headnote":
                found[locator, int(key.rpartition(".")[2])] = i
        return found

    def headnote_vector(self, locator: Locator, number: int) -> NDArray[np.float32]:
        """Return the vector of the ``number``th text of a headnote (0: the summary); zeros if there is
        none.
        """
        row = self._headnotes.get((locator, number))
        if row is None:
            return np.zeros(self._sentences[0].shape[1], dtype=np.float32)
        vector: NDArray[np.float32] = self._index.vectors.at([row])[0]
        return vector

    @cached_property
    def _summaries(self) -> NDArray[np.float32]:
        """For each paragraph the vector of its headnote's summary; zeros if it has none."""
        return np.stack([self.headnote_vector(p.locator, 0) for p in self.paragraphs])

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of the sentences: where those of a paragraph begin, and the row of that paragraph."""
        places = self._sentences[1]
        starts = [i for i, (x, _) in enumerate(places) if i == 0 or places[i - 1][0] != x]
        return np.array(starts), np.array([self._row[places[i][0]] for i in starts])

    def nearness(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each paragraph the cosine, −1..1, of its sentence nearest to a vector; −1 if it has
        none.
        """
        starts, rows = self._bounds
        found = np.full(len(self.paragraphs), -1.0)
        if len(starts):
            found[rows] = np.maximum.reduceat(self._sentences[0] @ vector, starts)
        return found

    def closeness(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """For each document the cosine of the sentence or headnote summary nearest to a vector."""
        near = np.maximum(self.nearness(vector), self._summaries @ vector)
        return {d: float(near[rows].max()) for d, rows in self._rows_in.items()}

    @cached_property
    def _rows_in(self) -> dict[str, NDArray[np.int64]]:
        """The rows of each document's paragraphs that have sentences."""
        _, rows = self._bounds
        names = self._documents[rows]
        return {str(d): rows[names == d] for d in dict.fromkeys(names)}

    def cosines_in(self, locator: Locator, vector: NDArray[np.float32]) -> dict[Span, float]:
        """The sentences of one paragraph with their cosines to a vector."""
        vectors, places, _ = self._sentences
        rows = self._rows_of.get(locator, ())
        return {places[i][1]: float(vectors[i] @ vector) for i in rows}

    def meant_in(self, locator: Locator, span: Span, documents: Collection[str], near: float = NEAR) -> bool:
        """Tell whether one of these documents has a sentence near to the one at ``span`` (cosine ≥
        ``near``).
        """
        _, places, owners = self._sentences
        own = [
            i
            for i in self._rows_of.get(locator, ())
            if places[i][1].start < span.end and span.start < places[i][1].end
        ]
        others = np.isin(owners, list(documents))
        return any(bool((self._between[i][others] >= near).any()) for i in own)


@lru_cache(maxsize=20_000)
def bag(text: str) -> frozenset[str]:
    """The terms of a text; asked again and again for the same options."""
    return frozenset(terms(text))


def alike(a: str, b: str) -> float:
    """Share of common terms, 0..1 (Jaccard)."""
    first, second = bag(a), bag(b)
    return len(first & second) / len(first | second) if first or second else 0.0
