"""JSON: the items as they are, the same form as the bank's."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.quiz.items import QuizItem
from ingest.json_values import to_row


def write(items: Sequence[QuizItem], title: str) -> bytes:
    text = json.dumps({"title": title, "items": [to_row(i) for i in items]}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
