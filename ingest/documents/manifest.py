"""The manifest: the documents of a corpus, their names and the structure they must have."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, cast

from ingest.errors import CorpusError
from ingest.types import Paragraph

Grammar = Literal["nato", "unsc"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure that the parser must find. ``paragraphs`` counts numbered ones, sub-paragraphs apart."""

    paragraphs: int = 0
    subparagraphs: tuple[str, ...] = ()
    notes: int = 0
    operative: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the manifest, whether or not it is on disk."""

    id: str
    title: str
    symbol: str
    adopted: dt.date
    issuer: str
    source_url: str
    filename: str
    grammar: Grammar
    terms: str
    structure: Structure
    outline: tuple[tuple[str, str], ...] = ()


_TYPES: dict[str, type] = {"adopted": dt.date, "structure": dict, "outline": dict}


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Read a manifest. Raises `CorpusError` naming the field for anything missing, unknown or of the wrong
    type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: is not valid TOML ({error})") from error
    unknown = sorted(set(data) - {"documents"})
    rows = data.get("documents")
    if unknown:
        raise CorpusError(f"{path}: unknown field {unknown[0]!r}; only [[documents]] is known")
    if not isinstance(rows, list) or not rows:
        raise CorpusError(f"{path}: lists no [[documents]]")
    entries = tuple(_entry(row, f"{path}: document {n}") for n, row in enumerate(rows, start=1))
    ids = [entry.id for entry in entries]
    for twice in {i for i in ids if ids.count(i) > 1}:
        raise CorpusError(f"{path}: document {twice!r} is listed twice")
    return entries


def _entry(row: dict[str, object], where: str) -> Entry:
    known = {f.name for f in fields(Entry)}
    where += f" ({row.get('id', 'without id')})"
    _refuse_unknown(row, known, where)
    for name in sorted(known - {"outline"}):
        value = row.get(name)
        wanted = _TYPES.get(name, str)
        if not isinstance(value, wanted) or value == "":
            raise CorpusError(f"{where}: field {name!r} is missing or not a {wanted.__name__}")
    if row["grammar"] not in ("nato", "unsc"):
        raise CorpusError(f"{where}: grammar {row['grammar']!r} is unknown; known: nato, unsc")
    if Path(str(row["filename"])).name != row["filename"]:
        raise CorpusError(f"{where}: filename {row['filename']!r} must not contain a folder")
    outline = cast(dict[str, str], row.get("outline", {}))
    plain = {k: v for k, v in row.items() if k not in ("structure", "outline")}
    return Entry(
        **plain,  # type: ignore[arg-type]
        structure=_structure(cast(dict[str, object], row["structure"]), where),
        outline=tuple(outline.items()),
    )


def _structure(row: dict[str, object], where: str) -> Structure:
    _refuse_unknown(row, {f.name for f in fields(Structure)}, f"{where}: structure")
    for name, value in row.items():
        good = isinstance(value, list if name == "subparagraphs" else int)
        if not good:
            raise CorpusError(f"{where}: structure field {name!r} has the wrong type: {value!r}")
    subs = cast(list[str], row.get("subparagraphs", []))
    numbers = {k: cast(int, v) for k, v in row.items() if k != "subparagraphs"}
    return Structure(**numbers, subparagraphs=tuple(subs))


def _refuse_unknown(row: dict[str, object], known: set[str], where: str) -> None:
    unknown = sorted(set(row) - known)
    if unknown:
        raise CorpusError(f"{where}: unknown field {unknown[0]!r}; known: {', '.join(sorted(known))}")


def check_structure(entry: Entry, paragraphs: tuple[Paragraph, ...], name: str) -> None:
    """Compare paragraphs with the manifest. Raises `CorpusError` naming what differs."""
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


def _top_operative(anchor: str) -> bool:
    return anchor.startswith("op-") and anchor.count("-") == 1


def _natural(anchor: str) -> tuple[str, tuple[int, ...]]:
    kind, _, tail = anchor.partition("-")
    return kind, tuple(int(part) for part in tail.split(".") if part.isdigit())
