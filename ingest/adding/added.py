"""The list of the documents that were added here, and their files in the home."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace

from ingest.adding.proposal import Proposal
from ingest.documents.manifest import Entry, learned, read_manifest
from ingest.documents.on_disk import file_sha256, listed
from ingest.errors import CorpusError
from ingest.index.files import Index
from ingest.index.lock import only_writer
from ingest.index.pipeline import Progress, build_index
from ingest.settings import Settings
from ingest.types import UNKNOWN_DAY

Warn = Callable[[str], None]
_HEAD = "# Documents that were added here; `python -m ingest add` and `remove` write this list.\n"


def confirm(proposal: Proposal, settings: Settings, progress: Progress, warn: Warn) -> Index:
    """Put a document into the home and the list, and index it; the index in use answers meanwhile. A document
    with the same id takes the place of the one before. Raises `CorpusError`, `ModelError` or `StoreError`;
    the list is then as it was.
    """
    if file_sha256(proposal.path) != proposal.sha256:
        raise CorpusError(f"{proposal.path.name}: has changed since it was looked at; propose it again")
    with only_writer(settings.home, warn):
        before = added(settings)
        if proposal.id in {e.id for e in listed(settings)} - {e.id for e in before}:
            raise CorpusError(f"{proposal.id!r} is a document of the manifest; choose another --id")
        entry = _entry(proposal, settings, before)
        settings.documents.mkdir(parents=True, exist_ok=True)
        target = settings.documents / entry.filename
        if proposal.path.resolve() != target.resolve():
            shutil.copyfile(proposal.path, target)
        write_list(settings, (*(e for e in before if e.id != entry.id), entry))
    try:
        return build_index(settings, progress, warn)
    except BaseException:
        write_list(settings, before)
        raise


def remove(id: str, settings: Settings, progress: Progress, warn: Warn) -> Index:
    """Take a document that was added out of the list, the home and the index. Raises `CorpusError` for one
    that was not added here.
    """
    before = added(settings)
    entry = next((e for e in before if e.id == id), None)
    if entry is None:
        names = ", ".join(e.id for e in before) or "none"
        raise CorpusError(f"{id!r} was not added here; documents that were: {names}")
    write_list(settings, tuple(e for e in before if e.id != id))
    index = build_index(settings, progress, warn)
    (settings.documents / entry.filename).unlink(missing_ok=True)
    return index


def added(settings: Settings) -> tuple[Entry, ...]:
    """Return the documents that were added here, in order."""
    return read_manifest(settings.added) if settings.added.is_file() else ()


def _entry(proposal: Proposal, settings: Settings, before: Iterable[Entry]) -> Entry:
    """The entry of a proposal; its file is named by the id, so that no other is written over."""
    suffix = proposal.path.suffix.lower()
    own = next((e.filename for e in before if e.id == proposal.id), f"{proposal.id}{suffix}")
    taken = (settings.documents / own).exists() and all(e.filename != own for e in before)
    if taken and (settings.documents / own).resolve() != proposal.path.resolve():
        own = f"{proposal.id}-{proposal.sha256[:8]}{suffix}"
    entry = Entry(proposal.id, own, proposal.title, proposal.symbol or proposal.title, proposal.adopted)
    return replace(
        entry,
        issuer=proposal.issuer,
        source_url=proposal.source_url,
        grammar=proposal.grammar,
        language=proposal.language,
        learned=learned(proposal.paragraphs),
        watched=proposal.watched,
    )


def write_list(settings: Settings, entries: tuple[Entry, ...]) -> None:
    """Write the list in one step; without entries there is no list."""
    path = settings.added
    if not entries:
        path.unlink(missing_ok=True)
        return
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text(_HEAD + "".join(map(_table, entries)), encoding="utf-8")
    aside.replace(path)


def _table(entry: Entry) -> str:
    fields = {
        "id": entry.id,
        "file": entry.filename,
        "title": entry.title,
        "symbol": entry.symbol,
        "issuer": entry.issuer,
        "source_url": entry.source_url,
        "grammar": entry.grammar or "",
        "language": entry.language,
        "learned": entry.learned,
        "supersedes": entry.supersedes,
        "watched": entry.watched,
    }
    lines = [f"{name} = {_quoted(text)}" for name, text in fields.items() if text]
    if entry.adopted != UNKNOWN_DAY:
        lines.append(f"adopted = {entry.adopted.isoformat()}")
    return "\n[[documents]]\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON; the delete character needs one too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
