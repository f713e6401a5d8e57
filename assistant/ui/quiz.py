"""The Quiz tab: order a quiz, review it item by item beside its paragraphs, export it, or take it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import gradio as gr

from assistant.quiz.export import FORMATS
from assistant.quiz.marking import mark
from assistant.quiz.select import Order
from assistant.quiz.types import CHOICES, KINDS, LEVELS, TYPED
from assistant.ui.desk import Desk
from assistant.ui.quiz_room import Paper, Room
from assistant.ui.quiz_show import (
    feedback_html,
    item_html,
    paragraphs_html,
    question_html,
    score_line,
)
from ingest.errors import PolicyAssistantError
from ingest.headnotes import TOPICS

MOST = 200  # items of a quiz written in the app
EMPTY = "<p>Write a quiz first, or load the accepted items.</p>"
Updates = dict[Any, Any]


def build(desk: Desk) -> None:
    """Lay out the tab in the open page and wire its events. Quizzes live in the visitor's session;
    accepted items go into the bank's file.
    """
    room = Room(desk.studio, desk.bank)
    paper = gr.State(Paper())
    with gr.Accordion("What the quiz is about", open=True):
        order = _order_fields(desk)
        with gr.Row():
            write = gr.Button("Write the quiz", variant="primary")
            load = gr.Button("Load accepted items")
        plan = gr.HTML("")
    with gr.Tab("Review"):
        review = _review(room, paper)
    with gr.Tab("Take it"):
        take = _take(room, paper)
    with gr.Row():
        formats = gr.Dropdown(list(FORMATS), value="moodle", label="Format")
        which = gr.Radio(["accepted", "all"], value="all", label="Which items")
        make = gr.Button("Make the file")
        file = gr.File(label="The file", interactive=False)

    def written(*values: Any, progress: gr.Progress = gr.Progress()) -> tuple[Paper, str]:  # noqa: B008
        documents, topics, kinds, levels, count, seed = values
        wanted = Order(
            int(count), int(seed), tuple(documents), (), tuple(topics), tuple(kinds), tuple(levels)
        )
        try:
            return room.write(wanted, progress)
        except PolicyAssistantError as error:
            gr.Warning(escape(str(error)))
            return Paper(), ""

    write.click(written, order, [paper, plan], api_visibility="private")
    _on(load, lambda: room.load(), [], paper)
    paper.change(lambda d: _shown(room, d), [paper], review, api_visibility="private")
    paper.change(lambda d: _posed(room, d), [paper], take, api_visibility="private")

    def made(state: Paper, name: str, part: str) -> str | None:
        try:
            return room.file(state, name, part)
        except PolicyAssistantError as error:
            gr.Warning(escape(str(error)))
            return None

    make.click(made, [paper, formats, which], file, api_visibility="private")


def _order_fields(desk: Desk) -> list[Any]:
    documents = [(d.symbol, d.id) for d in desk.documents.values() if d.official]
    with gr.Row():
        chosen = gr.Dropdown(
            documents, multiselect=True, label="Documents", info="Nothing chosen: all"
        )
        topics = gr.Dropdown(
            list(TOPICS), multiselect=True, label="Topics", info="Nothing chosen: all"
        )
        kinds = gr.Dropdown(
            list(KINDS), multiselect=True, label="Kinds", info="Nothing chosen: all"
        )
        levels = gr.Dropdown(
            list(LEVELS), multiselect=True, label="Difficulty", info="Nothing chosen: all"
        )
        count = gr.Slider(1, MOST, value=20, step=1, label="How many")
        seed = gr.Number(1, precision=0, label="Seed", info="Same seed, same quiz")
    return [chosen, topics, kinds, levels, count, seed]


def _review(room: Room, paper: gr.State) -> list[Any]:
    with gr.Row():
        back, on = gr.Button("← Previous"), gr.Button("Next →")
        accept = gr.Button("Accept", variant="primary")
        reject, again = gr.Button("Reject"), gr.Button("Regenerate")
        up, down = gr.Button("Move up"), gr.Button("Move down")
    with gr.Row():
        item, beside = gr.HTML(EMPTY), gr.HTML("")
    with gr.Accordion("Edit this item", open=False):
        stem = gr.Textbox(label="Question", lines=2)
        options = gr.Textbox(label="Options, one a line", lines=4)
        key = gr.Textbox(label="Key, one a line, as among the options", lines=2)
        rationale = gr.Textbox(label="Why", lines=2)
        save = gr.Button("Save the edit")
    for button, act in (
        (back, lambda d: room.move(d, -1)), (on, lambda d: room.move(d, 1)), (accept, room.accept),
        (reject, room.reject), (again, room.again), (up, lambda d: room.shift(d, -1)),
        (down, lambda d: room.shift(d, 1)),
    ):  # fmt: skip
        _on(button, act, [paper], paper)
    _on(save, room.edit, [paper, stem, options, key, rationale], paper)
    return [item, beside, stem, options, key, rationale]


def _shown(room: Room, paper: Paper) -> tuple[str, str, str, str, str, str]:
    item = paper.item
    if item is None:
        return EMPTY, "", "", "", "", ""
    status = "accepted" if item.id in paper.kept else "not yet accepted"
    shown = item_html(item, paper.place, len(paper.items), status)
    beside = paragraphs_html(item, room.studio.assistant)
    return shown, beside, item.stem, "\n".join(item.options), "\n".join(item.key), item.rationale


def _take(room: Room, paper: gr.State) -> list[Any]:
    question, score = gr.HTML(EMPTY), gr.Markdown("")
    one = gr.Radio([], label="Your answer", visible=False)
    several = gr.CheckboxGroup([], label="Your answers", visible=False)
    words = gr.Textbox(label="Your answer", visible=False)
    with gr.Row():
        answer = gr.Button("Answer", variant="primary")
        again = gr.Button("Start over")
    feedback = gr.HTML("")

    def answered(state: Paper, single: str | None, some: list[str], text: str) -> tuple[Paper, str]:
        item = state.asked
        if item is None:
            return state, ""
        given = (
            (single or "")
            if item.kind in (*CHOICES, "true-false")
            else some
            if item.kind == "multiple-answer"
            else text
        )
        marked = mark(item, given or "")
        state = replace(state, taken=state.taken + 1, marks=(*state.marks, marked.share))
        return state, feedback_html(item, marked, room.studio.assistant)

    answer.click(
        answered, [paper, one, several, words], [paper, feedback], api_visibility="private"
    )
    _on(again, lambda d: replace(d, taken=0, marks=()), [paper], paper)
    again.click(lambda: "", None, feedback, api_visibility="private")
    return [question, score, one, several, words]


def _posed(room: Room, paper: Paper) -> tuple[Any, ...]:
    item = paper.asked
    score = score_line(list(paper.marks), len(paper.items)) if paper.items else ""
    if item is None:
        return ("<p>That was the last question.</p>" if paper.items else EMPTY, score,
                gr.update(visible=False), gr.update(visible=False), gr.update(visible=False))  # fmt: skip
    single = item.kind in (*CHOICES, "true-false")
    several = item.kind == "multiple-answer"
    words = item.kind in (*TYPED, "matching", "ordering")
    return (
        question_html(item, paper.taken, len(paper.items)), score,
        gr.update(choices=list(item.options) if single else [], value=None, visible=single),
        gr.update(choices=list(item.options) if several else [], value=[], visible=several),
        gr.update(value="", visible=words),
    )  # fmt: skip


def _on(button: gr.Button, act: Any, inputs: list[Any], paper: gr.State) -> None:
    """A button that changes the paper; what a person can mend is shown, and nothing changes."""

    def safely(*values: Any) -> Any:
        try:
            return act(*values)
        except PolicyAssistantError as error:
            gr.Warning(escape(str(error)))
            return values[0] if values else Paper()

    button.click(safely, inputs, paper, api_visibility="private")
