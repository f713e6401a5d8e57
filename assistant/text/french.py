"""A French question in English words, by the list beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.json_values import from_row

FILE = Path(__file__).with_suffix(".toml")
LONGEST = 12  # words of a phrase of the list
SHORTEST = 5  # letters of a word that may have the same stem in English

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘´`", "'") | {"\u00a0": " ", "\u202f": " "})
_TOKEN = re.compile(r"[^\W\d_]+'(?=[^\W_])|[^\W_]+")
_ELIDED = re.compile(r"([dlnsjcmt]|qu|jusqu|lorsqu|puisqu)'")
_BETWEEN = frozenset(("", " ", "-", ", ", "/"))
PLAIN = str.maketrans("àâäéèêëîïôöùûüÿçœæ", "aaaeeeeiioouuuycea")


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing, as a regular expression, and the English for it; ``examples``: French and English."""

    pattern: str
    english: str
    examples: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Words by which the languages are told apart, separated by white space."""

    french: str
    english: str
    others: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cardinals from one to nineteen and tens from twenty, separated by white space."""

    cardinals: str
    english: str
    tens: str
    english_tens: str


@dataclass(frozen=True, slots=True)
class Cognates:
    """Pairs of endings, French and English, with a hyphen between."""

    endings: str


@dataclass(frozen=True, slots=True)
class French:
    """The list of French."""

    language: Known
    numbers: Numbers
    forms: tuple[Form, ...]
    words: Mapping[str, str]
    cognates: Cognates


@dataclass(frozen=True, slots=True)
class Gloss:
    """A French text in English words; ``left`` are those of its words, in small letters, that have none."""

    text: str
    left: frozenset[str]


@cache
def french() -> French:
    """Return the list of French."""
    return from_row(French, tomllib.loads(FILE.read_text(encoding="utf-8")))


def gloss(text: str, known: Callable[[str], bool]) -> Gloss:
    """Return a French text in English: forms and words of the list, else the word with the same stem that
    the documents use (``known``), else as it is. Words in quotation marks are exchanged as well.
    """
    plain = " ".join(text.translate(APOSTROPHES).split())
    plain = re.sub(r"«\s?|\s?»", '"', plain)
    pattern, numbers = _numbers()
    plain = pattern.sub(lambda match: numbers[match.group().lower().replace(" ", "-")], plain)
    for pattern, english in _forms():
        plain = pattern.sub(english, plain)
    return _exchanged(plain.strip(), known)


def _exchanged(text: str, known: Callable[[str], bool]) -> Gloss:
    """Exchange the longest phrases first, from left to right."""
    spots = list(_TOKEN.finditer(text))
    pieces: list[str] = []
    left: set[str] = set()
    at = place = 0
    while place < len(spots):
        keys: list[str] = []
        best, english = 0, ""
        for n, spot in enumerate(spots[place : place + LONGEST]):
            if n and text[spots[place + n - 1].end() : spot.start()] not in _BETWEEN:
                break
            keys.append(_elided(spot.group().lower()))
            said = _said(tuple(keys))
            if said is not None and not _lettered(text, spot):
                best, english = n + 1, said
        if not best:
            best, english = 1, _single(spots[place].group(), known, left)
        last = spots[place + best - 1]
        changed = english != text[spots[place].start() : last.end()]
        pieces.append(_gap(text[at : spots[place].start()], changed) + english)
        at, place = last.end(), place + best
        if text[at - 1] == "'":
            pieces.append(" ")
    pieces.append(text[at:])
    return Gloss(re.sub(r"\s+(?=[?!.,;:])|(?<=\s)\s+", "", "".join(pieces)).strip(), frozenset(left))


def _gap(between: str, changed: bool) -> str:
    return " " if changed and between == "-" else between


def _lettered(text: str, spot: re.Match[str]) -> bool:
    """Whether a word is the letter of an item, "(a)"."""
    return text[max(0, spot.start() - 1) : spot.end() + 1] == f"({spot.group()})"


