"""Fingerprints of indexes: the things one was made from, and how they differ from those there are now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ingest.documents.on_disk import Found
from ingest.embedding.model import Model
from ingest.errors import CorpusError
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The things that an index was made from. Two indexes with equal fingerprints are equal."""

    documents: tuple[tuple[str, str], ...]  # id, sha256 of the file
    manifest: str
    headnotes: str
    vocabulary: str
    code: str
    model: str
    chroma: str

    def __str__(self) -> str:
        """16 hexadecimal digits."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def fingerprint(settings: Settings, found: tuple[Found, ...], model: Model) -> Fingerprint:
    """Fingerprint of an index built now."""
    manifest = hashlib.sha256(settings.manifest.read_bytes()).hexdigest()
    if settings.added.is_file():
        manifest += f"+{hashlib.sha256(settings.added.read_bytes()).hexdigest()}"
    documents = tuple((f.entry.id, f.sha256) for f in found)
    notes = hashlib.sha256()
    for path in sorted(settings.headnotes.glob("*.toml")):
        notes.update(path.name.encode() + path.read_bytes())
    own = settings.vocabulary.read_bytes() if settings.vocabulary.is_file() else b""
    words = hashlib.sha256(own).hexdigest()
    return Fingerprint(documents, manifest, notes.hexdigest(), words, code(), model.sha256, settings.chroma)


def corpus_fingerprint(name: str, sha256: str, model: Model) -> Fingerprint:
    """Fingerprint of a corpus that is not the manifest's."""
    return Fingerprint(((name, sha256),), "", "", "", code(), model.sha256, "")


@cache
def code(package: Path = Path(__file__).parents[1]) -> str:
    """SHA-256 of all Python files and code books of ``package``, subfolders too. Some of them do not bear on
    what an index holds; a build too many, from vectors that are kept, costs less than a list to forget
    one in.
    """
    digest = hashlib.sha256()
    paths = (p for kind in ("*.py", "*.npz") for p in package.rglob(kind))
    for name, path in sorted((p.relative_to(package).as_posix(), p) for p in paths):
        text = path.read_bytes()
        if path.suffix == ".py":
            text = text.replace(b"\r\n", b"\n")  # the same in every checkout
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def difference(
    old: Fingerprint, now: Fingerprint, found: tuple[Found, ...], warn: Callable[[str], None]
) -> str:
    """Say why an index is out of date; empty if it is not. Of a document that was replaced by a file that
    cannot be read the last good text still stands, so that only ``warn`` is told.
    """
    from ingest.documents.corpus import parse_entry

    changed = {
        "the embedding model is another one": old.model != now.model,
        "WPS_CHROMA has changed": old.chroma != now.chroma,
        "the manifest has changed": old.manifest != now.manifest,
        "the headnotes have changed": old.headnotes != now.headnotes,
        "the vocabulary has changed": old.vocabulary != now.vocabulary,
        "the parser has changed": old.code != now.code,
    }
    for reason, holds in changed.items():
        if holds:
            return reason
    before, after = dict(old.documents), dict(now.documents)
    gone = sorted(set(before) - set(after))
    if gone:
        return f"no longer on disk: {', '.join(gone)}"
    for item in found:
        if before.get(item.entry.id) == item.sha256:
            continue
        try:
            parse_entry(item.entry, item.path)
        except CorpusError as error:
            warn(f"{error} (answering without it, or from the text indexed before)")
        else:
            return f"{item.path.name} has changed or is new"
    return ""
