"""Files of a corpus in TOML: read, and their tables checked by the annotations of a value's fields."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TypeVar

from ingest.errors import CorpusError
from ingest.json_values import from_json

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, object]:
    """Return the table in a file. Raises `CorpusError` if the file cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise CorpusError(f"{path}: is not valid TOML ({error})") from error


def typed(kind: type[T], table: object, where: str) -> T:
    """Return a table as a value of ``kind``. Raises `CorpusError` with ``where`` and the first field that is
    missing or wrong.
    """
    try:
        return from_json(kind, json.dumps(table, default=str))
    except ValueError as error:
        raise CorpusError(f"{where}: {error}; correct this field (entries count from 0)") from error
