"""The Take it pane: the quiz as a learner meets it, with feedback, progress and score."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.quiz.items import CHOICES, TYPED, QuizItem
from assistant.ui.quiz.actions import QuizActions, on_click
from assistant.ui.quiz.item_html import EMPTY, feedback_html, question_html, score_line
from assistant.ui.quiz.session import QuizSession

DONE = "<p>That was the last question.</p>"


def take_pane(actions: QuizActions, session: gr.State) -> None:
    question, score = gr.HTML(EMPTY), gr.Markdown("")
    one = gr.Radio([], label="Your answer", visible=False)
    several = gr.CheckboxGroup([], label="Your answers", visible=False)
    words = gr.Textbox(label="Your answer", visible=False)
    with gr.Row():
        answer = gr.Button("Answer", variant="primary")
        over = gr.Button("Start over")
    feedback = gr.HTML("")
    now = gr.State("")  # which question the fields were laid out for

    on_click(answer, lambda d, *given: answered(actions, d, *given), [one, several, words], session)
    on_click(over, QuizSession.afresh, [], session)
    session.change(
        lambda d, before: posed(actions, d, before),
        [session, now],
        [score, feedback, now, question, one, several, words],
        api_visibility="private",
    )


def answered(
    actions: QuizActions, session: QuizSession, one: str | None, several: list[str], words: str | None
) -> QuizSession:
    """The answer in the field that belongs to the kind of question."""
    item = session.asked
    if item is None:
        return session
    if item.kind == "multiple-answer":
        return actions.answer(session, several)
    return actions.answer(session, (one if _single(item) else words) or "")


def posed(actions: QuizActions, session: QuizSession, before: str) -> tuple[Any, ...]:
    """Score and feedback, and the next question with its field; a question that is there already is
    left as it is, with what the learner has chosen.
    """
    score = score_line([a.marked.share for a in session.answers], len(session.items))
    told = next((a for a in session.answers if a.item.id == session.told), None)
    feedback = feedback_html(told.item, told.marked, actions.studio.assistant.library) if told else ""
    item = session.asked
    now = repr((item, len(session.answers), len(session.items)))
    if now == before:
        return score, feedback, now, gr.skip(), gr.skip(), gr.skip(), gr.skip()
    if item is None:
        hidden = gr.update(visible=False)
        return score, feedback, now, DONE if session.items else EMPTY, hidden, hidden, hidden
    single, several = _single(item), item.kind == "multiple-answer"
    words = item.kind in (*TYPED, "matching", "ordering")
    return (
        score,
        feedback,
        now,
        question_html(item, len(session.answers), len(session.items)),
        gr.update(choices=list(item.options) if single else [], value=None, visible=single),
        gr.update(choices=list(item.options) if several else [], value=[], visible=several),
        gr.update(value="", visible=words),
    )


def _single(item: QuizItem) -> bool:
    return item.kind in (*CHOICES, "true-false")
