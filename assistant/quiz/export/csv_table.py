"""CSV: a row an item, for spreadsheets. Cells that a spreadsheet would run as a formula are kept as text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from assistant.quiz.items import QuizItem

COLUMNS = (
    "id",
    "kind",
    "level",
    "stem",
    "prompts",
    "options",
    "key",
    "correction",
    "feedback",
    "locator",
    "citation",
    "page",
    "quote",
    "topics",
)
SEPARATOR = " | "


def write(items: Sequence[QuizItem], title: str) -> bytes:
    """Write items as CSV with a byte order mark, which Excel needs to see UTF-8; ``title`` is not written."""
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for item in items:
        cited = item.citations[0]
        row = (
            item.id,
            item.kind,
            item.level,
            item.stem,
            SEPARATOR.join(item.prompts),
            SEPARATOR.join(item.options),
            SEPARATOR.join(item.key),
            item.correction,
            item.feedback,
            str(cited.locator),
            cited.label,
            str(cited.page),
            cited.quote,
            SEPARATOR.join(item.topics),
        )
        table.writerow([_inert(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
