"""The reader: question and paragraph read together, word piece by word piece, by a small learned network.

Each word piece of the question looks for what it is about in the paragraph (soft alignment), the two are
compared, and what all comparisons say is pooled: decomposable attention (Parikh et al. 2016) over the
encoder's token vectors, which stay as they are. Headnotes are not read, so that a new document is judged as
well. Fitted by `python -m evals fit reader`; `docs/evaluation.md` names data, licences and figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.search.late_interaction import Chunks
from assistant.search.lexicon import Lexicon
from assistant.search.reader_weights import Layer, ReaderWeights
from assistant.text.words import terms, word_spans
from ingest.embedding.eight_bits import from_bytes
from ingest.library import Library
from ingest.types import Span

KEPT = 2_000  # paragraphs whose tokens are kept in the space of alignment, some 50 kB each
MARKS = 7  # numbers that tell of a word piece of the question, apart from its vector: `question_marks`

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the reader takes it: ``packed`` [word pieces, dimensions], the tokens of its statements
    in eight bits; ``own`` and ``above``: the terms of its words, and of its headings and of the opening of
    its list.
    """

    packed: NDArray[np.int8]
    own: frozenset[str]
    above: frozenset[str]

    @property
    def tokens(self) -> Matrix:
        """Return the tokens, of unit length."""
        return from_bytes(self.packed)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the reader takes it: ``tokens`` [word pieces, dimensions], ``words`` of each the word."""

    tokens: Matrix
    words: tuple[str, ...]


class Reader:
    """Judges paragraphs of one corpus by fitted weights. Safe to share between threads."""

    def __init__(self, weights: ReaderWeights, passages: Sequence[Passage], lexicon: Lexicon) -> None:
        """``lexicon``: the corpus's own words, which tell how rare a word is."""
        self._weights, self._passages, self._lexicon = weights, passages, lexicon
        self._projected = lru_cache(maxsize=KEPT)(self._project)

    def logits(self, question: Question, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return of each of the paragraphs ``rows`` the log odds that it answers, natural logarithm, as
        far as questions were answered among those that the reader was fitted on; 0 for a question without
        word pieces.
        """
        if not rows or not len(question.tokens):
            return np.zeros(len(rows))
        asked = _unit(_through(self._weights.project, question.tokens))
        marks = [question_marks(question.words, self._passages[row], self._lexicon) for row in rows]
        compared = [
            _compared(question.tokens, asked, self._passages[row].tokens, self._projected(row), self._weights)
            for row in rows
        ]
        pieces = np.stack([np.hstack((c, m)) for c, m in zip(compared, marks, strict=True)])
        seen = pieces.reshape(-1, pieces.shape[-1])
        for layer in self._weights.compare:
            seen = np.maximum(_through(layer, seen), 0.0)
        pooled = _pooled(seen.reshape(len(rows), len(asked), -1), np.stack(marks)[..., RARITY])
        hidden = np.maximum(_through(self._weights.judge[0], pooled), 0.0)
        return np.asarray(_through(self._weights.judge[1], hidden)[:, 0], dtype=np.float64)

    def _project(self, row: int) -> Matrix:
        return _unit(_through(self._weights.project, self._passages[row].tokens))


def passages_of(library: Library, chunks: Chunks) -> tuple[Passage, ...]:
    """Return what the reader takes of a library's paragraphs, whose rows are those of ``chunks``."""
    parents = [library.parent(p.locator) for p in library.paragraphs]
    return tuple(
        Passage(
            chunks.tokens(row),
            frozenset(terms(p.text)),
            frozenset(terms(" ".join((*p.headings, parent.text if parent else "")))),
        )
        for row, (p, parent) in enumerate(zip(library.paragraphs, parents, strict=True))
    )


def words_of(text: str, pieces: Sequence[Span]) -> tuple[str, ...]:
    """Return the word of each piece of a text, as it is written; empty for marks between words."""
    words = [*word_spans(text), Span(len(text), len(text) + 1)]
    found, at = [], 0
    for piece in pieces:
        while words[at].end <= piece.start and at < len(words) - 1:
            at += 1
        found.append(words[at].of(text) if words[at].start < piece.end else "")
    return tuple(found)


RARITY = 2  # column of `question_marks`


def question_marks(words: Sequence[str], passage: Passage, lexicon: Lexicon) -> Matrix:
    """Return [word pieces, `MARKS`]: its word stands in the paragraph; stands above it; how rare the word is,
    0..1; holds a digit; begins with a capital letter; carries no meaning by itself; is unknown to the corpus.
    """
    rows = {word: _marks(word, passage, lexicon) for word in dict.fromkeys(words)}
    return np.array([rows[word] for word in words], dtype=np.float32)


def _marks(word: str, passage: Passage, lexicon: Lexicon) -> tuple[float, ...]:
    found = terms(word)
    term = found[0] if found else ""
    return (
        float(term in passage.own),
        float(term in passage.above),
        lexicon.weight(term) / lexicon.weight("") if term else 0.0,
        float(any(letter.isdigit() for letter in word)),
        float(word[:1].isupper()),
        float(not term),
        float(bool(term) and not lexicon.knows(term)),
    )


def _compared(
    tokens: Matrix, asked: Matrix, there: Matrix, projected: Matrix, weights: ReaderWeights
) -> Matrix:
    """Return [word pieces, comparisons]: each piece of the question beside what it aligns with."""
    if not len(there):
        aligned, best = np.zeros_like(asked), np.zeros((len(asked), 1), dtype=np.float32)
    else:
        energy = (asked @ projected.T) * weights.sharpness
        energy = np.exp(energy - energy.max(axis=1, keepdims=True))
        aligned = (energy / energy.sum(axis=1, keepdims=True)) @ projected
        best = (tokens @ there.T).max(axis=1, keepdims=True)
    return np.hstack((np.abs(asked - aligned), asked * aligned, asked, best))


def _pooled(seen: NDArray[np.float32], rarity: NDArray[np.float32]) -> Matrix:
    """[paragraphs, 3 × features]: mean over the word pieces, mean by rarity, greatest."""
    weights = rarity + 0.05
    by_rarity = np.einsum("pwf,pw->pf", seen, weights) / weights.sum(axis=1, keepdims=True)
    return np.hstack((seen.mean(axis=1), by_rarity, seen.max(axis=1)))


def _through(layer: Layer, values: Matrix) -> Matrix:
    return np.asarray(values @ layer.slopes.T + layer.intercepts)


def _unit(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))
