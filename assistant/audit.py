"""What is written down about questions: nothing, unless ``WPS_AUDIT_LOG`` names a file."""

from __future__ import annotations

import datetime as dt
import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

from assistant.types import Answer, Reply
from ingest.errors import StoreError


@dataclass(frozen=True, slots=True)
class AuditLog:
    """JSON lines in ``path``: when (UTC), who, the question, the filter, and what was cited."""

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, visitor: str, documents: tuple[str, ...], reply: Reply) -> None:
        """Raises `StoreError` if the file cannot be written: what must be logged is not answered."""
        cited = reply.citations if isinstance(reply, Answer) else ()
        row = {
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "visitor": visitor,
            "question": reply.question,
            "documents": documents,
            "status": "answer" if cited else "refusal",
            "citations": [str(c.locator) for c in cited],
        }
        try:
            with self._lock, self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            raise StoreError(
                f"{self.path}: the audit log cannot be written ({error.strerror}); nothing is "
                "answered until it can, or until WPS_AUDIT_LOG is unset"
            ) from error
