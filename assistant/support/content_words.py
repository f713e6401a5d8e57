"""The words of a text that say what is said, and those around one place of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.support.force import FORCE, MARKS
from assistant.text.words import STOPWORDS, stem, words

AROUND = 6  # content words on either side of a place that belong to it
_UP_TO = re.compile(
    r"\b(?:by|(?<!not )before|until|till|within|no later than|prior to|up to)\s+(?:the\s+)?$", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:after|since|following|beyond|not before|(?<!no )later than)\s+(?:the\s+)?$", re.IGNORECASE
)
_STOP = re.compile(r"[.!?;:]\s|\n")


def content(text: str) -> list[str]:
    """Stems of the words that say what is said: no stop words, no verbs of force."""
    return [stem(w) for w in words(FORCE.sub(" ", text)) if w not in STOPWORDS and w not in MARKS]


def around(text: str, start: int, end: int) -> frozenset[str]:
    """Content words on both sides of a place, in its own sentence."""
    before = _STOP.split(text[:start])[-1]
    after = _STOP.split(text[end:])[0]
    return frozenset((*content(before)[-AROUND:], *content(after)[:AROUND]))


def closer(near: frozenset[str], one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> int:
    """By how many words the best of ``one`` is more like ``near`` than the best of ``other``."""
    best = (max((len(near & place) for place in side), default=0) for side in (one, other))
    return next(best) - next(best)


def side(text: str, start: int) -> str:
    """Tell whether a text speaks of the time up to a place ("by", "within") or past it ("after"), if
    either.
    """
    before = text[:start]
    return "up to" if _UP_TO.search(before) else "past" if _PAST.search(before) else ""


def same_side(one: str, other: str) -> bool:
    """Tell whether two of them do not exclude each other."""
    return not one or not other or one == other
