"""The editors' questions as precedents: is a question like those that the documents answer, or like
those on the same subjects that they leave open?

No closeness to a paragraph tells an answerable question from a near miss, but people go on asking in
much the same ways: for a sum, a name, a penalty, a reason. Compared are questions with questions,
and with the documents' own statements, which a question may echo. Measured on gold `dev`, the share
of silent ones among the nearest separates the two with an AUROC of .93; all measures of closeness
together do with .76.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.discriminant import Discriminant
from assistant.search.late_interaction import Chunks
from ingest.embedding.torch_model import Embedding
from ingest.index.vectors import ChunkVectors

NEAREST = 60  # precedents, by cosine, that are compared word piece by word piece
SHARPNESS = 30.0  # of the softmax over how alike they are: one that is 0.1 closer weighs 20 times as much
SUBJECT_SHARPNESS = 10.0  # the same over cosines by subject, which are further apart
RIDGE = 10.0  # penalty of the linear model, in questions


@dataclass(frozen=True, slots=True)
class Leaning:
    """``silent``: share, 0..1, of the nearest precedents that no document answers, each weighted by
    its closeness; ``margin``: how alike the nearest silent one is less the nearest answered, −2..2;
    ``manner``: how much the question as a whole is asked like silent ones, a linear score of about
    −1..1; ``subject``: how much closer it is to what some paragraph leaves open than to what any
    answers, −2..2 (`Discriminant.silence`). ``silent_subject`` and ``subject_margin``: as ``silent`` and
    ``margin``, by what the precedents are about (`Discriminant.alike`). All 0 without precedents.
    """

    silent: float
    margin: float
    manner: float
    subject: float
    silent_subject: float
    subject_margin: float

    def least(self, other: Leaning) -> Leaning:
        """The lesser of two, measure by measure."""
        return Leaning(
            min(self.silent, other.silent),
            min(self.margin, other.margin),
            min(self.manner, other.manner),
            min(self.subject, other.subject),
            min(self.silent_subject, other.silent_subject),
            min(self.subject_margin, other.subject_margin),
        )


NONE = Leaning(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Precedents:
    """Texts of all headnotes and statements of all paragraphs in one open index."""

    def __init__(self, chunks: Chunks, discriminant: Discriminant) -> None:
        self._chunks = chunks
        self._discriminant = discriminant
        self._rows = np.flatnonzero(chunks.is_sentence | chunks.is_note | chunks.is_silent)
        self._silent = chunks.is_silent[self._rows]
        if self._silent.any():
            asked = np.flatnonzero(chunks.is_note | chunks.is_silent)
            self._manner, self._middle = _linear(chunks.vectors, asked, chunks.is_silent)

    def leaning(
        self, embedding: Embedding, cosines: NDArray[np.float32], subjects: NDArray[np.float32]
    ) -> Leaning:
        """Of one question, names of documents and all; ``cosines`` are those with every chunk, ``subjects``
        those of `Discriminant.alike`.
        """
        if not self._silent.any():
            return NONE
        near = self._nearest(cosines)
        silent, margin = self._weighed(near, self._chunks.alike(self._rows[near], embedding), SHARPNESS)
        near = self._nearest(subjects)
        close = subjects[self._rows[near]].astype(np.float64)
        silent_subject, subject_margin = self._weighed(near, close, SUBJECT_SHARPNESS)
        return Leaning(
            silent,
            margin,
            float(self._manner @ embedding.vector + self._middle),
            self._discriminant.silence(embedding.vector),
            silent_subject,
            subject_margin,
        )

    def _nearest(self, cosines: NDArray[np.float32]) -> NDArray[np.int64]:
        """Places of the nearest precedents."""
        own = cosines[self._rows]
        return np.argpartition(-own, min(NEAREST, len(own) - 1))[:NEAREST]

    def _weighed(
        self, near: NDArray[np.int64], close: NDArray[np.float64], sharpness: float
    ) -> tuple[float, float]:
        """Share of silent ones among the precedents ``near``, weighted by how ``close`` they are; and how
        much closer the closest of them is than the closest of the others.
        """
        silent = self._silent[near]
        weights = np.exp(sharpness * (close - close.max()))
        share = float(weights[silent].sum() / weights.sum())
        return share, float(close[silent].max(initial=0.0) - close[~silent].max(initial=0.0))


def _linear(
    vectors: ChunkVectors, asked: NDArray[np.int64], silent: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Ridge regression of −1 (answered) and 1 (silent) on the vectors of the chunks ``asked``, both kinds
    weighing the same, in closed form (Hoerl & Kennard 1970): slopes and intercept.
    """
    ours = int(silent[asked].sum())
    share = np.where(silent, 0.5 / ours, 0.5 / (len(asked) - ours)) * len(asked)
    size = vectors.at([0]).shape[1]
    mean, towards, products = np.zeros(size), np.zeros(size), np.zeros((size, size))
    for rows, block in vectors.blocks(asked):
        weighed = block * share[rows].astype(np.float32)[:, None]
        mean += weighed.sum(axis=0, dtype=np.float64) / len(asked)
        towards += np.where(silent[rows], 1.0, -1.0) @ weighed
        products += weighed.T @ block
    around = products - len(asked) * np.outer(mean, mean)
    slopes: NDArray[np.float64] = np.linalg.solve(around + RIDGE * np.eye(size), towards)
    return slopes, float(-mean @ slopes)
