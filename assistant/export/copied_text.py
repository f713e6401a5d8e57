"""A reply to take into one's own text: Markdown, or plain text in UN, NATO or Chicago style.

Text of documents is data: Markdown's own characters in it are escaped. Only the documents' own words
look like quotations; what a language model wrote says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.export.survey_text import SurveyRow, register_table, survey_rows
from assistant.export.terminal import writer_line
from assistant.text.labels import label, long_date, page_label, pages, short_label, version
from assistant.text.markdown import escaped
from assistant.text.notices import DIGEST, DISCLAIMER
from assistant.types import Answer, Citation, Refusal, Reply, Statement
from ingest.library import Library
from ingest.types import Document, Paragraph

Style = Literal["markdown", "un", "nato", "chicago"]
STYLES: tuple[tuple[Style, str], ...] = (
    ("markdown", "Markdown"),
    ("un", "UN style"),
    ("nato", "NATO style"),
    ("chicago", "Chicago style"),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day of a reply and the classification marking that is printed with it (may be empty)."""

    retrieved: dt.date
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note: the citation in the style asked for."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement with the numbers of its ``notes``, or a sentence about the reply. ``quoted``: in
    quotation marks, the words of an official document. ``heading``: stands above others.
    """

    text: str
    notes: tuple[int, ...] = ()
    quoted: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts of an export before layout. ``versions``: a line for each document that is cited
    or, of a refusal, was searched. ``table``: of a register, with the names of its columns first.
    """

    question: str
    body: tuple[Passage, ...]
    notes: tuple[Note, ...]
    versions: tuple[str, ...]
    retrieved: str
    classification: str
    table: tuple[tuple[str, ...], ...] = ()


def sheet(reply: Reply, library: Library, style: Style, occasion: Occasion) -> Sheet:
    """The parts of a reply in one style; a refusal has its reason as body and no notes."""
    if isinstance(reply, Refusal):
        body: tuple[Passage, ...] = (Passage(reply.reason),)
        notes: tuple[Note, ...] = ()
        used = reply.searched
    else:
        body, notes = _stated(reply, library, style)
        used = tuple(c.locator.document for c in reply.citations)
    return Sheet(
        reply.question,
        body,
        notes,
        tuple(version(library.document(d)) for d in dict.fromkeys(used)),
        long_date(occasion.retrieved),
        occasion.classification,
        register_table(reply, library) if isinstance(reply, Answer) else (),
    )


def _stated(answer: Answer, library: Library, style: Style) -> tuple[tuple[Passage, ...], tuple[Note, ...]]:
    """Remarks and statements, and the notes that these refer to; equal references share one. Only words of
    the documents and of a model have notes: an editors' summary stands above its quotation without.
    """
    notes: dict[str, Note] = {}
    body = [Passage(remark) for remark in answer.remarks]
    if answer.written is not None and answer.written.used:
        body.insert(0, Passage(writer_line(answer.written)))
    rows = survey_rows(answer, library) or tuple(SurveyRow(statements=(s,)) for s in answer.statements)
    body += [Passage(answer.lead.rstrip("."), heading=True)] if answer.lead else []
    for row in rows:
        if row.heading:
            body.append(Passage(row.heading, heading=True))
        quoted = [_passage(s, notes, library, style) for s in row.statements]
        body += [Passage(row.above)] if row.above and quoted else []
        body += quoted
    return tuple(body), tuple(notes.values())


def _passage(statement: Statement, notes: dict[str, Note], library: Library, style: Style) -> Passage:
    """Write a statement; its references join the ``notes``."""
    numbers = []
    for citation in statement.citations:
        text = reference(citation, library, style)
        numbers.append(notes.setdefault(text, Note(len(notes) + 1, text)).number)
    official = all(library.document(c.locator.document).official for c in statement.citations)
    quoted = official and is_quotation(statement, library)
    words = f"“{statement.text}”" if quoted else statement.text
    return Passage(words, tuple(dict.fromkeys(numbers)), quoted)


def is_quotation(statement: Statement, library: Library) -> bool:
    """Tell whether a statement is, to the letter, the words that one of its citations points at."""
    return any(statement.text == c.span.of(library.paragraph(c.locator).text) for c in statement.citations)


