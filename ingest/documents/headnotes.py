"""Headnotes: the editor's plain words on each paragraph, one TOML file a document.

They are looked up and embedded like the paragraph's own words and, where the official
text is not on disk, stand in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ingest.documents.manifest import Words
from ingest.documents.toml_file import read_toml, typed
from ingest.errors import CorpusError
from ingest.json_values import CLOSED, Closed
from ingest.types import Headnote, Locator, Paragraph

Force = Literal[
    "decides",
    "demands",
    "requests",
    "calls-upon",
    "urges",
    "encourages",
    "recognizes",
    "expresses",
    "recalls",
    "invites",
    "condemns",
    "stresses",
    "welcomes",
    "intends",
    "will",
    "must",
    "should",
    "explains",
]
FEWEST, MOST = 4, 60  # questions a headnote: one for each thing that the paragraph says


def read_headnotes(folder: Path, document: str, topics: Sequence[str] = ()) -> tuple[Headnote, ...]:
    """Return a document's headnotes in the order of the file; none if it has no file. ``topics``: the ones
    that may be named; any may where none are given. Raises `CorpusError` naming the paragraph and the field.
    """
    path = headnote_file(folder, document)
    if not path.is_file():
        return ()
    data = read_toml(path)
    rows = data.get("headnotes")
    if not isinstance(rows, list) or set(data) != {"headnotes"}:
        raise CorpusError(f"{path}: must hold [[headnotes]] and nothing else")
    found = tuple(_headnote(row, document, path, topics) for row in rows)
    anchors = [h.locator.anchor for h in found]
    for twice in {a for a in anchors if anchors.count(a) > 1}:
        raise CorpusError(f"{path}: {twice} has two headnotes; keep one")
    return found


def headnote_file(folder: Path, document: str) -> Path:
    """Return the place of a document's headnotes; the file need not exist."""
    return folder / f"{document}.toml"


def digest_paragraphs(headnotes: Iterable[Headnote]) -> tuple[Paragraph, ...]:
    """Paragraphs whose text is the editor's summary, for a document that is not on disk. Page 0:
    nobody knows.
    """
    return tuple(Paragraph(h.locator, _printed(h.locator), (), h.summary, (), 0, 0) for h in headnotes)


@dataclass(frozen=True, slots=True)
class _Row:
    """A headnote as its file holds it."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    anchor: str
    summary: Words
    questions: tuple[Words, ...]
    silent: Annotated[tuple[Words, ...], Field(min_length=1)]
    topics: Annotated[tuple[Words, ...], Field(min_length=1)]
    force: Force
    text_hash: str = ""


def _headnote(row: object, document: str, path: Path, known: Sequence[str]) -> Headnote:
    anchor = row.get("anchor") if isinstance(row, dict) else ""
    where = f"{path}: {anchor}"
    note = typed(_Row, row, where)
    try:
        locator = Locator.parse(f"{document}#{note.anchor}")
    except ValueError as error:
        raise CorpusError(f"{path}: {error}") from error
    if not FEWEST <= len(note.questions) <= MOST:
        raise CorpusError(f"{where}: has {len(note.questions)} questions, not {FEWEST} to {MOST}")
    for topic in note.topics:
        if known and topic not in known:
            raise CorpusError(f"{where}: topic {topic!r} is unknown; known: {', '.join(known)}")
    summary, questions = _folded([note.summary])[0], _folded(note.questions)
    topics, silent = _folded(note.topics), _folded(note.silent)
    return Headnote(locator, summary, questions, topics, note.force, silent, note.text_hash)


def _folded(texts: Sequence[str]) -> tuple[str, ...]:
    """Put each text on one line."""
    return tuple(" ".join(text.split()) for text in texts)


def _printed(locator: Locator) -> str:
    """``8.`` of ``op-8``, ``(a)`` of ``op-8-a``, ``17.2.`` of ``para-17.2``; else nothing."""
    if locator.kind == "op":
        letter = re.search(r"-([a-z]+)$", locator.tail)
        return f"({letter.group(1)})" if letter else f"{locator.tail}."
    return f"{locator.tail}." if locator.kind == "para" else ""
