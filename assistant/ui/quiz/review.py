"""The Review pane: one item beside its paragraphs, accepted, rejected, regenerated, moved or edited."""

from __future__ import annotations

import gradio as gr

from assistant.quiz.edit import ItemEdit, edit_of
from assistant.ui.quiz.actions import QuizActions, on_click
from assistant.ui.quiz.item_html import EMPTY, item_html, paragraphs_html
from assistant.ui.quiz.session import QuizSession


def review_pane(actions: QuizActions, session: gr.State) -> None:
    with gr.Row():
        back, on = gr.Button("← Previous"), gr.Button("Next →")
        accept = gr.Button("Accept", variant="primary")
        reject, again = gr.Button("Reject"), gr.Button("Regenerate")
        up, down = gr.Button("Move up"), gr.Button("Move down")
    with gr.Row():
        item, beside = gr.HTML(EMPTY), gr.HTML("")
    with gr.Accordion("Edit this item", open=False):
        fields = _edit_fields()
        save = gr.Button("Save the edit")
    for button, act in (
        (back, lambda d: actions.move(d, -1)),
        (on, lambda d: actions.move(d, 1)),
        (accept, actions.accept),
        (reject, actions.reject),
        (again, actions.again),
        (up, lambda d: actions.shift(d, -1)),
        (down, lambda d: actions.shift(d, 1)),
    ):
        on_click(button, act, [], session)
    on_click(save, lambda d, *texts: actions.edit(d, read_edit(*texts)), fields, session)
    session.change(
        lambda d: review_fields(actions, d), [session], [item, beside, *fields], api_visibility="private"
    )


def _edit_fields() -> list[gr.Textbox]:
    """In the order of `read_edit`."""
    return [
        gr.Textbox(label="Question", lines=2),
        gr.Textbox(label="Options, one a line", lines=4),
        gr.Textbox(label="Correct answers, one a line, worded as among the options", lines=2),
        gr.Textbox(label="Explanation", lines=2),
        gr.Textbox(label="Correction", info="What is true instead, if the correct answer is False", lines=2),
        gr.Textbox(
            label="Prompts, one a line", info="Matching only, in the order of the correct answers", lines=4
        ),
    ]


def read_edit(stem: str, options: str, key: str, rationale: str, correction: str, prompts: str) -> ItemEdit:
    return ItemEdit(
        stem,
        tuple(options.split("\n")),
        tuple(key.split("\n")),
        rationale,
        correction,
        tuple(prompts.split("\n")),
    )


def review_fields(actions: QuizActions, session: QuizSession) -> tuple[str, ...]:
    """The item, its paragraphs, and the texts that can be edited."""
    item = session.item
    if item is None:
        return EMPTY, "", "", "", "", "", "", ""
    now = edit_of(item)
    return (
        item_html(item, session.place, len(session.items), actions.status(session), actions.studio.everyday),
        paragraphs_html(item, actions.studio.assistant.library),
        now.stem,
        "\n".join(now.options),
        "\n".join(now.key),
        now.rationale,
        now.correction,
        "\n".join(now.prompts),
    )
