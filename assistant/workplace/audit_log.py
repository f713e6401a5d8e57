"""The log of questions and failed sign-ins; nothing is written unless ``WPS_AUDIT_LOG`` names a file."""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.types import Answer, Reply
from ingest.errors import StoreError


@dataclass(frozen=True, slots=True)
class AuditLog:
    """JSON lines in ``path``, which only the server's account may read: of a question when (UTC), who,
    the question, the filter, and what was cited; of a failed sign-in when, which name, from where.
    """

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, visitor: str, documents: tuple[str, ...], reply: Reply) -> None:
        """Raises `StoreError` if the file cannot be written: what must be logged is not answered."""
        cited = reply.citations if isinstance(reply, Answer) else ()
        self._write(
            {
                "at": _now(),
                "visitor": visitor,
                "question": reply.question,
                "documents": documents,
                "status": "answer" if cited else "refusal",
                "citations": [str(c.locator) for c in cited],
            }
        )

    def add_failure(self, name: str, address: str) -> None:
        """A wrong password; ``name`` is empty if nobody has the name. Raises `StoreError`."""
        row = {"at": _now(), "status": "sign-in failed", "name": name, "address": address}
        self._write(row)

    def _write(self, row: Mapping[str, object]) -> None:
        line = (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        try:
            with self._lock:
                file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(file, "ab") as log:
                    log.write(line)
        except OSError as error:
            raise StoreError(
                f"{self.path}: the audit log cannot be written ({error.strerror}); nothing is "
                "answered until it can, or until WPS_AUDIT_LOG is unset"
            ) from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
