"""The editors' questions as precedents: is a question like those that the documents answer, or like
those on the same subjects that they leave open?

No closeness to a paragraph tells an answerable question from a near miss, but people go on asking about
much the same things: a sum, a name, a penalty, a reason. Compared are questions with questions, and with the
documents' own statements, which a question may echo, all by what they are about (`Discriminant`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.discriminant import Discriminant
from assistant.search.late_interaction import Chunks

NEAREST = 60  # precedents that are compared
SHARPNESS = 10.0  # of the softmax over cosines by subject: one that is 0.1 closer weighs 2.7 times as much


@dataclass(frozen=True, slots=True)
class Leaning:
    """``subject``: how much closer a question is to what some paragraph leaves open than to what any answers,
    −2..2 (`Discriminant.silence`). ``silent_subject``: share, 0..1, of the nearest precedents that no
    document answers, each weighted by its closeness; ``subject_margin``: how alike the nearest silent one is
    less the nearest answered, −2..2. All 0 without precedents.
    """

    subject: float
    silent_subject: float
    subject_margin: float

    def least(self, other: Leaning) -> Leaning:
        """The lesser of two, measure by measure."""
        return Leaning(
            min(self.subject, other.subject),
            min(self.silent_subject, other.silent_subject),
            min(self.subject_margin, other.subject_margin),
        )


NONE = Leaning(0.0, 0.0, 0.0)


class Precedents:
    """Texts of all headnotes and statements of all paragraphs in one open index."""

    def __init__(self, chunks: Chunks, discriminant: Discriminant) -> None:
        self._discriminant = discriminant
        self._rows = np.flatnonzero(chunks.is_sentence | chunks.is_note | chunks.is_silent)
        self._silent = chunks.is_silent[self._rows]

    def leaning(self, vector: NDArray[np.float32], subjects: NDArray[np.float32]) -> Leaning:
        """Of one question, names of documents and all; ``subjects``: cosines of `Discriminant.alike`."""
        if not self._silent.any():
            return NONE
        own = subjects[self._rows]
        near = np.argpartition(-own, min(NEAREST, len(own) - 1))[:NEAREST]
        close, silent = own[near].astype(np.float64), self._silent[near]
        weights = np.exp(SHARPNESS * (close - close.max()))
        return Leaning(
            self._discriminant.silence(vector),
            float(weights[silent].sum() / weights.sum()),
            float(close[silent].max(initial=0.0) - close[~silent].max(initial=0.0)),
        )
