"""A folder's seal: size and SHA-256 of each of its files, written last, so that damage is seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

SEAL = "files.json"
# Chroma writes into its database even to read, which has a check of its own. The graph's files hold
# nothing, and change when they are read, before there are 1,000 vectors and GRAPH beside them.
DATABASE, GRAPH = "chroma.sqlite3", "index_metadata.pickle"
# Native code reads Chroma's graph, and changed bytes there end the process without a message.
_NATIVE = "chroma/"


def write_seal(folder: Path) -> None:
    """Write down what ``folder`` holds; a folder with a seal is whole."""
    rows = {
        path.relative_to(folder).as_posix(): [path.stat().st_size, _sha256(path)] for path in _files(folder)
    }
    (folder / SEAL).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def damage(folder: Path, contents: bool = False) -> str:
    """Say what the seal shows to be wrong with ``folder``, empty if nothing is. Missing and cut files and
    a changed graph of Chroma are always seen, changed ``contents`` of other files only if asked for,
    since that reads every byte. Raises `OSError` for what may not be read.
    """
    try:
        rows = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        sealed = {str(name): (int(size), str(sha256)) for name, (size, sha256) in rows.items()}
    except FileNotFoundError:
        return f"{SEAL} is missing"
    except (ValueError, TypeError, AttributeError):
        return f"{SEAL} cannot be read"
    for name, (size, sha256) in sealed.items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != size:
            return f"{name} has {path.stat().st_size:,} bytes instead of {size:,}"
        if (contents or name.startswith(_NATIVE)) and _sha256(path) != sha256:
            return f"{name} is not what was written"
    return ""


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        unwritten = path.suffix == ".bin" and not path.with_name(GRAPH).exists()
        own = path.name == SEAL or path.name.startswith(DATABASE)
        if path.is_file() and not own and not unwritten:
            yield path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
