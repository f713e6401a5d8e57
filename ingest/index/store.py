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
    """Two collections: ``name`` with the chunks that are searched, and ``<name>-silent`` with the questions
    that paragraphs do not answer. Those are only compared, so that a search never leads to one.

    Every failure to reach or read Chroma is a `StoreError`.
    """

    def __init__(self, where: Path | str, name: str) -> None:
        self.name = name
        self.silent = f"{name}-silent"
        self.chroma = Chroma(where)

    def holds(self, searched: int, silent: int) -> bool:
        """Tell whether the collections were filled to their end with so many chunks, and find them."""
        with self.chroma.reaching():
            self.chroma.check_database()
            listed = {c.name: c for c in self.chroma.client().list_collections()}
            found, unanswered = listed.get(self.name), listed.get(self.silent)
            if found is None or not (found.metadata or {}).get(COMPLETE):
                return False
            if (unanswered.count() if unanswered else 0) != silent or found.count() != searched:
                return False
            some = found.get(limit=PROBED, include=["embeddings"])
            vectors = np.array(some["embeddings"], dtype=np.float32)
            if not vectors.size:
                return False
            near = found.query(query_embeddings=vectors[:1], n_results=len(vectors), include=[])
            return len(near["ids"][0]) == len(vectors)

    def drop(self) -> None:
        """Delete the collections that are there."""
        with self.chroma.reaching():
            client = self.chroma.client(writing=True)
            for collection in self._collections():
                client.delete_collection(collection.name)

    def begin(self) -> None:
        """Make an empty collection."""
        with self.chroma.reaching():
            self._make(self.name)

    def add(self, nodes: Sequence[BaseNode]) -> None:
        """Add nodes with their embeddings through llama-index's vector store, as many at once as Chroma
        takes.
        """
        from ingest.index.chunks import kind_of

        silent = [node for node in nodes if kind_of(node) == "silent"]
        with self.chroma.reaching():
            self._add(self.name, [node for node in nodes if kind_of(node) != "silent"])
            if silent:
                self._make(self.silent)
                self._add(self.silent, silent)

    def complete(self, searched: int, silent: int) -> None:
        """Mark the collections as whole. Raises `StoreError` if they do not hold so many chunks."""
        with self.chroma.reaching():
            held = sum(c.count() for c in self._collections())
            if held != searched + silent:
                raise StoreError(
                    f"the index holds {held} of {searched + silent} chunks; "
                    "run `python -m ingest index` again"
                )
            self._collection(self.name).modify(metadata={COMPLETE: True, "chunks": searched})

    def batches(self) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Yield the ids of all chunks and their vectors [ids, dimensions], `BATCH` at a time."""
        with self.chroma.reaching():
            for collection in self._collections():
                for start in range(0, collection.count(), BATCH):
                    found = collection.get(limit=BATCH, offset=start, include=["embeddings"])
                    yield found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those of the chunks ``ids`` that are held."""
        found: dict[str, NDArray[np.float32]] = {}
        with self.chroma.reaching():
            for collection in self._collections():
                for start in range(0, len(ids), BATCH):
                    part = collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
                    made = np.asarray(part["embeddings"], dtype=np.float32)
                    found.update(zip(part["ids"], made, strict=True))
        return found

    def nearest(
        self, vector: NDArray[np.float32], count: int, documents: Sequence[str] = (), silent: bool = False
    ) -> tuple[tuple[str, float], ...]:
        """Return up to ``count`` chunks with their cosines, −1..1, nearest first: of the documents named
        (all if none is), and the ``silent`` ones in place of those that are searched.
        """
        where: dict[str, Any] | None = None
        if documents:
            where = {"document": {"$in": list(documents)}}
        with self.chroma.reaching():
            found = self._collection(self.silent if silent else self.name).query(
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

    def _collection(self, name: str) -> Collection:
        return self.chroma.client().get_collection(name, embedding_function=None)

    def _collections(self) -> list[Collection]:
        listed = self.chroma.client().list_collections()
        return [c for c in listed if c.name in (self.name, self.silent)]

    def _make(self, name: str) -> None:
        self.chroma.client(writing=True).get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}
        )

    def _add(self, name: str, nodes: Sequence[BaseNode]) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        most = self.chroma.client(writing=True).get_max_batch_size()
        store = ChromaVectorStore(chroma_collection=self._collection(name))
        for start in range(0, len(nodes), most):
            store.add(list(nodes[start : start + most]))


def collection(folder: Path, print_: Fingerprint) -> Store:
    """The collections that belong to the index in ``folder``, and go when that goes."""
    where: Path | str = print_.chroma or folder / "chroma"
    return Store(where, collection_name(folder))


def collection_name(folder: Path) -> str:
    return f"wps-{folder.name.removeprefix(ASIDE)}"
