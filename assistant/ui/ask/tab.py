"""The Ask tab: a conversation whose every statement opens at its paragraph, beside the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import gradio as gr
from gradio.events import Dependency
from markupsafe import Markup, escape

from assistant.export.copied_text import STYLES, laid_out, sheet
from assistant.export.word_document import sheet_docx
from assistant.text.notices import DISCLAIMER
from assistant.text.words import counted
from assistant.types import Answer, Reply
from assistant.ui.ask.conversation_html import conversation_html, exchange_html
from assistant.ui.ask.kept import Conversations, Past
from assistant.ui.ask.memory import holding
from assistant.ui.events import COPY_JS, SAVE_JS, admitted, download, on, page_html, show_warning, visitor
from assistant.ui.evidence import EMPTY, panel_html
from assistant.ui.shared import SharedState, exchanged
from assistant.ui.spans import read_marks
from assistant.workplace.feedback import REASONS, Feedback
from ingest.errors import PolicyAssistantError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Growing = tuple[str, str, Past, str]  # question box, conversation, its exchanges, status line
LOG = "<div class='wps-log' tabindex='0' role='region' aria-label='Conversation'>${value}</div>"


class AskTab:
    """The tab's components; `wire` gives them their events once the other tabs are there."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.past = gr.State(())
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=300):
                self.log = page_html(conversation_html(shared, ()), template=LOG, elem_id="wps-conversation")
                self._question_row()
                self._filter()
            with gr.Column(scale=5, min_width=300):
                self.evidence = page_html(EMPTY, elem_id="wps-evidence")
        self.file = gr.Textbox(visible="hidden", show_label=False, elem_classes="wps-hidden")
        gr.HTML(Markup("<p class='wps-foot'>{}</p>").format(DISCLAIMER))

    def _question_row(self) -> None:
        self.box = gr.Textbox(
            label="Your question",
            placeholder="Ask, or give an address: para 17.2, 1325 OP 8(a)",
            lines=1,
            max_lines=6,
            autofocus=True,
            elem_id="wps-question",
            elem_classes="wps-noprint",
        )
        with gr.Row(elem_classes="wps-noprint"):
            self.send = gr.Button("Ask", variant="primary", scale=2, min_width=90)
            self.stop = gr.Button("Stop", scale=1, min_width=70)
            self.new = gr.Button("New conversation", scale=2, min_width=150)

    def _filter(self) -> None:
        self.only = gr.Dropdown(
            [(d.symbol, d.id) for d in self.shared.library.documents],
            multiselect=True,
            value=[],
            label="Search only in",
            info="Choose none to search all documents",
            elem_classes="wps-noprint",
        )
        self.kept = Conversations(self.shared)

    def wire(self, page: gr.Blocks, status: gr.HTML) -> None:
        """``status``: the page's live region; says to those who do not see what goes on."""
        asks = self._wire_asking(status)
        on(self.log.open, self.show, [], [self.evidence])
        on(self.evidence.open, self.show, [], [self.evidence])
        on(self.log.rate, self.rate, [self.past], [])
        taken = on(self.log.take, self.take, [self.past], [self.file])
        on(taken.then, None, [self.file], [], js=COPY_JS)
        written = on(self.log.word, self.word, [self.past], [self.file])
        on(written.then, None, [self.file], [], js=SAVE_JS)
        self.kept.wire(page, asks, self.past, self.new, self.log, self.evidence, self.file)

    def _wire_asking(self, status: gr.HTML) -> list[Dependency]:
        """Sending, an example and asking again all lead to the same reply; each can be stopped."""
        outputs = [self.box, self.log, self.past, status]
        typed, chosen = [self.box, self.only, self.past], [self.only, self.past]
        asks = [
            on(self.send.click, self.ask, typed, outputs, concurrency_id="ask"),
            on(self.box.submit, self.ask, typed, outputs, concurrency_id="ask"),
            on(self.log.example, self.example, chosen, outputs, concurrency_id="ask"),
            on(self.log.retry, self.again, chosen, outputs, concurrency_id="ask"),
        ]
        on(self.stop.click, self.stopped, [self.past], [self.log, status], cancels=asks)
        return asks

    def ask(
        self, question: str, documents: list[str], past: Past, request: gr.Request, after: int | None = None
    ) -> Iterator[Growing]:
        """The box, the conversation, its exchanges and the status line, as the reply grows. It comes
        ``after`` so many exchanges (None: all); those that it takes the place of are kept until it is
        whole, since it may be stopped or fail.
        """
        if not question.strip():
            return
        past = holding(past, self.shared)
        before = past[:after]
        shown = conversation_html(self.shared, before, question)
        yield "", shown, gr.skip(), "Searching the documents."
        head = Markup().join(exchange_html(self.shared, e, n) for n, e in enumerate(before))
        turns, reply = [e.turn for e in before], None
        try:
            for piece in self.shared.replies(question, turns, documents, visitor(request)):
                if piece is None:  # a moment in which the page can stop it
                    yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
                    continue
                reply = piece
                part = exchange_html(self.shared, exchanged(reply, documents), len(before), False)
                yield "", head + part, gr.skip(), gr.skip()
        except PolicyAssistantError as error:
            show_warning(error)
            box = question if after is None else gr.skip()
            yield box, conversation_html(self.shared, past), gr.skip(), escape(str(error))
            return
        if reply is not None:
            now = (*before, exchanged(reply, documents))
            yield "", conversation_html(self.shared, now), now, escape(_summary(reply))

    def example(
        self, documents: list[str], past: Past, request: gr.Request, event: gr.EventData
    ) -> Iterator[Growing]:
        yield from self.ask(str(event.text), documents, past, request)

    def again(
        self, documents: list[str], past: Past, request: gr.Request, event: gr.EventData
    ) -> Iterator[Growing]:
        """Ask the question of one exchange once more, with the filter as it is now; what came after it
        was said in its light and goes.
        """
        number = _number(event, past)
        if number is not None:
            question = past[number].reply.question
            yield from self.ask(question, documents, past, request, number)

    def stopped(self, past: Past) -> tuple[str, str]:
        """The conversation as it was before the reply that was stopped."""
        return conversation_html(self.shared, holding(past, self.shared)), "Stopped."

    def show(self, request: gr.Request, event: gr.EventData) -> object:
        """The evidence panel for the paragraph that was clicked."""
        if not admitted(self.shared, request):
            return gr.skip()
        paragraph = self.shared.paragraph(str(event.locator))
        if paragraph is None:
            return EMPTY
        return panel_html(self.shared, paragraph, read_marks(str(event.marks), paragraph), True)

    def rate(self, past: Past, request: gr.Request, event: gr.EventData) -> None:
        number, reason = _number(event, past), str(event.reason)
        if number is None or reason not in ("", *REASONS) or not admitted(self.shared, request):
            return
        try:
            self.shared.rate(opinion(past, number, reason))
        except PolicyAssistantError as error:
            show_warning(error)
        else:
            gr.Info("Rating saved. It stays on the machine that serves this page.")

    def take(self, past: Past, event: gr.EventData) -> str:
        """One exchange as text in the style that was chosen, for `COPY_JS`."""
        number = _number(event, past)
        style = next((s for s, _ in STYLES if s == str(event.style)), None)
        if number is None or style is None:
            return ""
        exchange = holding(past, self.shared)[number]
        occasion = self.shared.occasion(exchange.day)
        return laid_out(exchange.reply, self.shared.library, style, occasion)

    def word(self, past: Past, event: gr.EventData) -> str:
        """One exchange as a DOCX for `SAVE_JS`."""
        number = _number(event, past)
        if number is None:
            return ""
        exchange = holding(past, self.shared)[number]
        page = sheet(exchange.reply, self.shared.library, "un", self.shared.occasion(exchange.day))
        return download("answer.docx", DOCX, sheet_docx(page, dt.date.fromisoformat(exchange.day)))


def opinion(past: Past, number: int, reason: str) -> Feedback:
    """Make the feedback of a visitor on one reply: good, if there is no reason."""
    turn = past[number].turn
    before = tuple(e.reply.question for e in past[:number])
    cited = tuple(str(c) for c in turn.citations)
    return Feedback(turn.question, before, cited, not reason, reason)


def _number(event: gr.EventData, past: Past) -> int | None:
    text = str(event.number)
    return int(text) if text.isdecimal() and int(text) < len(past) else None


def _summary(reply: Reply) -> str:
    if isinstance(reply, Answer):
        return f"Answered with {counted(len(reply.statements), 'statement')}."
    return reply.reason
