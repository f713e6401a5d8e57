"""Words by which documents name their parts, from the list beside this module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from ingest.documents.toml_file import read_toml, typed
from ingest.json_values import CLOSED, Closed

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Named:
    """Words for one kind of part; ``first``: words for the number 1; ``examples`` for the tests."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    words: tuple[str, ...]
    examples: tuple[str, ...]
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartNames:
    """The list."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    articles: Named
    steps: Named
    annexes: Named
    parts: Named
    recitals: Named
    contents: Named
    openings: Named
    months: Named
    additions: Named


@cache
def part_names() -> PartNames:
    return typed(PartNames, read_toml(FILE), str(FILE))


def any_word(words: Sequence[str]) -> str:
    """Return a pattern for any of these, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def plain(text: str) -> str:
    """Lower case with straight apostrophes and single spaces, without the stop at the end.

    >>> plain("L’Assemblée  générale,")
    "l'assemblée générale"
    """
    return " ".join(text.replace("’", "'").lower().split()).rstrip(" ,:.")
