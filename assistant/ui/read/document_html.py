"""A document as HTML to read: outline, numbered paragraphs, notes and headnotes inline; parallel
paragraphs; topics by document. Everything from documents is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant.search.parallels import Parallel, matrix
from assistant.text.labels import inline_label, short_label
from assistant.ui.ask.conversation_html import marks_value
from assistant.ui.desk import Desk
from assistant.ui.evidence import permalink
from ingest.types import Locator, Paragraph, Span


def reader_html(desk: Desk, document: str, here: Locator | None = None) -> str:
    """The whole document; the paragraph ``here`` is highlighted and scrolled to."""
    entry = desk.documents[document]
    official = "" if entry.official else " — digest by the editors, not the official wording"
    body, headings = "", tuple[str, ...]()
    for paragraph in _of(desk, document):
        if paragraph.headings != headings and paragraph.locator.kind != "fn":
            body += _headings(paragraph.headings, headings, entry.title)
            headings = paragraph.headings
        body += _paragraph(desk, paragraph, here)
    return (
        f"<div class='wps-reader' tabindex='0' role='region' aria-label='{escape(entry.title)}'>"
        f"<h2>{escape(entry.title)}{official}</h2><p class='wps-path'>{escape(entry.issuer)}, "
        f"{entry.adopted.isoformat()}</p>{body}</div>"
    )


def outline_html(desk: Desk, document: str) -> str:
    """Headings, or the kinds of paragraph of a document without any, as links into the reader."""
    rows, seen = "", set[str]()
    for paragraph in _of(desk, document):
        kinds = {"pp": "Preamble", "op": "Operative paragraphs"}
        heading = paragraph.headings[-1] if paragraph.headings else kinds.get(paragraph.locator.kind, "")
        if heading and heading not in seen and paragraph.locator.kind not in ("fn", "acronym"):
            seen.add(heading)
            depth = max(0, len(paragraph.headings) - 1)
            rows += f"<li style='margin-inline-start:{0.7 * depth:.1f}rem'>{link(paragraph, heading)}</li>"
    return f"<nav class='wps-outline' aria-label='Outline'><h3>Outline</h3><ul>{rows}</ul></nav>"


def parallels_html(desk: Desk, paragraph: Paragraph) -> str:
    """The nearest paragraphs in the other documents, each with why it is near."""
    rows = "".join(_parallel(desk, paragraph, p) for p in desk.parallels.of(paragraph.locator))
    rows = rows or "<li>Nothing near enough in the other documents.</li>"
    return (
        "<section class='wps-panel wps-parallels'><h2>Parallel paragraphs</h2>"
        f"<p class='wps-path'>Nearest in the other documents</p><ul>{rows}</ul></section>"
    )


def matrix_html(desk: Desk) -> str:
    """Topics down, documents across, paragraph numbers in the cells."""
    documents = desk.assistant.index.documents
    head = "".join(f"<th scope='col'>{escape(d.symbol)}</th>" for d in documents)
    rows = ""
    for topic, cells in matrix(desk.assistant.index).items():
        row = "".join(
            "<td>" + " · ".join(link(p, short_label(p)) for p in cells.get(d.id, ())) + "</td>"
            for d in documents
        )
        rows += f"<tr><th scope='row'>{escape(topic)}</th>{row}</tr>"
    return (
        "<div class='wps-matrix' tabindex='0' role='region' aria-label='Topics by document'><table>"
        "<caption class='wps-path'>Topics are the editors’; every number opens its paragraph</caption>"
        f"<thead><tr><th scope='col'>Topic</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _of(desk: Desk, document: str) -> Iterator[Paragraph]:
    return (p for p in desk.assistant.index.paragraphs if p.locator.document == document)


def _headings(now: Sequence[str], before: Sequence[str], title: str) -> str:
    """Those that differ from the ones above, the document's own title left out."""
    fresh = [h for n, h in enumerate(now) if tuple(before[: n + 1]) != tuple(now[: n + 1])]
    return "".join(f"<h3>{escape(h)}</h3>" for h in fresh if h != title)


def _paragraph(desk: Desk, paragraph: Paragraph, here: Locator | None) -> str:
    locator = paragraph.locator
    classes = ["wps-para"]
    if locator.parent is not None:
        classes.append("wps-item")
    if locator.kind == "fn":
        classes.append("wps-fn")
    focus = ""
    if locator == here:
        classes.append("wps-here")
        focus = " tabindex='-1'"
    name = escape(short_label(paragraph))
    notes = " ".join(_open(desk.assistant.paragraphs[n], f"fn {n.tail}") for n in paragraph.notes)
    return (
        f"<div class='{' '.join(classes)}' id='{escape(locator.anchor)}'{focus}>"
        f"<p>{_open(paragraph, name)} {escape(paragraph.text)} {notes}</p>"
        f"{_headnote(desk, locator)}</div>"
    )


def _headnote(desk: Desk, locator: Locator) -> str:
    note = desk.headnotes.get(locator)
    if note is None:
        return ""
    topics = ", ".join(note.topics)
    return (
        "<details class='wps-path'><summary>Headnote</summary><p>By the editors, not the document’s "
        f"words: {escape(note.summary)} <em>{escape(note.force.replace('-', ' '))}; {escape(topics)}"
        "</em></p></details>"
    )


def _parallel(desk: Desk, paragraph: Paragraph, other: Parallel) -> str:
    shared = ", ".join(other.words)
    why = [f"nearness {other.cosine:.2f}"]
    why += [f"both say: {shared}"] if shared else []
    why += [f"both on: {', '.join(other.topics)}"] if other.topics else []
    text = other.paragraph.text
    return (
        f"<li><p>{link(other.paragraph, name_of(desk, other.paragraph))} "
        f"“{escape(other.there.of(text))}”</p>"
        f"<p class='wps-path'>near to “{escape(other.here.of(paragraph.text))}” — "
        f"{escape('; '.join(why))}</p></li>"
    )


def name_of(desk: Desk, paragraph: Paragraph) -> str:
    """As short as it can be told apart among all documents."""
    return inline_label(paragraph, desk.documents[paragraph.locator.document])


def _open(paragraph: Paragraph, name: str) -> str:
    """Opens the paragraph beside the reader."""
    return (
        f"<button type='button' class='wps-cite' data-do='open' "
        f"data-locator='{escape(str(paragraph.locator))}' "
        f"data-marks='{marks_value([Span(0, len(paragraph.text))])}'>{name}</button>"
    )


def link(paragraph: Paragraph, name: str) -> str:
    """Opens the paragraph in the reader; a permanent address, so that it can be kept or shared."""
    return (
        f"<a href='{escape(permalink(paragraph))}' data-do='read' "
        f"data-locator='{escape(str(paragraph.locator))}'>{escape(name)}</a>"
    )
