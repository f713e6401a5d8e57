"""Quizzes in the formats that other systems import: one module a format, `FORMATS` names them all.

Writers take items and a title and give bytes; they look nothing up and cut nothing. What a
format cannot hold is left out and counted.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.quiz.types import CHOICES, QuizItem
from ingest.errors import SettingsError

TITLE = "Women, Peace and Security: quiz"
Writer = Callable[[Sequence[QuizItem], str], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """``module`` and ``function`` write it; ``suffix`` of the file; ``holds`` says which items it takes."""

    name: str
    suffix: str
    module: str
    function: str = "write"
    holds: Callable[[QuizItem], bool] = lambda item: True


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, how many items are in it, and those that the format cannot hold."""

    data: bytes
    count: int
    left_out: tuple[QuizItem, ...]


def _fits_kahoot(item: QuizItem) -> bool:
    from assistant.quiz.export.kahoot import fits

    return fits(item)


def _fits_aiken(item: QuizItem) -> bool:
    return item.kind in (*CHOICES, "true-false") and "\n" not in item.stem


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("moodle", ".xml", "moodle"), Format("gift", ".gift.txt", "gift"),
        Format("qti21", ".qti21.zip", "qti21"), Format("qti12", ".qti12.zip", "qti12"),
        Format("anki", ".apkg", "anki"), Format("kahoot", ".xlsx", "kahoot", holds=_fits_kahoot),
        Format("quizlet", ".tsv", "quizlet"), Format("aiken", ".aiken.txt", "aiken", holds=_fits_aiken),
        Format("csv", ".csv", "table"), Format("json", ".json", "rows"),
        Format("docx", ".docx", "word"), Format("docx-key", ".key.docx", "word", "write_with_key"),
        Format("pdf", ".pdf", "page"), Format("pdf-key", ".key.pdf", "page", "write_with_key"),
    )
}  # fmt: skip


def export(items: Sequence[QuizItem], name: str, title: str = TITLE) -> Exported:
    """Raises `SettingsError` for a format that is unknown, or that can hold none of the items."""
    chosen = find_format(name)
    held = [i for i in items if chosen.holds(i)]
    left = tuple(i for i in items if not chosen.holds(i))
    if not held:
        raise SettingsError(
            f"format {name!r} can hold none of the {len(items)} items; choose another"
        )
    writer: Writer = getattr(
        importlib.import_module(f"{__name__}.{chosen.module}"), chosen.function
    )
    return Exported(writer(held, title), len(held), left)


def find_format(name: str) -> Format:
    if name not in FORMATS:
        raise SettingsError(f"format {name!r} is unknown; known: {', '.join(FORMATS)}")
    return FORMATS[name]
