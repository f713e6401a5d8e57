"""JSON: the items as they are, the same form as the bank's."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.quiz.json_row import as_row
from assistant.quiz.types import QuizItem


def write(items: Sequence[QuizItem], title: str) -> bytes:
    text = json.dumps({"title": title, "items": [as_row(i) for i in items]}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