def _said(keys: tuple[str, ...]) -> str | None:
    """Return the English for a phrase, None if it is not in the list. Accents may be left out of a word."""
    exact, plain = _words()
    if keys in exact:
        return exact[keys]
    phrase, english = plain.get(tuple(key.translate(PLAIN) for key in keys), ((), ""))
    fits = len(phrase) > 0 and all(
        key.isascii() or key == word for key, word in zip(keys, phrase, strict=True)
    )
    return english if fits else None


def _single(word: str, known: Callable[[str], bool], left: set[str]) -> str:
    """One word that is not in the list as it stands: its plural or feminine, a cognate, else itself."""
    lower = word.lower().rstrip("'")
    for ending in ("s", "e", "es", "x", "ne", "nes", "le", "les"):
        base = lower.removesuffix(ending)
        said = _said((base,)) if base != lower and len(base) > 2 else None
        if said is not None:
            return _plural(said) if ending.endswith("s") else said
    if not word.isalpha() or word.isupper():
        return word
    cognate = _cognate(lower, known)
    if cognate is not None and word.islower():
        return cognate
    if word.islower():
        left.add(word)
    return word


def _plural(word: str) -> str:
    if not word.isalpha() or word.endswith(("s", "ed")):
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _cognate(word: str, known: Callable[[str], bool]) -> str | None:
    """The word of the documents with the same stem."""
    plain = word.translate(PLAIN)
    if known(plain):
        return plain
    if len(word) < SHORTEST:
        return None
    for french_, english in _endings():
        if word.endswith(french_):
            meant = word.removesuffix(french_).translate(PLAIN) + english
            if known(meant):
                return meant
    return None


def tokens(text: str) -> list[str]:
    return [m.group().lower() for m in _TOKEN.finditer(text.translate(APOSTROPHES))]


def _elided(token: str) -> str:
    """ "qu'" is "que", "l'" is "le"."""
    return f"{token[:-1]}e" if _ELIDED.fullmatch(token) else token.rstrip("'")


Phrase = tuple[str, ...]


@cache
def _words() -> tuple[Mapping[Phrase, str], Mapping[Phrase, tuple[Phrase, str]]]:
    """The English for the phrases of the list; phrases and the English for them, by their words without
    accents.
    """
    exact = {tuple(map(_elided, tokens(said))): english for said, english in french().words.items()}
    plain: dict[Phrase, tuple[Phrase, str]] = {}
    for key, english in exact.items():
        plain.setdefault(tuple(word.translate(PLAIN) for word in key), (key, english))
    return exact, plain


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form.pattern, re.IGNORECASE), form.english) for form in french().forms)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, _, b in (pair.partition("-") for pair in french().cognates.endings.split()))


@cache
def _numbers() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Number words from two on, and ordinals from the second, "17th"; a compound has a hyphen or a space."""
    words = french().numbers
    small = tuple(zip(words.cardinals.split(), words.english.split(), strict=True))
    said = {word: (n, english) for n, (word, english) in enumerate(small, 1)}
    for ten, (word, english) in enumerate(
        zip(words.tens.split(), words.english_tens.split(), strict=True), 2
    ):
        said[word] = (10 * ten, english)
        said[f"{word}-et-un"] = (10 * ten + 1, f"{english}-one")
        for n, (one, other) in enumerate(small[1:9], 2):
            said[f"{word}-{one}"] = (10 * ten + n, f"{english}-{other}")
    numbers = {word: english for word, (_, english) in said.items()}
    numbers |= {_ordinal(word): _nth(n) for word, (n, _) in said.items()}
    del numbers["un"], numbers["unième"]
    numbers |= {word.translate(PLAIN): english for word, english in numbers.items()}
    longest = sorted(numbers, key=len, reverse=True)
    pattern = "|".join(word.replace("-", "[- ]") for word in longest)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), numbers


def _ordinal(word: str) -> str:
    stem = {"cinq": "cinqu", "neuf": "neuv"}.get(
        word.rpartition("-")[2], word.rpartition("-")[2].removesuffix("e")
    )
    return f"{word[: len(word) - len(word.rpartition('-')[2])]}{stem}ième"


def _nth(n: int) -> str:
    last = 0 if 10 < n < 20 else n % 10
    return f"{n}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"
