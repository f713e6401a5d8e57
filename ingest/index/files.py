"""The files of a finished index.

``index.json``, ``library.json``; ``tokens.npy`` and ``bounds.npy`` of the statements; ``notes-….npy`` and
``code_books.npz`` of the headnotes; ``chroma/`` with the vectors of paragraphs and statements (not where a
server keeps them); and the seal over all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.code_books import CodeBooks, read_books, write_books
from ingest.embedding.packed import Packed, PackedTexts, stacked
from ingest.errors import ModelError, StoreError
from ingest.index.fingerprint import Fingerprint
from ingest.index.seal import damage
from ingest.index.store import collection
from ingest.index.vectors import ChunkVectors
from ingest.json_values import from_json, to_json
from ingest.library import Library
from ingest.types import Document, Headnote, Paragraph, parse_chunk_id

LIBRARY, BOOKS = "library.json", "code_books.npz"


class DamagedIndexError(StoreError):
    """The index in ``folder`` cannot be used; ``what`` it says of the index, "is damaged (…)"."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(f"{folder}: the index {what}; run `python -m ingest index` to build it again")
        self.folder, self.what = folder, what


def damaged_index(folder: Path, what: str) -> DamagedIndexError:
    return DamagedIndexError(folder, f"is damaged ({what})")


@dataclass(frozen=True, slots=True)
class Index:
    """A finished index. ``chunks`` are of `Chunk.id`; a paragraph's stand together. ``vectors`` come out
    of Chroma at their first use. ``tokens`` [word pieces, dimensions] in eight bits, on disk: rows
    ``bounds[i]`` to ``bounds[i + 1]`` are those of chunk i if it is a statement. ``notes`` are of the chunks
    that are texts of headnotes or silent questions, in order, their tokens encoded by ``books``.
    """

    folder: Path
    fingerprint: Fingerprint
    built: str
    library: Library
    chunks: tuple[str, ...]
    vectors: ChunkVectors
    tokens: NDArray[np.int8]
    bounds: NDArray[np.int64]
    notes: PackedTexts
    books: CodeBooks

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
        """Day and time of the build, for people: 29 November 2026, 16:05 UTC."""
        built = dt.datetime.fromisoformat(self.built)
        return f"{built.day} {built:%B %Y, %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class _Head:
    """``index.json``: ``built`` in ISO format, ids of ``chunks`` in the order of the arrays' rows."""

    fingerprint: Fingerprint
    built: str
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmbeddedChunk:
    """``id`` of a `Chunk`, and ``tokens`` [word pieces, dimensions] in eight bits; whole paragraphs have
    none, since their sentences do. Its vector is in Chroma.
    """

    id: str
    tokens: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class EmbeddedNote:
    """``id`` of a `Chunk` that is a text of a headnote or a silent question, with its embedding."""

    id: str
    packed: Packed


def write_index(
    folder: Path,
    print_: Fingerprint,
    library: Library,
    chunks: Sequence[EmbeddedChunk | EmbeddedNote],
    books: CodeBooks,
) -> None:
    """Write everything but the Chroma collection and the seal."""
    (folder / LIBRARY).write_text(to_json(library), encoding="utf-8")
    tokens = [c.tokens if isinstance(c, EmbeddedChunk) else _NO_TOKENS for c in chunks]
    np.save(folder / "bounds.npy", np.cumsum([0, *map(len, tokens)], dtype=np.int64))
    np.save(folder / "tokens.npy", np.concatenate([t for t in tokens if len(t)]))
    notes = stacked([c.packed for c in chunks if isinstance(c, EmbeddedNote)])
    for name in _NOTES:
        np.save(folder / f"notes-{name}.npy", getattr(notes, name))
    write_books(books, folder / BOOKS)
    built = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    head = _Head(print_, built, tuple(c.id for c in chunks))
    (folder / "index.json").write_text(to_json(head), encoding="utf-8")


_NO_TOKENS = np.zeros((0, 0), dtype=np.int8)
_NOTES = ("vectors", "codes", "bounds")


def read_index(folder: Path) -> Index:
    """The index in ``folder``. Raises `DamagedIndexError` if files are missing, cut or nonsense,
    `StoreError` if they may not be read.
    """
    try:
        what = damage(folder)
        if what:
            raise damaged_index(folder, what)
        if not all((folder / name).is_file() for name in (LIBRARY, BOOKS)):
            raise DamagedIndexError(folder, "was made by an earlier version")
        index = _read(folder)
    except PermissionError as error:
        raise StoreError(f"{error.filename}: this account may not read it; give it the right to") from error
    except (OSError, ValueError, EOFError, ModelError) as error:
        reason = " ".join(str(error).split())[:80]
        raise damaged_index(folder, reason) from error
    what = _misfit(index)
    if what:
        raise damaged_index(folder, what)
    return index


def read_fingerprint(folder: Path) -> Fingerprint:
    """Fingerprint of a build. Raises `DamagedIndexError` if files are missing, cut or nonsense."""
    what = damage(folder)
    if what:
        raise damaged_index(folder, what)
    try:
        return from_json(_Head, (folder / "index.json").read_bytes()).fingerprint
    except ValueError as error:
        raise damaged_index(folder, "index.json cannot be read") from error


def _read(folder: Path) -> Index:
    head = from_json(_Head, (folder / "index.json").read_bytes())
    notes = PackedTexts(*(np.load(folder / f"notes-{name}.npy", mmap_mode="r") for name in _NOTES))
    return Index(
        folder,
        head.fingerprint,
        head.built,
        from_json(Library, (folder / LIBRARY).read_bytes()),
        head.chunks,
        ChunkVectors(collection(folder, head.fingerprint), head.chunks, notes.vectors),
        np.load(folder / "tokens.npy", mmap_mode="r"),
        np.load(folder / "bounds.npy"),
        notes,
        read_books(folder / BOOKS),
    )


def _misfit(index: Index) -> str:
    """Name the array that does not fit the chunks; empty if all do."""
    notes = sum(parse_chunk_id(key)[2] in ("headnote", "silent") for key in index.chunks)
    fits = {
        "tokens.npy": index.tokens.ndim == 2 and index.tokens.dtype == np.int8,
        "bounds.npy": _bound(index.bounds, len(index.chunks), len(index.tokens)),
        "notes-vectors.npy": len(index.notes) == notes and index.notes.vectors.dtype == np.int8,
        "notes-bounds.npy": _bound(index.notes.bounds, notes, len(index.notes.codes)),
    }
    return next((f"{name} has another shape" for name, good in fits.items() if not good), "")


def _bound(bounds: NDArray[np.int64], parts: int, rows: int) -> bool:
    """Tell whether ``bounds`` divide so many rows into so many parts."""
    shaped = bounds.shape == (parts + 1,) and bounds.dtype == np.int64
    return shaped and bounds[0] == 0 and bounds[-1] == rows and bool((np.diff(bounds) >= 0).all())
