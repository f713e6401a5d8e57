"""The folder of finished indexes: which is in use, and how a new one takes its place.

    .wps/index/CURRENT                name of the build in use
    .wps/index/<fingerprint>-<hex>/   a build; the next of the same fingerprint has another name
    .wps/index/.building-<name>/      one that is being written

Nothing is changed in place. A build is written aside, forced to the disk and renamed, then CURRENT
is replaced, and only then older builds go: whenever the power fails, an index answers.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.index.seal import SEAL

CURRENT = "CURRENT"
ASIDE = ".building-"


def current_name(home: Path) -> str:
    """Name of the build in use as CURRENT says it; empty if it names none."""
    try:
        name = (home / CURRENT).read_text(encoding="utf-8").strip()
        return name if name == Path(name).name and (home / name).is_dir() else ""
    except (OSError, ValueError):
        return ""


def builds(home: Path) -> tuple[Path, ...]:
    """Finished builds, newest first; the one in use comes before all others."""
    found = [f.parent for f in home.glob(f"[!.]*/{SEAL}")]
    found.sort(key=_sealed, reverse=True)
    name = current_name(home)
    own = [home / name] if name else []
    return (*own, *(f for f in found if f.name != name))


def _sealed(folder: Path) -> float:
    """Return the time when a build was finished, in seconds; 0 if it has just been deleted."""
    try:
        return (folder / SEAL).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def current_folder(home: Path) -> Path | None:
    """The build in use: CURRENT's or, if it names none, the newest. None if there is none."""
    return next(iter(builds(home)), None)


def new_build(home: Path, fingerprint: str) -> Path:
    """A folder that does not exist yet."""
    return home / f"{fingerprint}-{secrets.token_hex(4)}"


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` that becomes it, or is gone if anything goes wrong."""
    folder = target.with_name(ASIDE + target.name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
        place(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(folder: Path, target: Path) -> None:
    """Rename ``folder`` to ``target`` once all that it holds is on the disk for good."""
    for path in (*folder.rglob("*"), folder):
        _force(path)
    folder.rename(target)
    _force(target.parent)


def switch(home: Path, name: str) -> None:
    """Put the build ``name`` in use."""
    new = home / f".{CURRENT}-{os.getpid()}"
    new.write_text(name + "\n", encoding="utf-8")
    _force(new)
    new.replace(home / CURRENT)
    _force(home)


def set_aside(folder: Path) -> None:
    """Take a damaged build out of the finished ones; whoever has it open is not disturbed."""
    (folder / SEAL).unlink(missing_ok=True)


def _force(path: Path) -> None:
    """Have the disk keep a file or folder; Windows cannot do so with folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
