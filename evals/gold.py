"""Gold questions: what was asked, which paragraphs answer it, and which half it belongs to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from assistant.types import Turn
from ingest.errors import GoldError
from ingest.settings import ROOT
from ingest.types import Locator

GOLD = ROOT / "evals" / "gold"
Split = Literal["dev", "test"]
FIELDS = {
    "id",
    "question",
    "history",
    "gold",
    "also_ok",
    "must_contain",
    "answer",
    "category",
    "persona",
    "split",
    "why",
}


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
    """Half of all ids by hash: fixed for ever, whatever is added later. ``fresh-`` ids are of questions
    that the refusal was designed on and stay in dev.
    """
    if not by_chance(identifier):
        return "dev"
    return "dev" if hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0 else "test"


def by_chance(identifier: str) -> bool:
    """Whether chance put a question into its half, so that `dev` ones stand for `test` ones."""
    return not identifier.startswith("fresh-")


@dataclass(frozen=True, slots=True)
class Known:
    """Locators that exist, and documents of which nothing can be said since they are not on disk."""

    locators: frozenset[Locator]
    absent: frozenset[str]

    def has(self, locator: Locator) -> bool:
        return not self.locators or locator in self.locators or locator.document in self.absent


def read_gold(
    path: Path = GOLD, known: Collection[Locator] = (), absent: Collection[str] = ()
) -> tuple[GoldQuestion, ...]:
    """Rows of a file, or of every ``*.jsonl`` in a folder. Raises `GoldError` naming row and field.

    Locators must be ``known``, if any are, or of a document that is ``absent``.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    have = Known(frozenset(known), frozenset(absent))
    rows = [row for file in files for row in _rows(file, have)]
    if not rows:
        raise GoldError(f"{path}: holds no gold questions")
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise GoldError(f"{path}: id {row.id!r} comes twice; every id must be unique")
        seen.add(row.id)
    return tuple(rows)


def _rows(path: Path, known: Known) -> Iterable[GoldQuestion]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            where = f"{path}, row {number}"
            try:
                data = json.loads(line)
            except json.JSONDecodeError as error:
                raise GoldError(f"{where}: is not JSON ({error.msg})") from error
            yield _row(data, where, known)


def _row(data: object, where: str, known: Known) -> GoldQuestion:
    if not isinstance(data, dict):
        raise GoldError(f"{where}: must be a JSON object")
    unknown = sorted(set(data) - FIELDS)
    if unknown:
        raise GoldError(f"{where}: unknown field {unknown[0]!r}; known: {', '.join(sorted(FIELDS))}")
    for name in ("id", "question"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise GoldError(f"{where}: field {name!r} is missing or empty")
    gold = tuple(
        frozenset(_locators(s, f"{where}: field 'gold'", known))
        for s in _list(data, "gold", where, required=True)
    )
    if any(not s for s in gold):
        raise GoldError(f"{where}: field 'gold' holds an empty set; use [] for unanswerable")
    return GoldQuestion(
        id=data["id"],
        question=data["question"],
        history=tuple(_turn(t, where) for t in _list(data, "history", where)),
        gold=gold,
        also_ok=frozenset(_locators(_list(data, "also_ok", where), f"{where}: field 'also_ok'", known)),
        must_contain=tuple(_wordings(w, where) for w in _list(data, "must_contain", where)),
        category=str(data.get("category", "")),
        split=_split(data, where),
    )


def _list(data: dict[str, Any], name: str, where: str, required: bool = False) -> list[Any]:
    value = data.get(name, None if required else [])
    if not isinstance(value, list):
        raise GoldError(f"{where}: field {name!r} must be a list")
    return value


def _locators(values: object, where: str, known: Known) -> list[Locator]:
    if not isinstance(values, list):
        raise GoldError(f"{where}: must hold lists of locators")
    found: list[Locator] = []
    for value in values:
        try:
            locator = Locator.parse(str(value))
        except ValueError as error:
            raise GoldError(f"{where}: {error}") from error
        if not known.has(locator):
            raise GoldError(f"{where}: {value!r} is not in the documents on disk")
        found.append(locator)
    return found


def _wordings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise GoldError(f"{where}: field 'must_contain' must be a list of lists of words")
    return tuple(value)


def _turn(value: object, where: str) -> Turn:
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise GoldError(f"{where}: field 'history' needs objects with a 'question'")
    return Turn(
        value["question"],
        tuple(
            _locators(
                value.get("citations", []), f"{where}: field 'history'", Known(frozenset(), frozenset())
            )
        ),
    )


def _split(data: dict[str, Any], where: str) -> Split:
    split = data.get("split") or split_of(data["id"])
    if split not in ("dev", "test"):
        raise GoldError(f"{where}: field 'split' must be 'dev' or 'test'")
    return cast(Split, split)
