"""The vectors of an index's chunks: multiplied exactly in memory, or searched by Chroma if they are many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.index.store import Store
from ingest.types import parse_chunk_id

MOST = 50_000  # vectors held in memory; 384 dimensions of them take 77 MB
FOUND = 1000  # chunks of each kind whose cosines Chroma is asked for where there are more

Rows = Sequence[int] | NDArray[np.int64]
Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class ChunkVectors:
    """Unit vectors out of ``store``, read at their first use; row i is that of ``chunks[i]``, a `Chunk.id`.

    Up to ``most`` are held in memory, and every figure is exact. Where there are more, Chroma's HNSW
    graph finds the nearest, and any that is not among them counts as far as the last of those.
    """

    def __init__(self, store: Store, chunks: tuple[str, ...], most: int = MOST) -> None:
        self.store = store
        self.chunks = chunks
        self._most = most
        parsed = [parse_chunk_id(key) for key in chunks]
        self._documents = np.array([locator.document for locator, _, _ in parsed])
        self._silent = np.array([kind == "silent" for _, _, kind in parsed], dtype=np.bool_)

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many chunks are searched, and how many are silent."""
        silent = int(self._silent.sum())
        return len(self.chunks) - silent, silent

    @property
    def exact(self) -> bool:
        return len(self.chunks) <= self._most

    def at(self, rows: Rows) -> Matrix:
        """Return the vectors of these chunks, [rows, dimensions]. Raises `StoreError`, as every method
        does, if Chroma cannot be reached or lacks one of them.
        """
        if self.exact:
            return self._matrix[np.asarray(rows, dtype=np.int64)]
        keys = [self.chunks[row] for row in rows]
        distinct = list(dict.fromkeys(keys))
        found = self.store.vectors(distinct)
        if len(found) < len(distinct):
            raise self._lacking()
        return np.stack([found[key] for key in keys])

    def cosines(self, vector: Vector) -> NDArray[np.float32]:
        """Return the cosines, −1..1, of a vector, or of each of several, with every chunk; of far ones an
        upper bound unless `exact`.
        """
        if self.exact:
            return vector @ self._matrix.T
        if vector.ndim > 1:
            return np.stack([self.cosines(one) for one in vector])
        cosines = np.full(len(self.chunks), -1.0, dtype=np.float32)
        for silent in (False, True):
            of_kind = self._silent == silent
            if of_kind.any():
                found = self.store.nearest(vector, FOUND, silent=silent)
                cosines[of_kind] = min(cosine for _, cosine in found)
                cosines[[self._row[key] for key, _ in found]] = [cosine for _, cosine in found]
        return cosines

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
        if not self.exact:
            return [self._row[key] for key, _ in self.store.nearest(vector, count, documents)]
        allowed = ~self._silent
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
    def _matrix(self) -> Matrix:
        made: Matrix = np.zeros((0, 0), dtype=np.float32)
        for keys, vectors in self.store.batches():
            if not made.size:
                made = np.full((len(self.chunks), vectors.shape[1]), np.nan, dtype=np.float32)
            pairs = [(row, i) for i, key in enumerate(keys) if (row := self._row.get(key)) is not None]
            made[[row for row, _ in pairs]] = vectors[[i for _, i in pairs]]
        self.store.close()
        if len(made) != len(self.chunks) or not np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-3):
            raise self._lacking()
        return made

    def _lacking(self) -> StoreError:
        return StoreError(
            f"{self.store.chroma}: does not hold every vector of the index; run `python -m ingest index` "
            "to build it again"
        )
