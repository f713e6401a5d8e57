"""The Ask tab: a conversation whose every statement opens at its paragraph, beside the evidence."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from html import escape

import gradio as gr

from assistant.feedback import Feedback
from assistant.render import DISCLAIMER
from assistant.takeaway import STYLES, laid_out, sheet
from assistant.types import Answer, Reply
from assistant.ui.conversation import (
    conversation_html,
    exchange_html,
    first_source,
)
from assistant.ui.desk import Desk, Exchange, exchanged
from assistant.ui.evidence import EMPTY, panel_html, read_marks
from assistant.ui.memory import Memory, read_exchange, read_memory
from assistant.ui.shell import COPY_JS, SAVE_JS, on, page_html, visitor
from assistant.word import sheet_docx
from ingest.errors import PolicyAssistantError

Past = tuple[Exchange, ...]
Shown = tuple[Past, str, gr.Dropdown, str]  # exchanges, conversation, list of them, evidence
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SECRET = "wps-conversations"  # not secret: it lets a browser read what it kept before a restart
LOG = "<div class='wps-log' tabindex='0' role='region' aria-label='Conversation'>${value}</div>"


class AskTab:
    """The tab's components; `wire` gives them their events once the other tabs are there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.past = gr.State(())
        self.memory = gr.BrowserState(
            Memory("", ()).as_json(), storage_key="wps-conversations", secret=SECRET
        )
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=300):
                self.log = page_html(
                    conversation_html(desk, ()), template=LOG, elem_id="wps-conversation"
                )
                self._question_row()
                self._filter()
            with gr.Column(scale=5, min_width=300):
                self.evidence = page_html(EMPTY, elem_id="wps-evidence")
        self.status = gr.HTML("<p role='status' aria-live='polite'></p>", elem_id="wps-status")
        self.file = gr.Textbox(visible="hidden", show_label=False, elem_classes="wps-hidden")
        gr.HTML(f"<p class='wps-foot'>{escape(DISCLAIMER)}</p>")

    def _question_row(self) -> None:
        self.box = gr.Textbox(
            label="Your question", placeholder="Ask, or give an address: para 17.2, 1325 OP 8(a)",
            lines=1, max_lines=6, autofocus=True, elem_id="wps-question",
            elem_classes="wps-noprint",
        )  # fmt: skip
        with gr.Row(elem_classes="wps-noprint"):
            self.send = gr.Button("Ask", variant="primary", scale=2, min_width=90)
            self.stop = gr.Button("Stop", scale=1, min_width=70)
            self.new = gr.Button("New conversation", scale=2, min_width=150)

    def _filter(self) -> None:
        self.only = gr.Dropdown(
            [(d.symbol, d.id) for d in self.desk.assistant.index.documents], multiselect=True,
            value=[], label="Search only in", info="Nothing chosen: all documents",
            elem_classes="wps-noprint",
        )  # fmt: skip
        with gr.Accordion("Conversations in this browser", open=False, elem_classes="wps-noprint"):
            self.picker = gr.Dropdown([], label="Open a conversation", value=None)
            with gr.Row():
                self.export = gr.Button("Export this one", size="sm")
                self.delete = gr.Button("Delete this one", size="sm")
                self.delete_all = gr.Button("Delete all", size="sm")

    def wire(self, page: gr.Blocks) -> None:
        self._wire_asking()
        shown = [self.past, self.log, self.picker, self.evidence]
        on(self.log.open, self.show, [], [self.evidence])
        on(self.evidence.open, self.show, [], [self.evidence])
        on(self.log.rate, self.rate, [self.past], [])
        taken = on(self.log.take, self.take, [self.past], [self.file])
        on(taken.then, None, [self.file], [], js=COPY_JS)
        for event, fn in ((self.log.word, self.word), (self.export.click, self.exported)):
            on(on(event, fn, [self.past], [self.file]).then, None, [self.file], [], js=SAVE_JS)
        on(page.load, self.restore, [self.memory, self.past], shown)
        on(self.picker.input, self.pick, [self.picker, self.memory], [*shown, self.memory])
        for button, how in ((self.new, "new"), (self.delete, "one"), (self.delete_all, "all")):
            on(button.click, partial(self.forget, how), [self.memory], [*shown, self.memory])

    def _wire_asking(self) -> None:
        """Sending, an example and asking again all lead to the same reply; each can be stopped."""
        outputs = [self.box, self.log, self.past, self.status]
        typed, chosen = [self.box, self.only, self.past], [self.only, self.past]
        asks = [
            on(self.send.click, self.ask, typed, outputs, concurrency_id="ask"),
            on(self.box.submit, self.ask, typed, outputs, concurrency_id="ask"),
            on(self.log.example, self.example, chosen, outputs, concurrency_id="ask"),
            on(self.log.retry, self.again, chosen, outputs, concurrency_id="ask"),
        ]
        kept = [self.memory, self.picker, self.evidence]
        for asked in asks:
            on(asked.then, self.keep, [self.past, self.memory], kept)
        again = partial(conversation_html, self.desk)
        on(self.stop.click, again, [self.past], [self.log], cancels=asks)

    def ask(
        self, question: str, documents: list[str], past: Past, request: gr.Request
    ) -> Iterator[tuple[str, str, Past, str]]:
        """The box, the conversation, its exchanges and the status line, as the reply grows."""
        if not question.strip():
            return
        shown = conversation_html(self.desk, past, question)
        yield "", shown, past, _status("Searching the documents.")
        before = "".join(exchange_html(self.desk, e, n) for n, e in enumerate(past))
        turns, reply = [e.turn for e in past], None
        try:
            for grown in self.desk.replies(question, turns, documents, visitor(request)):
                if reply is not None:
                    part = exchange_html(self.desk, exchanged(reply, documents), len(past), False)
                    yield "", before + part, past, gr.skip()
                reply = grown
        except PolicyAssistantError as error:
            gr.Warning(escape(str(error)))
            yield question, conversation_html(self.desk, past), past, _status(str(error))
            return
        if reply is not None:
            now = (*past, exchanged(reply, documents))
            yield "", conversation_html(self.desk, now), now, _status(_summary(reply))

    def example(
        self, documents: list[str], past: Past, request: gr.Request, event: gr.EventData
    ) -> Iterator[tuple[str, str, Past, str]]:
        yield from self.ask(str(event.text), documents, past, request)

    def again(
        self, documents: list[str], past: Past, request: gr.Request, event: gr.EventData
    ) -> Iterator[tuple[str, str, Past, str]]:
        """The question of one exchange once more, with the filter as it is now; what came after it
        was said in its light and goes.
        """
        number = _number(event, past)
        if number is not None:
            question = past[number].reply.question
            yield from self.ask(question, documents, past[:number], request)

    def keep(self, past: Past, value: object) -> tuple[object, gr.Dropdown, str]:
        """The browser's memory with this conversation, and the evidence for its last reply."""
        memory = read_memory(value).with_exchanges(past)
        source = first_source(past[-1].reply) if past else None
        panel = EMPTY
        if source is not None:
            panel = panel_html(
                self.desk, self.desk.assistant.paragraphs[source[0]], source[1], False
            )
        return memory.as_json(), _picker(memory), panel

    def show(self, event: gr.EventData) -> str:
        """The evidence panel for the paragraph that was clicked."""
        paragraph = self.desk.paragraph(str(event.locator))
        if paragraph is None:
            return EMPTY
        return panel_html(self.desk, paragraph, read_marks(str(event.marks), paragraph), True)

    def rate(self, past: Past, event: gr.EventData) -> None:
        number = _number(event, past)
        if number is None:
            return
        try:
            self.desk.rate(opinion(past, number, str(event.reason)))
        except PolicyAssistantError as error:
            gr.Warning(escape(str(error)))
        else:
            gr.Info("Noted. It stays on this machine.")

    def take(self, past: Past, event: gr.EventData) -> str:
        """One exchange as text in the style that was chosen, for `COPY_JS`."""
        number = _number(event, past)
        style = next((s for s, _ in STYLES if s == str(event.style)), None)
        if number is None or style is None:
            return ""
        exchange = past[number]
        occasion = self.desk.occasion(exchange.day)
        return laid_out(exchange.reply, self.desk.assistant, style, occasion)

    def word(self, past: Past, event: gr.EventData) -> str:
        """One exchange as a DOCX for `SAVE_JS`."""
        number = _number(event, past)
        if number is None:
            return ""
        exchange = past[number]
        page = sheet(exchange.reply, self.desk.assistant, "un", self.desk.occasion(exchange.day))
        return download("answer.docx", DOCX, sheet_docx(page, dt.date.fromisoformat(exchange.day)))

    def exported(self, past: Past) -> str:
        """The whole conversation as Markdown for `SAVE_JS`."""
        if not past:
            gr.Info("There is no conversation to export yet.")
            return ""
        texts = [
            laid_out(e.reply, self.desk.assistant, "markdown", self.desk.occasion(e.day))
            for e in past
        ]
        return download("conversation.md", "text/markdown", "\n---\n\n".join(texts).encode())

    def restore(self, value: object, past: Past) -> Shown:
        """The conversation that was on screen before the page was loaded again; whoever was faster and
        has asked by now is not disturbed.
        """
        memory = read_memory(value)
        if past or memory.current() is None:
            return gr.skip(), gr.skip(), _picker(memory), gr.skip()
        return self._shown(memory)

    def _shown(self, memory: Memory) -> Shown:
        current = memory.current()
        rows = current.rows if current else ()
        found = [read_exchange(row, self.desk.assistant) for row in rows]
        past = tuple(e for e in found if e is not None)
        if len(past) < len(rows):
            gr.Info("Some replies of this conversation cite words that have changed; ask again.")
        return past, conversation_html(self.desk, past), _picker(memory), EMPTY

    def pick(self, name: str, value: object) -> tuple[Past, str, gr.Dropdown, str, object]:
        memory = read_memory(value).opened(name or "")
        return *self._shown(memory), memory.as_json()

    def forget(self, how: str, value: object) -> tuple[Past, str, gr.Dropdown, str, object]:
        """A new conversation; ``how``: "new" keeps the old one, "one" or "all" are deleted first."""
        memory = read_memory(value)
        if how == "one":
            memory = memory.without(memory.open)
        elif how == "all":
            memory = Memory("", ())
        return self.pick("", memory.as_json())


def opinion(past: Past, number: int, reason: str) -> Feedback:
    """What a visitor thinks of one reply: good, if there is no reason."""
    turn = past[number].turn
    before = tuple(e.reply.question for e in past[:number])
    cited = tuple(str(c) for c in turn.citations)
    return Feedback(turn.question, before, cited, not reason, reason)


def download(name: str, kind: str, data: bytes) -> str:
    """What `SAVE_JS` makes a file of; nothing is left on the server."""
    return json.dumps({"name": name, "kind": kind, "data": base64.b64encode(data).decode()})


def _picker(memory: Memory) -> gr.Dropdown:
    choices = [(k.title, k.id) for k in memory.kept]
    current = memory.current()
    return gr.Dropdown(choices=choices, value=current.id if current else None)


def _number(event: gr.EventData, past: Past) -> int | None:
    text = str(event.number)
    return int(text) if text.isdecimal() and int(text) < len(past) else None


def _status(text: str) -> str:
    return f"<p role='status' aria-live='polite'>{escape(text)}</p>"


def _summary(reply: Reply) -> str:
    if isinstance(reply, Answer):
        return f"Answered with {len(reply.statements)} statements."
    return reply.reason
