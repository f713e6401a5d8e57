"""What a finished index is on disk.

``index.json``, ``library.json``, ``vectors.npy``, ``tokens.npy``, ``bounds.npy``, ``chroma/``
(not where a server keeps the collection) and the seal over them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.index.fingerprint import Fingerprint
from ingest.index.seal import damage
from ingest.json_values import from_json, to_json
from ingest.library import Library
from ingest.types import Document, Headnote, Paragraph, parse_chunk_id


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
class _Head:
    """``index.json``: ``built`` in ISO format, ids of ``chunks`` in the order of the arrays' rows."""

    fingerprint: Fingerprint
    built: str
    chunks: tuple[str, ...]


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


def write_index(folder: Path, print_: Fingerprint, library: Library, chunks: Sequence[EmbeddedChunk]) -> None:
    """Write everything but the Chroma collection and the seal."""
    (folder / "library.json").write_text(to_json(library), encoding="utf-8")
    np.save(folder / "vectors.npy", np.stack([c.vector for c in chunks]).astype(np.float32))
    np.save(folder / "tokens.npy", np.concatenate([c.tokens for c in chunks]).astype(np.float16))
    bounds = np.cumsum([0, *(len(c.tokens) for c in chunks)], dtype=np.int64)
    np.save(folder / "bounds.npy", bounds)
    built = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    head = _Head(print_, built, tuple(c.id for c in chunks))
    (folder / "index.json").write_text(to_json(head), encoding="utf-8")


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
        raise StoreError(f"{error.filename}: this account may not read it; give it the right to") from error
    except (OSError, ValueError, EOFError) as error:
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
        return from_json(_Head, (folder / "index.json").read_bytes()).fingerprint
    except ValueError as error:
        raise DamagedIndexError(folder, "index.json cannot be read") from error


def _read(folder: Path) -> Index:
    head = from_json(_Head, (folder / "index.json").read_bytes())
    return Index(
        folder,
        head.fingerprint,
        head.built,
        from_json(Library, (folder / "library.json").read_bytes()),
        head.chunks,
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
        "tokens.npy": index.tokens.shape == (len(index.tokens), width) and index.tokens.dtype == np.float16,
        "bounds.npy": bounds.shape == (rows + 1,)
        and bounds.dtype == np.int64
        and bounds[0] == 0
        and bounds[-1] == len(index.tokens)
        and bool((np.diff(bounds) >= 0).all()),
    }
    return next((f"{name} has another shape" for name, good in fits.items() if not good), "")
