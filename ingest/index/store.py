"""The only door to Chroma: collections of chunk vectors, embedded in a folder or on a server."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.errors import StoreError
from ingest.index.builds import ASIDE
from ingest.index.fingerprint import Fingerprint
from ingest.types import ChunkKind, Locator, Span, parse_chunk_id

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings
    from llama_index.core.schema import BaseNode

COMPLETE = "complete"
PROBED = 10  # chunks asked for to see whether a collection finds what it holds
_FULL = re.compile(r"disk is full|readonly|read-only|No space", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """A chunk near a query vector; ``cosine`` −1..1; ``kind`` as in `Chunk`."""

    locator: Locator
    span: Span
    kind: ChunkKind
    cosine: float


class Store:
    """One Chroma collection. ``where`` is a folder (embedded) or ``http://HOST:PORT``.

    Every failure to reach or read it is a `StoreError`.
    """

    def __init__(self, where: Path | str, name: str) -> None:
        self.where = where
        self.name = name
        self._lock = threading.Lock()
        self._opened: ClientAPI | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def holds(self, chunks: int) -> bool:
        """Whether the collection is there, was filled to its end with ``chunks``, and finds them."""
        with self._reaching():
            if isinstance(self.where, Path):
                _check_database(self.where / "chroma.sqlite3")
            listed = {c.name: c for c in self._client().list_collections()}
            found = listed.get(self.name)
            if found is None or not (found.metadata or {}).get(COMPLETE):
                return False
            some = found.get(limit=PROBED, include=["embeddings"])
            vectors = np.array(some["embeddings"], dtype=np.float32)
            if found.count() != chunks or not vectors.size:
                return False
            near = found.query(query_embeddings=vectors[:1], n_results=len(vectors), include=[])
            return len(near["ids"][0]) == len(vectors)

    def drop(self) -> None:
        """Delete the collection if it is there."""
        with self._reaching():
            client = self._client(writing=True)
            if any(c.name == self.name for c in client.list_collections()):
                client.delete_collection(self.name)

    def begin(self) -> None:
        """An empty collection."""
        with self._reaching():
            self._client(writing=True).create_collection(
                self.name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )

    def add(self, nodes: Sequence[BaseNode]) -> None:
        """Nodes with their embeddings, through llama-index's vector store, as many at once as Chroma
        takes.
        """
        from llama_index.vector_stores.chroma import ChromaVectorStore

        with self._reaching():
            most = self._client(writing=True).get_max_batch_size()
            store = ChromaVectorStore(chroma_collection=self._collection())
            for at in range(0, len(nodes), most):
                store.add(list(nodes[at : at + most]))

    def complete(self, chunks: int) -> None:
        """Mark the collection as whole. Raises `StoreError` if it does not hold ``chunks``."""
        with self._reaching():
            collection = self._collection()
            held = collection.count()
            if held != chunks:
                raise StoreError(
                    f"the index holds {held} of {chunks} chunks; run `python -m ingest index` again"
                )
            collection.modify(metadata={COMPLETE: True, "chunks": chunks})

    def nearest(
        self, vector: NDArray[np.float32], count: int, documents: Sequence[str] = ()
    ) -> tuple[Match, ...]:
        """Up to ``count`` chunks, nearest first, of the documents named (all if none is)."""
        where: dict[str, Any] | None = None
        if documents:
            where = {"document": {"$in": list(documents)}}
        with self._reaching():
            found = self._collection().query(
                query_embeddings=[vector.tolist()],
                n_results=count,
                where=where,
                include=["distances"],  # ids say it all; metadata would take five times as long
            )
        distances = (found["distances"] or [[]])[0]
        return tuple(
            Match(*parse_chunk_id(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], distances, strict=True)
        )

    def close(self) -> None:
        """Let go of the folder or the connection."""
        if self._opened is not None and isinstance(self.where, Path):
            self._opened.clear_system_cache()
        if self._copy is not None:
            self._copy.cleanup()
        self._opened = self._copy = None

    def _collection(self) -> Collection:
        return self._client().get_collection(self.name, embedding_function=None)

    def _client(self, writing: bool = False) -> ClientAPI:
        with self._lock:
            if self._opened is None:
                self._opened = self._connect(writing)
            return self._opened

    def _connect(self, writing: bool) -> ClientAPI:
        """Chroma writes even to read, so what lies on a read-only or full disk is read from a copy."""
        if isinstance(self.where, str) or writing or not self.where.is_dir():
            return _connect(self.where)
        try:
            if os.access(self.where, os.W_OK):
                return _connect(self.where)
        except Exception as error:  # Chroma raises errors of several kinds here
            if not _FULL.search(str(error)):
                raise
        self._copy = tempfile.TemporaryDirectory(prefix="wps-")
        shutil.copytree(self.where, self._copy.name, dirs_exist_ok=True)
        return _connect(Path(self._copy.name))

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        import httpx

        _load_chroma()
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError, OSError, ValueError, RuntimeError) as error:
            self._opened = None
            reason = " ".join(str(error).split())[:140]
            raise StoreError(f"{self._place()}: {reason}; {self._remedy()}") from error

    def _place(self) -> str:
        return f"Chroma {'in' if isinstance(self.where, Path) else 'at'} {self.where}"

    def _remedy(self) -> str:
        if isinstance(self.where, Path):
            return "check the disk, then run `python -m ingest index`"
        return "start the server, or unset WPS_CHROMA and run `python -m ingest index`"


def collection(folder: Path, print_: Fingerprint) -> Store:
    """The collection that belongs to the index in ``folder``, and goes when that goes."""
    where: Path | str = print_.chroma or folder / "chroma"
    return Store(where, collection_name(folder))


def collection_name(folder: Path) -> str:
    return f"wps-{folder.name.removeprefix(ASIDE)}"


def _check_database(path: Path) -> None:
    """Raises `OSError` if the SQLite file is missing or malformed."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise OSError(f"{path.name}: {error}") from error
    if found != "ok":
        raise OSError(f"{path.name}: {found}")


def _load_chroma() -> None:
    """Import Chroma, which reads the environment and a ``.env`` even for settings that are not used.
    Raises `StoreError` for a value there that it cannot take.
    """
    try:
        import chromadb  # noqa: F401
    except ValueError as error:
        raise StoreError(
            f"Chroma cannot start: {' '.join(str(error).split())[:140]}; take that name out of the "
            "environment or out of the .env file here, or start in another folder"
        ) from error


@cache
def _settings() -> type[Settings]:
    """Chroma's settings without the environment and the ``.env`` of the folder one happens to be in,
    which may name another implementation, folder or collector of traces.
    """
    from chromadb.config import Settings

    class Own(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: object, init_settings: Any, *others: Any, **named: Any
        ) -> tuple[Any, ...]:
            return (init_settings,)

    return Own


def _connect(where: Path | str) -> ClientAPI:
    import chromadb

    settings = _settings()(anonymized_telemetry=False)
    if isinstance(where, Path):
        return chromadb.PersistentClient(path=str(where), settings=settings)
    parts = urlsplit(where)
    return chromadb.HttpClient(
        host=parts.hostname or "", port=parts.port or 0, ssl=parts.scheme == "https", settings=settings
    )
