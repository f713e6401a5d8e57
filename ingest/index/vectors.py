"""The vectors of an index's chunks: multiplied exactly in memory, or searched by Chroma if they are many.

Those of headnotes lie packed in the index and are always multiplied: editors write a bounded number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.eight_bits import from_bytes
from ingest.embedding.packed import NONE
from ingest.errors import StoreError
from ingest.index.store import Store
from ingest.types import parse_chunk_id

MOST = 50_000  # vectors of Chroma held in memory; 384 dimensions of them take 77 MB
BLOCK = 2000  # vectors that are copied at once
FOUND = 1000  # chunks whose cosines Chroma is asked for where there are more

Rows = Sequence[int] | NDArray[np.int64]
Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class ChunkVectors:
    """Unit vectors; row i is that of ``chunks[i]``, a `Chunk.id`. Those of texts of headnotes and of silent
    questions are ``notes``, packed and in order; the others come out of ``store`` at their first use.

    Up to ``most`` of the others are held in memory, and every figure is exact. Where there are more, Chroma's
    HNSW graph finds the nearest, and any that is not among them counts as far as the last of those.
    """

    def __init__(
        self, store: Store, chunks: tuple[str, ...], notes: NDArray[np.int8] = NONE.vectors, most: int = MOST
    ) -> None:
        self.store = store
        self.chunks = chunks
        self._most = most
        parsed = [parse_chunk_id(key) for key in chunks]
        self._documents = np.array([locator.document for locator, _, _ in parsed])
        self._silent = np.array([kind == "silent" for _, _, kind in parsed], dtype=np.bool_)
        noted = np.array([kind in ("headnote", "silent") for _, _, kind in parsed], dtype=np.bool_)
        self._noted, self._own = np.flatnonzero(noted), np.flatnonzero(~noted)
        self._packed = notes

    @property
    def stored(self) -> int:
        """Return how many of the chunks the store holds."""
        return len(self._own)

    @property
    def exact(self) -> bool:
        return self.stored <= self._most

    def at(self, rows: Rows) -> Matrix:
        """Return the vectors of these chunks, [rows, dimensions]. Raises `StoreError`, as every method
        does, if Chroma cannot be reached or lacks one of them.
        """
        if self.exact:
            return self._matrix[np.asarray(rows, dtype=np.int64)]
        keys = [self.chunks[row] for row in rows]
        distinct = list(dict.fromkeys(key for key in keys if self._row[key] not in self._note))
        found = self.store.vectors(distinct)
        if len(found) < len(distinct):
            raise self._lacking()
        noted = ((key, self._note.get(self._row[key])) for key in keys)
        return np.stack([found[key] if at is None else self._units[at] for key, at in noted])

    def blocks(self, rows: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], Matrix]]:
        """Yield ``rows`` with their vectors, `BLOCK` at a time, so that no copy of all is held."""
        for at in range(0, len(rows), BLOCK):
            yield rows[at : at + BLOCK], self.at(rows[at : at + BLOCK])

    def cosines(self, vector: Vector) -> NDArray[np.float32]:
        """Return the cosines, −1..1, of a vector, or of each of several, with every chunk; of far ones an
        upper bound unless `exact`.
        """
        if self.exact:
            return vector @ self._matrix.T
        if vector.ndim > 1:
            return np.stack([self.cosines(one) for one in vector])
        found = self.store.nearest(vector, FOUND)
        cosines = np.full(len(self.chunks), min(cosine for _, cosine in found), dtype=np.float32)
        cosines[[self._row[key] for key, _ in found]] = [cosine for _, cosine in found]
        if len(self._noted):
            cosines[self._noted] = self._units @ vector
        return cosines

    def products(self, vector: Vector) -> NDArray[np.float32]:
        """Return the products of every chunk's vector with ``vector``, which may be of any length."""
        return np.asarray(self._matrix @ vector)

    def sharpened(self, cosines: NDArray[np.float32], vector: Vector, rows: Rows) -> NDArray[np.float32]:
        """Return what `cosines` gave for ``vector`` with the exact cosines of the chunks ``rows``."""
        if self.exact:
            return cosines
        exact = cosines.copy()
        exact[rows] = self.at(rows) @ vector
        return exact

    def nearest(
        self, cosines: NDArray[np.float32], vector: Vector, count: int, documents: Sequence[str] = ()
    ) -> list[int]:
        """Return the rows of up to ``count`` chunks, nearest first, of the documents named (all if none
        is), and none that is silent. ``cosines`` are those that `cosines` gave for ``vector``.
        """
        allowed = ~self._silent
        if not self.exact:
            allowed[self._own] = False
            found = self.store.nearest(vector, count, documents)
            allowed[[self._row[key] for key, _ in found]] = True
            cosines = cosines.copy()
            cosines[[self._row[key] for key, _ in found]] = [cosine for _, cosine in found]
        if documents:
            allowed &= np.isin(self._documents, list(documents))
        rows = np.flatnonzero(allowed)
        if len(rows) > count:
            rows = np.sort(rows[np.argpartition(-cosines[rows], count)[:count]])
        return [int(row) for row in rows[np.argsort(-cosines[rows], kind="stable")]]

    @cached_property
    def _row(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self.chunks)}

    @cached_property
    def _note(self) -> dict[int, int]:
        """Place among ``notes`` of a row that is one of these."""
        return {int(row): place for place, row in enumerate(self._noted)}

    @cached_property
    def _units(self) -> Matrix:
        """[notes, dimensions]"""
        return from_bytes(self._packed)

    @cached_property
    def _matrix(self) -> Matrix:
        made: Matrix = np.zeros((0, 0), dtype=np.float32)
        for keys, vectors in self.store.batches():
            if not made.size:
                made = np.full((len(self.chunks), vectors.shape[1]), np.nan, dtype=np.float32)
            pairs = [(row, i) for i, key in enumerate(keys) if (row := self._row.get(key)) is not None]
            made[[row for row, _ in pairs]] = vectors[[i for _, i in pairs]]
        for at in range(0, len(self._noted) if made.size else 0, BLOCK):
            made[self._noted[at : at + BLOCK]] = from_bytes(self._packed[at : at + BLOCK])
        self.store.close()
        if len(made) != len(self.chunks) or not np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-3):
            raise self._lacking()
        return made

    def _lacking(self) -> StoreError:
        return StoreError(
            f"{self.store.chroma}: does not hold every vector of the index; run `python -m ingest index` "
            "to build it again"
        )
