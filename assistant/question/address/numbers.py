"""Numbers as people write them in addresses: "17.2", "eight", "twenty-first", "XII", "8 (a)", "8 bis"."""

from __future__ import annotations

import re

_TO_TEN = "one two three four five six seven eight nine ten".split()
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
ADDED = "bis|ter|quater|quinquies"  # numbers put in later: "8 bis"


def _ordinal(word: str) -> str:
    return _IRREGULAR.get(word) or (word[:-1] + "ieth" if word.endswith("y") else word + "th")


def _named() -> dict[str, int]:
    """Numbers and ordinals from one to ninety-nine by their words, compounds with a hyphen."""
    small = {word: n for n, word in enumerate((*_TO_TEN, *_TEENS), start=1)}
    found = {**small, **_TENS}
    for ten, value in _TENS.items():
        found |= {f"{ten}-{word}": value + small[word] for word in _TO_TEN[:9]}
    ordinals = {}
    for word, n in found.items():
        first, _, last = word.rpartition("-")
        ordinals[f"{first}-{_ordinal(last)}" if first else _ordinal(last)] = n
    return found | ordinals


NAMED = _named()
CARDINALS = tuple(w for w in NAMED if not w.endswith(("st", "nd", "rd", "th")))
ORDINALS = tuple(w for w in NAMED if w.endswith(("st", "nd", "rd", "th")))


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern of number words, the longest first; a compound has a hyphen or a space."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(w.replace("-", "[- ]") for w in longest)


def number(text: str) -> str:
    """The number as anchors write it: "8" of "eight", "8th", "08" and "VIII", "17.2" of "17 (2)" and
    "seventeen point two".

    >>> [number(x) for x in ("eight", "Twenty first", "8th", "XLII", "017.2", "17 (2)")]
    ['8', '21', '8', '42', '17.2', '17.2']
    """
    plain = re.sub(r"(?:,?\s[a-z. -]{3,16}\(?|\s?\(\s?)(\d{1,2})\s?\)?$", r".\1", text.strip().lower())
    if (spoken := plain.partition(" point "))[2]:
        return f"{number(spoken[0])}.{number(spoken[2])}"
    plain = plain.replace(" ", "-")
    if plain in NAMED:
        return str(NAMED[plain])
    whole, dot, part = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", plain).partition(".")
    if whole.isascii() and whole.isdigit():
        return f"{int(whole)}{dot}{part}"
    return str(_roman(plain.upper()))


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))
