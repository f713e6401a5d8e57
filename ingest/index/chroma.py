"""The only door to Chroma: a client for a folder or a server, without its telemetry and surroundings."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from ingest.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.config import Settings

_FULL = re.compile(r"disk is full|readonly|read-only|No space", re.IGNORECASE)


class Chroma:
    """A client that connects when it is first used. ``where`` is a folder (embedded) or
    ``http://HOST:PORT``.
    """

    def __init__(self, where: Path | str) -> None:
        self.where = where
        self._lock = threading.Lock()
        self._opened: Client | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def client(self, writing: bool = False) -> Client:
        with self._lock:
            if self._opened is None:
                self._opened = self._connect(writing)
            return self._opened

    def close(self) -> None:
        """Let go of the folder or the connection; the next use opens it again."""
        with self._lock:
            if self._opened is not None and isinstance(self.where, Path):
                self._opened.close()
            if self._copy is not None:
                self._copy.cleanup()
            self._opened = self._copy = None

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Turn every failure to reach or read Chroma into a `StoreError`."""
        import httpx

        _load_chroma()
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError, OSError, ValueError, RuntimeError) as error:
            self._opened = None
            reason = " ".join(str(error).split())[:140]
            raise StoreError(f"{self}: {reason}; {self._remedy()}") from error

    def check_database(self) -> None:
        """Raise `OSError` if the SQLite file of a folder is missing or malformed."""
        if isinstance(self.where, str):
            return
        path = self.where / "chroma.sqlite3"
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.Error as error:
            raise OSError(f"{path.name}: {error}") from error
        if found != "ok":
            raise OSError(f"{path.name}: {found}")

    def __str__(self) -> str:
        return f"Chroma {'in' if isinstance(self.where, Path) else 'at'} {self.where}"

    def _connect(self, writing: bool) -> Client:
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

    def _remedy(self) -> str:
        if isinstance(self.where, Path):
            return "check the disk, then run `python -m ingest index`"
        return "start the server, or unset WPS_CHROMA and run `python -m ingest index`"


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


def _connect(where: Path | str) -> Client:
    import chromadb

    settings = _settings()(anonymized_telemetry=False)
    if isinstance(where, Path):
        return cast("Client", chromadb.PersistentClient(path=str(where), settings=settings))
    parts = urlsplit(where)
    host, port, tls = parts.hostname or "", parts.port or 0, parts.scheme == "https"
    return cast("Client", chromadb.HttpClient(host=host, port=port, ssl=tls, settings=settings))
