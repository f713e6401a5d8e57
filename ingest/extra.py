"""Packages that only some commands need: the extras of ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import SettingsError
from ingest.settings import NAME

_MODULES = {
    "llm": ("llama_index.llms", "ollama", "openai"),
    "quiz": ("fpdf", "genanki", "openpyxl"),
}  # what the packages of an extra are imported as


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Raise `SettingsError` if a package of the ``extra`` is imported meanwhile and is not installed;
    ``what`` names the thing that needs it, as the beginning of a sentence.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(_MODULES[extra]):
            raise
        raise SettingsError(
            f"{what} needs {error.name}, which is not installed; run `pip install '{NAME}[{extra}]'`"
        ) from error
