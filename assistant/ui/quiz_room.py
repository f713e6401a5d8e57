"""What the buttons of the Quiz tab do to one visitor's quiz and to the bank of accepted items."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.quiz.bank import added, edited, read_bank, write_bank
from assistant.quiz.command import summary
from assistant.quiz.export import FORMATS, export
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.quiz.types import QuizItem
from assistant.ui.quiz_show import plan_html


@dataclass(frozen=True, slots=True)
class Paper:
    """One visitor's quiz: ``place`` is the item looked at, ``kept`` the ids of accepted ones; ``taken``
    and ``marks`` belong to taking it as a learner.
    """

    items: tuple[QuizItem, ...] = ()
    place: int = 0
    kept: frozenset[str] = field(default_factory=frozenset)
    variant: int = 1
    taken: int = 0
    marks: tuple[float, ...] = ()

    @property
    def item(self) -> QuizItem | None:
        return self.items[self.place] if self.items else None

    @property
    def asked(self) -> QuizItem | None:
        return self.items[self.taken] if self.taken < len(self.items) else None


class Room:
    """What the events do; no Gradio but for warnings."""

    def __init__(self, studio: Studio, bank: Path) -> None:
        self.studio = studio
        self._bank = bank

    def write(self, order: Order, progress: Any) -> tuple[Paper, str]:
        done = 0

        def step(one: int, total: int) -> None:
            nonlocal done
            done += one
            progress((done, total), desc="Writing and checking")

        quiz = self.studio.quiz(order, progress=step)
        lines = "".join(f"<p>{escape(line)}</p>" for line in summary(quiz))
        return Paper(quiz.items, kept=self._accepted(quiz.items)), lines + plan_html(quiz.plan)

    def load(self) -> Paper:
        items = read_bank(self._bank)
        return Paper(items, kept=frozenset(i.id for i in items))

    def _accepted(self, items: tuple[QuizItem, ...]) -> frozenset[str]:
        return frozenset(i.id for i in read_bank(self._bank)) & {i.id for i in items}

    def move(self, paper: Paper, step: int) -> Paper:
        return (
            replace(paper, place=(paper.place + step) % len(paper.items)) if paper.items else paper
        )

    def accept(self, paper: Paper) -> Paper:
        if paper.item is None:
            return paper
        write_bank(self._bank, added(read_bank(self._bank), [paper.item]))
        return self.move(replace(paper, kept=paper.kept | {paper.item.id}), 1)

    def reject(self, paper: Paper) -> Paper:
        """Out of the quiz, and out of the bank if it had been accepted."""
        if paper.item is None:
            return paper
        write_bank(self._bank, [i for i in read_bank(self._bank) if i.id != paper.item.id])
        items = (*paper.items[: paper.place], *paper.items[paper.place + 1 :])
        return replace(
            paper,
            items=items,
            place=min(paper.place, max(0, len(items) - 1)),
            kept=paper.kept - {paper.item.id},
        )

    def again(self, paper: Paper) -> Paper:
        if paper.item is None:
            return paper
        variant = paper.variant + 1
        other = self.studio.another(paper.item, paper.items, variant)
        if other is None:
            gr.Info("There is no other item of this kind for this document.")
            return replace(paper, variant=variant)
        return replace(self._put(paper, other), variant=variant)

    def edit(self, paper: Paper, stem: str, options: str, key: str, rationale: str) -> Paper:
        if paper.item is None:
            return paper
        item = edited(
            paper.item, stem, tuple(options.split("\n")), tuple(key.split("\n")), rationale
        )
        if item.id in paper.kept:
            write_bank(self._bank, added(read_bank(self._bank), [item]))
        return self._put(paper, item)

    def _put(self, paper: Paper, item: QuizItem) -> Paper:
        return replace(
            paper, items=(*paper.items[: paper.place], item, *paper.items[paper.place + 1 :])
        )

    def shift(self, paper: Paper, step: int) -> Paper:
        """The item one place up or down."""
        other = paper.place + step
        if not 0 <= other < len(paper.items):
            return paper
        items = list(paper.items)
        items[paper.place], items[other] = items[other], items[paper.place]
        return replace(paper, items=tuple(items), place=other)

    def file(self, paper: Paper, name: str, which: str) -> str:
        items = [i for i in paper.items if which != "accepted" or i.id in paper.kept]
        done = export(items, name)
        if done.left_out:
            gr.Warning(f"{len(done.left_out)} items cannot be held by {name} and are left out.")
        path = Path(tempfile.mkdtemp()) / f"quiz{FORMATS[name].suffix}"
        path.write_bytes(done.data)
        return str(path)
