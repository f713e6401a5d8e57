"""The Read tab: every document with its numbering, its outline, search, and what is parallel to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import gradio as gr

from assistant.search.lexicon import Lexicon
from assistant.ui.events import admitted, on, page_html, show_warning
from assistant.ui.evidence import EMPTY, panel_html
from assistant.ui.read.document_html import matrix_html, outline_html, parallels_html, reader_html
from assistant.ui.read.search import addressed_html, find_addressed, search_html
from assistant.ui.shared import SharedState
from assistant.ui.spans import read_marks
from ingest.types import Paragraph, Span

Opened = tuple[gr.Tabs, str | None, str, str, str]  # tabs, document, outline, reader, beside


class ReadTab:
    """The tab's components; `wire` gives them their events once the other tabs are there."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        documents = shared.library.documents
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=240, elem_classes="wps-noprint"):
                self.document = gr.Dropdown(
                    [(d.symbol, d.id) for d in documents], value=documents[0].id, label="Document"
                )
                self.box = gr.Textbox(label="Search all documents", elem_id="wps-search")
                self.found = page_html("")
                self.outline = page_html("")
            with gr.Column(scale=6, min_width=300):
                self.reader = page_html("", elem_id="wps-read")
            with gr.Column(scale=5, min_width=300):
                self.beside = page_html(EMPTY, elem_id="wps-beside")
        with gr.Accordion("Topics by document", open=False) as self.topics:
            self.matrix = page_html("")

    @staticmethod
    def lexicon_of(shared: SharedState) -> Lexicon:
        """Words of all paragraphs, for the search box."""
        return shared.assistant.finder.lexicon

    def wire(self, page: gr.Blocks, tabs: gr.Tabs, tab: gr.Tab, elsewhere: Sequence[gr.HTML]) -> None:
        """``elsewhere``: parts of other tabs whose links lead into the reader."""
        opened = [tabs, self.document, self.outline, self.reader, self.beside]
        for part in (*elsewhere, self.found, self.outline, self.beside, self.matrix):
            on(part.read, self.follow, [], opened)
        on(page.load, self.permalink, [], opened)
        on(tab.select, self.fill, [self.document, self.reader], [self.outline, self.reader])
        on(self.document.input, self.turn_to, [self.document], [self.outline, self.reader])
        on(self.box.submit, self.search, [self.box, self.document], [self.found, *opened])
        for part in (self.reader, self.beside):
            on(part.open, self.show, [], [self.beside])
        on(self.topics.expand, partial(matrix_html, self.shared), [], [self.matrix])

    def turn_to(self, document: str) -> tuple[str, str]:
        known = document if document in self.shared.library else self.shared.library.documents[0].id
        return outline_html(self.shared, known), reader_html(self.shared, known)

    def fill(self, document: str, shown: str | None) -> tuple[object, object]:
        """The document on first sight; what is being read stays."""
        return (gr.skip(), gr.skip()) if shown else self.turn_to(document)

    def search(
        self, text: str, document: str, request: gr.Request
    ) -> tuple[str, gr.Tabs, str | None, str, str, str]:
        """The paragraphs that an address names, the first of them opened; else those that hold the
        words.
        """
        if not admitted(self.shared, request):
            return gr.skip(), *self._opened(None)
        named = find_addressed(self.shared, text, document)
        if named.paragraphs or named.problems:
            first = named.paragraphs[0] if named.paragraphs else None
            return addressed_html(self.shared, named), *self._opened(first)
        return search_html(self.shared, self.lexicon_of(self.shared), text), *self._opened(None)

    def follow(self, request: gr.Request, event: gr.EventData) -> Opened:
        """Open the paragraph of a link in the reader."""
        known = admitted(self.shared, request)
        return self._opened(self.shared.paragraph(str(event.locator)) if known else None)

    def permalink(self, request: gr.Request) -> Opened:
        """Open what the address of the page names: ``/?p=unscr-1325%23op-8``."""
        wanted = str(request.query_params.get("p", ""))
        if not wanted:
            return self._opened(None)
        paragraph = self.shared.paragraph(wanted)
        if paragraph is None:
            show_warning(f"There is no paragraph {wanted[:80]} in the documents on disk.")
        return self._opened(paragraph)

    def _opened(self, paragraph: Paragraph | None) -> Opened:
        if paragraph is None:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        locator = paragraph.locator
        return (
            gr.Tabs(selected="read"),
            locator.document,
            outline_html(self.shared, locator.document),
            reader_html(self.shared, locator.document, locator),
            self._beside(paragraph, (Span(0, len(paragraph.text)),), False),
        )

    def show(self, request: gr.Request, event: gr.EventData) -> object:
        """The paragraph that was clicked, beside the reader."""
        if not admitted(self.shared, request):
            return gr.skip()
        paragraph = self.shared.paragraph(str(event.locator))
        if paragraph is None:
            return EMPTY
        return self._beside(paragraph, read_marks(str(event.marks), paragraph), True)

    def _beside(self, paragraph: Paragraph, spans: tuple[Span, ...], focus: bool) -> str:
        back = "Back to the text" if focus else ""  # a link or an address came from elsewhere
        panel = panel_html(self.shared, paragraph, spans, focus, back)
        return panel + parallels_html(self.shared, paragraph)
