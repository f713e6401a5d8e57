"""What a finished index is on disk.

``index.json``, ``paragraphs.jsonl``, ``headnotes.jsonl``, ``vectors.npy``, ``tokens.npy``,
``bounds.npy``, ``chroma/`` (not where a server keeps the collection) and the seal over them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.fingerprint import Fingerprint
from ingest.library import Library
from ingest.seal import damage
from ingest.types import Document, Headnote, Locator, Paragraph, Place, parse_chunk_id


class DamagedIndexError(StoreError):
    """The index in ``folder`` cannot be used any more; ``what`` says in a few words why."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            f"{folder}: the index is damaged ({what}); run `python -m ingest index` to build it again"
        )
        self.folder, self.what = folder, what


@dataclass(frozen=True, slots=True)
class Index:
    """A finished index. Row i of ``vectors`` [chunks, dimensions] float32 is that of ``chunks[i]``, a
    `Chunk.id`; a paragraph's chunks stand together. ``tokens`` [word pieces, dimensions] float16,
    unit length, on disk: rows ``bounds[i]`` to ``bounds[i + 1]`` are those of chunk i.
    """

    folder: Path
    fingerprint: Fingerprint
    built: str
    library: Library
    chunks: tuple[str, ...]
    vectors: NDArray[np.float32]
    tokens: NDArray[np.float16]
    bounds: NDArray[np.int64]

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.library.documents

    @property
    def missing(self) -> tuple[str, ...]:
        return self.library.missing

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self.library.paragraphs

    @property
    def headnotes(self) -> tuple[Headnote, ...]:
        return self.library.headnotes

    @property
    def day(self) -> str:
        """When it was built, for people: 29 November 2026, 16:05 UTC."""
        built = dt.datetime.fromisoformat(self.built)
        return f"{built.day} {built:%B %Y, %H:%M} UTC"

    @property
    def searchable(self) -> int:
        """Number of chunks that are searched for, which is what Chroma holds."""
        return sum(parse_chunk_id(chunk)[2] != "silent" for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class EmbeddedChunk:
    """``id`` of a `Chunk`, its unit ``vector``, and ``tokens`` [word pieces, dimensions], which whole
    paragraphs have none of: their sentences do.
    """

    id: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]

    @property
    def silent(self) -> bool:
        """Whether it is a question that its paragraph does not answer: it is not searched for."""
        return parse_chunk_id(self.id)[2] == "silent"


def write_index(
    folder: Path, print_: Fingerprint, library: Library, chunks: Sequence[EmbeddedChunk]
) -> None:
    """Write everything but the Chroma collection and the seal."""
    _write_rows(folder / "paragraphs.jsonl", (paragraph_row(p) for p in library.paragraphs))
    notes = ({**asdict(h), "locator": str(h.locator)} for h in library.headnotes)
    _write_rows(folder / "headnotes.jsonl", notes)
    np.save(folder / "vectors.npy", np.stack([c.vector for c in chunks]).astype(np.float32))
    np.save(folder / "tokens.npy", np.concatenate([c.tokens for c in chunks]).astype(np.float16))
    bounds = np.cumsum([0, *(len(c.tokens) for c in chunks)], dtype=np.int64)
    np.save(folder / "bounds.npy", bounds)
    head = {
        "fingerprint": asdict(print_),
        "built": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "documents": [{**asdict(d), "adopted": d.adopted.isoformat()} for d in library.documents],
        "missing": library.missing,
        "chunks": [c.id for c in chunks],
    }
    (folder / "index.json").write_text(json.dumps(head), encoding="utf-8")


