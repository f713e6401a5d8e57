"""Quizzes in the formats that other systems import: one module a format, `FORMATS` names them all.

Writers take items and a title and give bytes; they look nothing up and cut nothing. What a
format cannot hold is left out and counted.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.quiz.checks.form import fault
from assistant.quiz.items import CHOICES, QuizItem, Refused
from ingest.errors import SettingsError
from ingest.extra import needs

TITLE = "Women, Peace and Security: quiz"
ExportWriter = Callable[[Sequence[QuizItem], str], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """``module`` and ``function`` write it; ``suffix`` of the file; ``misfit`` says why it cannot hold
    an item, empty if it can.
    """

    name: str
    suffix: str
    module: str
    function: str = "write"
    misfit: Callable[[QuizItem], str] = lambda item: ""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, how many items are in it, and those left out, each with the reason."""

    data: bytes
    count: int
    left_out: tuple[Refused, ...]

    def told(self, name: str) -> str:
        """Say in one line how many items were left out and why; empty if none were."""
        if not self.left_out:
            return ""
        reasons = Counter(r.reason for r in self.left_out)
        why = "; ".join(f"{n} {reason}" for reason, n in reasons.most_common())
        ids = ", ".join(r.item.id for r in self.left_out[:5])
        return (
            f"{len(self.left_out)} items cannot be held by {name} and are left out ({why}): {ids}"
            f"{' …' if len(self.left_out) > 5 else ''}"
        )


def _not_kahoot(item: QuizItem) -> str:
    from assistant.quiz.export.kahoot import misfit

    return misfit(item)


def _not_aiken(item: QuizItem) -> str:
    one_right = item.kind in (*CHOICES, "true-false")
    return "" if one_right else f"of a kind it does not have ({item.kind})"


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("moodle", ".xml", "moodle"),
        Format("gift", ".gift.txt", "gift"),
        Format("qti21", ".qti21.zip", "qti21"),
        Format("qti12", ".qti12.zip", "qti12"),
        Format("anki", ".apkg", "anki"),
        Format("kahoot", ".xlsx", "kahoot", misfit=_not_kahoot),
        Format("quizlet", ".tsv", "quizlet"),
        Format("aiken", ".aiken.txt", "aiken", misfit=_not_aiken),
        Format("csv", ".csv", "csv_table"),
        Format("json", ".json", "json_rows"),
        Format("docx", ".docx", "docx_handout"),
        Format("docx-key", ".key.docx", "docx_handout", "write_with_key"),
        Format("pdf", ".pdf", "pdf_handout"),
        Format("pdf-key", ".key.pdf", "pdf_handout", "write_with_key"),
    )
}


def export(items: Sequence[QuizItem], name: str, title: str = TITLE) -> Exported:
    """Write items in one format. Raises `SettingsError` for a format that is unknown, that can hold none of
    the items, or whose packages are not installed.
    """
    chosen = find_format(name)
    reasons = [fault(i) or chosen.misfit(i) for i in items]
    held = [i for i, why in zip(items, reasons, strict=True) if not why]
    left = tuple(Refused(i, why) for i, why in zip(items, reasons, strict=True) if why)
    if not held:
        raise SettingsError(f"format {name!r} can hold none of the {len(items)} items; choose another")
    writer: ExportWriter = getattr(importlib.import_module(f"{__name__}.{chosen.module}"), chosen.function)
    with needs("quiz", f"format {name!r}"):
        data = writer(held, title)
    return Exported(data, len(held), left)


def find_format(name: str) -> Format:
    if name not in FORMATS:
        raise SettingsError(f"format {name!r} is unknown; known: {', '.join(FORMATS)}")
    return FORMATS[name]
