"""The quiz studio on one screen: draft ▶ lint ▶ choose ▶ ask the assistant ▶ lay out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

from assistant.assistant import Assistant
from assistant.quiz.answerable import Examiner
from assistant.quiz.concepts import concepts
from assistant.quiz.declared import declared
from assistant.quiz.export.kahoot import fits
from assistant.quiz.facts import facts
from assistant.quiz.gists import gists
from assistant.quiz.lint import acceptable, flaws
from assistant.quiz.lists import lists
from assistant.quiz.obligations import obligations
from assistant.quiz.provisions import provisions
from assistant.quiz.select import Blueprint, Order, blueprint, choose, fitting, laid_out
from assistant.quiz.source import Source
from assistant.quiz.statements import statements
from assistant.quiz.types import QuizItem, Refused

WRITERS = (obligations, provisions, gists, declared, statements, concepts, facts, lists)
AT_ONCE = 2  # items that the assistant is asked about at the same time
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Quiz:
    """Items in order, those refused on the way with reasons, and the plan they follow. ``seconds``
    is what the writing took.
    """

    order: Order
    items: tuple[QuizItem, ...]
    refused: tuple[Refused, ...]
    plan: Blueprint
    seconds: float

    @property
    def short_by(self) -> int:
        """How many items fewer there are than were asked for."""
        return max(0, self.order.count - len(self.items))


class Studio:
    """Writes quizzes from one open assistant. Drafts are made once and kept."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._source = Source(assistant.index)
        self.examiner = Examiner(assistant)

    @cached_property
    def drafts(self) -> tuple[QuizItem, ...]:
        """Every item that the documents yield, in the order of the writers; none asked yet."""
        return _written(self._source)

    def quiz(
        self,
        order: Order,
        taken: tuple[QuizItem, ...] = (),
        progress: Progress = lambda done, total: None,
    ) -> Quiz:
        """Raises `SettingsError` for names that are unknown. Fewer items than asked for if there
        are no more; the quiz says how many.
        """
        started = time.perf_counter()
        pool = fitting(self.drafts, order)
        allowed = tuple(i for i in pool if not order.short or fits(i))

        with ThreadPoolExecutor(AT_ONCE) as threads:

            def complaints(items: Sequence[QuizItem]) -> tuple[str, ...]:
                found = tuple(threads.map(self.complaint, items))
                progress(sum(not reason for reason in found), order.count)
                return found

            items, refused = choose(allowed, order, complaints, taken)
        return Quiz(
            order,
            laid_out(items, order.seed),
            refused,
            blueprint(items, pool),
            time.perf_counter() - started,
        )

    def complaint(self, item: QuizItem) -> str:
        """Why an item is not acceptable; empty if it is."""
        found = flaws(item)
        if not acceptable(found):
            return "; ".join(f"{f.name}: {f.detail}" for f in found)
        return self.examiner.complaint(item)

    def another(self, item: QuizItem, taken: tuple[QuizItem, ...], variant: int) -> QuizItem | None:
        """Instead of an item: the same fact with other options, else another one of its kind."""
        for redrafted in _written(self._source.again(variant)):
            new = set(redrafted.options) != set(item.options)
            if redrafted.id == item.id and new and not self.complaint(redrafted):
                return laid_out([redrafted], variant)[0]
        order = Order(1, seed=variant, documents=(item.locator.document,), kinds=(item.kind,))
        found = self.quiz(order, taken).items
        return found[0] if found else None


def _written(source: Source) -> tuple[QuizItem, ...]:
    return tuple({i.id: i for write in WRITERS for i in write(source)}.values())
