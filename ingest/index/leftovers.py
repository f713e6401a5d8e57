"""Leftovers that interrupted and superseded builds leave behind in a home, and its removal.

Everything under ``index``, ``cache`` and ``models`` has an owner: a build that is kept, or the
documents of the index in use. What nobody owns goes when a build ends.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.embedding.model import model_key
from ingest.errors import StoreError
from ingest.index.builds import ASIDE, CURRENT, builds
from ingest.index.files import BOOKS, DamagedIndexError, Index, read_fingerprint
from ingest.index.notes import NOTES
from ingest.index.store import Store, collection_name
from ingest.settings import Settings

KEEP = 2  # builds kept after a build: the one in use and the one before, which may still be open
_BUILD = re.compile(r"[0-9a-f]{16}(-[0-9a-f]{8})?")
_EXPORT = re.compile(r"[0-9a-f]{16}-\d+|\.export-.+")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file or folder that nobody owns any more, ``what`` it is, and its size."""

    path: Path
    what: str
    size: int  # bytes


def leftovers(settings: Settings, index: Index, keep: int) -> tuple[Leftover, ...]:
    """List what can go while ``index`` is in use and ``keep`` builds are kept, that one included."""
    kept = {index.folder.name: index.fingerprint.model}
    for folder in builds(settings.index):
        with suppress(DamagedIndexError):
            if len(kept) < keep:
                kept[folder.name] = read_fingerprint(folder).model
    found = [
        *_builds(settings.index, set(kept)),
        *_vectors(settings.cache, index),
        *_exports(settings.models, set(map(model_key, kept.values()))),
    ]
    return tuple(Leftover(path, what, size(path)) for path, what in found)


def clear(found: Iterable[Leftover], settings: Settings, warn: Callable[[str], None]) -> None:
    """Delete leftovers, and of builds on a server their collections; ``warn`` is told of those that the
    server does not let go.
    """
    for leftover in found:
        path = leftover.path
        if settings.chroma and path.parent == settings.index and path.is_dir():
            store = Store(settings.chroma, collection_name(path))
            try:
                store.drop()
            except StoreError as error:
                warn(f"collection {store.name} is left over: {error}")
            finally:
                store.close()
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def size(path: Path) -> int:
    """Bytes of a file, or of all files under a folder."""
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(f.lstat().st_size for f in files if f.is_file())


def _builds(home: Path, kept: set[str]) -> Iterator[tuple[Path, str]]:
    for path in _entries(home):
        if path.name.startswith((ASIDE, f".{CURRENT}-")):
            yield path, "left by a build that was interrupted"
        elif _BUILD.fullmatch(path.name) and path.name not in kept:
            yield path, "an index that is no longer used"


def _vectors(home: Path, index: Index) -> Iterator[tuple[Path, str]]:
    own = model_key(index.fingerprint.model)
    names = {BOOKS, *(name for d in index.documents for name in (f"{d.id}.npz", f"{d.id}{NOTES}"))}
    for folder in _entries(home):
        if folder.name != own:
            yield folder, "vectors of another model"
            continue
        for path in _entries(folder):
            if path.name not in names:
                yield path, "vectors of texts that are not in the index"


def _exports(home: Path, kept: set[str]) -> Iterator[tuple[Path, str]]:
    if home.is_symlink():  # shared with others, whose exports are not ours
        return
    for path in _entries(home):
        if _EXPORT.fullmatch(path.name) and path.name not in kept:
            yield path, "an export of a model that is no longer used"


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
