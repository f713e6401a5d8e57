"""The briefing tray: what a browser has pinned, drawn from the library, and taken away as one file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import gradio as gr
from markupsafe import Markup

from assistant.export.briefing import Pin, briefing
from assistant.export.briefing_pdf import sheet_pdf
from assistant.export.copied_text import Occasion, Sheet, markdown, plain
from assistant.export.word_document import DOCX, sheet_docx
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.ui.events import carrier, download, hidden_text, on, page_language
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from assistant.ui.shown import quoted
from assistant.ui.spans import read_marks

MOST = 100  # pins that are drawn
TITLE, NOTE = 120, 1000  # characters


class Tray:
    """The tray's components; `wire` gives them their events."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.drawn = carrier("pa-tray-c", "window.pa.drawn(props.value)")
        self.file = hidden_text()

    def wire(self, bridge: gr.HTML) -> None:
        """``bridge``: carries what is pressed on the page."""
        on(bridge.tray, self.draw, [], [self.drawn], trigger_mode="always_last")
        made = on(bridge.brief, self.brief, [], [self.file])
        on(made.then, None, [self.file], [], js="(text) => window.pa.taken(text)")

    def draw(self, request: gr.Request, event: gr.EventData) -> Markup:
        """The tray with what the browser has pinned."""
        pins, language = read_pins(str(event.pins), self.shared), page_language(request)
        name = _text(event.name, TITLE) or message("page_tray", language)
        return tray_html(self.shared, pins, name, language)

    def brief(self, request: gr.Request, event: gr.EventData) -> str:
        """The briefing as a file for `SAVE_JS`, or as text to copy."""
        pins, day = read_pins(str(event.pins), self.shared), dt.datetime.now(dt.UTC).date()
        if not pins:
            return ""
        title = _text(event.name, TITLE) or message("page_tray", page_language(request))
        marking = self.shared.settings.classification or _text(event.marking, TITLE)
        page = briefing(pins, self.shared.library, title, Occasion(day, marking))
        return _made(page, day, str(event.kind))


def _made(page: Sheet, day: dt.date, kind: str) -> str:
    if kind == "copy":
        return json.dumps({"copy": plain(page)})
    if kind == "pdf":
        return download("briefing.pdf", "application/pdf", sheet_pdf(page, day))
    if kind == "markdown":
        return download("briefing.md", "text/markdown", markdown(page).encode())
    return download("briefing.docx", DOCX, sheet_docx(page, day))


def tray_html(shared: SharedState, pins: Sequence[Pin], name: str, language: Language) -> Markup:
    """Draw the pins in order, and what can be made of them."""
    library = shared.library
    rows = [(pin, quoted(library, pin.paragraph, pin.whole, language)) for pin in pins]
    marking = shared.settings.classification
    return render("tray.html", language, rows=rows, name=name, marking=marking)


def read_pins(text: str, shared: SharedState) -> list[Pin]:
    """Read what a browser has pinned; leave out what is no paragraph here, and each repeat."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found: dict[tuple[str, str], Pin] = {}
    for row in rows[:MOST] if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        locator, marks = str(row.get("locator", "")), str(row.get("marks", ""))
        paragraph = shared.paragraph(locator)
        if paragraph is not None:
            title, note = _text(row.get("title"), TITLE), _text(row.get("note"), NOTE)
            found.setdefault((locator, marks), Pin(paragraph, read_marks(marks, paragraph), title, note))
    return list(found.values())


def _text(value: object, most: int) -> str:
    return value[:most].strip() if isinstance(value, str) else ""
