"""The Documents room: what is in here, document by document."""

from __future__ import annotations

import gradio as gr
from markupsafe import Markup

from assistant.text.labels import long_date
from assistant.text.language import Language
from assistant.ui.events import drawn, on, page_language
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.types import Document

UNNUMBERED = ("fn", "acronym", "timeline")  # kinds of paragraph that are not counted


class DocumentsTab:
    """The room's components; `wire` gives them their events."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.table = drawn(documents_html(shared), "pa-documents")

    def wire(self, page: gr.Blocks) -> None:
        """Draw the table anew for a visitor of another language or on another index."""
        on(page.load, self.fill, [], [self.table])

    def fill(self, request: gr.Request) -> object:
        language = page_language(request)
        same = language == "en" and not self.shared.renewed
        return gr.skip() if same else documents_html(self.shared, language)


def documents_html(shared: SharedState, language: Language = "en") -> Markup:
    """Draw every document that is held, with its title, day, wording, paragraphs and source."""
    library = shared.library
    rows = [
        (d, long_date(d.adopted), _count(shared, d), library.of(d.id)[0].locator) for d in library.documents
    ]
    notes = len(library.headnotes)
    return render("documents.html", language, rows=rows, missing=library.missing, notes=str(notes))


def _count(shared: SharedState, document: Document) -> int:
    paragraphs = shared.library.of(document.id)
    return sum(p.locator.kind not in UNNUMBERED for p in paragraphs)
