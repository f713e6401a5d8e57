"""The list of conversations that a visitor's browser keeps: open, export, delete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import gradio as gr
from gradio.blocks import Block

from assistant.takeaway import laid_out
from assistant.ui.conversation import conversation_html, first_source
from assistant.ui.desk import Desk, Exchange
from assistant.ui.evidence import EMPTY, panel_html
from assistant.ui.memory import Memory, read_exchange, read_memory
from assistant.ui.shell import SAVE_JS, download, on

Past = tuple[Exchange, ...]
Shown = tuple[Past, str, gr.Dropdown, str]  # exchanges, conversation, list of them, evidence
SECRET = "wps-conversations"  # not secret: it lets a browser read what it kept before a restart


class Conversations:
    """The list's components and the browser's memory behind it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.memory = gr.BrowserState(
            Memory("", ()).as_json(), storage_key="wps-conversations", secret=SECRET
        )
        with gr.Accordion("Conversations in this browser", open=False, elem_classes="wps-noprint"):
            self.picker = gr.Dropdown([], label="Open a conversation", value=None)
            with gr.Row():
                self.export = gr.Button("Export this one", size="sm")
                self.delete = gr.Button("Delete this one", size="sm")
                self.delete_all = gr.Button("Delete all", size="sm")

    def wire(
        self, page: gr.Blocks, past: gr.State, new: gr.Button, log: Block, evidence: Block, file: Block
    ) -> None:  # fmt: skip
        """``new`` begins another conversation; ``file`` carries what is saved."""
        shown = [past, log, self.picker, evidence]
        exported = on(self.export.click, self.exported, [past], [file])
        on(exported.then, None, [file], [], js=SAVE_JS)
        on(page.load, self.restore, [self.memory, past], shown)
        on(self.picker.input, self.pick, [self.picker, self.memory], [*shown, self.memory])
        for button, how in ((new, "new"), (self.delete, "one"), (self.delete_all, "all")):
            on(button.click, partial(self.forget, how), [self.memory], [*shown, self.memory])

    def keep(self, past: Past, value: object) -> tuple[object, gr.Dropdown, str]:
        """The browser's memory with this conversation, and the evidence for its last reply."""
        memory = read_memory(value).with_exchanges(past)
        source = first_source(past[-1].reply) if past else None
        panel = EMPTY
        if source is not None:
            paragraph = self.desk.assistant.paragraphs[source[0]]
            panel = panel_html(self.desk, paragraph, source[1], False)
        return memory.as_json(), _picker(memory), panel

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

    def restore(self, value: object, past: Sequence[Exchange]) -> Shown:
        """The conversation that was on screen before the page was loaded again; whoever was faster and
        has asked by now is not disturbed.
        """
        memory = read_memory(value)
        if past or memory.current() is None:
            return gr.skip(), gr.skip(), _picker(memory), gr.skip()
        return self._shown(memory)

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

    def _shown(self, memory: Memory) -> Shown:
        current = memory.current()
        rows = current.rows if current else ()
        found = [read_exchange(row, self.desk.assistant) for row in rows]
        past = tuple(e for e in found if e is not None)
        if len(past) < len(rows):
            gr.Info("Some replies of this conversation cite words that have changed; ask again.")
        return past, conversation_html(self.desk, past), _picker(memory), EMPTY


def _picker(memory: Memory) -> gr.Dropdown:
    choices = [(k.title, k.id) for k in memory.kept]
    current = memory.current()
    return gr.Dropdown(choices=choices, value=current.id if current else None)
