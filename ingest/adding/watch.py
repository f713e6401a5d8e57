"""Watch a folder: what is put into it is added, what changes is added again, what goes is removed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ingest.adding.added import added, remove
from ingest.adding.proposal import propose
from ingest.adding.shown import index_added, shown
from ingest.console import Bar, warn
from ingest.documents.grammars.names import Grammar
from ingest.documents.on_disk import file_sha256, listed
from ingest.errors import CorpusError, PolicyAssistantError
from ingest.settings import Settings

PAUSE = 2.0  # seconds between two looks; a file that has not changed between them is whole

State = Mapping[Path, tuple[int, int]]  # size and time of each file


def watch(folder: Path, settings: Settings, grammar: Grammar | None) -> None:
    """Follow a folder until the program is stopped; the index in use answers all the time. Raises
    `CorpusError` if there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}: is no folder; name the one to watch")
    print(f"watching {folder}; stop with Ctrl-C", flush=True)
    done: dict[Path, tuple[int, int]] = {}
    before: State = {}
    while True:
        now = state_of(folder)
        look(done, before, now, settings, grammar)
        before = now
        time.sleep(PAUSE)


def look(
    done: dict[Path, tuple[int, int]], before: State, now: State, settings: Settings, grammar: Grammar | None
) -> None:
    """Add the files that are whole and new or changed, and remove the documents whose files are gone.
    ``done`` holds the files that have been dealt with.
    """
    for path, state in now.items():
        if before.get(path) == state and done.get(path) != state:
            done[path] = state
            try:
                _take(path, settings, grammar)
            except PolicyAssistantError as error:
                warn(str(error))
    for path in [path for path in done if path not in now]:
        del done[path]
        _drop(path, settings)


def state_of(folder: Path) -> State:
    """Return size and time of the files in a folder; names that begin with a dot are passed over."""
    found: dict[Path, tuple[int, int]] = {}
    for path in sorted(folder.iterdir()):
        with suppress(OSError):
            if path.is_file() and not path.name.startswith("."):
                stat = path.stat()
                found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def _take(path: Path, settings: Settings, grammar: Grammar | None) -> None:
    own = {entry.watched: entry.id for entry in added(settings) if entry.watched}
    name = own.get(str(path), "")
    known = [entry.id for entry in listed(settings)]
    proposal = propose(path, id=name, grammar=grammar, known=known, watched=str(path))
    if name and _held(name, settings) == proposal.sha256:
        return
    print(shown(proposal), flush=True)
    print(index_added(proposal, settings), flush=True)


def _held(name: str, settings: Settings) -> str:
    entry = next(e for e in added(settings) if e.id == name)
    path = settings.documents / entry.filename
    return file_sha256(path) if path.is_file() else ""


def _drop(path: Path, settings: Settings) -> None:
    entry = next((e for e in added(settings) if e.watched == str(path)), None)
    if entry is None:
        return
    bar = Bar()
    try:
        remove(entry.id, settings, bar, warn)
    finally:
        bar.close()
    print(f"{entry.id}: removed, since {path.name} is gone", flush=True)
