"""Thumbs up and down, kept in a local SQLite file and nowhere else."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import StoreError

REASONS = ("wrong paragraph", "incomplete", "should have refused", "should not have refused")
_TABLE = """create table if not exists feedback (
    at text not null default (datetime('now')), question text not null, history text not null,
    cited text not null, good integer not null, reason text not null)"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A visitor's opinion on one reply. ``history``: questions asked before, oldest first; ``cited``:
    locators; ``reason``: one of `REASONS`, empty if none was given.
    """

    question: str
    history: tuple[str, ...]
    cited: tuple[str, ...]
    good: bool
    reason: str = ""

    @property
    def key(self) -> str:
        """8 hexadecimal digits of the conversation: the same question has the same key."""
        text = "\0".join((*self.history, self.question))
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def add_feedback(path: Path, feedback: Feedback) -> None:
    """Raises `StoreError` if the file cannot be written."""
    with _opened(path) as connection:
        connection.execute(
            "insert into feedback (question, history, cited, good, reason) values (?, ?, ?, ?, ?)",
            (
                feedback.question,
                json.dumps(feedback.history),
                json.dumps(feedback.cited),
                int(feedback.good),
                feedback.reason,
            ),
        )
        connection.commit()


def read_feedback(path: Path) -> tuple[Feedback, ...]:
    """Oldest first; nothing if nobody has said anything yet. Raises `StoreError` if damaged."""
    if not path.exists():
        return ()
    with _opened(path) as connection:
        rows = connection.execute(
            "select question, history, cited, good, reason from feedback order by rowid"
        ).fetchall()
        return tuple(
            Feedback(q, tuple(json.loads(h)), tuple(json.loads(c)), bool(good), reason)
            for q, h, c, good, reason in rows
        )


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # people's questions: for the server's account only
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            connection.execute(_TABLE)
            yield connection
    except (sqlite3.Error, OSError, ValueError) as error:
        raise StoreError(
            f"{path}: the feedback cannot be read or written ({error}); check the disk or move the file away"
        ) from error
