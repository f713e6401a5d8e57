"""Broad gold questions: overviews, lists, comparisons and the like, whose answer shows many paragraphs."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from assistant.types import Turn
from evals.gold import GoldQuestion, Words, read_gold, split_of
from ingest.json_values import CLOSED, Closed
from ingest.types import Locator

Form = Literal[
    "overview", "summary", "list_all", "list_one", "compare", "obligations", "timeline", "followup", "outside"
]
Side = Annotated[frozenset[Locator], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class BroadQuestion(GoldQuestion):
    """``gold`` holds one set, the paragraphs that a good answer must show, and ``also_ok`` those that it may
    show; both are empty or tolerated only for a question outside the documents. ``groups``: sides of a
    comparison, each to be shown by at least one paragraph. ``category`` is the form.
    """

    groups: tuple[frozenset[Locator], ...]

    @property
    def must(self) -> frozenset[str]:
        """Locators that a good answer must show."""
        return frozenset(str(locator) for locators in self.gold for locator in locators)

    @property
    def may(self) -> frozenset[str]:
        """Locators that a good answer may show besides."""
        return frozenset(map(str, self.also_ok))


@dataclass(frozen=True, slots=True)
class _Fact:
    """Wordings, of which the answer must hold one."""

    any: Annotated[tuple[Words, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class BroadRow:
    """A broad question as a file holds it; its id decides the split. ``history``: questions asked before.
    ``documents`` and ``note`` are for people.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    id: Words
    kind: Form
    question: Words
    must: frozenset[Locator]
    may: frozenset[Locator] = frozenset()
    groups: tuple[Side, ...] = ()
    facts: tuple[_Fact, ...] = ()
    history: tuple[Words, ...] = ()
    documents: tuple[str, ...] = ()
    note: str = ""

    @property
    def locators(self) -> frozenset[Locator]:
        """Return all locators of the row."""
        return self.must.union(self.may, *self.groups)

    def gold_question(self) -> BroadQuestion:
        """Return what measures need of it. Raises `ValueError` naming a field that contradicts another."""
        if bool(self.must) == (self.kind == "outside"):
            raise ValueError("must: is empty for questions of kind 'outside', and for no others")
        if both := self.must & self.may:
            raise ValueError(f"may: '{min(both)}' is in must too")
        if strange := frozenset().union(*self.groups) - self.must - self.may:
            raise ValueError(f"groups: '{min(strange)}' is neither in must nor in may")
        return BroadQuestion(
            self.id,
            self.question,
            tuple(Turn(question) for question in self.history),
            (self.must,) if self.must else (),
            self.may,
            tuple(fact.any for fact in self.facts),
            self.kind,
            split_of(self.id),
            self.groups,
        )


def read_broad(
    path: Path, known: Collection[Locator] = (), absent: Collection[str] = ()
) -> tuple[GoldQuestion, ...]:
    """Read broad questions as `read_gold` reads others, with the same errors."""
    return read_gold(path, known, absent, BroadRow)


def holds_broad(path: Path) -> bool:
    """Tell whether a file or folder of gold rows holds broad questions, by its first row's field "must"."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    try:
        with files[0].open(encoding="utf-8") as file:
            first = json.loads(next(line for line in file if line.strip()))
    except (OSError, ValueError, IndexError, StopIteration):
        return False  # reading it says what is wrong
    return isinstance(first, dict) and "must" in first
