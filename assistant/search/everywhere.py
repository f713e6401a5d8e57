"""How near every paragraph is to a topic, by vectors, headnotes and words: many paragraphs answer a broad
question, so all are measured, none is searched for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.candidates import Searcher

Numbers = NDArray[np.float64]
POOLED = 10.0  # sharpness of a soft maximum, as in `discriminant`


@dataclass(frozen=True, slots=True)
class Nearness:
    """Numbers of each paragraph [paragraphs], in the order of the index: cosines −1..1 with its own
    words, with the best and the mean text of its headnote; the same by what they are about
    (`Discriminant`), the best, the best few, its own words, and the mean of all; BM25 ≥ 0 over text and
    headnotes, and over text alone; share 0..1 of the weight of the terms that its text, and text and
    headnote, hold.
    """

    cosine: Numbers
    note: Numbers
    notes: Numbers
    subject: Numbers
    subjects: Numbers
    own_subject: Numbers
    centroid: Numbers
    bm25: Numbers
    own_bm25: Numbers
    known: Numbers
    noted: Numbers


class Everywhere:
    """Measures all paragraphs of one open index. Safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        chunks, size = searcher.chunks, len(searcher.paragraphs)
        self._own = [chunks.own[row] for row in range(size)]
        self._notes = [
            chunks.notes[row] if chunks.notes[row].stop else chunks.own[row] for row in range(size)
        ]

    def nearness(self, text: str, terms: Sequence[str]) -> Nearness:
        """Return how near all paragraphs are to a text; ``terms`` are looked up. Raises `StoreError`."""
        searcher = self._searcher
        vector = searcher.encoder.embed_one(text).vector
        cosines = searcher.vectors.cosines(vector)
        subjects = searcher.discriminant.alike(vector)
        both, own = searcher.lexicon_with_headnotes, searcher.lexicon
        rows = range(len(self._own))
        return Nearness(
            cosine=_greatest(cosines, self._own),
            note=_greatest(cosines, self._notes),
            notes=np.array([cosines[s].mean() for s in self._notes], dtype=np.float64),
            subject=_greatest(subjects, self._notes),
            subjects=_pooled(subjects, self._notes),
            own_subject=_greatest(subjects, self._own),
            centroid=np.asarray(searcher.discriminant.closeness(vector), dtype=np.float64),
            bm25=both.scores(terms).astype(np.float64),
            own_bm25=own.scores(terms).astype(np.float64),
            known=np.array([own.coverage(terms, row) for row in rows]),
            noted=np.array([both.coverage(terms, row) for row in rows]),
        )


def _greatest(values: NDArray[np.float32], slices: Sequence[slice]) -> Numbers:
    return np.array([values[s].max() for s in slices], dtype=np.float64)


def _pooled(values: NDArray[np.float32], slices: Sequence[slice]) -> Numbers:
    """Soft maximum: the greatest, and up to ln n / `POOLED` more if all n are as great."""
    tops = _greatest(values, slices)
    sums = [np.exp(POOLED * (values[s] - top)).sum() for s, top in zip(slices, tops, strict=True)]
    return np.asarray(tops + np.log(sums) / POOLED)
