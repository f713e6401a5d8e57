"""GIFT, Moodle's plain text format. The marks ~ = # { } : and the backslash are escaped."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quiz.export.shapes import around_gap, credit, pairs
from assistant.quiz.items import CHOICES, QuizItem

_ESCAPED = {c: f"\\{c}" for c in "\\~=#{}:"}


def write(items: Sequence[QuizItem], title: str) -> bytes:
    parts = [
        f"// {' '.join(title.split())}",
        f"$CATEGORY: $course$/top/{title.replace('/', '-').replace(':', ' -')}",
    ]
    parts += [_question(item) for item in items]
    return ("\n\n".join(parts) + "\n").encode()


def gift_text(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in " ".join(text.split()))


def _question(item: QuizItem) -> str:
    before, after = around_gap(item)
    head = f"// {item.locator} {item.level} [id:{item.id}]\n::{item.id}::[plain]{gift_text(before)}"
    tail = f" {gift_text(after)}" if after else ""
    line = "" if item.kind == "true-false" else "\n"  # some readers want TRUE and its feedback in one line
    return f"{head} {{\n{_answers(item)}{line}####{gift_text(item.feedback)}\n}}{tail}"


def _answers(item: QuizItem) -> str:
    if item.kind == "true-false":
        return item.key[0].upper()
    if item.kind in ("matching", "ordering"):
        return "\n".join(f"={gift_text(prompt)} -> {gift_text(option)}" for prompt, option in pairs(item))
    if item.kind == "multiple-answer":
        return "\n".join(f"~%{credit(item, o):.7g}%{gift_text(o)}{_note(item, o)}" for o in item.options)
    if item.kind in CHOICES:
        return "\n".join(
            f"{'=' if o in item.key else '~'}{gift_text(o)}{_note(item, o)}" for o in item.options
        )
    return "\n".join(f"={gift_text(answer)}" for answer in item.key)


def _note(item: QuizItem, option: str) -> str:
    """What is said to whoever chooses this option; nothing where nobody has said."""
    note = item.note_on(option)
    return f"#{gift_text(note)}" if note else ""
