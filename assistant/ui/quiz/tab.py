"""The Quiz tab: order a quiz, review it item by item beside its paragraphs, export it, or take it."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr

from assistant.quiz.export import FORMATS
from assistant.quiz.select import Order
from assistant.quiz.types import KINDS, LEVELS
from assistant.ui.desk import Desk
from assistant.ui.quiz.actions import Room, on_click
from assistant.ui.quiz.item_html import plan_html
from assistant.ui.quiz.review import review_pane
from assistant.ui.quiz.session import Paper
from assistant.ui.quiz.take import take_pane
from assistant.ui.shell import show_warning
from ingest.documents.headnotes import TOPICS
from ingest.errors import PolicyAssistantError

MOST = 200  # items of a quiz written in the app
COUNT, SEED = 20, 1  # where a field is left empty
LIMITED = ("kahoot", "aiken")  # formats that cannot hold every item


def build(desk: Desk) -> None:
    """Lay out the tab in the open page and wire its events. Quizzes live in the visitor's session;
    accepted items go into the bank's file.
    """
    room = Room(lambda: desk.studio, desk.bank)
    paper = gr.State(Paper())
    with gr.Accordion("What the quiz is about", open=True):
        order = _order_fields(desk)
        with gr.Row():
            write = gr.Button("Write the quiz", variant="primary")
            load = gr.Button("Load accepted items")
            more = gr.Button("Let the language model draft more", visible=room.studio.model is not None)
        plan = gr.HTML("")
    with gr.Tab("Review"):
        review_pane(room, paper)
    with gr.Tab("Take it"):
        take_pane(room, paper)
    with gr.Row():
        formats = gr.Dropdown(list(FORMATS), value="moodle", label="Format")
        which = gr.Radio(["accepted", "all"], value="all", label="Which items")
        make = gr.Button("Make the file")
        file = gr.File(label="The file", interactive=False)

    def written(state: Paper, *values: Any, progress: gr.Progress = gr.Progress()) -> Paper:  # noqa: B008
        try:
            return room.write(state, read_order(*values), progress)
        except PolicyAssistantError as error:
            show_warning(error)
            return state

    write.click(written, [paper, *order], paper, api_visibility="private")
    on_click(load, room.load, [], paper)
    on_click(more, room.draft, [], paper)
    paper.change(partial(planned, room), [paper], plan, api_visibility="private")

    def made(state: Paper, name: str, part: str) -> str | None:
        try:
            return room.file(state, name, part)
        except PolicyAssistantError as error:
            show_warning(error)
            return None

    make.click(made, [paper, formats, which], file, api_visibility="private")


def _order_fields(desk: Desk) -> list[Any]:
    """In the order of `read_order`."""
    documents = [(d.symbol, d.id) for d in desk.documents.values() if d.official]
    many = partial(gr.Dropdown, multiselect=True, info="Nothing chosen: all")
    with gr.Row():
        chosen = many(documents, label="Documents")
        sections = many(list(desk.studio.sections(())), label="Sections")
        topics = many(list(TOPICS), label="Topics")
        kinds = many(list(KINDS), label="Kinds")
        levels = many(list(LEVELS), label="Difficulty")
        meant = gr.Dropdown(
            [("any format", ""), *LIMITED],
            value="",
            label="Written for",
            info="Only items that this format can hold",
        )
        count = gr.Slider(1, MOST, value=COUNT, step=1, label="How many")
        seed = gr.Number(SEED, precision=0, label="Seed", info=f"Same seed, same quiz; empty: {SEED}")

    def narrowed(names: list[str], now: list[str]) -> Any:
        known = desk.studio.sections(names)
        return gr.update(choices=list(known), value=[s for s in now if s in known])

    chosen.change(narrowed, [chosen, sections], sections, api_visibility="private")
    return [chosen, sections, topics, kinds, levels, meant, count, seed]


def read_order(
    documents: list[str],
    sections: list[str],
    topics: list[str],
    kinds: list[str],
    levels: list[str],
    meant: str | None,
    count: float | None,
    seed: float | None,
) -> Order:
    return Order(
        COUNT if count is None else int(count),
        SEED if seed is None else int(seed),
        tuple(documents),
        tuple(sections),
        tuple(topics),
        tuple(k for k in KINDS if k in kinds),
        tuple(x for x in LEVELS if x in levels),
        meant or "",
    )


def planned(room: Room, paper: Paper) -> str:
    """What there is to know about the quiz, how it is spread, and what it asks about."""
    if not paper.items and not paper.lines:
        return ""
    return plan_html(room.studio.plan(paper.items, paper.order), paper.lines)
