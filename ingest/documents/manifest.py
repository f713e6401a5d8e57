"""The manifest: the documents of a corpus, their names and the structure they must have."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from ingest.documents.grammars.names import Grammar
from ingest.documents.toml_file import read_toml, typed
from ingest.errors import CorpusError
from ingest.json_values import CLOSED, Closed
from ingest.types import UNKNOWN_DAY, Paragraph

Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure that the parser must find. ``paragraphs`` counts numbered ones, sub-paragraphs apart."""

    __pydantic_config__: ClassVar[Closed] = CLOSED
    paragraphs: int = 0
    subparagraphs: tuple[str, ...] = ()
    notes: int = 0
    operative: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the manifest, whether or not it is on disk. Only ``id`` and ``filename`` (``file`` for
    short) must be there. ``grammar``: None for the one that fits best; ``learned``: digest of the anchors
    that were found when the document was added; ``watched``: file of a watched folder that it
    was added from; ``supersedes``: id of its earlier version.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    id: Words
    filename: Words
    title: str = ""
    symbol: str = ""
    adopted: dt.date = UNKNOWN_DAY
    issuer: str = ""
    source_url: str = ""
    grammar: Grammar | None = None
    terms: str = ""
    structure: Structure = field(default_factory=Structure)
    outline: tuple[tuple[str, str], ...] = ()
    supersedes: str = ""
    language: str = ""
    learned: str = ""
    watched: str = ""


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Read a manifest. Raises `CorpusError` naming the field for anything missing, unknown or of the wrong
    type.
    """
    data = read_toml(path)
    rows = data.get("documents")
    if not isinstance(rows, list) or not rows or set(data) != {"documents"}:
        raise CorpusError(f"{path}: must list [[documents]] and nothing else")
    entries = tuple(_entry(row, f"{path}: document {n}") for n, row in enumerate(rows, start=1))
    ids = [entry.id for entry in entries]
    for twice in {i for i in ids if ids.count(i) > 1}:
        raise CorpusError(f"{path}: document {twice!r} is listed twice")
    return entries


def _entry(row: dict[str, object], where: str) -> Entry:
    outline = row.get("outline", {})
    pairs = list(outline.items()) if isinstance(outline, dict) else outline
    short = {"filename": row["file"]} if "file" in row else {}
    named = {key: value for key, value in row.items() if key != "file"}
    entry = typed(Entry, {**named, **short, "outline": pairs}, f"{where} ({row.get('id', 'without id')})")
    title = entry.title or entry.id
    entry = replace(entry, title=title, symbol=entry.symbol or title)
    if Path(entry.filename).name != entry.filename:
        raise CorpusError(f"{where}: filename {entry.filename!r} must not contain a folder")
    return entry


def check_structure(entry: Entry, paragraphs: tuple[Paragraph, ...], name: str) -> None:
    """Compare paragraphs with the manifest. Raises `CorpusError` naming what differs."""
    if entry.learned:
        if learned(paragraphs) != entry.learned:
            raise CorpusError(
                f"{name}: is no longer laid out as it was when {entry.id} was added; look at it and add it "
                f"again (`python -m ingest add {name} --id {entry.id}`)"
            )
        return
    if entry.structure == Structure():
        return
    anchors = {p.locator.anchor for p in paragraphs}
    want = entry.structure
    expected = {f"para-{n}" for n in range(1, want.paragraphs + 1)}
    expected |= {f"para-{sub}" for sub in want.subparagraphs}
    expected |= {f"fn-{n}" for n in range(1, want.notes + 1)}
    expected |= {f"op-{n}" for n in range(1, want.operative + 1)}
    found = {a for a in anchors if a.startswith(("para-", "fn-")) or _top_operative(a)}
    problems = [
        f"{label} {', '.join(sorted(difference, key=_natural))}"
        for label, difference in (("missing:", expected - found), ("not expected:", found - expected))
        if difference
    ]
    if problems:
        raise CorpusError(
            f"{name}: is not {entry.symbol} as the manifest describes it ({'; '.join(problems)}); "
            "get it again from its source, or correct the manifest"
        )


def learned(paragraphs: tuple[Paragraph, ...]) -> str:
    """Return 16 hexadecimal digits for the anchors of a document."""
    anchors = "\n".join(p.locator.anchor for p in paragraphs)
    return hashlib.sha256(anchors.encode()).hexdigest()[:16]


def _top_operative(anchor: str) -> bool:
    return anchor.startswith("op-") and anchor.count("-") == 1


def _natural(anchor: str) -> tuple[str, tuple[int, ...]]:
    kind, _, tail = anchor.partition("-")
    return kind, tuple(int(part) for part in tail.split(".") if part.isdigit())
