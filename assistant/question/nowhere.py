"""Names that a question asks for and that stand in no document: nothing held answers for another body or
mission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from assistant.question.spelling import is_english

SHORTEST = 3  # letters of a short form that is taken for a name; two stand for too much
_CAPITALS = re.compile(r"(?<![\w/.@#-])(?P<name>[A-Z][A-Z0-9]{2,11})s?(?![\w/@-])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_CLAUSE = re.compile(r"[,;:.!?]\s|\s[–—-]\s|\n")
_OWN = re.compile(r"\b(?:I|I['’]m|my|me|we|our|us|here at)\b", re.IGNORECASE)
_SETTING = re.compile(r"\W*(?:as|for|in|at|from|within)\s+(?:an?|the)\b", re.IGNORECASE)
_SMALL = r"(?:(?:of|and|the|in|for|on|to|against)[\s-]+)*"


class KnownNames:
    """Names that the texts of a corpus know: they write them, or the words of which a short form in capitals
    has the initials. Safe to share between threads.
    """

    def __init__(self, texts: Iterable[str], notes: Iterable[str], holds: Callable[[str], bool]) -> None:
        """``texts`` of documents, ``notes`` of headnotes; ``holds``: tells whether one of them has a word in
        small letters.
        """
        self._texts, self._holds = tuple(texts), holds
        self._all = "\n".join((*self._texts, *notes)).lower()
        self._written_out = lru_cache(maxsize=256)(self._find)

    def writes(self, names: Iterable[str]) -> bool:
        """Tell whether documents or headnotes write one of the names as it is."""
        return any(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", self._all) for name in names)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Return the short forms in a text that are none of the corpus's, nor words written in capitals."""
        if text.isupper():
            return ()
        found = dict.fromkeys(m["name"] for m in _CAPITALS.finditer(text))
        return tuple(name for name in found if not self._known(name))

    def _known(self, name: str) -> bool:
        small = name.lower()
        plain = _ROMAN.fullmatch(name) or self._holds(small) or self._holds(f"{small}s") or is_english(small)
        return bool(plain) or self._written_out(small)

    def _find(self, letters: str) -> bool:
        words = rf"[\s-]+{_SMALL}".join(rf"{re.escape(letter)}\w*" for letter in letters)
        pattern = re.compile(rf"\b{words}", re.IGNORECASE)
        return any(pattern.search(text) for text in self._texts)


def asked_for(names: Iterable[tuple[str, Sequence[str]]], text: str) -> tuple[str, ...]:
    """Return which of the names a question asks for, each with the ways in which it is written: not those
    that only say who asks ("at UNIFIL we …") or for what ("for a UNIFIL briefing: …").
    """
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    asking = [c for c in clauses if not (_OWN.search(c) or (len(clauses) > 1 and _SETTING.match(c)))]
    return tuple(
        name
        for name, written in names
        if any(re.search(rf"(?<!\w){re.escape(w)}", c, re.IGNORECASE) for c in asking for w in written)
    )
