"""The kinds of thing that a question may ask for, out of the list ``slots.toml``: how each is asked, and how
a text holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.text.english import read_list
from ingest.documents.vocabulary import CorpusVocabulary

Slot = Literal[
    "definition",
    "frequency",
    "share",
    "duration",
    "amount",
    "number",
    "month",
    "date",
    "country",
    "binding",
    "composition",
    "creation",
    "place",
    "result",
    "person",
    "role",
    "omission",
    "reason",
    "",
]


@dataclass(frozen=True, slots=True)
class Wording:
    """A regular expression, and an example that it fits; ``<name>`` stands for words of the list."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One slot. ``held``: how a text holds it, None if more than a pattern is needed; ``cased``: upper and
    lower case differ there.
    """

    name: Slot
    asked: tuple[Wording, ...]
    held: tuple[Wording, ...] | None = None
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Kinds:
    """The whole list; ``words``: parts of patterns by their names."""

    slots: tuple[Kind, ...]
    words: dict[str, str] = field(default_factory=dict)

    def pattern(self, wordings: Iterable[Wording], cased: bool = False) -> re.Pattern[str]:
        """Return one pattern for any of the wordings; it fits nothing if there are none."""
        parts = dict(self.words)
        parts |= {kind.name: "|".join(w.pattern for w in kind.held) for kind in self.slots if kind.held}
        text = "|".join(w.pattern for w in wordings) or "(?!)"
        for name, part in parts.items():
            text = text.replace(f"<{name}>", part)
        return re.compile(text, 0 if cased else re.IGNORECASE)


Held = Mapping[Slot, re.Pattern[str]]
KINDS = read_list("slots", Kinds)
NUMBER_WORDS = frozenset(KINDS.words["numbers"].split("|"))
ASKED = tuple((kind.name, KINDS.pattern(kind.asked)) for kind in KINDS.slots)
_HELD: Held = {k.name: KINDS.pattern(k.held, k.cased) for k in KINDS.slots if k.held is not None}


def held_in(vocabulary: CorpusVocabulary) -> Held:
    """Return the pattern of what a text holds, per slot; countries and towns are the corpus's own."""
    towns = _named(vocabulary.towns)
    return {
        **_HELD,
        "country": re.compile(_named(vocabulary.countries)),
        "place": re.compile(f"{towns}|{_HELD['place'].pattern}"),
    }


def _named(names: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b"
