"""Thumbs-down of users become draft gold rows; a person adds the right locators."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.workplace.feedback import Feedback
from evals.gold import split_of
from ingest.errors import GoldError


def gold_drafts(feedback: Iterable[Feedback]) -> list[dict[str, object]]:
    """Make one gold row for each distinct complaint, oldest first. ``gold`` is null, which no run accepts, so
    that a draft cannot slip into the set; ``note`` holds what the user said and what was cited.
    """
    rows: dict[str, dict[str, object]] = {}
    for item in feedback:
        if not item.good:
            identifier = f"user-{item.key}"
            rows[identifier] = {
                "id": identifier,
                "question": item.question,
                "history": [{"question": q, "citations": []} for q in item.history],
                "gold": [] if item.reason == "should have refused" else None,
                "category": "user",
                "split": split_of(identifier),
                "why": f"{item.reason or 'thumbs down'}; cited {', '.join(item.cited) or 'nothing'}",
            }
    return list(rows.values())


def write_drafts(rows: Iterable[dict[str, object]], path: Path) -> None:
    """Write rows to a new file. Raises `GoldError` if it is there already: somebody may have worked on it."""
    try:
        with path.open("x", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except FileExistsError as error:
        raise GoldError(f"{path}: is there already; give another name") from error
