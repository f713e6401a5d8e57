"""The evidence panel: one paragraph as printed, its notes, its headnote, and its page with the quote
marked. Everything from documents is escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from assistant.export.terminal import page_or_digest
from assistant.text.labels import inline_label, label
from assistant.text.notices import DIGEST
from assistant.ui.desk import Desk, merged
from ingest.documents.page_image import marks, page_png
from ingest.errors import CorpusError
from ingest.types import Headnote, Paragraph, Span

EMPTY = (
    "<div class='wps-panel'><h2>Evidence</h2><p class='wps-path'>Open a citation to see its paragraph "
    "here: the words as printed, notes, headnote and the page.</p></div>"
)


def read_marks(text: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """Spans of `marks_value` that lie within the paragraph; what is not one is left out."""
    found = []
    for part in text.split(","):
        start, _, end = part.partition("-")
        if start.isdecimal() and end.isdecimal():
            span = Span(int(start), min(int(end), len(paragraph.text)))
            if span.start < span.end:
                found.append(span)
    return merged(found)


def permalink(paragraph: Paragraph) -> str:
    """Relative to the page, which may stand under any path of a proxy."""
    return f"?p={quote(str(paragraph.locator), safe='')}"


def panel_html(
    desk: Desk, paragraph: Paragraph, spans: Sequence[Span], focus: bool, back: str = "Back to the answer"
) -> str:
    """``focus``: the reader has asked for it and is taken there; ``back`` names where from, empty if
    there is no way back.
    """
    document = desk.documents[paragraph.locator.document]
    path = " › ".join(dict.fromkeys((document.title, *paragraph.headings)))
    return (
        f"<div class='wps-panel' data-locator='{escape(str(paragraph.locator))}' "
        f"data-focus='{int(focus)}'>"
        f"<h2 tabindex='-1'>{escape(label(paragraph, document))}</h2>"
        f"<p class='wps-path'>{escape(path)} · {escape(page_or_digest(paragraph))}</p>"
        f"{_walk(desk, paragraph, back)}"
        f"<blockquote class='wps-text'>{_printed(paragraph)}{marked(paragraph.text, spans)}"
        f"</blockquote>{notes_html(desk, paragraph)}{headnote_html(desk.headnotes.get(paragraph.locator))}"
        f"{picture_html(desk, paragraph, spans)}</div>"
    )


def _walk(desk: Desk, paragraph: Paragraph, back: str) -> str:
    """Previous and next paragraph, the reader, the permanent address, the way back."""
    before, after = desk.beside(paragraph)
    steps = "".join(
        f"<button type='button' data-do='open' data-locator='{escape(str(p.locator))}' data-marks=''>"
        f"{escape(arrow.format(_name(desk, p)))}</button>"
        for p, arrow in ((before, "← {}"), (after, "{} →"))
        if p is not None
    )
    link = escape(permalink(paragraph))
    way = f"<button type='button' data-do='back'>{escape(back)}</button>" if back else ""
    return (
        f"<nav class='wps-walk' aria-label='Around this paragraph'>{steps}"
        f"<a href='{link}' data-do='read' data-locator='{escape(str(paragraph.locator))}'>"
        f"Open in the document</a><button type='button' data-do='link' data-href='{link}'>Copy link"
        f"</button>{way}</nav>"
    )


def _name(desk: Desk, paragraph: Paragraph) -> str:
    return inline_label(paragraph, desk.documents[paragraph.locator.document])


def _printed(paragraph: Paragraph) -> str:
    number = paragraph.printed if paragraph.locator.kind in ("para", "op", "fn", "annex") else ""
    return f"<span class='wps-number'>{escape(number)}</span> " if number else ""


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text with the words at ``spans`` (in order, apart) highlighted."""
    shown, at = "", 0
    for span in spans:
        shown += f"{escape(text[at : span.start])}<mark>{escape(span.of(text))}</mark>"
        at = span.end
    return shown + escape(text[at:])


def notes_html(desk: Desk, paragraph: Paragraph) -> str:
    """The footnotes that the paragraph refers to."""
    known = [desk.assistant.paragraphs[n] for n in paragraph.notes if n in desk.assistant.paragraphs]
    if not known:
        return ""
    rows = "".join(
        f"<li><button type='button' class='wps-cite' data-do='open' "
        f"data-locator='{escape(str(n.locator))}' data-marks=''>fn {escape(n.locator.tail)}</button> "
        f"{escape(n.text)}</li>"
        for n in known
    )
    return f"<section class='wps-notes' aria-label='Notes'><h3>Notes</h3><ul>{rows}</ul></section>"


def headnote_html(headnote: Headnote | None) -> str:
    """The editor's words, marked as such, with force of language and topics."""
    if headnote is None:
        return ""
    topics = "".join(f"<li>{escape(t)}</li>" for t in headnote.topics)
    return (
        "<section class='wps-headnote' aria-label='Headnote'><h3>Headnote "
        "<small>by the editors, not the document’s words</small></h3>"
        f"<p>{escape(headnote.summary)}</p><p>Force of language: <strong class='wps-force'>"
        f"{escape(headnote.force.replace('-', ' '))}</strong></p>"
        f"<ul class='wps-topics' aria-label='Topics'>{topics}</ul></section>"
    )


def picture_html(desk: Desk, paragraph: Paragraph, spans: Sequence[Span]) -> str:
    """The pages that hold the quoted words (or the paragraph's first), the words marked on them."""
    path = desk.path(paragraph.locator.document)
    if path is None or not paragraph.first_page:
        reason = "the file is not on disk" if paragraph.first_page else DIGEST
        return f"<p class='wps-foot'>No page image: {reason}.</p>"
    sha256 = desk.documents[paragraph.locator.document].sha256
    try:
        found = [m for span in spans for m in marks(path, sha256, paragraph, span)]
        pages = sorted({m.page for m in found}) or [paragraph.first_page]
        figures = []
        for number in pages:
            image = base64.b64encode(page_png(path, sha256, number)).decode()
            boxes = "".join(
                f"<span class='wps-box' style='left:{100 * m.left:.2f}%;top:{100 * m.top:.2f}%;"
                f"width:{100 * m.width:.2f}%;height:{100 * m.height:.2f}%'></span>"
                for m in found
                if m.page == number
            )
            figures.append(
                f"<figure class='wps-page'><div><img alt='Page {number} of the document as printed' "
                f"src='data:image/png;base64,{image}'>{boxes}</div><figcaption>Page {number}"
                "</figcaption></figure>"
            )
    except CorpusError as error:
        return f"<p class='wps-foot'>No page image: {escape(str(error))}</p>"
    return "".join(figures)
