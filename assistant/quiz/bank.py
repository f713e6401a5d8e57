"""Accepted items, kept as one JSON file that survives, and that many visitors may change at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from assistant.quiz.items import QuizCitation, QuizItem, text_hash
from ingest.errors import SettingsError
from ingest.json_values import from_row, to_row
from ingest.library import Library

POLL = 0.02  # seconds between two looks at a lock that somebody else holds
_FORM = 1  # of the file; raised when its fields change


def read_bank(path: Path) -> tuple[QuizItem, ...]:
    """Return the accepted items in a file; none if there is no file. Raises `SettingsError` naming a file
    that is not a bank.
    """
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] != _FORM:
            raise ValueError(f"form {data['form']!r} instead of {_FORM}")
        return tuple(from_row(QuizItem, row) for row in data["items"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{path}: cannot be read as a bank of quiz items ({error}); move it away to begin a new one"
        ) from error


def write_bank(path: Path, items: Iterable[QuizItem]) -> None:
    """Replace the file in one step, so that a crash leaves the old one. Raises `SettingsError` if it cannot
    be written.
    """
    text = json.dumps({"form": _FORM, "items": [to_row(i) for i in items]}, ensure_ascii=False, indent=1)
    aside = path.with_name(f".{path.name}-{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise _unwritable(path, error) from error


def change_bank(
    path: Path, change: Callable[[tuple[QuizItem, ...]], Iterable[QuizItem]]
) -> tuple[QuizItem, ...]:
    """Apply ``change`` to the items of a file and return the result; no other change, by this program or
    another, comes in between.
    """
    with _alone(path):
        before = read_bank(path)
        after = tuple(change(before))
        if after != before:
            write_bank(path, after)
    return after


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Waits until nobody else changes the bank."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"), thread_local=False)
        lock.acquire(poll_interval=POLL)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(f"{path}: the bank could not be written ({error.strerror}); check disk and rights")


def added(bank: Iterable[QuizItem], items: Iterable[QuizItem]) -> tuple[QuizItem, ...]:
    """Add items to a bank; an item of the same id is replaced."""
    kept = {i.id: i for i in bank}
    kept.update({i.id: i for i in items})
    return tuple(kept.values())


def _moved(cited: QuizCitation, library: Library) -> str:
    """Say where the cited paragraph's text stands now; empty if it stands nowhere."""
    now = next((p for p in library.paragraphs if text_hash(p.text) == cited.text_hash), None)
    return f"{cited.locator} is now {now.locator}, with the same words" if now is not None else ""


def stale(bank: Iterable[QuizItem], library: Library) -> tuple[tuple[QuizItem, str], ...]:
    """List the items whose paragraph has changed or is gone, each with what happened."""
    found = []
    for item in bank:
        for cited in item.citations:
            if cited.locator not in library:
                found.append(
                    (item, _moved(cited, library) or f"{cited.locator} is no longer in the documents")
                )
            elif text_hash(text := library.paragraph(cited.locator).text) != cited.text_hash:
                inside = cited.quote in " ".join(text.split())
                if moved := _moved(cited, library):
                    found.append((item, moved))
                    break
                found.append(
                    (
                        item,
                        f"{cited.locator} has changed" + ("; the quoted words still stand" if inside else ""),
                    )
                )
            else:
                continue
            break
    return tuple(found)
