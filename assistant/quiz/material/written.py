"""Quiz material that editors write beside the documents: scenarios, cases and readings, in TOML.

Each piece names its paragraph by locator and by a hash of the text it was written for. A piece whose
paragraph reads otherwise now is not asked; `Written.changed` says so in one line each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from assistant.quiz.items import Level, text_hash
from ingest.documents.manifest import Words
from ingest.documents.toml_file import read_toml, typed
from ingest.errors import CorpusError
from ingest.json_values import CLOSED, Closed
from ingest.library import Library
from ingest.types import Locator, Span

Confusion = Literal[
    "wrong actor",
    "wrong force",
    "too broad",
    "too narrow",
    "other document",
    "neighbour paragraph",
    "common misreading",
]
ELSEWHERE = ("other document", "neighbour paragraph")  # confusions with a paragraph that must be named


@dataclass(frozen=True, slots=True)
class WrongOption:
    """A plausible wrong option: ``why`` it is wrong, and where its idea comes from: ``confuses`` names the
    kind of slip, ``source`` the paragraph that was taken for the one asked about.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    option: Words
    why: Words
    confuses: Confusion
    source: Locator | None = None

    def __post_init__(self) -> None:
        """Raises `ValueError` if an idea comes from a paragraph that is not named."""
        if self.confuses in ELSEWHERE and self.source is None:
            raise ValueError(f"{self.confuses!r} needs the paragraph that it comes from: source = …")


@dataclass(frozen=True, slots=True)
class Decision:
    """A question, its right answer and three or four wrong ones. ``quote``: words of ``paragraph`` that
    settle it; ``rule``: what the paragraph says, so that a judge can hold it against the text; ``note``:
    what the rule is compared with; ``topics``: those of the headnote if empty.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    name: Words
    paragraph: Locator
    text_hash: Words
    quote: Words
    level: Level
    question: Words
    right: Words
    rule: Words
    wrong: Annotated[tuple[WrongOption, ...], Field(min_length=3, max_length=4)]
    note: str = ""
    situation: str = ""
    topics: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Somebody in a ``role`` at a ``place`` ("at a headquarters") who has to take a decision; the stem is the
    decision's situation and question, with role and place before it where the situation does not tell them.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    role: Words
    place: Words
    decision: Decision


@dataclass(frozen=True, slots=True)
class Case:
    """A situation in which several decisions follow each other; each step may add to the situation."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    name: Words
    role: Words
    place: Words
    situation: Words
    steps: Annotated[tuple[Decision, ...], Field(min_length=2, max_length=4)]


@dataclass(frozen=True, slots=True)
class Written:
    """All that editors wrote for quizzes; ``changed``: one line for each piece whose paragraph reads
    otherwise now or is not held.
    """

    scenarios: tuple[Scenario, ...] = ()
    cases: tuple[Case, ...] = ()
    readings: tuple[Decision, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(slots=True)
class _Held:
    """Keeps the pieces that still fit the library, and notes the others."""

    library: Library
    changed: list[str] = field(default_factory=list)

    def fits(self, path: Path, decision: Decision) -> bool:
        """Tell whether the paragraph still reads as it did. Raises `CorpusError` for a quotation or source
        that does not stand there.
        """
        if decision.paragraph.document not in self.library:
            return False  # another corpus, or a document that is not on disk: nobody need be told
        where = f"{path}: {decision.name}"
        if decision.paragraph not in self.library:
            self.changed.append(f"{where}: {decision.paragraph} is not held; the question is not asked")
            return False
        text = self.library.paragraph(decision.paragraph).text
        if text_hash(text) != decision.text_hash:
            self.changed.append(
                f"{where}: {decision.paragraph} has changed; the question is not asked until somebody "
                f"reads it again and sets text_hash = {text_hash(text)}"
            )
            return False
        if decision.quote not in text:
            raise CorpusError(f"{where}: the quote does not stand in {decision.paragraph}; copy its words")
        return True

    def fit(self, path: Path, decisions: Sequence[Decision]) -> bool:
        """Tell whether all the paragraphs still read as they did; each that does not is noted."""
        return False not in [self.fits(path, decision) for decision in decisions]


def read_written(folder: Path, library: Library) -> Written:
    """Read the scenarios, cases and readings in the folders ``scenarios`` and ``misreadings`` of a corpus,
    and keep what fits the library. Raises `CorpusError` naming the file, the piece and the field.
    """
    held = _Held(library)
    scenarios, cases, readings = list[Scenario](), list[Case](), list[Decision]()
    for path in sorted((folder / "scenarios").glob("*.toml")):
        data = _tables(path, ("scenarios", "cases"))
        rows = [_scenario(row, f"{path}: scenario {n}") for n, row in enumerate(data["scenarios"])]
        scenarios += [s for s in rows if held.fits(path, s.decision)]
        whole = [typed(Case, row, f"{path}: case {n}") for n, row in enumerate(data["cases"])]
        cases += [c for c in whole if held.fit(path, c.steps)]
    for path in sorted((folder / "misreadings").glob("*.toml")):
        data = _tables(path, ("readings",))
        found = [typed(Decision, row, f"{path}: reading {n}") for n, row in enumerate(data["readings"])]
        readings += [r for r in found if held.fits(path, r)]
    every = (*(s.decision for s in scenarios), *(d for c in cases for d in c.steps), *readings)
    _check_names(folder, every)
    return Written(tuple(scenarios), tuple(cases), tuple(readings), tuple(held.changed))


def _tables(path: Path, names: Sequence[str]) -> dict[str, list[object]]:
    data = read_toml(path)
    found = {name: data.get(name, []) for name in names}
    if set(data) - set(names) or not all(isinstance(rows, list) for rows in found.values()):
        raise CorpusError(f"{path}: may hold [[{']] and [['.join(names)}]] and nothing else")
    return {name: rows for name, rows in found.items() if isinstance(rows, list)}


def _scenario(row: object, where: str) -> Scenario:
    """A scenario's file holds role and place beside the fields of its decision."""
    if not isinstance(row, dict):
        raise CorpusError(f"{where}: must be a table")
    decision = {k: v for k, v in row.items() if k not in ("role", "place")}
    outer = {k: v for k, v in row.items() if k in ("role", "place")}
    return typed(Scenario, {**outer, "decision": decision}, where)


def _check_names(folder: Path, decisions: Sequence[Decision]) -> None:
    names = [d.name for d in decisions]
    for name in names:
        if names.count(name) > 1:
            raise CorpusError(f"{folder}: two quiz questions are named {name!r}; rename one")


def span_of(decision: Decision, library: Library) -> Span:
    """Return where the quotation stands in its paragraph."""
    start = library.paragraph(decision.paragraph).text.index(decision.quote)
    return Span(start, start + len(decision.quote))
