"""Instruments that people name and that are not among the documents, from a list of generic names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("instruments.toml")
OFFICIAL = Path(__file__).with_name("official_names.toml")
SHORT = 3  # letters of a short form that must be written in capitals
BETWEEN = 4  # words between an issuer and the kind of document
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[()\[\].;:?!]")  # within a name only where it is written so
_ON = re.compile(
    r"\son\s(?:the\s)?(?:WPS|women,?\speace,?\s(?:and|&)\ssecurity|gender equality|gender|1325)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s(?:[Nn]os?\.?\s?)?\d{1,3}(?!\d)")
_YEAR = re.compile(r"\s?\(\d{4}\)|\s(?:of\s)?(?:19|20)\d\d(?:-(?:20)?\d\d)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Instrument:
    """``written``: what a document that names it may write, the surest first. ``numbered``: a number
    follows. ``issued``: known by its issuer and kind only, so its subject may follow.
    """

    written: tuple[str, ...]
    numbered: bool = False
    issued: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    """By their first word in small letters, the longest first: the words of a name and what it names."""

    instruments: dict[str, list[tuple[tuple[str, ...], Instrument]]]
    issuers: dict[str, list[tuple[str, ...]]]
    kinds: dict[str, list[tuple[str, ...]]]
    between: frozenset[str]


def find_instruments(text: str) -> Iterator[tuple[int, int, Instrument]]:
    """Find the places where folded ``text`` names one, with the number and year behind it; in order, never
    overlapping.
    """
    names, tokens = _names(), list(_WORD.finditer(text))
    place = 0
    while place < len(tokens):
        count, instrument = _at(names, tokens, place, text) or _issued(names, tokens, place, text)
        if instrument is None:
            place += 1
            continue
        start, end = tokens[place].start(), tokens[place + count - 1].end()
        number = _NUMBER.match(text, end) if instrument.numbered else None
        end = number.end() if number else end
        subject = _ON.match(text, end) if instrument.issued else None
        end = subject.end() if subject else end
        year = _YEAR.match(text, end)
        yield start, year.end() if year else end, instrument
        place += count


def official_names(text: str) -> Iterator[Instrument]:
    """Yield, in order, the instruments, bodies and missions on the list of official names in ``text``."""
    names, tokens = _official(), list(_WORD.finditer(text))
    place = 0
    while place < len(tokens):
        count, instrument = _at(names, tokens, place, text) or (1, None)
        if instrument is not None:
            yield instrument
        place += count


def _at(
    names: _Names, tokens: Sequence[re.Match[str]], place: int, text: str
) -> tuple[int, Instrument | None] | None:
    for words, instrument in names.instruments.get(tokens[place].group().lower(), ()):
        if _stands(words, tokens, place):
            if any(_BREAK.search(name) for name in instrument.written):  # AJP-3.19
                return len(words), instrument
            if not _broken(tokens, place, len(words), text):
                return len(words), instrument
    return None


def _issued(
    names: _Names, tokens: Sequence[re.Match[str]], place: int, text: str
) -> tuple[int, Instrument | None]:
    """ "the EU Action Plan", "Finland's third national action plan"."""
    issuers = names.issuers.get(tokens[place].group().lower(), ())
    own = next((len(words) for words in issuers if _stands(words, tokens, place)), 0)
    for after in range(place + own, min(place + own + BETWEEN + 2, len(tokens))) if own else ():
        word = tokens[after].group().lower()
        if re.search(r"[.,;:?!]", text[tokens[after - 1].end() : tokens[after].start()]):
            break
        for kind in names.kinds.get(word, ()):
            if _stands(kind, tokens, after):
                words = text[tokens[place].start() : tokens[after + len(kind) - 1].end()]
                return after + len(kind) - place, Instrument((words,), issued=True)
        if word not in names.between and not word.isdigit():
            break
    return 0, None


def _broken(tokens: Sequence[re.Match[str]], place: int, count: int, text: str) -> bool:
    """Tell whether a bracket or a stop stands between the words: "exploitation and abuse (Policy, para.
    44)".
    """
    pairs = pairwise(tokens[place : place + count])
    return any(_BREAK.search(text, a.end(), b.start()) for a, b in pairs)


def _stands(words: tuple[str, ...], tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Tell whether these words stand at a place: short forms in capitals, others in any letters."""
    there = [t.group() for t in tokens[place : place + len(words)]]
    if len(words) == 1 and words[0].isupper() and len(words[0]) <= SHORT:
        return there == [*words]
    return [w.lower() for w in there] == [w.lower() for w in words]


@cache
def _names() -> _Names:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    instruments = _by_first_word(data["instruments"])
    plural = (f"{kind}s" for kind in data["kinds"])
    between = frozenset(word.lower() for word in data["between"])
    return _Names(instruments, _first(data["issuers"]), _first((*data["kinds"], *plural)), between)


@cache
def _official() -> _Names:
    data = tomllib.loads(OFFICIAL.read_text(encoding="utf-8"))
    return _Names(_by_first_word([row for rows in data.values() for row in rows]), {}, {}, frozenset())


def _by_first_word(rows: Sequence[dict[str, Any]]) -> dict[str, list[tuple[tuple[str, ...], Instrument]]]:
    instruments: dict[str, list[tuple[tuple[str, ...], Instrument]]] = {}
    for row in rows:
        spellings = (row["name"], *row.get("also", ()))
        written = (row["written"],) if "written" in row else ()
        instrument = Instrument((*written, *spellings), row.get("numbered", False))
        for words in dict.fromkeys(tuple(_WORD.findall(s)) for s in spellings):
            instruments.setdefault(words[0].lower(), []).append((words, instrument))
    for found in instruments.values():
        found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return instruments


def _first(names: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(_WORD.findall(name))
        found.setdefault(words[0].lower(), []).append(words)
    for rows in found.values():
        rows.sort(key=len, reverse=True)
    return found
