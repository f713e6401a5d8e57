"""Actions of the buttons of the Quiz tab on one visitor's quiz and on the bank of accepted items."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.quiz.bank import added, change_bank, read_bank, stale
from assistant.quiz.command import model_summary, quiz_summary
from assistant.quiz.edit import ItemEdit, edited
from assistant.quiz.export import FORMATS, export
from assistant.quiz.items import QuizItem
from assistant.quiz.marking import mark, wanting
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.text.words import counted
from assistant.ui.events import show_warning
from assistant.ui.quiz.session import Answered, QuizSession
from ingest.errors import PolicyAssistantError

DRAFTED = 3  # items that one press of the button asks the language model for


class QuizActions:
    """Actions of the tab's events; Gradio is used for warnings only."""

    def __init__(self, studio: Callable[[], Studio], bank: Path) -> None:
        """``studio`` gives the studio of the index in use."""
        self._studio = studio
        self._bank = bank

    @property
    def studio(self) -> Studio:
        return self._studio()

    def write(self, session: QuizSession, chosen: Order, progress: Any) -> QuizSession:
        """A new quiz, in which accepted items are as they were accepted. What was rejected stays out."""
        done = 0

        def step(one: int, total: int) -> None:
            nonlocal done
            done += one
            progress((done, total), desc="Writing and checking")

        order = replace(chosen, barred=session.order.barred)
        quiz = self.studio.quiz(order, progress=step)
        lines = (*quiz_summary(quiz), *self.studio.changed)
        if order.barred:
            lines = (
                *lines,
                f"{counted(len(order.barred), 'rejected item')} left out until you reload the page",
            )
        return self._known(QuizSession(quiz.items, order=order, lines=lines))

    def draft(self, session: QuizSession) -> QuizSession:
        """A few more items by the language model at the end of the quiz; none is accepted yet."""
        items, struck = self.studio.model_items(DRAFTED, session.order, session.items)
        lines = (*session.lines, *model_summary(items, struck))
        return replace(session, items=(*session.items, *items), lines=lines)

    def load(self, session: QuizSession) -> QuizSession:
        items = read_bank(self._bank)
        order = Order(len(items), barred=session.order.barred)
        return QuizSession(items, kept=frozenset(i.id for i in items), order=order)

    def _known(self, session: QuizSession) -> QuizSession:
        """Items that are in the bank as they are there, and kept."""
        banked = {i.id: i for i in read_bank(self._bank)}
        items = tuple(banked.get(i.id, i) for i in session.items)
        return replace(session, items=items, kept=frozenset(i.id for i in items) & set(banked))

    def status(self, session: QuizSession) -> str:
        """Say whether the item on screen is accepted, and whether its paragraph has changed since."""
        if session.item is None or session.item.id not in session.kept:
            return "not yet accepted"
        changed = stale([session.item], self.studio.assistant.library)
        return f"accepted; {changed[0][1]}" if changed else "accepted"

    def move(self, session: QuizSession, step: int) -> QuizSession:
        return (
            replace(session, place=(session.place + step) % len(session.items)) if session.items else session
        )

    def accept(self, session: QuizSession) -> QuizSession:
        """Put the item on screen into the bank; an item that is in it already stays as it is there."""
        item = session.item
        if item is None:
            return session
        mine = self._kept(item)
        if mine != item:
            gr.Info("This item was accepted before. The accepted wording is shown.")
        return self.move(replace(session, kept=session.kept | {item.id}).put(mine), 1)

    def reject(self, session: QuizSession) -> QuizSession:
        """Take the item on screen out of the quiz and, if it was accepted, out of the bank; it does not come
        again.
        """
        item = session.item
        if item is None:
            return session
        if item.id in session.kept:
            self._drop(item)
        items = (*session.items[: session.place], *session.items[session.place + 1 :])
        return replace(
            session.without(item),
            items=items,
            place=min(session.place, max(0, len(items) - 1)),
            kept=session.kept - {item.id},
            order=replace(session.order, barred=session.order.barred | {item.id}),
        )

    def again(self, session: QuizSession) -> QuizSession:
        """Another item in this place. It has yet to be accepted, and the one before it no longer is."""
        item, variant = session.item, session.variant + 1
        if item is None:
            return session
        other = self.studio.another(item, session.order, session.items, variant)
        if other is None:
            gr.Info("There is no other item of this kind for this document.")
            return replace(session, variant=variant)
        if item.id in session.kept:
            self._drop(item)
            gr.Info("The accepted item was removed from the bank.")
        gone = {item.id} - {other.id}
        order = replace(session.order, barred=session.order.barred | gone)
        changed = replace(session, variant=variant, order=order)
        return self._known(changed.put(other))

    def edit(self, session: QuizSession, wording: ItemEdit) -> QuizSession:
        """Raises `SettingsError` if what is left is no item."""
        if session.item is None:
            return session
        item = edited(session.item, wording)
        if item.id in session.kept:
            change_bank(self._bank, lambda bank: added(bank, [item]))
        return session.put(item)

    def _kept(self, item: QuizItem) -> QuizItem:
        """The item as the bank has it, which takes it in if it is new."""

        def taken_in(bank: tuple[QuizItem, ...]) -> tuple[QuizItem, ...]:
            return bank if any(i.id == item.id for i in bank) else (*bank, item)

        return next(i for i in change_bank(self._bank, taken_in) if i.id == item.id)

    def _drop(self, item: QuizItem) -> None:
        change_bank(self._bank, lambda bank: [i for i in bank if i.id != item.id])

    def shift(self, session: QuizSession, step: int) -> QuizSession:
        """The item one place up or down."""
        other = session.place + step
        if not 0 <= other < len(session.items):
            return session
        items = list(session.items)
        items[session.place], items[other] = items[other], items[session.place]
        return replace(session, items=tuple(items), place=other)

    def answer(self, session: QuizSession, given: str | Sequence[str]) -> QuizSession:
        """Mark a learner's answer to the item on screen; ask for an answer if it is not complete."""
        item = session.asked
        if item is None:
            return session
        missing = wanting(item, given)
        if missing:
            gr.Info(missing)
            return session
        done = Answered(item, mark(item, given))
        return replace(session, answers=(*session.answers, done), told=item.id)

    def file(self, session: QuizSession, name: str, which: str) -> str:
        items = [i for i in session.items if which != "accepted" or i.id in session.kept]
        done = export(items, name)
        if done.left_out:
            show_warning(done.told(name))
        path = Path(tempfile.mkdtemp()) / f"quiz{FORMATS[name].suffix}"
        path.write_bytes(done.data)
        return str(path)


def on_click(
    button: gr.Button, act: Callable[..., QuizSession], inputs: Iterable[Any], session: gr.State
) -> None:
    """A button that changes the session, which is the first input; what a person can mend is shown, and
    nothing changes.
    """

    def safely(state: QuizSession, *values: Any) -> QuizSession:
        try:
            return act(state, *values)
        except PolicyAssistantError as error:
            show_warning(error)
            return state

    button.click(safely, [session, *inputs], session, api_visibility="private")
