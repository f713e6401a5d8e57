"""The Ask room: a conversation whose every statement opens at its paragraph, beside the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import gradio as gr
from gradio.events import Dependency
from markupsafe import Markup

from assistant.export.copied_text import STYLES, laid_out, sheet
from assistant.export.word_document import DOCX, sheet_docx
from assistant.ui.ask.conversation_html import conversation_html, exchange_html, framed
from assistant.ui.ask.kept import Conversations, Past
from assistant.ui.ask.memory import holding
from assistant.ui.ask.tray import Tray
from assistant.ui.events import (
    COPY_JS,
    SAVE_JS,
    admitted,
    carrier,
    download,
    drawn,
    hidden_text,
    on,
    page_language,
    show_warning,
    visitor,
)
from assistant.ui.evidence import panel_html
from assistant.ui.shared import SharedState, exchanged
from assistant.ui.spans import read_marks
from assistant.workplace.feedback import REASONS, Feedback
from ingest.errors import PolicyAssistantError

Growing = tuple[str, Past]  # conversation, its exchanges


class AskTab:
    """The room's components; `wire` gives them their events once the other rooms are there."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.past = gr.State(())
        self.log = drawn(conversation_html(shared, (), "en"), "pa-log", "window.pa.settle()")
        self.evidence = carrier("pa-evidence", "window.pa.evidence(props.value)")
        self.file = hidden_text()
        self.kept = Conversations(shared)
        self.tray = Tray(shared)

    def wire(self, page: gr.Blocks, bridge: gr.HTML) -> None:
        """``bridge``: carries what is pressed on the page."""
        outputs = [self.log, self.past]
        asks = [
            on(bridge.ask, self.ask, [self.past], outputs, concurrency_id="ask"),
            on(bridge.retry, self.again, [self.past], outputs, concurrency_id="ask"),
        ]
        on(bridge.stop, self.stopped, [self.past], [self.log], cancels=asks)
        on(bridge.open, self.show, [], [self.evidence], trigger_mode="always_last")
        on(bridge.rate, self.rate, [self.past], [])
        taken = on(bridge.take, self.take, [self.past], [self.file])
        on(taken.then, None, [self.file], [], js=COPY_JS)
        written = on(bridge.word, self.word, [self.past], [self.file])
        on(written.then, None, [self.file], [], js=SAVE_JS)
        self.tray.wire(bridge)
        self._keep(page, bridge, asks)

    def _keep(self, page: gr.Blocks, bridge: gr.HTML, asks: Sequence[Dependency]) -> None:
        self.kept.wire(page, asks, self.past, bridge, self.log, self.evidence, self.file)

    def ask(self, past: Past, request: gr.Request, event: gr.EventData) -> Iterator[Growing]:
        """Answer what was written into the box, among the documents that are chosen."""
        prose = getattr(event, "plain", False) is not True
        yield from self.replies(str(event.text), _documents(event), past, request, prose=prose)

    def again(self, past: Past, request: gr.Request, event: gr.EventData) -> Iterator[Growing]:
        """Ask the question of one exchange once more; what came after it was said in its light and goes."""
        number = _number(event, past)
        if number is not None:
            exchange = past[number]
            yield from self.replies(exchange.reply.question, list(exchange.documents), past, request, number)

    def replies(
        self,
        question: str,
        documents: list[str],
        past: Past,
        request: gr.Request,
        after: int | None = None,
        *,
        prose: bool = True,
    ) -> Iterator[Growing]:
        """The conversation and its exchanges, as the reply grows. It comes ``after`` so many exchanges
        (None: all); those that it takes the place of are kept until it is whole, since it may be stopped
        or fail. Without ``prose`` no language model writes.
        """
        if not question.strip():
            return
        language, past = page_language(request), holding(past, self.shared)
        before = past[:after]
        yield conversation_html(self.shared, before, language, question), gr.skip()
        head = [exchange_html(self.shared, e, n, language) for n, e in enumerate(before)]
        title = before[0].reply.question if before else question
        turns, reply = [e.turn for e in before], None
        try:
            for piece in self.shared.replies(question, turns, documents, visitor(request), prose=prose):
                if piece is None:  # a moment in which the page can stop it
                    yield gr.skip(), gr.skip()
                    continue
                reply = piece
                part = exchange_html(self.shared, exchanged(reply, documents), len(before), language, False)
                yield framed([*head, part], title, language), gr.skip()
        except PolicyAssistantError as error:
            kept = past if after is None else past[:after]
            yield conversation_html(self.shared, kept, language, question, str(error)), gr.skip()
            return
        if reply is not None:
            now = (*before, exchanged(reply, documents))
            yield conversation_html(self.shared, now, language), now

    def stopped(self, past: Past, request: gr.Request) -> Markup:
        """The conversation as it was before the reply that was stopped."""
        return conversation_html(self.shared, holding(past, self.shared), page_language(request))

    def show(self, request: gr.Request, event: gr.EventData) -> object:
        """The evidence of the paragraph that was clicked."""
        if not admitted(self.shared, request):
            return gr.skip()
        paragraph = self.shared.paragraph(str(event.locator))
        if paragraph is None:
            return ""
        spans = read_marks(str(event.marks), paragraph)
        return panel_html(self.shared, paragraph, spans, page_language(request))

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
        """One exchange as a file for `SAVE_JS`: DOCX or Markdown."""
        number = _number(event, past)
        if number is None:
            return ""
        exchange = holding(past, self.shared)[number]
        occasion = self.shared.occasion(exchange.day)
        if str(event.kind) == "markdown":
            text = laid_out(exchange.reply, self.shared.library, "markdown", occasion)
            return download("answer.md", "text/markdown", text.encode())
        page = sheet(exchange.reply, self.shared.library, "un", occasion)
        return download("answer.docx", DOCX, sheet_docx(page, dt.date.fromisoformat(exchange.day)))


def opinion(past: Past, number: int, reason: str) -> Feedback:
    """Make the feedback of a visitor on one reply: good, if there is no reason."""
    turn = past[number].turn
    before = tuple(e.reply.question for e in past[:number])
    cited = tuple(str(c) for c in turn.citations)
    return Feedback(turn.question, before, cited, not reason, reason)


def _documents(event: gr.EventData) -> list[str]:
    """Return the ids that the page sent; what else it may have sent is no document."""
    sent = event.documents
    return [d for d in sent if isinstance(d, str)] if isinstance(sent, list) else []


def _number(event: gr.EventData, past: Past) -> int | None:
    text = str(event.number)
    return int(text) if text.isdecimal() and int(text) < len(past) else None
