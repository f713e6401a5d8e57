"""Gold questions: what was asked, which paragraphs answer it, and which half it belongs to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Protocol

from pydantic import Field

from assistant.types import Turn
from evals.rows import read_rows
from ingest.errors import GoldError
from ingest.json_values import CLOSED, Closed
from ingest.settings import ROOT
from ingest.types import Locator

GOLD = ROOT / "evals" / "gold"
Split = Literal["dev", "test"]
Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """``gold``: alternative sets of locators, each enough; empty if the documents do not answer.
    ``must_contain``: facts, each a tuple of alternative wordings.
    """

    id: str
    question: str
    history: tuple[Turn, ...]
    gold: tuple[frozenset[Locator], ...]
    also_ok: frozenset[Locator]
    must_contain: tuple[tuple[str, ...], ...]
    category: str
    split: Split

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


def split_of(identifier: str) -> Split:
    """Return the half that an id belongs to, by its hash: fixed for ever, whatever is added later. ``fresh-``
    ids are of questions that the refusal was designed on and stay in dev.
    """
    if not by_chance(identifier):
        return "dev"
    return "dev" if hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0 else "test"


def by_chance(identifier: str) -> bool:
    """Tell whether chance put a question into its half, so that `dev` ones stand for `test` ones."""
    return not identifier.startswith("fresh-")


def gold_digest(questions: Sequence[GoldQuestion]) -> str:
    """Return 16 hexadecimal digits that change with any field of any question, and with nothing else: the
    order of rows and of a set's locators, which differs from process to process, does not matter.
    """
    rows = [asdict(question) for question in sorted(questions, key=lambda q: q.id)]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, default=lambda s: sorted(map(str, s)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A question asked before, with what its answer cited; ``answer`` is for people."""

    question: str
    citations: tuple[Locator, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A question as a file holds it; without ``split``, its id decides. ``answer``, ``persona`` and ``why``
    are for people.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    id: Words
    question: Words
    gold: tuple[Annotated[frozenset[Locator], Field(min_length=1)], ...]
    history: tuple[_Earlier, ...] = ()
    also_ok: frozenset[Locator] = frozenset()
    must_contain: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...] = ()
    category: str = ""
    split: Split | None = None
    answer: str = ""
    persona: str = ""
    why: str = ""

    @property
    def locators(self) -> frozenset[Locator]:
        """Return all locators of the row that a measure looks at."""
        return self.also_ok.union(*self.gold)

    def gold_question(self) -> GoldQuestion:
        """Return what measures need of it."""
        split = self.split or split_of(self.id)
        return GoldQuestion(
            self.id,
            self.question,
            tuple(Turn(e.question, e.citations) for e in self.history),
            self.gold,
            self.also_ok,
            self.must_contain,
            self.category,
            split,
        )


class GoldRow(Protocol):
    """A row of a gold file, of any kind."""

    @property
    def id(self) -> str: ...
    @property
    def locators(self) -> frozenset[Locator]: ...
    def gold_question(self) -> GoldQuestion: ...


def read_gold(
    path: Path = GOLD,
    known: Collection[Locator] = (),
    absent: Collection[str] = (),
    kind: type[GoldRow] = _Row,
) -> tuple[GoldQuestion, ...]:
    """Rows of a file, or of every ``*.jsonl`` in a folder. Raises `GoldError` naming row and field.

    Locators must be ``known``, if any are, or of a document that is ``absent``.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = {where: row for file in files for where, row in read_rows(file, kind).items()}
    if not rows:
        raise GoldError(f"{path}: holds no gold questions")
    seen: set[str] = set()
    questions: list[GoldQuestion] = []
    for where, row in rows.items():
        if row.id in seen:
            raise GoldError(f"{where}: id {row.id!r} comes twice; every id must be unique")
        seen.add(row.id)
        for locator in sorted(row.locators) if known else ():
            if locator not in known and locator.document not in absent:
                raise GoldError(f"{where}: '{locator}' is not in the documents on disk")
        try:
            questions.append(row.gold_question())
        except ValueError as error:
            raise GoldError(f"{where}: field {error}") from error
    return tuple(questions)
