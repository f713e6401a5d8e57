"""One visitor's quiz, as it is reviewed and as it is taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.quiz.items import QuizItem
from assistant.quiz.marking import Marked
from assistant.quiz.select import Order


@dataclass(frozen=True, slots=True)
class Answered:
    """A learner's answer to an item, marked."""

    item: QuizItem
    marked: Marked


@dataclass(frozen=True, slots=True)
class QuizSession:
    """One visitor's quiz: ``place`` is the item looked at, ``kept`` the ids of accepted ones, ``order``
    what it was written to, rejected items barred, ``lines`` what there is to know about it.

    ``answers`` belong to taking it as a learner; ``told`` is the id of the item whose feedback shows.
    """

    items: tuple[QuizItem, ...] = ()
    place: int = 0
    kept: frozenset[str] = field(default_factory=frozenset)
    variant: int = 1
    order: Order = field(default_factory=lambda: Order(0))
    lines: tuple[str, ...] = ()
    answers: tuple[Answered, ...] = ()
    told: str = ""

    @property
    def item(self) -> QuizItem | None:
        return self.items[self.place] if self.items else None

    @property
    def asked(self) -> QuizItem | None:
        """The first item that is not answered."""
        done = {a.item.id for a in self.answers}
        return next((i for i in self.items if i.id not in done), None)

    def without(self, item: QuizItem) -> QuizSession:
        """No answer to an item that is no longer what was answered."""
        return replace(self, answers=tuple(a for a in self.answers if a.item.id != item.id))

    def put(self, item: QuizItem) -> QuizSession:
        """The item instead of the one looked at."""
        before = self.items[self.place]
        items = (*self.items[: self.place], item, *self.items[self.place + 1 :])
        return replace(self if item == before else self.without(before), items=items)

    def afresh(self) -> QuizSession:
        """To be taken from the beginning."""
        return replace(self, answers=(), told="")
