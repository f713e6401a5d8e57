"""Printed numbers at the head of a paragraph, and what each may be: "1.", "2.3.1", "(a)", "Article 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.documents.grammars.part_names import any_word, part_names
from ingest.documents.readers.numbers import from_roman

MOST = 999  # of a list
_LETTERED = re.compile(r"(?P<open>\()?(?P<name>[a-z]{1,5}|[A-Z]{1,5})(?P<close>\.\)|\)\.?|\.)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in one reading. ``style``: number, paren, both, letter…, article, step; ``value``: the number,
    of sections one part a level; ``addition``: 1 of "bis", 2 of "ter"; ``end``: characters that the number
    takes at the head of the text.
    """

    style: str
    value: tuple[int, ...]
    name: str
    printed: str
    end: int
    addition: int = 0
    bare: bool = False

    @property
    def opens(self) -> bool:
        """Tell whether a list begins with this number."""
        return all(part == 1 for part in self.value) and not self.addition


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    names = part_names()
    additions = any_word(names.additions.words)
    first = any_word(names.articles.first)
    number = rf"(?P<n>\d{{1,3}}[a-z]?|[ivxlc]{{1,7}}|{first})(?:\s?(?P<more>{additions})\b)?"
    return {
        "article": re.compile(
            rf"(?:{any_word(names.articles.words)})\s*{number}(?![\w/])(?P<stop>\.?\)?\s*[.:–—-]*)\s*",
            re.IGNORECASE,
        ),
        "step": re.compile(
            rf"(?:{any_word(names.steps.words)})\s+(?P<n>\d{{1,3}})(?P<more>)(?P<stop>\s*[.:–—-]*)\s*",
            re.IGNORECASE,
        ),
        "number": re.compile(
            rf"(?P<n>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}})(?:\s?(?P<more>{additions}))?(?P<stop>\.?)"
            r"(?:\s+(?=\S)|(?<=\.)(?=[^\W\d]))"
        ),
        "paren": re.compile(rf"(?P<n>\d{{1,3}})(?:\s?(?P<more>{additions}))?\)\s*(?=\S)"),
        "both": re.compile(rf"\((?P<n>\d{{1,3}})(?:\s?(?P<more>{additions}))?\)\s*(?=\S)"),
    }


def markers(text: str) -> tuple[Marker, ...]:
    """Return the readings of the number at the head of a text; none if it has none.

    >>> [(m.style, m.value) for m in markers("(i) words")]
    [('letter()', (9,)), ('roman()', (1,))]
    """
    head = text[:40]
    for style, pattern in _patterns().items():
        if match := pattern.match(head):
            found = _read(style, match)
            if found is not None:
                return (found,)
    if match := _LETTERED.match(head):
        return tuple(_lettered(match))
    return ()


def _read(style: str, match: re.Match[str]) -> Marker | None:
    words = match["n"].lower()
    more = part_names().additions.words
    addition = more.index(match["more"].lower()) + 1 if match["more"] else 0
    letter = re.fullmatch(r"(\d+)([a-z])", words)
    value = (
        (int(letter[1]),)
        if letter
        else tuple(int(p) for p in words.split("."))
        if words[0].isdigit() and re.fullmatch(r"[\d.]+", words)
        else (from_roman(words) or (1 if words in part_names().articles.first else 0),)
    )
    if not all(0 < part <= MOST for part in value):
        return None
    name = words if letter else ".".join(map(str, value))
    if addition:
        name = f"{name}-{more[addition - 1]}"
    bare = style == "number" and not match["stop"] and len(value) == 1
    addition = ord(letter[2]) - ord("a") + 1 if letter else addition
    return Marker(style, value, name, match.group().rstrip(" –—:-"), match.end(), addition, bare)


def _lettered(match: re.Match[str]) -> Iterator[Marker]:
    name, printed, end = match["name"], match.group().strip(), match.end()
    shape = f"{match['open'] or ''}{match['close'][-1]}".replace("(.", "()")
    case = "upper" if name.isupper() else ""
    small = name.lower()
    if len(set(small)) == 1 and len(small) <= 2:
        value = ord(small[0]) - ord("a") + 1 + 26 * (len(small) - 1)
        yield Marker(f"{case}letter{shape}", (value,), small, printed, end)
    if roman := from_roman(small):
        yield Marker(f"{case}roman{shape}", (roman,), small, printed, end)


def begins_with_day(text: str) -> bool:
    """Tell whether a text begins with a day of a month, whose number is no item of a list.

    >>> [begins_with_day(t) for t in ("1. January 2030 is", "1er mars 2031", "1. Januaries")]
    [True, True, False]
    """
    months = any_word(part_names().months.words)
    return bool(re.match(rf"\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s(?:{months})\b", text[:30], re.IGNORECASE))


def looks_marked(text: str) -> bool:
    """Tell whether a text begins with a number of a list.

    >>> [looks_marked(t) for t in ("3. Words", "(b) words", "2.1 Words", "Words", "1325 (2000)")]
    [True, True, True, False, False]
    """
    return any(not m.bare or text[m.end : m.end + 1].isupper() for m in markers(text))
