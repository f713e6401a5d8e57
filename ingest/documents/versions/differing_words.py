"""Two wordings of one paragraph word by word: kept, out and in, words of force and numbers marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Literal

from ingest.documents.toml_file import read_toml, typed

Part = Literal["kept", "out", "in"]
Mark = Literal["", "force", "number"]
_TOKEN = re.compile(r"[^\W_]+(?:[’'.,/-][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both versions have ("kept"), that the new one leaves out ("out") or adds ("in"), as printed.
    ``mark`` of a piece that is out or in: it is a word of force, or a number.
    """

    kind: Part
    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Example:
    """Two wordings, and the marks of what differs between them."""

    old: str
    new: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    force: str
    number: str
    examples: tuple[Example, ...]


_LIST = typed(_Wording, read_toml(Path(__file__).with_name("wording.toml")), "wording.toml")
FORCE, NUMBERS = frozenset(_LIST.force.split()), frozenset(_LIST.number.split())
EXAMPLES = _LIST.examples


def tokens(text: str) -> list[str]:
    """Words and marks of a text, in order; a number with its point or hyphen is one word."""
    return _TOKEN.findall(text)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return both wordings as one row of pieces in reading order: the ones kept and in are the new
    wording, the ones kept and out the old one but for blanks.
    """
    before, after = _spaced(old), _spaced(new)
    matcher = SequenceMatcher(None, [t.strip() for t in before], [t.strip() for t in after], autojunk=False)
    found: list[Piece] = []
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            found.append(Piece("kept", "".join(after[c:d])))
        else:
            found += [*_marked("out", before[a:b]), *_marked("in", after[c:d])]
    return tuple(found)


def _spaced(text: str) -> list[str]:
    """Tokens, each with the blanks behind it."""
    starts = [m.start() for m in _TOKEN.finditer(text)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _marked(kind: Part, words: Sequence[str]) -> Iterator[Piece]:
    for mark, run in groupby(words, key=mark_of):
        yield Piece(kind, "".join(run), mark)


def mark_of(word: str) -> Mark:
    """Return "number" or "force" for such a word, else nothing."""
    plain = word.strip().lower()
    if any(c.isdigit() for c in plain) or plain in NUMBERS:
        return "number"
    return "force" if plain in FORCE else ""
