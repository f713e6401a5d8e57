"""What a short form stands for where the documents write only the words: "SRSG" is never printed, a Special
Representative of the Secretary-General is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.text.words import words

OFTEN = 3  # times that the documents write the same words, so that these are a fixed term
_SHORT = re.compile(r"\b(?:[A-Z]{3,8}|[a-z]{4,8})\b")
_TOKEN = re.compile(r"[^\W\d_]+|[.;:()\n]")
_SMALL = frozenset("a an and against by for in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Initials:
    """First letters of all words of the documents, small words left out, in ``letters``, a space for each end
    of a clause; ``places`` [letters]: number of the text, start and end of the word; ``known``: words that
    the documents print.
    """

    texts: tuple[str, ...]
    letters: str
    places: tuple[tuple[int, int, int], ...]
    known: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Initials:
        kept = tuple(texts)
        letters: list[str] = []
        places: list[tuple[int, int, int]] = []
        for number, text in enumerate(kept):
            for match in _TOKEN.finditer(f"{text}."):
                word = match.group().lower()
                if word not in _SMALL:
                    letters.append(word[0] if word[0].isalpha() else " ")
                    places.append((number, *match.span()))
        known = frozenset(word for text in kept for word in words(text))
        return cls(kept, "".join(letters), tuple(places), known)

    def opened(self, text: str) -> tuple[str, ...]:
        """Return what the words of a text that the documents never print may be the initials of."""
        asked = dict.fromkeys(match.group() for match in _SHORT.finditer(text))
        found = (self._phrase(short.lower()) for short in asked if short.lower() not in self.known)
        return tuple(phrase for phrase in found if phrase)

    def _phrase(self, short: str) -> str:
        """The words that are written most often with these initials; empty if none is a fixed term."""
        count: Counter[str] = Counter()
        at = self.letters.find(short)
        while at >= 0:
            number, start, _ = self.places[at]
            end = self.places[at + len(short) - 1][2]
            count[" ".join(self.texts[number][start:end].split()).lower()] += 1
            at = self.letters.find(short, at + 1)
        best, times = next(iter(count.most_common(1)), ("", 0))
        return best if times >= OFTEN else ""


NO_INITIALS = Initials((), "", (), frozenset())
