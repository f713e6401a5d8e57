"""A trainer's wording of an item. Its id, level and paragraph stay; what is left must be an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.quiz.checks.form import fault
from assistant.quiz.items import FALSE, TRUE, QuizItem
from ingest.errors import SettingsError

CORRECT = "Correct: "
_VERDICTS = ("The statement is true.", "The statement is false.")  # reasons that drafts come with


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """All that a trainer can change. ``prompts`` belong to matching, ``correction`` to a false
    statement.
    """

    stem: str
    options: tuple[str, ...]
    key: tuple[str, ...]
    rationale: str
    correction: str = ""
    prompts: tuple[str, ...] = ()


def edit_of(item: QuizItem) -> ItemEdit:
    """Return the present wording of an item."""
    return ItemEdit(item.stem, item.options, item.key, item.rationale, item.correction, item.prompts)


def edited(item: QuizItem, edit: ItemEdit) -> QuizItem:
    """Put an item in a trainer's words. Raises `SettingsError` if the result is not a well-formed item."""
    key, rationale = _lines(edit.key), edit.rationale.strip()
    correction = _one_line(edit.correction).removeprefix(CORRECT.strip()).strip()
    if item.kind != "true-false" or key == (TRUE,):
        correction = ""
    if item.kind == "true-false" and rationale in _VERDICTS:
        rationale = _VERDICTS[key == (FALSE,)]
    changed = replace(
        item,
        stem=_one_line(edit.stem),
        options=_lines(edit.options),
        key=key,
        rationale=rationale,
        correction=f"{CORRECT}{correction}" if correction else "",
        prompts=_lines(edit.prompts),
    )
    wrong = fault(changed)
    if wrong:
        raise SettingsError(wrong)
    return changed


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in map(_one_line, texts) if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())
