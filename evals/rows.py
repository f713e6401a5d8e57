"""Files of JSON lines, each row read and checked by the annotations of its kind."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from ingest.errors import GoldError
from ingest.json_values import from_json

T = TypeVar("T")


def read_rows(path: Path, kind: type[T]) -> dict[str, T]:
    """Return the rows of ``path`` by where they stand ("gold.jsonl, row 3"), in order; blank lines are none.

    Raises `GoldError` for a file that cannot be read and for a row of another kind, with row and field.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error
    rows: dict[str, T] = {}
    for number, line in enumerate(lines, start=1):
        where = f"{path}, row {number}"
        if line.strip():
            try:
                rows[where] = from_json(kind, line)
            except ValueError as error:
                raise GoldError(f"{where}: field {error}") from error
    return rows
