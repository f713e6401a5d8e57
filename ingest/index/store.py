"""The vectors of one index in Chroma: written once, then read in batches or searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.index.builds import ASIDE
from ingest.index.chroma import Chroma
from ingest.index.fingerprint import Fingerprint

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection
    from llama_index.core.schema import BaseNode

COMPLETE = "complete"
PROBED = 10  # chunks asked for to see whether a collection finds what it holds
BATCH = 2000  # vectors read at once: Chroma gives them as lists, which take ten times their size


class Store:
    """The collection ``name`` with the vectors of paragraphs and statements. Those of headnotes lie packed in
    the index's own files.

    Every failure to reach or read Chroma is a `StoreError`.
    """

    def __init__(self, where: Path | str, name: str) -> None:
        self.name = name
        self.chroma = Chroma(where)

    def holds(self, chunks: int) -> bool:
        """Tell whether the collection was filled to its end with so many chunks, and finds them."""
        with self.chroma.reaching():
            self.chroma.check_database()
            listed = {c.name: c for c in self.chroma.client().list_collections()}
            found = listed.get(self.name)
            if found is None or not (found.metadata or {}).get(COMPLETE) or found.count() != chunks:
                return False
            some = found.get(limit=PROBED, include=["embeddings"])
            vectors = np.array(some["embeddings"], dtype=np.float32)
            if not vectors.size:
                return False
            near = found.query(query_embeddings=vectors[:1], n_results=len(vectors), include=[])
            return len(near["ids"][0]) == len(vectors)

    def drop(self) -> None:
        """Delete the collection if it is there."""
        with self.chroma.reaching():
            client = self.chroma.client(writing=True)
            if self.name in {c.name for c in client.list_collections()}:
                client.delete_collection(self.name)

    def begin(self) -> None:
        """Make an empty collection."""
        with self.chroma.reaching():
            self.chroma.client(writing=True).get_or_create_collection(
                self.name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )

    def add(self, nodes: Sequence[BaseNode]) -> None:
        """Add nodes with their embeddings through llama-index's vector store, as many at once as Chroma
        takes.
        """
        from llama_index.vector_stores.chroma import ChromaVectorStore

        with self.chroma.reaching():
            most = self.chroma.client(writing=True).get_max_batch_size()
            store = ChromaVectorStore(chroma_collection=self._collection())
            for start in range(0, len(nodes), most):
                store.add(list(nodes[start : start + most]))

    def complete(self, chunks: int) -> None:
        """Mark the collection as whole. Raises `StoreError` if it does not hold so many chunks."""
        with self.chroma.reaching():
            held = self._collection().count()
            if held != chunks:
                raise StoreError(
                    f"the index holds {held} of {chunks} chunks; run `python -m ingest index` again"
                )
            self._collection().modify(metadata={COMPLETE: True, "chunks": chunks})

    def batches(self) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Yield the ids of all chunks and their vectors [ids, dimensions], `BATCH` at a time."""
        with self.chroma.reaching():
            collection = self._collection()
            for start in range(0, collection.count(), BATCH):
                found = collection.get(limit=BATCH, offset=start, include=["embeddings"])
                yield found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those of the chunks ``ids`` that are held."""
        found: dict[str, NDArray[np.float32]] = {}
        with self.chroma.reaching():
            collection = self._collection()
            for start in range(0, len(ids), BATCH):
                part = collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
                made = np.asarray(part["embeddings"], dtype=np.float32)
                found.update(zip(part["ids"], made, strict=True))
        return found

    def nearest(
        self, vector: NDArray[np.float32], count: int, documents: Sequence[str] = ()
    ) -> tuple[tuple[str, float], ...]:
        """Return up to ``count`` chunks with their cosines, −1..1, nearest first, of the documents named (all
        if none is).
        """
        where: dict[str, Any] | None = None
        if documents:
            where = {"document": {"$in": list(documents)}}
        with self.chroma.reaching():
            found = self._collection().query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                where=where,
                include=["distances"],  # ids say it all; metadata would take five times as long
            )
        distances = (found["distances"] or [[]])[0]
        return tuple((i, 1.0 - d) for i, d in zip(found["ids"][0], distances, strict=True))

    def close(self) -> None:
        """Let go of the folder or the connection."""
        self.chroma.close()

    def _collection(self) -> Collection:
        return self.chroma.client().get_collection(self.name, embedding_function=None)


def collection(folder: Path, print_: Fingerprint) -> Store:
    """The collections that belong to the index in ``folder``, and go when that goes."""
    where: Path | str = print_.chroma or folder / "chroma"
    return Store(where, collection_name(folder))


def collection_name(folder: Path) -> str:
    return f"wps-{folder.name.removeprefix(ASIDE)}"
