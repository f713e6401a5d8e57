"""A quiz on paper, before it becomes Word or PDF: questions, and the key with reasons and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quiz.export.shapes import explained, letter
from assistant.quiz.items import TYPED, QuizItem


@dataclass(frozen=True, slots=True)
class Question:
    """``lines`` are what stands under the stem; ``answer`` and ``why`` belong to the key."""

    number: int
    stem: str
    lines: tuple[str, ...]
    answer: str
    why: str


def questions(items: Sequence[QuizItem]) -> tuple[Question, ...]:
    return tuple(
        Question(n, i.stem, _lines(i), _answer(i), explained(i, "\n")) for n, i in enumerate(items, start=1)
    )


def _lines(item: QuizItem) -> tuple[str, ...]:
    if item.kind in TYPED:
        return ("Answer: ______________________________",)
    options = tuple(f"{letter(n)}) {o}" for n, o in enumerate(item.options))
    if item.kind == "matching":
        return (*(f"{n}. {p}  –  ____" for n, p in enumerate(item.prompts, start=1)), *options)
    return (*options, "Order: ____ ____ ____ ____") if item.kind == "ordering" else options


def _answer(item: QuizItem) -> str:
    if item.kind in TYPED:
        return " / ".join(item.key)
    letters = [letter(item.options.index(k)) for k in item.key]
    if item.kind == "matching":
        return ", ".join(f"{n} {x}" for n, x in enumerate(letters, start=1))
    if item.kind == "ordering":
        return ", ".join(letters)
    return "; ".join(f"{x}) {k}" for x, k in zip(letters, item.key, strict=True))
