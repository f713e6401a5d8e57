"""Conversations that a visitor's browser keeps (`store.js`): put by, taken up again, exported."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from assistant.export.copied_text import conversation
from assistant.text.language import Language
from assistant.ui.ask.conversation_html import conversation_html, first_source
from assistant.ui.ask.memory import holding, kept_json, read_exchange, read_kept
from assistant.ui.events import SAVE_JS, download, hidden_text, on, page_language
from assistant.ui.evidence import panel_html
from assistant.ui.shared import Exchange, SharedState

Past = tuple[Exchange, ...]
Shown = tuple[Past, str]  # exchanges, conversation


class Conversations:
    """What is kept is the browser's; ``carried`` takes it to and fro."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.carried = hidden_text()

    def wire(
        self,
        page: gr.Blocks,
        asks: Sequence[Dependency],
        past: gr.State,
        bridge: gr.HTML,
        log: Block,
        evidence: Block,
        file: Block,
    ) -> None:
        """``file`` carries what is saved. Whoever turns to another conversation stops the ``asks`` of this
        one.
        """
        own = "() => [null, JSON.stringify(window.pa.store.own())]"
        for asked in asks:  # not after one that was stopped: its reply is none
            kept = on(asked.success, self.keep, [past, self.carried], [self.carried, evidence], js=own)
            put = on(kept.success, None, [self.carried], [self.carried], js="(text) => window.pa.put(text)")
            on(put.success, self.told, [self.carried], [])
        exported = on(bridge.export, self.exported, [past], [file])
        on(exported.then, None, [file], [], js=SAVE_JS)
        begun = on(page.load, self.restore, [self.carried, past], [past, log], js="() => window.pa.seen()")
        on(begun.then, None, [], [], js="() => window.pa.begun()")
        on(bridge.turn, self.turn_to, [], [past, log], cancels=list(asks))

    def keep(self, past: Past, own: str, request: gr.Request) -> tuple[str, str]:
        """Return the conversation as JSON for the browser to keep, and the evidence of its last reply."""
        past = holding(past, self.shared)
        if not past:
            return "", ""
        source = first_source(past[-1].reply)
        if source is None:
            return kept_json(past, own), ""
        paragraph = self.shared.library.paragraph(source[0])
        return kept_json(past, own), panel_html(self.shared, paragraph, source[1], page_language(request))

    def told(self, news: str) -> None:
        """Warn the visitor whose conversation the browser could not keep (``news``: "gone")."""
        if news == "gone":
            gr.Warning("This conversation was deleted in another tab and is not saved. Begin a new one.")

    def exported(self, past: Past) -> str:
        """The whole conversation as Markdown for `SAVE_JS`."""
        if not past:
            gr.Info("There is no conversation to export yet.")
            return ""
        replies = [(e.reply, self.shared.occasion(e.day)) for e in holding(past, self.shared)]
        text = conversation(replies, self.shared.library)
        return download("conversation.md", "text/markdown", text.encode())

    def restore(self, text: str, past: Past, request: gr.Request) -> Shown:
        """The conversation that was on screen before the page was loaded again; whoever was faster and
        has asked by now is not disturbed.
        """
        kept, language = read_kept(text), page_language(request)
        if past or not kept.rows:
            return gr.skip(), conversation_html(self.shared, past, language)
        return self._shown(kept.rows, language)

    def turn_to(self, request: gr.Request, event: gr.EventData) -> Shown:
        """The conversation that the browser has opened, or a new one."""
        return self._shown(read_kept(str(event.kept)).rows, page_language(request))

    def _shown(self, rows: Sequence[dict[str, object]], language: Language) -> Shown:
        found = [read_exchange(row, self.shared.assistant, self.shared.assistant.judge) for row in rows]
        past = tuple(e for e in found if e is not None)
        if len(past) < len(rows):
            gr.Info("Some earlier answers no longer match the documents and are left out. Ask again.")
        return past, conversation_html(self.shared, past, language)
