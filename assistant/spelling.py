"""Words that a person mistyped become words that the documents use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.lexical import words

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LONG = 8  # letters; words as long may have two slips
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often the corpus and its headnotes use each word."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        return cls(Counter(w for text in texts for w in words(text)))

    def corrected(self, text: str) -> str:
        """Words that neither the documents nor an English dictionary know become the document's word
        that differs by a slip of the fingers: one letter in five to seven, two in longer ones, the
        first letter right. Names in capitals stay.
        """
        return _WORD.sub(lambda match: self._near(match.group()), text)

    def _near(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        lower = word.lower()
        if word.isupper() or lower in self.counts or lower in _english():
            return word
        limit = 1 if len(lower) < LONG else 2
        near = [
            (distance, -count, other)
            for other, count in self.counts.items()
            if other[0] == lower[0]
            and abs(len(other) - len(lower)) <= limit
            and (distance := OSA.distance(lower, other, score_cutoff=limit)) <= limit
        ]
        return min(near)[2] if near else word


@cache
def _english() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker()
