"""The Read room: every document with its numbering, its outline, search, and topics by document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import gradio as gr

from assistant.export.register_files import register_csv, register_docx, register_xlsx
from assistant.export.word_document import DOCX
from assistant.search.lexicon import Lexicon
from assistant.survey.register import duties
from assistant.survey.table import RegisterRow, register_rows
from assistant.ui.events import (
    SAVE_JS,
    admitted,
    download,
    drawn,
    hidden_text,
    on,
    page_language,
    show_warning,
)
from assistant.ui.evidence import panel_html
from assistant.ui.read.document_html import duties_html, matrix_html, nowhere_html, outline_html, reader_html
from assistant.ui.read.search import addressed_html, find_addressed, search_html
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.errors import PolicyAssistantError
from ingest.types import Paragraph, Span

Opened = tuple[str, str, str]  # outline, reader, evidence
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES: dict[str, tuple[str, Callable[[Sequence[RegisterRow], str], bytes]]] = {
    "csv": ("text/csv", register_csv),
    "xlsx": (SHEET, register_xlsx),
    "docx": (DOCX, register_docx),
}
LONGEST = 300  # characters of a search


class ReadTab:
    """The room's components; `wire` gives them their events once the other rooms are there."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        documents = shared.library.documents
        bar = render("read_bar.html", documents=documents, chosen=documents[0].id, words="")
        self.bar = drawn(bar, "pa-read-bar")
        self.file = hidden_text()
        with gr.Row(elem_classes="pa-read"):
            with gr.Column(elem_classes="pa-read-l", min_width=0):
                self.found = drawn("", "pa-found", "window.pa.found()")
                self.outline = drawn("", "pa-outline")
            with gr.Column(elem_classes="pa-scroll pa-read-t", min_width=0):
                self.reader = drawn("", "pa-read", "window.pa.place()")

    @staticmethod
    def lexicon_of(shared: SharedState) -> Lexicon:
        """Words of all paragraphs, for the search box."""
        return shared.assistant.finder.lexicon

    def wire(self, page: gr.Blocks, bridge: gr.HTML, evidence: gr.HTML) -> None:
        """``bridge``: carries what is pressed on the page; ``evidence``: shows a paragraph."""
        opened = [self.outline, self.reader, evidence]
        on(bridge.read, self.follow, [], opened, trigger_mode="always_last")
        on(bridge.document, self.turn_to, [], [self.outline, self.reader], trigger_mode="always_last")
        on(bridge.search, self.search, [], [self.found, *opened], trigger_mode="always_last")
        on(bridge.topics, self.topics, [], [self.reader])
        on(bridge.duties, self.duties, [], [self.reader])
        made = on(bridge.table, self.table, [], [self.file])
        on(made.then, None, [self.file], [], js=SAVE_JS)
        on(page.load, self.permalink, [], opened)

    def turn_to(self, request: gr.Request, event: gr.EventData) -> tuple[str, str]:
        """The document that was chosen; the first one if none is held under this id."""
        known, language = self._known(str(event.id)), page_language(request)
        return outline_html(self.shared, known, language), reader_html(self.shared, known, None, language)

    def topics(self, request: gr.Request) -> str:
        return matrix_html(self.shared, page_language(request))

    def duties(self, request: gr.Request, event: gr.EventData) -> str:
        """The register of the document that is chosen."""
        return duties_html(self.shared, self._known(str(event.id)), page_language(request))

    def table(self, event: gr.EventData) -> str:
        """The register of a document as a file for `SAVE_JS`: CSV, Excel or Word."""
        library, document = self.shared.library, self._known(str(event.id))
        today = dt.date.today()
        rows = register_rows(duties(library, [p.locator for p in library.of(document)], today), library)
        suffix = str(event.kind) if str(event.kind) in TABLES else "csv"
        kind, write = TABLES[suffix]
        try:
            data = write(rows, library.document(document).symbol)
        except PolicyAssistantError as error:
            show_warning(error)
            return ""
        return download(f"duties-{document}.{suffix}", kind, data)

    def _known(self, id_: str) -> str:
        library = self.shared.library
        return id_ if id_ in library else library.documents[0].id

    def search(self, request: gr.Request, event: gr.EventData) -> tuple[str, str, str, str]:
        """The paragraphs that an address names, the first of them opened; else those that hold the
        words.
        """
        text, document, language = str(event.text)[:LONGEST], str(event.document), page_language(request)
        if not text.strip():
            return "", *self._opened(None, request)
        if not admitted(self.shared, request):
            return gr.skip(), *self._opened(None, request)
        named = find_addressed(self.shared, text, document)
        if named.paragraphs or named.problems:
            first = named.paragraphs[0] if named.paragraphs else None
            return addressed_html(self.shared, named, language), *self._opened(first, request)
        found = search_html(self.shared, self.lexicon_of(self.shared), text, language)
        return found, *self._opened(None, request)

    def follow(self, request: gr.Request, event: gr.EventData) -> Opened:
        """Open the paragraph of a link in the reader."""
        if not admitted(self.shared, request):
            return self._opened(None, request)
        return self._at(str(event.locator), request)

    def permalink(self, request: gr.Request) -> Opened:
        """Open what the address of the page names: ``/?p=unscr-1325%23op-8``."""
        wanted = str(request.query_params.get("p", ""))
        return self._at(wanted, request) if wanted else self._opened(None, request)

    def _at(self, wanted: str, request: gr.Request) -> Opened:
        paragraph = self.shared.paragraph(wanted)
        if paragraph is None:
            return "", nowhere_html(self.shared, wanted, page_language(request)), ""
        return self._opened(paragraph, request)

    def _opened(self, paragraph: Paragraph | None, request: gr.Request) -> Opened:
        if paragraph is None:
            return gr.skip(), gr.skip(), gr.skip()
        locator, language = paragraph.locator, page_language(request)
        return (
            outline_html(self.shared, locator.document, language),
            reader_html(self.shared, locator.document, locator, language),
            panel_html(self.shared, paragraph, (Span(0, len(paragraph.text)),), language),
        )
