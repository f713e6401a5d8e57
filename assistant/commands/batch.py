"""Many questions from a file to a file of JSON lines, one bad row at a time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands.batch_rows import QuestionRow, read_rows
from assistant.export.terminal import reply_row
from assistant.question.arguments import AskArguments, read_arguments
from ingest.errors import PolicyAssistantError, QuestionError


def run_batch(
    source: Path, target: Path, assistant: Assistant, progress: Callable[[str, int, int], None]
) -> tuple[int, int]:
    """Rows answered or refused, and rows in error. Each is in ``target`` as soon as it is done, so an
    interrupted run keeps what it has. Raises `QuestionError` if ``source`` cannot be read.
    """
    rows = read_rows(source)
    if target.exists() and target.samefile(source):
        raise QuestionError(f"{target}: is the file of questions itself; name another for the answers")
    done = failed = 0
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for row in rows:  # half a character is written as JSON's own escape
            answered = answer_row(row, assistant)
            failed += answered["status"] == "error"
            done += answered["status"] != "error"
            file.write(json.dumps(answered, ensure_ascii=False, allow_nan=False) + "\n")
            file.flush()
            progress("questions", 1, len(rows))
    return done, failed


def answer_row(row: QuestionRow, assistant: Assistant) -> dict[str, object]:
    """Answer one row; what is wrong with it becomes the ``reason`` of an error row."""
    started = time.perf_counter()
    try:
        if row.problem:
            raise QuestionError(row.problem)
        asked = read_arguments(AskArguments, row.fields)
        reply = assistant.reply(asked.question, asked.turns, asked.documents)
        answered = reply_row(reply, assistant.library)
    except PolicyAssistantError as error:
        answered = {
            "status": "error",
            "answer": "",
            "citations": [],
            "evidence": [],
            "reason": f"row {row.number}: {' '.join(str(error).split())}",
        }
    return {"id": row.id, **answered, "seconds": round(time.perf_counter() - started, 4)}
