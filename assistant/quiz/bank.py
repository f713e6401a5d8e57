"""Accepted items, kept as one JSON file that survives; edits keep the item's id."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.quiz.row import as_row, from_row
from assistant.quiz.types import QuizItem, text_hash
from ingest.errors import SettingsError
from ingest.types import Locator, Paragraph

_FORM = 1  # of the file; raised when its fields change


def read_bank(path: Path) -> tuple[QuizItem, ...]:
    """Empty if there is no file. Raises `SettingsError` naming the file for what is not a bank."""
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] != _FORM:
            raise ValueError(f"form {data['form']!r} instead of {_FORM}")
        return tuple(from_row(row) for row in data["items"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{path}: cannot be read as a bank of quiz items ({error}); move it away to begin a new one"
        ) from error


def write_bank(path: Path, items: Iterable[QuizItem]) -> None:
    """Replaces the file at once, so that a crash leaves the old one. Raises `SettingsError`."""
    text = json.dumps(
        {"form": _FORM, "items": [as_row(i) for i in items]}, ensure_ascii=False, indent=1
    )
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise SettingsError(
            f"{path}: the bank could not be written ({error.strerror}); check disk and rights"
        ) from error


def added(bank: Iterable[QuizItem], items: Iterable[QuizItem]) -> tuple[QuizItem, ...]:
    """The bank with these items; an item of the same id is replaced."""
    kept = {i.id: i for i in bank}
    kept.update({i.id: i for i in items})
    return tuple(kept.values())


def edited(
    item: QuizItem, stem: str, options: tuple[str, ...], key: tuple[str, ...], rationale: str
) -> QuizItem:
    """The item in other words. Raises `SettingsError` if what is left is no item."""
    stem, key = " ".join(stem.split()), tuple(k for k in (" ".join(k.split()) for k in key) if k)
    options = tuple(o for o in (" ".join(o.split()) for o in options) if o)
    if not stem or not key:
        raise SettingsError("an item needs a question and a key")
    if item.options and (len(set(options)) != len(options) or not set(key) <= set(options)):
        raise SettingsError(
            "each option must be different, and the key must be among them, word for word"
        )
    if item.kind == "matching" and len(key) != len(item.prompts):
        raise SettingsError(f"this matching needs {len(item.prompts)} keys, one for each prompt")
    return replace(item, stem=stem, options=options, key=key, rationale=rationale.strip())


def stale(
    bank: Iterable[QuizItem], paragraphs: Mapping[Locator, Paragraph]
) -> tuple[tuple[QuizItem, str], ...]:
    """Items whose paragraph changed or is gone, each with what happened."""
    found = []
    for item in bank:
        for cited in item.citations:
            paragraph = paragraphs.get(cited.locator)
            if paragraph is None:
                found.append((item, f"{cited.locator} is no longer in the documents"))
            elif text_hash(paragraph.text) != cited.text_hash:
                inside = cited.quote in " ".join(paragraph.text.split())
                found.append(
                    (
                        item,
                        f"{cited.locator} has changed"
                        + ("; the quoted words still stand" if inside else ""),
                    )
                )
            else:
                continue
            break
    return tuple(found)
