"""Words that a person mistyped become words that the documents use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.text.words import words

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LONG = 8  # letters; words as long may have two slips
_WORD = re.compile(r"[^\W\d_]{4,}")
_BRITISH = (
    (re.compile(r"(?<=[iy])s(?=(?:e[ds]?|ing|ers?|ations?)$)"), "z"),
    (re.compile(r"our"), "or"),
    (re.compile(r"ll(?=e[dr]|ing)"), "l"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
)
_PAIR = re.compile(r"(?<!\w)([^\W\d_]{2,}) (?=([^\W\d_]{3,})(?!\w))")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of the words that the corpus and its headnotes use."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        return cls(Counter(w for text in texts for w in words(text)))

    def corrected(self, text: str) -> str:
        """Words that neither the documents nor an English dictionary know become the document's word
        that differs by a slip of the fingers: one letter in four to seven, two in longer ones, the
        first letter right; without one, a lower-case word becomes the commonest English one. Names in
        capitals stay. Halves of a document's word are joined.
        """
        joined = _PAIR.sub(self._whole, text)
        meant = {word: self._near(word) for word in dict.fromkeys(_WORD.findall(joined))}
        return _WORD.sub(lambda match: meant[match.group()], joined)

    def _whole(self, match: re.Match[str]) -> str:
        """ "cap stone" is what the documents write "capstone"."""
        first, second = (half.lower() for half in match.groups())
        halves = first not in self.counts or second not in self.counts
        return match[1] if halves and first + second in self.counts else match.group()

    def _near(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        lower = word.lower()
        if word.isupper() or lower in self.counts or is_english(lower):
            return word
        limit = 1 if len(lower) < LONG else 2
        near = [
            (distance, not _dropped(lower, other), -count, other)
            for other, count in self.counts.items()
            if other[0] == lower[0]
            and abs(len(other) - len(lower)) <= limit
            and (distance := OSA.distance(lower, other, score_cutoff=limit)) <= limit
        ]
        if near:
            return min(near)[-1]
        return _commonest(lower) if word.islower() else word


def is_english(word: str) -> bool:
    """In British spelling as well, which the dictionary does not know."""
    return word in _english() or any(p.sub(us, word) in _english() for p, us in _BRITISH)


def _commonest(word: str) -> str:
    """The commonest English word that is a slip away; of equally common ones the first by alphabet."""
    english = _english()
    near = sorted(english.candidates(word) or {word})
    return max(near, key=english.word_usage_frequency)


def _dropped(typed: str, word: str) -> bool:
    """Tell whether letters of ``word`` were left out, and none typed that it has not."""
    letters = iter(word)
    return all(letter in letters for letter in typed)


@cache
def _english() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(distance=1)