def _write_rows(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_index(folder: Path) -> Index:
    """The index in ``folder``. Raises `DamagedIndexError` if files are missing, cut or nonsense,
    `StoreError` if they may not be read.
    """
    try:
        what = damage(folder)
        if what:
            raise DamagedIndexError(folder, what)
        index = _read(folder)
    except PermissionError as error:
        raise StoreError(
            f"{error.filename}: this account may not read it; give it the right to"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        reason = " ".join(str(error).split())[:80]
        raise DamagedIndexError(folder, reason) from error
    what = _misfit(index)
    if what:
        raise DamagedIndexError(folder, what)
    return index


def read_fingerprint(folder: Path) -> Fingerprint:
    """Fingerprint of a build. Raises `DamagedIndexError` if files are missing, cut or nonsense."""
    what = damage(folder)
    if what:
        raise DamagedIndexError(folder, what)
    try:
        return _fingerprint(json.loads((folder / "index.json").read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(folder, "index.json cannot be read") from error


def _fingerprint(head: dict[str, Any]) -> Fingerprint:
    row = head["fingerprint"]
    return Fingerprint(**{**row, "documents": tuple((i, sha) for i, sha in row["documents"])})


def _read(folder: Path) -> Index:
    head = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return Index(
        folder,
        _fingerprint(head),
        head["built"],
        Library(
            tuple(_document(row) for row in head["documents"]),
            tuple(read_paragraph(row) for row in _rows(folder / "paragraphs.jsonl")),
            tuple(_headnote(row) for row in _rows(folder / "headnotes.jsonl")),
            tuple(head["missing"]),
        ),
        tuple(head["chunks"]),
        np.load(folder / "vectors.npy"),
        np.load(folder / "tokens.npy", mmap_mode="r"),
        np.load(folder / "bounds.npy"),
    )


def _misfit(index: Index) -> str:
    """Which array does not fit the chunks; empty if all do."""
    rows, bounds = len(index.chunks), index.bounds
    width = index.vectors.shape[-1] if index.vectors.ndim else 0
    fits = {
        "vectors.npy": index.vectors.shape == (rows, width) and index.vectors.dtype == np.float32,
        "tokens.npy": index.tokens.shape == (len(index.tokens), width)
        and index.tokens.dtype == np.float16,
        "bounds.npy": bounds.shape == (rows + 1,) and bounds.dtype == np.int64
        and bounds[0] == 0 and bounds[-1] == len(index.tokens) and bool((np.diff(bounds) >= 0).all()),
    }  # fmt: skip
    return next((f"{name} has another shape" for name, good in fits.items() if not good), "")


def paragraph_row(paragraph: Paragraph) -> dict[str, object]:
    return {
        "locator": str(paragraph.locator),
        "printed": paragraph.printed,
        "headings": paragraph.headings,
        "text": paragraph.text,
        "notes": [str(n) for n in paragraph.notes],
        "first_page": paragraph.first_page,
        "last_page": paragraph.last_page,
        "page_starts": paragraph.page_starts,
        "places": [(p.start, p.page, p.x, p.y, p.size) for p in paragraph.places],
    }


def read_paragraph(row: dict[str, object]) -> Paragraph:
    plain = dict(row)
    return Paragraph(
        **{
            **plain,
            "locator": Locator.parse(str(row["locator"])),
            "headings": tuple(row["headings"]),  # type: ignore[arg-type]
            "notes": tuple(Locator.parse(n) for n in row["notes"]),  # type: ignore[attr-defined]
            "page_starts": tuple((a, b) for a, b in row["page_starts"]),  # type: ignore[attr-defined]
            "places": tuple(Place(*place) for place in row["places"]),  # type: ignore[attr-defined]
        }
    )


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _headnote(row: dict[str, object]) -> Headnote:
    plain = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Headnote(**{**plain, "locator": Locator.parse(str(row["locator"]))})  # type: ignore[arg-type]


def _document(row: dict[str, object]) -> Document:
    given = {name: value for name, value in row.items() if name != "number"}
    adopted = dt.date.fromisoformat(str(row["adopted"]))
    return Document(**{**given, "adopted": adopted})  # type: ignore[arg-type]
