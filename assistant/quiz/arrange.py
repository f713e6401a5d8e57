"""The order of a quiz's items: decisions of a case one after the other, no template three times in a row."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quiz.items import WRITTEN, QuizItem

MOST = 2  # items of one template in a row
Block = tuple[QuizItem, ...]


def template(item: QuizItem) -> str:
    """Name the mould that an item was cast in; each that an editor wrote is its own."""
    return item.id if item.family in WRITTEN else f"{item.family} {item.kind}"


def arranged(items: Sequence[QuizItem]) -> tuple[QuizItem, ...]:
    """Put the items into an order in which a case's decisions follow each other and, as far as the items
    allow, no template comes more than `MOST` times in a row; otherwise they stay as they are.
    """
    waiting = _blocks(items)
    done: list[QuizItem] = []
    while waiting:
        place = next((n for n, block in enumerate(waiting) if _fits(done, block[0])), 0)
        done += waiting.pop(place)
    return tuple(done)


def _blocks(items: Sequence[QuizItem]) -> list[Block]:
    """Each item by itself, the decisions of a case together where its first stands."""
    cases: dict[str, list[QuizItem]] = {}
    for item in items:
        cases.setdefault(item.case or item.id, []).append(item)
    return [tuple(sorted(block, key=lambda i: i.step)) for block in cases.values()]


def _fits(done: Sequence[QuizItem], item: QuizItem) -> bool:
    last = [template(i) for i in done[-MOST:]]
    return len(last) < MOST or any(name != template(item) for name in last)
