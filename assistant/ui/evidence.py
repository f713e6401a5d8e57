"""The evidence panel: one paragraph as printed, its notes, its headnote, and its page with the quotation
marked.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.text.later_version import later_line
from assistant.text.notices import DIGEST
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from assistant.ui.spans import marked
from ingest.documents.page_image import Mark, page_marks, page_png
from ingest.errors import CorpusError
from ingest.types import Paragraph, Span

NUMBERED = (
    "para",
    "op",
    "fn",
    "annex",
    "art",
    "rec",
    "sec",
    "step",
)  # kinds of paragraph whose number is printed
EMPTY = Markup(
    "<div class='wps-panel'><h2>Evidence</h2><p class='wps-path'>Click a paragraph number in an answer to "
    "see the paragraph here, with its notes, the editors’ summary (headnote) and the printed page.</p></div>"
)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page (``number`` 1-based) as PNG in base64, with the ``boxes`` to mark on it."""

    number: int
    image: str
    boxes: tuple[Mark, ...]


def panel_html(
    shared: SharedState,
    paragraph: Paragraph,
    spans: Sequence[Span],
    focus: bool,
    back: str = "Back to the answer",
) -> Markup:
    """Draw the panel of a paragraph. ``focus``: the visitor asked for it and is taken there; ``back``
    names where the way back leads, empty if there is none.
    """
    library = shared.library
    document = library.document(paragraph.locator.document)
    before, after = shared.beside(paragraph)
    pages, missing = _page_images(shared, paragraph, spans)
    return render(
        "paragraph.html",
        paragraph=paragraph,
        document=document,
        path=tuple(dict.fromkeys((document.title, *paragraph.headings))),
        before=before,
        after=after,
        back=back,
        focus=focus,
        number=paragraph.printed if paragraph.locator.kind in NUMBERED else "",
        words=marked(paragraph.text, spans),
        notes=library.notes(paragraph.locator),
        headnote=library.headnote(paragraph.locator),
        later=later_line(paragraph.locator, library),
        pages=pages,
        missing=missing,
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
            PageImage(
                number,
                base64.b64encode(page_png(path, sha256, number)).decode(),
                tuple(b for b in boxes if b.page == number),
            )
            for number in sorted({b.page for b in boxes}) or [paragraph.first_page]
        ), ""
    except CorpusError as error:
        return (), str(error)
