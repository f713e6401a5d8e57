"""What is said around the documents' words, in the language of the question."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.text.language import Language
from ingest.json_values import from_row

FILE = Path(__file__).with_suffix(".toml")
Messages = Mapping[str, Mapping[Language, str]]


@cache
def messages() -> Messages:
    """Return the messages by their names."""
    found: Messages = from_row(
        dict[str, dict[Language, str]], tomllib.loads(FILE.read_text(encoding="utf-8"))
    )
    return found


def message(name: str, language: Language, /, **values: str) -> str:
    """Return a message with its values filled in. Raises `KeyError` for a name that is not there."""
    return messages()[name][language].format(**values)
