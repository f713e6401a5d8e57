"""Proposals: what was understood of a file, for a person to look at before it is indexed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ingest.adding.facts import read_facts
from ingest.documents.corpus import parsed_file
from ingest.documents.grammars.choice import Parsed
from ingest.documents.grammars.names import TITLES, Grammar
from ingest.documents.grammars.nato import slug
from ingest.documents.on_disk import file_sha256
from ingest.documents.readers.stream import Kind
from ingest.errors import CorpusError
from ingest.types import Paragraph

SAMPLES = 3  # paragraphs that are shown
LENGTH = 40  # characters of an id
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A heading, how deep it stands (0 the highest), and how many paragraphs stand right below it."""

    heading: str
    depth: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file and what was understood of it. ``adopted`` is `UNKNOWN_DAY` where the document names no day;
    ``doubts``: lines on what was left out, is missing or uncertain, none if there are no doubts.
    """

    path: Path
    sha256: str
    id: str
    title: str
    symbol: str
    adopted: dt.date
    issuer: str
    language: str
    kind: Kind
    grammar: Grammar
    outline: tuple[OutlineRow, ...]
    doubts: tuple[str, ...]
    samples: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    source_url: str = ""
    watched: str = ""

    @property
    def grammar_title(self) -> str:
        return TITLES[self.grammar]

    @property
    def pages(self) -> int:
        """Pages of the file, 0 in a file without pages."""
        return max((p.last_page for p in self.paragraphs), default=0)


def propose(
    path: Path,
    *,
    id: str = "",
    title: str = "",
    grammar: Grammar | None = None,
    known: Collection[str] = (),
    source_url: str = "",
    watched: str = "",
) -> Proposal:
    """Read a file and say what was understood. ``id``, ``title`` and ``grammar`` take the place of what would
    be proposed; ``known``: ids that are taken. Raises `CorpusError` for a file that cannot be read.
    """
    if id and not _ID.fullmatch(id):
        raise CorpusError(f"{id!r} is no id; write small letters, digits and hyphens, for example unscr-2250")
    parsed, reading = parsed_file(path, id or "document", grammar)
    facts = read_facts(reading, path.name)
    name = id or _free(slug(facts.symbol or title or facts.title)[:LENGTH].strip("-"), known)
    if not id:
        parsed, reading = parsed_file(path, name, parsed.grammar)
    return Proposal(
        path,
        file_sha256(path),
        name,
        title or facts.title,
        facts.symbol,
        facts.adopted,
        facts.issuer,
        facts.language,
        reading.kind,
        parsed.grammar,
        outline_of(parsed.paragraphs),
        (*reading.remarks, *_doubts(parsed)),
        _samples(parsed.paragraphs),
        parsed.paragraphs,
        source_url,
        watched,
    )


def _doubts(parsed: Parsed) -> tuple[str, ...]:
    lost = [p for p in parsed.paragraphs if p.locator.anchor.startswith("section-text")]
    share = sum(len(p.text) for p in lost) / max(1, sum(len(p.text) for p in parsed.paragraphs))
    if len(lost) > 1 and share > 0.2:
        first = lost[0]
        place = f"page {first.first_page}" if first.first_page else f"“{first.text[:40]}”"
        line = (
            f"{len(lost)} paragraphs stand under no heading and have no number that this parser knows (from "
            f"{place}); they are counted instead"
        )
        return (*parsed.doubts, line)
    return parsed.doubts


def outline_of(paragraphs: tuple[Paragraph, ...]) -> tuple[OutlineRow, ...]:
    """Return the headings in print order."""
    counts: dict[tuple[str, ...], int] = {}
    for paragraph in paragraphs:
        for depth in range(1, len(paragraph.headings)):
            counts.setdefault(paragraph.headings[:depth], 0)
        counts[paragraph.headings] = counts.get(paragraph.headings, 0) + 1
    return tuple(
        OutlineRow(path[-1] if path else "", max(0, len(path) - 1), count) for path, count in counts.items()
    )


def _samples(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The first, the middle and the last paragraph that has a number, of any if none has."""
    own = [p for p in paragraphs if p.printed and p.locator.kind != "fn"] or list(paragraphs)
    places = dict.fromkeys((0, len(own) // 2, len(own) - 1))
    return tuple(own[place] for place in places)


def _free(name: str, known: Collection[str]) -> str:
    """The name, with a number behind it if it is taken."""
    found, n = name, 1
    while found in known:
        n += 1
        found = f"{name}-{n}"
    return found
