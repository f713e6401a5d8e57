"""Items as JSON objects and back: for the bank on disk and for programs."""

from __future__ import annotations

from assistant.quiz.types import QuizItem
from ingest.json_values import from_row as value_of
from ingest.json_values import to_row


def as_row(item: QuizItem) -> dict[str, object]:
    return to_row(item)


def from_row(row: object) -> QuizItem:
    """Raises `ValueError` for what is not an item."""
    item = value_of(QuizItem, row)
    if not item.citations:
        raise ValueError("an item needs a citation")
    return item
