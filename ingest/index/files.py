"""The files of a finished index.

``index.json``, ``library.json``, ``tokens.npy``, ``bounds.npy``, ``chroma/`` with the vectors (not where
a server keeps them) and the seal over all.
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
from ingest.index.store import collection
from ingest.index.vectors import ChunkVectors
from ingest.json_values import from_json, to_json
from ingest.library import Library
from ingest.types import Document, Headnote, Paragraph

LIBRARY = "library.json"


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
    of Chroma at their first use. ``tokens`` [word pieces, dimensions] float32, unit length, on disk:
    rows ``bounds[i]`` to ``bounds[i + 1]`` are those of chunk i.
    """

    folder: Path
    fingerprint: Fingerprint
    built: str
    library: Library
    chunks: tuple[str, ...]
    vectors: ChunkVectors
    tokens: NDArray[np.float32]
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
    """``id`` of a `Chunk`, and ``tokens`` [word pieces, dimensions], which whole paragraphs have none of:
    their sentences do. Its vector is in Chroma.
    """

    id: str
    tokens: NDArray[np.float32]


def write_index(folder: Path, print_: Fingerprint, library: Library, chunks: Sequence[EmbeddedChunk]) -> None:
    """Write everything but the Chroma collection and the seal."""
    (folder / LIBRARY).write_text(to_json(library), encoding="utf-8")
    bounds = np.cumsum([0, *(len(c.tokens) for c in chunks)], dtype=np.int64)
    np.save(folder / "bounds.npy", bounds)
    _write_tokens(folder / "tokens.npy", chunks)
    built = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    head = _Head(print_, built, tuple(c.id for c in chunks))
    (folder / "index.json").write_text(to_json(head), encoding="utf-8")


def _write_tokens(path: Path, chunks: Sequence[EmbeddedChunk]) -> None:
    """Write the tokens of one chunk after the other, in half precision as the cache keeps them; at full
    width they are multiplied where they lie on the disk.
    """
    rows, width = sum(len(c.tokens) for c in chunks), chunks[0].tokens.shape[1]
    with path.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (rows, width)}
        np.lib.format.write_array_header_1_0(file, header)
        for chunk in chunks:
            file.write(chunk.tokens.astype(np.float16).astype("<f4").tobytes())


def read_index(folder: Path) -> Index:
    """The index in ``folder``. Raises `DamagedIndexError` if files are missing, cut or nonsense,
    `StoreError` if they may not be read.
    """
    try:
        what = damage(folder)
        if what:
            raise damaged_index(folder, what)
        if not (folder / LIBRARY).is_file():
            raise DamagedIndexError(folder, "was made by an earlier version")
        index = _read(folder)
    except PermissionError as error:
        raise StoreError(f"{error.filename}: this account may not read it; give it the right to") from error
    except (OSError, ValueError, EOFError) as error:
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
    return Index(
        folder,
        head.fingerprint,
        head.built,
        from_json(Library, (folder / LIBRARY).read_bytes()),
        head.chunks,
        ChunkVectors(collection(folder, head.fingerprint), head.chunks),
        np.load(folder / "tokens.npy", mmap_mode="r"),
        np.load(folder / "bounds.npy"),
    )


def _misfit(index: Index) -> str:
    """Name the array that does not fit the chunks; empty if all do."""
    bounds = index.bounds
    fits = {
        "tokens.npy": index.tokens.ndim == 2 and index.tokens.dtype == np.float32,
        "bounds.npy": bounds.shape == (len(index.chunks) + 1,)
        and bounds.dtype == np.int64
        and bounds[0] == 0
        and bounds[-1] == len(index.tokens)
        and bool((np.diff(bounds) >= 0).all()),
    }
    return next((f"{name} has another shape" for name, good in fits.items() if not good), "")
