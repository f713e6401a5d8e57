"""A document as HTML to read: outline, numbered paragraphs, notes and headnotes inline; parallel
paragraphs; topics by document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from assistant.search.parallels import matrix
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from assistant.ui.spans import marks_value
from ingest.types import Locator, Paragraph, Span

KINDS = {"pp": "Preamble", "op": "Operative paragraphs"}  # headings of a document without any


def reader_html(shared: SharedState, document: str, here: Locator | None = None) -> Markup:
    """Draw the whole document; the paragraph ``here`` is highlighted and scrolled to."""
    library, entry = shared.library, shared.library.document(document)
    rows, headings = [], tuple[str, ...]()
    for paragraph in shared.library.of(document):
        fresh: tuple[str, ...] = ()
        if paragraph.headings != headings and paragraph.locator.kind != "fn":
            fresh = tuple(h for h in _fresh(paragraph.headings, headings) if h != entry.title)
            headings = paragraph.headings
        notes, headnote = library.notes(paragraph.locator), library.headnote(paragraph.locator)
        rows.append((fresh, paragraph, notes, headnote))
    return render("document.html", document=entry, rows=rows, here=here, whole=_whole)


def outline_html(shared: SharedState, document: str) -> Markup:
    """Draw the headings, or the kinds of paragraph of a document without any, as links into the reader."""
    rows, seen = [], set[str]()
    for paragraph in shared.library.of(document):
        heading = paragraph.headings[-1] if paragraph.headings else KINDS.get(paragraph.locator.kind, "")
        if heading and heading not in seen and paragraph.locator.kind not in ("fn", "acronym"):
            seen.add(heading)
            rows.append((paragraph, heading, max(0, len(paragraph.headings) - 1)))
    return render("outline.html", rows=rows)


def parallels_html(shared: SharedState, paragraph: Paragraph) -> Markup:
    """Draw the nearest paragraphs in the other documents, each with why it is near."""
    parallels = shared.parallels.of(paragraph.locator)
    return render("parallels.html", paragraph=paragraph, parallels=parallels, library=shared.library)


def matrix_html(shared: SharedState) -> Markup:
    """Draw topics down, documents across, paragraph numbers in the cells."""
    index = shared.assistant.index
    return render("topics.html", documents=index.documents, topics=matrix(index))


def _fresh(now: Sequence[str], before: Sequence[str]) -> Iterator[str]:
    """Headings that differ from those of the paragraph before."""
    return (h for n, h in enumerate(now, 1) if tuple(before[:n]) != tuple(now[:n]))


def _whole(paragraph: Paragraph) -> str:
    """All of a paragraph's text as words to mark."""
    return marks_value([Span(0, len(paragraph.text))])
