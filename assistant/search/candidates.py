"""Candidates for a query: dense chunks ∪ lexical paragraphs, each with its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question.query import Query, Reading
from assistant.question.wanted import holds
from assistant.question.wanted_kinds import held_in
from assistant.search.discriminant import Discriminant, pooled
from assistant.search.late_interaction import Chunks, Closeness
from assistant.search.lexicon import Lexicon
from assistant.search.paragraph_texts import lexical_texts, whole_texts
from assistant.search.precedents import Leaning, Precedents
from assistant.search.reader import Question, Reader, passages_of, words_of
from assistant.search.reader_weights import read_weights
from assistant.text.words import terms
from assistant.types import Hit
from ingest.embedding.encoder import TextEncoder
from ingest.embedding.torch_model import Embedding
from ingest.index.files import Index
from ingest.types import Paragraph, Span

CHUNKS = 200  # dense hits asked of Chroma
PARAGRAPHS = 60  # lexical hits kept
KEPT = 40  # of both together, those that are compared word piece by word piece
NAMED = 2.0  # of a coarse score in standard deviations: its document is named in the question


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph with its raw scores.

    Cosines −1..1 of its own words (best chunk) and of its headnote (best text; without one, its own
    words stand in), and late interaction; ``note_subject`` −1..1: of its headnote's best text by what it is
    about (`Discriminant`), ``note_subjects``: the same, and more the more texts are as close (`pooled`);
    ``centroid`` −1..1: with the mean of all its texts, by what
    they are about (`Discriminant`). ``bm25`` ≥ 0 over text and headnote; ``known`` of both,
    0..1: share of the weight of the question's terms; ``missed``: weight of the rarest term that
    neither holds. ``holds``: it has something of the kind that is asked for; ``opens``: a list is wanted,
    and it opens one. ``said``: the question's terms that its own words hold; ``read``: log odds by the
    `Reader`, 0 without one. ``spans``: its statements with their cosines, best first.
    """

    paragraph: Paragraph
    cosine: float
    headnote_cosine: float
    close: Closeness
    note_subject: float
    note_subjects: float
    centroid: float
    bm25: float
    known: float
    missed: float
    holds: bool
    opens: bool
    said: frozenset[str]
    read: float
    spans: tuple[tuple[Span, float], ...]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for a question: candidates in print order, the same paragraphs in each reading of
    it (a follow-up is read with the question before it, by itself, and if it is short in the place of
    a part of that question), and how it leans: a follow-up as little as either reading, since the
    question before it may lean by itself.
    """

    readings: tuple[tuple[Candidate, ...], ...]
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class _Scores:
    """One reading of a question: ``words`` one for each token of ``embedding``, ``cosines`` −1..1 with every
    chunk, ``subjects`` the same by what they are about, ``bm25`` ≥ 0 of every paragraph.
    """

    query: Query
    terms: tuple[str, ...]
    words: tuple[str, ...]
    embedding: Embedding
    cosines: NDArray[np.float32]
    subjects: NDArray[np.float32]
    bm25: NDArray[np.float32]


class Searcher:
    """Finds candidates in one open index."""

    def __init__(self, index: Index, encoder: TextEncoder) -> None:
        self.paragraphs, self._library = index.paragraphs, index.library
        self.encoder = encoder
        self._row = {p.locator: i for i, p in enumerate(index.paragraphs)}
        texts = lexical_texts(index.library)
        notes = {h.locator: " ".join(h.texts) for h in index.headnotes}
        self.lexicon = Lexicon(texts)
        self.lexicon_with_headnotes = Lexicon(
            [f"{t} {notes.get(p.locator, '')}" for t, p in zip(texts, index.paragraphs, strict=True)]
        )
        self.vectors = index.vectors
        self.chunks = Chunks(index, self._row)
        self.discriminant = Discriminant(self.chunks)
        self._precedents = Precedents(self.chunks, self.discriminant)
        self._reader = self._fitting_reader(index.fingerprint.model)
        self._whole = whole_texts(index.library)
        self._held = held_in(index.library.vocabulary)
        self._openings = {p.locator.parent for p in index.paragraphs}

    def _fitting_reader(self, model: str) -> Reader | None:
        """The reader; None if it was fitted to another encoder than the one with the sha256 ``model``."""
        weights = read_weights()
        if weights.model != model:
            return None
        return Reader(weights, passages_of(self._library, self.chunks), self.lexicon)

    def search(self, query: Query) -> Retrieved:
        """Raises `StoreError` if Chroma cannot be reached."""
        readings = [self._read(query, reading) for reading in query.readings]
        if query.substitutes:
            text = self._likeliest(query.substitutes)
            readings.append(self._read(query, Reading(text, tuple(terms(text)))))
        rows: set[int] = set()
        for r in readings:
            only = self._searched(query)
            hits = (*self.dense(r, only), *self.lexical(r.bm25, only))
            rows |= {self._row[hit.locator] for hit in hits}
        kept = self._likely(sorted(rows), readings)
        whole = readings[0]
        if query.in_full != query.readings[0].text:
            whole = self._read(query, Reading(query.in_full, ()))
        leaning = self._precedents.leaning(whole.embedding.vector, whole.subjects)
        for r in readings[1:]:
            leaning = leaning.least(self._precedents.leaning(r.embedding.vector, r.subjects))
        return Retrieved(tuple(self._candidates(kept, r) for r in readings), leaning)

    def _searched(self, query: Query) -> tuple[str, ...]:
        """Ids of the documents to search; none where all are."""
        if query.only or not query.passed_over:
            return query.only
        return tuple(d.id for d in self._library.documents if query.searches(d.id))

    def _likeliest(self, questions: Sequence[str]) -> str:
        """The one that is most like what headnotes, or without them statements, answer."""
        known = self.chunks.is_note if self.chunks.is_note.any() else self.chunks.is_sentence
        made = np.stack([e.vector for e in self.encoder.embed(questions, "query")])
        return questions[int(self.vectors.cosines(made)[:, known].max(axis=1).argmax())]

    def _read(self, query: Query, reading: Reading) -> _Scores:
        embedding = self.encoder.embed_one(reading.text)
        cosines = self.vectors.cosines(embedding.vector)
        subjects = self.discriminant.alike(embedding.vector)
        bm25 = self.lexicon_with_headnotes.scores(reading.terms)
        words = words_of(reading.text, self.encoder.pieces(reading.text))
        return _Scores(query, reading.terms, words, embedding, cosines, subjects, bm25)

    def _likely(self, rows: list[int], readings: Sequence[_Scores]) -> list[int]:
        """The `KEPT` of the paragraphs ``rows`` that cosines and BM25 together put first."""
        if len(rows) <= KEPT:
            return rows
        named = [self.paragraphs[row].locator.document in readings[0].query.named for row in rows]
        score = NAMED * np.array(named, dtype=np.float64)
        for r in readings:
            cosines = [r.cosines[self.chunks.own[row]].max() for row in rows]
            notes = [r.cosines[self._noted(row)].max() for row in rows]
            score += 0.5 * z(cosines) + z(notes) + z([float(r.bm25[row]) for row in rows])
        return sorted(rows[i] for i in np.argsort(-score, kind="stable")[:KEPT])

    def _noted(self, row: int) -> slice:
        """The chunks of a paragraph's headnote; without one, its own words stand in."""
        return self.chunks.notes[row] if self.chunks.notes[row].stop else self.chunks.own[row]

    def _candidates(self, rows: Sequence[int], reading: _Scores) -> tuple[Candidate, ...]:
        chunks, vector = self.chunks.of(rows), reading.embedding.vector
        reading = replace(reading, cosines=self.vectors.sharpened(reading.cosines, vector, chunks))
        close = self.chunks.closeness(rows, reading.embedding)
        centroids = self.discriminant.closeness(reading.embedding.vector)
        judged = self._judged(rows, reading)
        return tuple(
            self._candidate(row, reading, near, float(centroids[row]), float(read))
            for row, near, read in zip(rows, close, judged, strict=True)
        )

    def _judged(self, rows: Sequence[int], reading: _Scores) -> NDArray[np.float64]:
        if self._reader is None:
            return np.zeros(len(rows))
        return self._reader.logits(Question(reading.embedding.tokens, reading.words), rows)

    def _candidate(
        self, row: int, reading: _Scores, close: Closeness, centroid: float, read: float
    ) -> Candidate:
        chunks, lexicon = self.chunks, self.lexicon_with_headnotes
        query, cosines = reading.query, reading.cosines
        own, noted = chunks.own[row], self._noted(row)
        statements = [
            (chunks.spans[i], float(cosines[i])) for i in range(own.start, own.stop) if chunks.is_sentence[i]
        ]
        return Candidate(
            paragraph=self.paragraphs[row],
            cosine=float(cosines[own].max()),
            headnote_cosine=float(cosines[noted].max()),
            close=close,
            note_subject=float(reading.subjects[noted].max()),
            note_subjects=pooled(reading.subjects[noted]),
            centroid=centroid,
            bm25=float(reading.bm25[row]),
            known=lexicon.coverage(reading.terms, row),
            missed=lexicon.missed(query.own_terms, row),
            holds=holds(query.wanted, self._whole[row], self._held),
            said=self.lexicon.held(reading.terms, row),
            read=read,
            opens=query.wanted.several and self.paragraphs[row].locator in self._openings,
            spans=tuple(sorted(statements, key=lambda pair: -pair[1])),
        )

    def dense(self, reading: _Scores, only: Sequence[str]) -> tuple[Hit, ...]:
        """Nearest chunks; acronyms only by their words, since so short a text is near to any nonsense."""
        cosines, chunks = reading.cosines, self.chunks
        near = self.vectors.nearest(cosines, reading.embedding.vector, CHUNKS, only)
        return tuple(
            Hit(self.paragraphs[chunks.row_of[i]].locator, chunks.spans[i], float(cosines[i]), "dense")
            for i in near
            if self.paragraphs[chunks.row_of[i]].locator.kind != "acronym"
        )

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


def z(values: Sequence[float]) -> NDArray[np.float64]:
    """In standard deviations from the mean; 0 where all are the same."""
    array = np.array(values, dtype=np.float64)
    spread = array.std()
    scaled: NDArray[np.float64] = (array - array.mean()) / (spread if spread > 1e-9 else 1.0)
    return scaled
