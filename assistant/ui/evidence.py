"""The evidence: one paragraph as printed, its headnote and notes, its page with the quotation marked, and
what is said elsewhere.
"""

from __future__ import annotations

import base64
import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.export.copied_text import cited
from assistant.survey.register import duties
from assistant.text.labels import name
from assistant.text.language import Language
from assistant.text.later_version import later_line
from assistant.text.notices import DIGEST
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from assistant.ui.shown import due_of, force_of, force_spans, place, shown
from assistant.ui.spans import dressed, marks_value
from ingest.documents.page_image import Mark, page_marks, page_png
from ingest.errors import CorpusError
from ingest.types import Paragraph, Span

# kinds of paragraph whose number is printed
NUMBERED = ("para", "op", "fn", "annex", "art", "rec", "sec", "step")
PARALLELS = 4  # paragraphs of other documents that are named


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page (``number`` 1-based) as PNG in base64, its size in pixels, and the ``boxes`` to mark on it."""

    number: int
    image: str
    width: int
    height: int
    boxes: tuple[Mark, ...]


def panel_html(
    shared: SharedState, paragraph: Paragraph, spans: Sequence[Span], language: Language = "en"
) -> Markup:
    """Draw the panel of a paragraph with the words at ``spans`` marked."""
    library = shared.library
    document = library.document(paragraph.locator.document)
    before, after = (p and (str(p.locator), name(p, library)) for p in shared.beside(paragraph))
    pages, missing = _page_images(shared, paragraph, spans)
    note, today = library.headnote(paragraph.locator), dt.date.today()
    level, verb = force_of(note)
    return render(
        "paragraph.html",
        language,
        paragraph=paragraph,
        document=document,
        name=name(paragraph, library),
        marks=marks_value(spans),
        path=place(library, paragraph, language),
        before=before,
        after=after,
        number=paragraph.printed if paragraph.locator.kind in NUMBERED else "",
        words=dressed(paragraph.text, Span(0, len(paragraph.text)), spans, force_spans(library, paragraph)),
        copied=f"“{paragraph.text}” ({cited(paragraph, document, 'un')})",
        later=later_line(paragraph.locator, library),
        note=note,
        level=level,
        verb=verb,
        who=", ".join(dict.fromkeys(d.provision.actor for d in duties(library, [paragraph.locator], today))),
        until=due_of(library, paragraph, (), language, today),
        notes=[(shown(library, n, (), language), n.text) for n in library.notes(paragraph.locator)],
        pages=pages,
        missing=missing,
        parallels=[
            shown(library, p.paragraph, (p.there,), language, p.there.of(p.paragraph.text))
            for p in shared.parallels.of(paragraph.locator)[:PARALLELS]
        ],
    )


def _page_images(
    shared: SharedState, paragraph: Paragraph, spans: Sequence[Span]
) -> tuple[tuple[PageImage, ...], str]:
    """Return the pages that hold the quoted words (or the paragraph's first), or why there are none."""
    path = shared.path(paragraph.locator.document)
    if path is None or not paragraph.first_page:
        return (), f"{'the file is not on disk' if paragraph.first_page else DIGEST}."
    sha256 = shared.library.document(paragraph.locator.document).sha256
    try:
        boxes = [m for span in spans for m in page_marks(path, sha256, paragraph, span)]
        return tuple(
            _image(page_png(path, sha256, number), number, tuple(b for b in boxes if b.page == number))
            for number in sorted({b.page for b in boxes}) or [paragraph.first_page]
        ), ""
    except CorpusError as error:
        return (), str(error)


def _image(png: bytes, number: int, boxes: tuple[Mark, ...]) -> PageImage:
    width, height = struct.unpack(">II", png[16:24])  # of the PNG's header
    return PageImage(number, base64.b64encode(png).decode(), width, height, boxes)
