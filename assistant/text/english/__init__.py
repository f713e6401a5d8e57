"""Lists of English words, a data file each beside this module; a test runs the examples of every entry."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TypeVar

from ingest.json_values import from_json

T = TypeVar("T")


def read_list(name: str, kind: type[T]) -> T:
    """Return the list ``name``.toml as a value of ``kind``, a dataclass with a field for each of its keys.
    Raises `ValueError` naming the first field that is missing or of another type.
    """
    text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    return from_json(kind, json.dumps(tomllib.loads(text)))
