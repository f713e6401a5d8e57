"""Facts about a document that its own text tells: title, symbol, day, issuer and language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from ingest.documents.clean import body_size
from ingest.documents.grammars.part_names import plain
from ingest.documents.readers.stream import Line, Reading
from ingest.documents.toml_file import read_toml, typed
from ingest.json_values import CLOSED, Closed
from ingest.types import UNKNOWN_DAY

FILE = Path(__file__).with_name("facts.toml")
HEAD = 40  # lines in which a document names itself
LONGEST = 200  # characters of a title
_SYMBOL = re.compile(r"\b[AS]/(?:RES|PRST|PV|HRC/RES)/[\d/.]+(?:\s?\(\d{4}\))?|\(E[UC]\)\s\d{1,4}/\d{1,5}")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’])?")


@dataclass(frozen=True, slots=True)
class FactWords:
    """The list beside this module."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    languages: Mapping[str, tuple[str, ...]]
    months: Mapping[str, tuple[str, ...]]
    issuers: Mapping[str, tuple[str, ...]]
    known_issuers: Mapping[str, str]
    examples: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself; an empty text, or `UNKNOWN_DAY`, where it does not say it."""

    title: str
    symbol: str
    adopted: dt.date
    issuer: str
    language: str


@cache
def fact_words() -> FactWords:
    return typed(FactWords, read_toml(FILE), str(FILE))


def read_facts(reading: Reading, name: str) -> Facts:
    """Read the facts in a document. ``name`` of its file, for a document without a title."""
    lines = [line for page in reading.pages for line in page.lines]
    head = [line.text for line in lines[:HEAD]]
    symbol = next((m.group() for text in head if (m := _SYMBOL.search(text))), "")
    return Facts(
        _title(reading, lines, name),
        symbol,
        next((day for text in head if (day := day_in(text)) != UNKNOWN_DAY), UNKNOWN_DAY),
        _issuer(lines),
        language_of(" ".join(line.text for line in lines[:400])),
    )


def _title(reading: Reading, lines: Sequence[Line], name: str) -> str:
    """The largest print at the head, else what the file says of itself, else its name."""
    first = lines[:HEAD]
    size, body = max((ln.size for ln in first), default=0.0), body_size(reading.pages)
    if size > 1.07 * body:
        start = next(n for n, line in enumerate(first) if line.size == size)
        ends = (n for n in range(start + 1, len(first)) if first[n].size != size or first[n].role)
        end = next(ends, len(first))
        title = " ".join(line.text for line in first[start:end])
        if len(title) <= LONGEST:
            return title
    heading = next((line.text for line in first if line.role == "heading"), "")
    bold = next((line.text for line in first if line.bold and len(line.text) > 8), "")
    alone = first[0].text if first and len(first[0].text) < 90 else ""
    return heading or bold or reading.title or alone or Path(name).stem


def day_in(text: str) -> dt.date:
    """Return the first day that a text names, `UNKNOWN_DAY` if it names none.

    >>> day_in("Adopted on 31 October 2000").isoformat()
    '2000-10-31'
    """
    if match := _ISO.search(text):
        with suppress(ValueError):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    for pattern in _day_patterns():
        if match := pattern.search(text):
            with suppress(ValueError):
                return dt.date(int(match["y"]), _months()[match["m"].lower()], int(match["d"]))
    return UNKNOWN_DAY


@cache
def _months() -> dict[str, int]:
    every = fact_words().months.values()
    return {month: n for months in every for n, month in enumerate(months, start=1)}


@cache
def _day_patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(_months())
    return (
        re.compile(
            rf"\b(?P<d>\d{{1,2}})(?:er|st|nd|rd|th)?\s(?P<m>{months})\s(?P<y>\d{{4}})\b", re.IGNORECASE
        ),
        re.compile(rf"\b(?P<m>{months})\s(?P<d>\d{{1,2}}),?\s(?P<y>\d{{4}})\b", re.IGNORECASE),
    )


def _issuer(lines: Sequence[Line]) -> str:
    words = fact_words()
    for line in lines:
        if known := words.known_issuers.get(plain(line.text)):
            return known
    named = set(words.issuers["words"])
    for line in lines[: HEAD // 2]:
        text = line.text
        if len(text) < 90 and not text.endswith((".", ";", ":")) and named & set(plain(text).split()):
            return text.rstrip(",")
    return ""


def language_of(text: str) -> str:
    """Return "en" or "fr", whichever has more of its usual words in a text; empty if neither has any."""
    words = [w.lower() for w in _WORDS.findall(text)]
    counts = {name: sum(w in usual for w in words) for name, usual in fact_words().languages.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""
