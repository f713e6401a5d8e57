"""What the reader is fitted on: questions with a paragraph each, and whether it answers.

Headnotes give most of them: what each paragraph answers, and what its reader goes on to ask in vain. The
files in `evals/training` were written for this by people who saw the documents alone: questions with
a false premise, of other documents, near misses, hasty ones, and pairs that differ in one thing. None of
them is a gold question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.question.address import with_mentions
from assistant.question.documents import without_documents
from ingest.errors import GoldError
from ingest.json_values import from_json
from ingest.library import Library
from ingest.settings import ROOT
from ingest.types import Locator

FOLDER = ROOT / "evals" / "training"


@dataclass(frozen=True, slots=True)
class Example:
    """``question`` without names of documents, as the reader is given it; ``answers``: the paragraph at
    ``locator`` answers it. ``kind``: headnote, silent, or the name of the file that it comes from.
    """

    question: str
    locator: Locator
    answers: bool
    kind: str


def examples(library: Library, folder: Path = FOLDER) -> tuple[Example, ...]:
    """Return all of them; rows of paragraphs that are not in the library are left out. Raises `GoldError`
    for a damaged file.
    """
    return (*_of_headnotes(library), *_written(library, folder))


def _of_headnotes(library: Library) -> Iterator[Example]:
    for headnote in library.headnotes:
        for text in headnote.texts:
            if text.endswith("?"):  # the others are its summary
                yield Example(text, headnote.locator, True, "headnote")
        for text in headnote.silent:
            yield Example(text, headnote.locator, False, "silent")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a file: a question, the ``paragraphs`` that answer it or the ones ``near`` that do not."""

    question: str
    paragraphs: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def _written(library: Library, folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                row = from_json(_Row, line)
                locators = [Locator.parse(text) for text in row.paragraphs or row.near]
            except ValueError as error:
                raise GoldError(f"{path}, row {number}: cannot be read ({error})") from error
            question = without_documents(with_mentions(row.question, library.documents))
            for locator in locators:
                if locator in library:
                    yield Example(question, locator, bool(row.paragraphs), path.stem)
