"""Headnotes: the editor's plain words on each paragraph, one TOML file a document.

They are looked up and embedded like the paragraph's own words and, where the official
text is not on disk, stand in for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.errors import CorpusError
from ingest.types import Headnote, Locator, Paragraph

FORCES = (
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
)
FIELDS = {"anchor", "summary", "questions", "silent", "topics", "force"}
FEWEST, MOST = 4, 60  # questions a headnote: one for each thing that the paragraph says


def read_headnotes(folder: Path, document: str, topics: Sequence[str] = ()) -> tuple[Headnote, ...]:
    """Return a document's headnotes in the order of the file; none if it has no file. ``topics``: the ones
    that may be named; any may where none are given. Raises `CorpusError` naming the paragraph and the field.
    """
    path = folder / f"{document}.toml"
    if not path.is_file():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: cannot be read as headnotes ({error})") from error
    rows = data.get("headnotes")
    if not isinstance(rows, list) or set(data) != {"headnotes"}:
        raise CorpusError(f"{path}: must hold [[headnotes]] and nothing else")
    found = tuple(_headnote(row, document, path, topics) for row in rows)
    anchors = [h.locator.anchor for h in found]
    for twice in {a for a in anchors if anchors.count(a) > 1}:
        raise CorpusError(f"{path}: {twice} has two headnotes; keep one")
    return found


def digest_paragraphs(headnotes: Iterable[Headnote]) -> tuple[Paragraph, ...]:
    """Paragraphs whose text is the editor's summary, for a document that is not on disk. Page 0:
    nobody knows.
    """
    return tuple(Paragraph(h.locator, _printed(h.locator), (), h.summary, (), 0, 0) for h in headnotes)


def _headnote(row: object, document: str, path: Path, known: Sequence[str]) -> Headnote:
    if not isinstance(row, dict) or set(row) != FIELDS:
        raise CorpusError(f"{path}: each headnote needs exactly {', '.join(sorted(FIELDS))}")
    where = f"{path}: {row['anchor']}"
    try:
        locator = Locator.parse(f"{document}#{row['anchor']}")
    except ValueError as error:
        raise CorpusError(f"{path}: {error}") from error
    questions = _texts(row["questions"], f"{where}: field 'questions'")
    if not FEWEST <= len(questions) <= MOST:
        raise CorpusError(f"{where}: has {len(questions)} questions, not {FEWEST} to {MOST}")
    topics = _texts(row["topics"], f"{where}: field 'topics'")
    for topic in topics:
        if known and topic not in known:
            raise CorpusError(f"{where}: topic {topic!r} is unknown; known: {', '.join(known)}")
    if row["force"] not in FORCES:
        raise CorpusError(f"{where}: force {row['force']!r} is unknown; known: {', '.join(FORCES)}")
    return Headnote(
        locator,
        _texts([row["summary"]], f"{where}: field 'summary'")[0],
        questions,
        topics,
        str(row["force"]),
        _texts(row["silent"], f"{where}: field 'silent'"),
    )


def _texts(values: object, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not values:
        raise CorpusError(f"{where} is missing or empty")
    if not all(isinstance(v, str) and v.strip() for v in values):
        raise CorpusError(f"{where} must hold text")
    return tuple(" ".join(v.split()) for v in values)


def _printed(locator: Locator) -> str:
    """``8.`` of ``op-8``, ``(a)`` of ``op-8-a``, ``17.2.`` of ``para-17.2``; else nothing."""
    if locator.kind == "op":
        letter = re.search(r"-([a-z]+)$", locator.tail)
        return f"({letter.group(1)})" if letter else f"{locator.tail}."
    return f"{locator.tail}." if locator.kind == "para" else ""
