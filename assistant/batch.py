"""Many questions from a file of JSON lines to a file of JSON lines, one bad row at a time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.assistant import Assistant
from assistant.render import reply_row
from assistant.types import Turn
from ingest.errors import PolicyAssistantError, QuestionError
from ingest.types import Locator


def run_batch(
    source: Path, target: Path, assistant: Assistant, progress: Callable[[str, int, int], None]
) -> tuple[int, int]:
    """Rows answered or refused, and rows in error. Raises `QuestionError` if ``source`` cannot be
    read. ``target`` is replaced when every row is done; an interrupted run leaves it as it was.
    """
    lines = _lines(source)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    done = failed = 0
    try:
        with aside.open("w", encoding="utf-8") as file:
            for row in (answer_line(line, n, assistant) for n, line in lines):
                failed += row["status"] == "error"
                done += row["status"] != "error"
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                progress("questions", 1, len(lines))
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return done, failed


def answer_line(line: str, number: int, assistant: Assistant) -> dict[str, object]:
    """One row out for one row in; what is wrong with it becomes ``reason`` of an error row."""
    identifier: object = number
    started = time.perf_counter()
    try:
        data = json.loads(line)
        if not isinstance(data, dict):
            raise QuestionError("must be a JSON object with a 'question'")
        identifier = data.get("id", number)
        question = data.get("question")
        if not isinstance(question, str):
            raise QuestionError("field 'question' is missing or not text")
        reply = assistant.reply(question, tuple(read_history(data.get("history"))))
        row = reply_row(reply, assistant)
    except (json.JSONDecodeError, PolicyAssistantError, RecursionError) as error:
        row = {
            "status": "error", "answer": "", "citations": [], "evidence": [],
            "reason": f"row {number}: {' '.join(str(error).split())}",
        }  # fmt: skip
    return {"id": identifier, **row, "seconds": round(time.perf_counter() - started, 4)}


def _lines(source: Path) -> list[tuple[int, str]]:
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise QuestionError(
            f"{source}: cannot be read ({reason}); give a file of JSON lines"
        ) from error
    return [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


def read_history(value: object) -> Iterator[Turn]:
    """Earlier turns as rows of a file or a program give them. Raises `QuestionError`."""
    if value is None:
        return
    if not isinstance(value, list):
        raise QuestionError("field 'history' must be a list of {question, answer, citations}")
    for turn in value:
        if not isinstance(turn, dict) or not isinstance(turn.get("question"), str):
            raise QuestionError("field 'history' must hold objects with a 'question'")
        citations = turn.get("citations") or []
        if not isinstance(citations, list):
            raise QuestionError("field 'history': 'citations' must be a list of locators")
        try:
            yield Turn(turn["question"], tuple(Locator.parse(str(c)) for c in citations))
        except ValueError as error:
            raise QuestionError(f"field 'history': {error}") from error
