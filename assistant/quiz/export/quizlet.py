"""Quizlet: a card a line, question and answer with its paragraph parted by a tab."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quiz.items import QuizItem


def write(items: Sequence[QuizItem], title: str) -> bytes:
    """Write items for Quizlet; ``title`` is typed on its page, not written."""
    return "".join(f"{_front(i)}\t{_flat(f'{i.answer} — {i.feedback}')}\n" for i in items).encode()


def _front(item: QuizItem) -> str:
    if item.kind == "matching":
        return _flat(f"{item.stem} {'; '.join(item.prompts)} | {'; '.join(item.options)}")
    return _flat(f"{item.stem} {' | '.join(item.options)}" if item.options else item.stem)


def _flat(text: str) -> str:
    return " ".join(text.split())
