"""Aiken: one right option of some; the format has no place for feedback."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quiz.export.shapes import letter
from assistant.quiz.items import QuizItem


def write(items: Sequence[QuizItem], title: str) -> bytes:
    """Write items as Aiken text; the format has no place for ``title``."""
    blocks = []
    for item in items:
        options = [f"{letter(n)}) {' '.join(o.split())}" for n, o in enumerate(item.options)]
        right = letter(item.options.index(item.key[0]))
        blocks.append("\n".join((" ".join(item.stem.split()), *options, f"ANSWER: {right}")))
    return ("\n\n".join(blocks) + "\n").encode()
