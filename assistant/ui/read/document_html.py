"""A document as HTML to read: numbered paragraphs with notes and headnotes, outline, topics by document; and
the page of an address that names no paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.search.parallels import matrix
from assistant.text.labels import document_names, long_date, name, short_label
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.ui.ask.survey_html import duty_rows, register_html
from assistant.ui.rendering import render, shortened
from assistant.ui.shared import SharedState
from assistant.ui.shown import OPERATIVE, PREAMBLE, Shown, force_spans, shown
from assistant.ui.spans import dressed
from ingest.types import Locator, Paragraph, Span

KINDS = {"pp": PREAMBLE, "op": OPERATIVE}  # headings of a document without any
WORDS = 60  # characters of a headnote in the outline
ASIDE = ("fn", "acronym", "timeline")  # kinds of paragraph that the outline leaves out


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """A paragraph in the reader, after the ``headings`` (with their ids) that begin with it."""

    headings: tuple[tuple[str, str], ...]
    id: str
    shown: Shown
    notes: tuple[Shown, ...]
    summary: str
    item: bool
    footnote: bool
    here: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline: a heading, or a paragraph's name with the first ``words`` of its headnote."""

    locator: Locator
    name: str
    words: str
    depth: int


def reader_html(
    shared: SharedState, document: str, here: Locator | None = None, language: Language = "en"
) -> Markup:
    """Draw the whole document; the paragraph ``here`` is highlighted and scrolled to."""
    library, entry = shared.library, shared.library.document(document)
    rows, headings = [], tuple[str, ...]()
    for paragraph in library.of(document):
        fresh: tuple[str, ...] = ()
        if paragraph.headings != headings and paragraph.locator.kind != "fn":
            fresh = tuple(h for h in _fresh(paragraph.headings, headings) if h != entry.title)
            headings = paragraph.headings
        rows.append(_row(shared, paragraph, fresh, here, language))
    day = long_date(entry.adopted)
    return render("reader.html", language, document=entry, day=day, rows=rows)


def _row(
    shared: SharedState, paragraph: Paragraph, fresh: Sequence[str], here: Locator | None, language: Language
) -> ReaderRow:
    library, locator = shared.library, paragraph.locator
    note, whole = library.headnote(locator), Span(0, len(paragraph.text))
    words = dressed(paragraph.text, whole, (), force_spans(library, paragraph))
    return ReaderRow(
        tuple((heading, f"{locator.anchor}-h{n}") for n, heading in enumerate(fresh)),
        locator.anchor,
        shown(library, paragraph, (whole,), language, words),
        tuple(shown(library, n, (), language) for n in library.notes(locator)),
        note.summary if note else "",
        locator.parent is not None,
        locator.kind == "fn",
        locator == here,
    )


def nowhere_html(shared: SharedState, wanted: str, language: Language = "en") -> Markup:
    """Draw the page of an address that names no paragraph: what is wrong, and what there is."""
    library = shared.library
    firsts = [(d, library.of(d.id)[0].locator) for d in library.documents if library.of(d.id)]
    near = next(((d, first) for d, first in firsts if d.id == wanted.partition("#")[0]), None)
    return render(
        "nowhere.html",
        language,
        wanted=shortened(wanted, 80),
        near=near[0] if near else None,
        first=near[1] if near else "",
        others=firsts,
    )


def outline_html(shared: SharedState, document: str, language: Language = "en") -> Markup:
    """Draw headings, or the kinds of paragraph of a document without any, and under them the paragraphs with
    the first words of their headnotes, as links into the reader.
    """
    entries: list[OutlineEntry] = []
    seen: set[str] = set()
    for paragraph in shared.library.of(document):
        if paragraph.locator.kind in ASIDE:
            continue
        kind = KINDS.get(paragraph.locator.kind)
        heading = paragraph.headings[-1] if paragraph.headings else message(kind, language) if kind else ""
        depth = max(0, len(paragraph.headings) - 1)
        if heading and heading not in seen:
            seen.add(heading)
            entries.append(OutlineEntry(paragraph.locator, heading, "", depth))
        note = shared.library.headnote(paragraph.locator)
        if note and paragraph.locator.parent is None and paragraph.locator.kind in ("para", "op"):
            words = shortened(note.summary, WORDS)
            entries.append(OutlineEntry(paragraph.locator, short_label(paragraph), words, depth + 1))
    return render("outline.html", language, entries=entries)


def matrix_html(shared: SharedState, language: Language = "en") -> Markup:
    """Draw topics down, documents across, and how many paragraphs each has; every number opens them."""
    index, library = shared.assistant.index, shared.library
    names = document_names(library.documents)
    topics = []
    for topic, cells in matrix(index).items():
        row = [
            [(p.locator, name(p, library)) for p in cells.get(document.id, ())]
            for document in library.documents
        ]
        topics.append((topic, row, sum(map(len, row))))
    return render("topics.html", language, names=[names[d.id] for d in library.documents], topics=topics)


def duties_html(shared: SharedState, document: str, language: Language = "en") -> Markup:
    """Draw who is to do what under a document, the most binding first."""
    library = shared.library
    rows = duty_rows(library, [p.locator for p in library.of(document)], language)
    table = register_html(rows, language)
    return render("duties.html", language, document=library.document(document), table=table)


def _fresh(now: Sequence[str], before: Sequence[str]) -> Iterator[str]:
    """Headings that differ from those of the paragraph before."""
    return (h for n, h in enumerate(now, 1) if tuple(before[:n]) != tuple(now[:n]))
