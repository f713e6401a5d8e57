"""The Quiz tab: order a quiz, review it item by item beside its paragraphs, export it, or take it."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr

from assistant.quiz.export import FORMATS
from assistant.quiz.items import KINDS, LEVELS
from assistant.quiz.select import Order
from assistant.ui.events import drawn, show_warning
from assistant.ui.quiz.actions import QuizActions, on_click
from assistant.ui.quiz.item_html import plan_html
from assistant.ui.quiz.review import review_pane
from assistant.ui.quiz.session import QuizSession
from assistant.ui.quiz.take import take_pane
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.errors import PolicyAssistantError

MOST = 200  # items of a quiz written in the app
COUNT, SEED = 20, 1  # where a field is left empty
LIMITED = ("kahoot", "aiken")  # formats that cannot hold every item


def build(shared: SharedState) -> None:
    """Lay out the tab in the open page and wire its events. Quizzes live in the visitor's session;
    accepted items go into the bank's file.
    """
    actions = QuizActions(lambda: shared.studio, shared.bank)
    session = gr.State(QuizSession())
    drawn(render("room.html", heading="page_quiz_heading", lead="page_quiz_lead"), "pa-quiz-h")
    with gr.Accordion("What the quiz is about", open=True):
        order = _order_fields(shared)
        with gr.Row():
            write = gr.Button("Write the quiz", variant="primary")
            load = gr.Button("Load accepted items")
            more = gr.Button("Let the language model draft more", visible=actions.studio.model is not None)
        plan = gr.HTML("")
    with gr.Tab("Review"):
        review_pane(actions, session)
    with gr.Tab("Take it"):
        take_pane(actions, session)
    with gr.Row():
        formats = gr.Dropdown(list(FORMATS), value="moodle", label="Format")
        which = gr.Radio(["accepted", "all"], value="all", label="Which items")
        make = gr.Button("Make the file")
        file = gr.File(label="The file", interactive=False)

    def written(state: QuizSession, *values: Any, progress: gr.Progress = gr.Progress()) -> QuizSession:  # noqa: B008
        try:
            return actions.write(state, read_order(*values), progress)
        except PolicyAssistantError as error:
            show_warning(error)
            return state

    write.click(written, [session, *order], session, api_visibility="private")
    on_click(load, actions.load, [], session)
    on_click(more, actions.draft, [], session)
    session.change(partial(planned, actions), [session], plan, api_visibility="private")

    def made(state: QuizSession, name: str, part: str) -> str | None:
        try:
            return actions.file(state, name, part)
        except PolicyAssistantError as error:
            show_warning(error)
            return None

    make.click(made, [session, formats, which], file, api_visibility="private")


def _order_fields(shared: SharedState) -> list[Any]:
    """In the order of `read_order`."""
    documents = [(d.symbol, d.id) for d in shared.library.documents if d.official]
    many = partial(gr.Dropdown, multiselect=True, info="Choose none for all")
    with gr.Row():
        chosen = many(documents, label="Documents")
        sections = many(list(shared.studio.sections(())), label="Sections")
        topics = many(list(shared.library.topics), label="Topics")
        kinds = many(list(KINDS), label="Kinds")
        levels = many(list(LEVELS), label="Difficulty")
        meant = gr.Dropdown(
            [("any format", ""), *LIMITED],
            value="",
            label="Written for",
            info="Only items that this format can hold",
        )
        count = gr.Slider(1, MOST, value=COUNT, step=1, label="How many")
        seed = gr.Number(
            SEED, precision=0, label="Seed", info=f"The same seed gives the same quiz. Left empty: {SEED}"
        )

    def narrowed(names: list[str], now: list[str]) -> Any:
        known = shared.studio.sections(names)
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


def planned(actions: QuizActions, session: QuizSession) -> str:
    """Draw the plan of the quiz: its items by section, topic, level and kind, and the paragraphs asked
    about.
    """
    if not session.items and not session.lines:
        return ""
    return plan_html(actions.studio.plan(session.items, session.order), session.lines)
