"""The documents of the manifest that are on disk, and those that are not; parses nothing, so loads fast."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.documents.manifest import Entry, read_manifest
from ingest.errors import CorpusError
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Found:
    """A document of the manifest and the file that holds it."""

    entry: Entry
    path: Path
    sha256: str


def documents_on_disk(settings: Settings) -> tuple[tuple[Found, ...], tuple[Entry, ...]]:
    """The manifest's documents that are on disk, and those that are not."""
    found, missing = [], []
    for entry in listed(settings):
        path = next((f / entry.filename for f in settings.folders if _is_file(f, entry)), None)
        if path is None:
            missing.append(entry)
        else:
            found.append(Found(entry, path, file_sha256(path)))
    return tuple(found), tuple(missing)


def listed(settings: Settings) -> tuple[Entry, ...]:
    """The documents of the manifest, and behind them those that were added here. Raises `CorpusError`."""
    shipped = read_manifest(settings.manifest)
    added = read_manifest(settings.added) if settings.added.is_file() else ()
    for entry in added:
        if entry.id in {e.id for e in shipped}:
            raise CorpusError(
                f"{settings.added}: {entry.id} is in {settings.manifest} too; take it out of this file"
            )
    return (*shipped, *added)


def missing_line(entry: Entry) -> str:
    """Tell an operator about a document that is not on disk, in one line."""
    return (
        f"{entry.symbol}: {entry.filename} is not on disk; run `python -m ingest fetch {entry.id}`, "
        "put it into documents/ in WPS_HOME, or name its folder in WPS_CORPUS"
    )


def file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error


def _is_file(folder: Path, entry: Entry) -> bool:
    return (folder / entry.filename).is_file()
