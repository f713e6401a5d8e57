"""What the buttons of the Quiz tab do to one visitor's quiz and to the bank of accepted items."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.quiz.bank import added, edited, read_bank, write_bank
from assistant.quiz.command import summary
from assistant.quiz.export import FORMATS, export
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.quiz.types import QuizItem
from assistant.ui.quiz_show import plan_html
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
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

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.studio = Studio(assistant)
        self._bank = settings.bank

    def write(self, order: Order, progress: Any) -> tuple[Desk, str]:
        done = 0

        def step(one: int, total: int) -> None:
            nonlocal done
            done += one
            progress((done, total), desc="Writing and checking")

        quiz = self.studio.quiz(order, progress=step)
        lines = "".join(f"<p>{escape(line)}</p>" for line in summary(quiz))
        return Desk(quiz.items, kept=self._accepted(quiz.items)), lines + plan_html(quiz.plan)

    def load(self) -> Desk:
        items = read_bank(self._bank)
        return Desk(items, kept=frozenset(i.id for i in items))

    def _accepted(self, items: tuple[QuizItem, ...]) -> frozenset[str]:
        return frozenset(i.id for i in read_bank(self._bank)) & {i.id for i in items}

    def move(self, desk: Desk, step: int) -> Desk:
        return replace(desk, place=(desk.place + step) % len(desk.items)) if desk.items else desk

    def accept(self, desk: Desk) -> Desk:
        if desk.item is None:
            return desk
        write_bank(self._bank, added(read_bank(self._bank), [desk.item]))
        return self.move(replace(desk, kept=desk.kept | {desk.item.id}), 1)

    def reject(self, desk: Desk) -> Desk:
        """Out of the quiz, and out of the bank if it had been accepted."""
        if desk.item is None:
            return desk
        write_bank(self._bank, [i for i in read_bank(self._bank) if i.id != desk.item.id])
        items = (*desk.items[: desk.place], *desk.items[desk.place + 1 :])
        return replace(
            desk,
            items=items,
            place=min(desk.place, max(0, len(items) - 1)),
            kept=desk.kept - {desk.item.id},
        )

    def again(self, desk: Desk) -> Desk:
        if desk.item is None:
            return desk
        variant = desk.variant + 1
        other = self.studio.another(desk.item, desk.items, variant)
        if other is None:
            gr.Info("There is no other item of this kind for this document.")
            return replace(desk, variant=variant)
        return replace(self._put(desk, other), variant=variant)

    def edit(self, desk: Desk, stem: str, options: str, key: str, rationale: str) -> Desk:
        if desk.item is None:
            return desk
        item = edited(
            desk.item, stem, tuple(options.split("\n")), tuple(key.split("\n")), rationale
        )
        if item.id in desk.kept:
            write_bank(self._bank, added(read_bank(self._bank), [item]))
        return self._put(desk, item)

    def _put(self, desk: Desk, item: QuizItem) -> Desk:
        return replace(desk, items=(*desk.items[: desk.place], item, *desk.items[desk.place + 1 :]))

    def shift(self, desk: Desk, step: int) -> Desk:
        """The item one place up or down."""
        other = desk.place + step
        if not 0 <= other < len(desk.items):
            return desk
        items = list(desk.items)
        items[desk.place], items[other] = items[other], items[desk.place]
        return replace(desk, items=tuple(items), place=other)

    def file(self, desk: Desk, name: str, which: str) -> str:
        items = [i for i in desk.items if which != "accepted" or i.id in desk.kept]
        done = export(items, name)
        if done.left_out:
            gr.Warning(f"{len(done.left_out)} items cannot be held by {name} and are left out.")
        path = Path(tempfile.mkdtemp()) / f"quiz{FORMATS[name].suffix}"
        path.write_bytes(done.data)
        return str(path)
