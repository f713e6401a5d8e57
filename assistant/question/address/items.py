"""The items of an address as anchors write them, from a list as people do.

>>> items_of("8 (a)-(c), 9 bis and 12-14")
('8-a', '8-b', '8-c', '9-bis', '12', '13', '14')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.address.forms import PART, RANGE
from assistant.question.address.numbers import ADDED, number

MAX_RANGE = 60


def items_of(text: str) -> tuple[str, ...]:
    """Of a list as anchors write them: "8", "8-a", "8-a-i", "8-bis", "17.2"."""
    items: list[str] = []
    for match in PART.finditer(text):
        item = _item(match, items)
        joined = RANGE.fullmatch(match["joined"] or "") and items
        items += _between(items[-1], item) if joined else [item]
    return tuple(dict.fromkeys(items))


def _item(match: re.Match[str], before: Sequence[str]) -> str:
    if match["alone"] is not None:  # "8 (a) and (c)"
        letters, stem = letters_of(match["alone"]), before[-1].split("-") if before else [""]
        added = [part for part in stem[1:2] if part in ADDED.split("|")]
        return "-".join((stem[0], *added, *letters))
    written = match["item"]
    added = re.findall(rf"\b({ADDED})\b", written, re.IGNORECASE)
    rest = re.sub(rf"\b(?:{ADDED})\b", "", written, flags=re.IGNORECASE)
    return "-".join((number(match["n"]), *(a.lower() for a in added), *letters_of(rest)))


def letters_of(text: str) -> list[str]:
    """Of items: "(a)(i)", "a", "-a-i", ", subparagraph (a)"."""
    found = re.findall(r"(?<![^\W_])(?:[a-z]|[ivx]{2,4}|aa|bb|cc|dd|ee)(?![^\W_])", text, re.IGNORECASE)
    return [letters.lower() for letters in found]


def _between(first: str, last: str) -> list[str]:
    """Yield what a range names after its first: numbers, or letters of one paragraph; else its last."""
    if first.isdigit() and last.isdigit():
        start, end = int(first), int(last)
        return [str(n) for n in range(start + 1, min(end, start + MAX_RANGE) + 1)] or [last]
    stem, _, a = first.rpartition("-")
    other, _, b = last.rpartition("-")
    if stem and stem == other and len(a) == len(b) == 1 and a < b:
        return [f"{stem}-{chr(c)}" for c in range(ord(a) + 1, ord(b) + 1)]
    whole, _, one = first.rpartition(".")
    same, _, two = last.rpartition(".")
    if whole and whole == same and one.isdigit() and two.isdigit():
        return [f"{whole}.{n}" for n in range(int(one) + 1, int(two) + 1)] or [last]
    return [last]