def laid_out(reply: Reply, library: Library, style: Style, occasion: Occasion) -> str:
    """The whole as text that can be pasted."""
    page = sheet(reply, library, style, occasion)
    return markdown(page) if style == "markdown" else plain(page)


def conversation(replies: Sequence[tuple[Reply, Occasion]], library: Library) -> str:
    """Several replies as one Markdown file. Notes are numbered through: a file has one of each."""
    parts, before = [], 0
    for reply, occasion in replies:
        page = sheet(reply, library, "markdown", occasion)
        parts.append(markdown(_numbered_after(before, page)))
        before += len(page.notes)
    return "\n---\n\n".join(parts)


def _numbered_after(before: int, page: Sheet) -> Sheet:
    return replace(
        page,
        body=tuple(replace(p, notes=tuple(n + before for n in p.notes)) for p in page.body),
        notes=tuple(replace(n, number=n.number + before) for n in page.notes),
    )


def reference(citation: Citation, library: Library, style: Style) -> str:
    """Write the reference to the quoted words in one style, with all their pages."""
    paragraph = library.paragraph(citation.locator)
    document = library.document(citation.locator.document)
    where = page_label(pages(paragraph, citation.span)) or DIGEST
    return f"{cited(paragraph, document, style)}, {where}"


def cited(paragraph: Paragraph, document: Document, style: Style) -> str:
    """A paragraph in UN ("S/RES/1325 (2000), para. 8 (a)"), NATO ("UNSCR 1325 (2000), OP 8(a)") or
    Chicago style; Markdown takes UN style.
    """
    number = document.number
    short = short_label(paragraph)
    if style == "nato":
        name = f"UNSCR {number} ({document.adopted.year})" if number else document.title
        numbered = paragraph.locator.kind in ("op", "para")
        return f"{name}, {short.replace(' (', '(') if numbered else short}"
    if style == "chicago":
        place = short.replace("OP ", "para. ").replace("PP ", "preambular para. ")
        day = f"{document.adopted:%B} {document.adopted.day}, {document.adopted.year}"
        symbol = f", {document.symbol.partition(' ')[0]}" if number else ""
        issuer = document.issuer.replace("United Nations", "UN", 1) if number else document.issuer
        return f"{issuer}, “{document.title}”{symbol}, {day}, {place}, {document.source_url}"
    return label(paragraph, document)


def plain(page: Sheet) -> str:
    """Lay a sheet out as plain text."""
    lines = [page.classification, "", page.question, ""]
    lines += [_headed(p) + "".join(f" [{n}]" for n in p.notes) for p in page.body]
    lines += ["", *(" | ".join(row) for row in page.table)] if page.table else []
    if page.notes:
        lines += ["", *(f"[{note.number}] {note.text}" for note in page.notes)]
    lines += [
        "",
        *(f"- {v}" for v in page.versions),
        f"Retrieved {page.retrieved}. {DISCLAIMER}",
        page.classification,
    ]
    return "\n".join(lines).strip() + "\n"


def _headed(passage: Passage) -> str:
    return f"\n{passage.text}\n" if passage.heading else passage.text


def markdown(page: Sheet) -> str:
    """Lay a sheet out as Markdown."""
    lines = [_bold(page.classification), f"**{escaped(page.question)}**", ""]
    for passage in page.body:
        if passage.heading:
            lines += [f"### {escaped(passage.text)}", ""]
            continue
        text = escaped(passage.text) + "".join(f"[^{n}]" for n in passage.notes)
        lines += ["> " + text.replace("\n", "\n> ") if passage.quoted else text, ""]
    lines += _table(page.table)
    lines += [f"[^{note.number}]: {escaped(note.text)}" for note in page.notes]
    lines += ["", *(f"- {escaped(v)}" for v in page.versions), ""]
    lines += [f"*Retrieved {page.retrieved}. {escaped(DISCLAIMER)}*", "", _bold(page.classification)]
    return "\n".join(lines).strip() + "\n"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a table with its columns' names first; no lines without rows."""
    cells = [[" ".join(escaped(cell).replace("|", "\\|").split()) for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return [*lines[:1], "|" + " --- |" * len(cells[0]), *lines[1:], ""] if lines else []


def _bold(text: str) -> str:
    return f"**{escaped(text)}**\n" if text else ""
