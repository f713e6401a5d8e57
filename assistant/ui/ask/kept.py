"""The list of conversations that a visitor's browser keeps: open, export, delete."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency

from assistant.export.copied_text import conversation
from assistant.ui.ask.conversation_html import conversation_html, first_source
from assistant.ui.ask.memory import Kept, holding, kept_json, read_exchange, read_kept
from assistant.ui.events import SAVE_JS, STATIC, download, on
from assistant.ui.evidence import EMPTY, panel_html
from assistant.ui.shared import Exchange, SharedState

Past = tuple[Exchange, ...]
Shown = tuple[Past, str, gr.Dropdown, str]  # exchanges, conversation, list of them, evidence
ASK_JS = """() => {
  const question = 'Delete all conversations that this browser keeps?';
  if (confirm(question)) document.querySelector('#wps-delete-all').click();
}"""


def store_js(body: str) -> str:
    """Script of an event with `store.js` at hand; ``given`` holds what the event's inputs do."""
    return f"(...given) => {{\n{(STATIC / 'store.js').read_text(encoding='utf-8')}\n{body}\n}}"


class Conversations:
    """The list's components. What is kept is the browser's, see `store.js`; ``carried`` takes it to and
    fro.
    """

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.carried = gr.Textbox(visible="hidden", show_label=False, elem_classes="wps-hidden")
        with gr.Accordion(
            "Conversations in this browser", open=False, elem_classes="wps-noprint"
        ) as self.list:
            self.picker = gr.Dropdown([], label="Open a conversation", value=None)
            with gr.Row():
                self.export = gr.Button("Export this one", size="sm")
                self.delete = gr.Button("Delete this one", size="sm")
                self.ask_all = gr.Button("Delete all", size="sm")
                self.delete_all = gr.Button("Delete", visible="hidden", elem_id="wps-delete-all")

    def wire(
        self,
        page: gr.Blocks,
        asks: Sequence[Dependency],
        past: gr.State,
        new: gr.Button,
        log: Block,
        evidence: Block,
        file: Block,
    ) -> None:
        """``new`` begins another conversation; ``file`` carries what is saved. Whoever turns to another
        conversation stops the ``asks`` of this one.
        """
        for asked in asks:  # not after one that was stopped: its reply is none
            kept = on(
                asked.success,
                self.keep,
                [past, self.carried],
                [self.carried, evidence],
                js=store_js("return [null, JSON.stringify(store.own())];"),
            )
            put = on(
                kept.success,
                None,
                [self.carried],
                [self.carried, self.picker],
                js=store_js("return [store.put(given[0]), store.listed()];"),
            )
            on(put.success, self.told, [self.carried], [])
        exported = on(self.export.click, self.exported, [past], [file])
        on(exported.then, None, [file], [], js=SAVE_JS)
        shown = [past, log, self.picker, evidence]
        on(
            page.load,
            self.restore,
            [self.carried, past],
            shown,
            js=store_js("store.open(store.own().id); return [store.seen(), null];"),
        )
        on(self.list.expand, None, [], [self.picker], js=store_js("return [store.news()];"))
        on(self.ask_all.click, None, [], [], js=ASK_JS)
        for event, act in (
            (new.click, "store.leave();"),
            (self.picker.input, "store.open(given[0]);"),
            (self.delete.click, "store.drop();"),
            (self.delete_all.click, "store.clear();"),
        ):
            on(
                event,
                self.turn_to,
                [self.picker, self.carried],
                shown,
                cancels=list(asks),
                js=store_js(f"{act} return [null, store.seen()];"),
            )

    def keep(self, past: Past, own: str) -> tuple[str, str]:
        """Return the conversation as JSON for the browser to keep, and the evidence panel of its last
        reply.
        """
        past = holding(past, self.shared)
        if not past:
            return "", EMPTY
        source = first_source(past[-1].reply)
        if source is None:
            return kept_json(past, own), EMPTY
        paragraph = self.shared.library.paragraph(source[0])
        return kept_json(past, own), panel_html(self.shared, paragraph, source[1], False)

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

    def restore(self, text: str, past: Past) -> Shown:
        """The conversation that was on screen before the page was loaded again; whoever was faster and
        has asked by now is not disturbed.
        """
        kept = read_kept(text)
        if past or not kept.rows:
            return gr.skip(), gr.skip(), _picker(kept), gr.skip()
        return self._shown(kept)

    def turn_to(self, picked: str | None, text: str) -> Shown:
        """The conversation that the browser has opened, or a new one."""
        return self._shown(read_kept(text))

    def _shown(self, kept: Kept) -> Shown:
        found = [read_exchange(row, self.shared.assistant, self.shared.assistant.judge) for row in kept.rows]
        past = tuple(e for e in found if e is not None)
        if len(past) < len(kept.rows):
            gr.Info("Some earlier answers no longer match the documents and are left out. Ask again.")
        return past, conversation_html(self.shared, past), _picker(kept), EMPTY


def _picker(kept: Kept) -> gr.Dropdown:
    return gr.Dropdown(choices=list(kept.titles), value=kept.open or None)
