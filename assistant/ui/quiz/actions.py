"""What the buttons of the Quiz tab do to one visitor's quiz and to the bank of accepted items."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.quiz.bank import added, change_bank, read_bank, stale
from assistant.quiz.command import model_summary, summary
from assistant.quiz.edit import Edit, edited
from assistant.quiz.export import FORMATS, export
from assistant.quiz.marking import mark, wanting
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.quiz.types import QuizItem
from assistant.ui.quiz.session import Answered, Paper
from assistant.ui.shell import show_warning
from ingest.errors import PolicyAssistantError

DRAFTED = 3  # items that one press of the button asks the language model for


class Room:
    """What the events do; no Gradio but for warnings."""

    def __init__(self, studio: Callable[[], Studio], bank: Path) -> None:
        """``studio`` gives the studio of the index in use."""
        self._studio = studio
        self._bank = bank

    @property
    def studio(self) -> Studio:
        return self._studio()

    def write(self, paper: Paper, wanted: Order, progress: Any) -> Paper:
        """A new quiz, in which accepted items are as they were accepted. What was rejected stays out."""
        done = 0

        def step(one: int, total: int) -> None:
            nonlocal done
            done += one
            progress((done, total), desc="Writing and checking")

        order = replace(wanted, barred=paper.order.barred)
        quiz = self.studio.quiz(order, progress=step)
        lines = summary(quiz)
        if order.barred:
            lines = (*lines, f"{len(order.barred)} rejected items are kept out until the page is loaded anew")
        return self._known(Paper(quiz.items, order=order, lines=lines))

    def draft(self, paper: Paper) -> Paper:
        """A few more items by the language model at the end of the quiz; none is accepted yet."""
        items, struck = self.studio.model_items(DRAFTED, paper.order, paper.items)
        lines = (*paper.lines, *model_summary(items, struck))
        return replace(paper, items=(*paper.items, *items), lines=lines)

    def load(self, paper: Paper) -> Paper:
        items = read_bank(self._bank)
        order = Order(len(items), barred=paper.order.barred)
        return Paper(items, kept=frozenset(i.id for i in items), order=order)

    def _known(self, paper: Paper) -> Paper:
        """Items that are in the bank as they are there, and kept."""
        banked = {i.id: i for i in read_bank(self._bank)}
        items = tuple(banked.get(i.id, i) for i in paper.items)
        return replace(paper, items=items, kept=frozenset(i.id for i in items) & set(banked))

    def status(self, paper: Paper) -> str:
        """Whether the item looked at is accepted, and still rests on what the documents say."""
        if paper.item is None or paper.item.id not in paper.kept:
            return "not yet accepted"
        changed = stale([paper.item], self.studio.assistant.paragraphs)
        return f"accepted; {changed[0][1]}" if changed else "accepted"

    def move(self, paper: Paper, step: int) -> Paper:
        return replace(paper, place=(paper.place + step) % len(paper.items)) if paper.items else paper

    def accept(self, paper: Paper) -> Paper:
        """Into the bank; what is in it already, by this visitor or another, stays as it is there."""
        item = paper.item
        if item is None:
            return paper
        mine = self._kept(item)
        if mine != item:
            gr.Info("This item had been accepted already; it is shown as it was.")
        return self.move(replace(paper, kept=paper.kept | {item.id}).put(mine), 1)

    def reject(self, paper: Paper) -> Paper:
        """Out of the quiz, out of the bank if it had been accepted, and not to come again."""
        item = paper.item
        if item is None:
            return paper
        if item.id in paper.kept:
            self._drop(item)
        items = (*paper.items[: paper.place], *paper.items[paper.place + 1 :])
        return replace(
            paper.without(item),
            items=items,
            place=min(paper.place, max(0, len(items) - 1)),
            kept=paper.kept - {item.id},
            order=replace(paper.order, barred=paper.order.barred | {item.id}),
        )

    def again(self, paper: Paper) -> Paper:
        """Another item in this place. It has yet to be accepted, and the one before it no longer is."""
        item, variant = paper.item, paper.variant + 1
        if item is None:
            return paper
        other = self.studio.another(item, paper.order, paper.items, variant)
        if other is None:
            gr.Info("There is no other item of this kind for this document.")
            return replace(paper, variant=variant)
        if item.id in paper.kept:
            self._drop(item)
            gr.Info("The item that was accepted is out of the bank.")
        gone = {item.id} - {other.id}
        order = replace(paper.order, barred=paper.order.barred | gone)
        changed = replace(paper, variant=variant, order=order)
        return self._known(changed.put(other))

    def edit(self, paper: Paper, wording: Edit) -> Paper:
        """Raises `SettingsError` if what is left is no item."""
        if paper.item is None:
            return paper
        item = edited(paper.item, wording)
        if item.id in paper.kept:
            change_bank(self._bank, lambda bank: added(bank, [item]))
        return paper.put(item)

    def _kept(self, item: QuizItem) -> QuizItem:
        """The item as the bank has it, which takes it in if it is new."""

        def taken_in(bank: tuple[QuizItem, ...]) -> tuple[QuizItem, ...]:
            return bank if any(i.id == item.id for i in bank) else (*bank, item)

        return next(i for i in change_bank(self._bank, taken_in) if i.id == item.id)

    def _drop(self, item: QuizItem) -> None:
        change_bank(self._bank, lambda bank: [i for i in bank if i.id != item.id])

    def shift(self, paper: Paper, step: int) -> Paper:
        """The item one place up or down."""
        other = paper.place + step
        if not 0 <= other < len(paper.items):
            return paper
        items = list(paper.items)
        items[paper.place], items[other] = items[other], items[paper.place]
        return replace(paper, items=tuple(items), place=other)

    def answer(self, paper: Paper, given: str | Sequence[str]) -> Paper:
        """What a learner answers to the item asked; who has not answered is asked to."""
        item = paper.asked
        if item is None:
            return paper
        missing = wanting(item, given)
        if missing:
            gr.Info(missing)
            return paper
        done = Answered(item, mark(item, given))
        return replace(paper, answers=(*paper.answers, done), told=item.id)

    def file(self, paper: Paper, name: str, which: str) -> str:
        items = [i for i in paper.items if which != "accepted" or i.id in paper.kept]
        done = export(items, name)
        if done.left_out:
            show_warning(done.told(name))
        path = Path(tempfile.mkdtemp()) / f"quiz{FORMATS[name].suffix}"
        path.write_bytes(done.data)
        return str(path)


def on_click(button: gr.Button, act: Callable[..., Paper], inputs: Iterable[Any], paper: gr.State) -> None:
    """A button that changes the paper, which is the first input; what a person can mend is shown, and
    nothing changes.
    """

    def safely(state: Paper, *values: Any) -> Paper:
        try:
            return act(state, *values)
        except PolicyAssistantError as error:
            show_warning(error)
            return state

    button.click(safely, [paper, *inputs], paper, api_visibility="private")
