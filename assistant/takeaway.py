"""A reply to take into one's own text: Markdown, or plain text in UN, NATO or Chicago style.

Text of documents is data: Markdown's own characters in it are escaped.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from assistant.assistant import Assistant
from assistant.cite import label, short_label
from assistant.render import DISCLAIMER, page_or_digest
from assistant.scope import resolution_number
from assistant.types import Answer, Citation, Refusal, Reply, Statement
from ingest.types import Document, Paragraph

Style = Literal["markdown", "un", "nato", "chicago"]
STYLES: tuple[tuple[Style, str], ...] = (
    ("markdown", "Markdown"), ("un", "UN style"), ("nato", "NATO style"), ("chicago", "Chicago style"),
)  # fmt: skip
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~-])")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a reply was given, and the classification line that it goes out with (may be empty)."""

    retrieved: dt.date
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note: the citation in the style asked for."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is taken away, before it is laid out. ``body``: statements with the numbers of their
    notes; ``versions``: a line for each document that is cited.
    """

    question: str
    body: tuple[tuple[str, tuple[int, ...]], ...]
    notes: tuple[Note, ...]
    versions: tuple[str, ...]
    retrieved: str
    classification: str


def sheet(reply: Reply, assistant: Assistant, style: Style, occasion: Occasion) -> Sheet:
    """The parts of a reply in one style; a refusal has its reason as body and no notes."""
    notes: dict[str, Note] = {}
    body: list[tuple[str, tuple[int, ...]]] = []
    used: dict[str, Document] = {}
    if isinstance(reply, Refusal):
        body.append((reply.reason, ()))
        used = {d: assistant.documents[d] for d in reply.searched}
    body += [(remark, ()) for remark in reply.remarks] if isinstance(reply, Answer) else []
    for statement in reply.statements if isinstance(reply, Answer) else ():
        numbers = []
        for citation in statement.citations:
            document = assistant.documents[citation.locator.document]
            used[document.id] = document
            text = reference(citation, assistant, style)
            numbers.append(notes.setdefault(text, Note(len(notes) + 1, text)).number)
        body.append((_words(statement, assistant), tuple(dict.fromkeys(numbers))))
    return Sheet(
        reply.question, tuple(body), tuple(notes.values()), tuple(map(version, used.values())),
        long_date(occasion.retrieved), occasion.classification,
    )  # fmt: skip


def laid_out(reply: Reply, assistant: Assistant, style: Style, occasion: Occasion) -> str:
    """The whole as text that can be pasted."""
    return _markdown(sheet(reply, assistant, style, occasion)) if style == "markdown" else _plain(
        sheet(reply, assistant, style, occasion)
    )  # fmt: skip


def reference(citation: Citation, assistant: Assistant, style: Style) -> str:
    """Where the quoted words stand, with the page they begin on."""
    paragraph = assistant.paragraphs[citation.locator]
    document = assistant.documents[citation.locator.document]
    page = paragraph.page_at(citation.span.start)
    where = f"p. {page}" if page else page_or_digest(paragraph)
    return f"{cited(paragraph, document, style)}, {where}"


def cited(paragraph: Paragraph, document: Document, style: Style) -> str:
    """A paragraph in UN ("S/RES/1325 (2000), para. 8 (a)"), NATO ("UNSCR 1325 (2000), OP 8(a)") or
    Chicago style; Markdown takes UN style.
    """
    number = resolution_number(document)
    short = short_label(paragraph)
    if style == "nato":
        name = f"UNSCR {number} ({document.adopted.year})" if number else document.title
        return f"{name}, {short.replace(' (', '(')}"
    if style == "chicago":
        place = short.replace("OP ", "para. ").replace("PP ", "preambular para. ")
        day = f"{document.adopted:%B} {document.adopted.day}, {document.adopted.year}"
        symbol = f", {document.symbol.partition(' ')[0]}" if number else ""
        issuer = document.issuer.replace("United Nations", "UN", 1) if number else document.issuer
        return f"{issuer}, “{document.title}”{symbol}, {day}, {place}, {document.source_url}"
    return label(paragraph, document)


def version(document: Document) -> str:
    """Which text was quoted: adopted when, from which file, with the digits of its checksum."""
    file = f"{document.filename}, sha256 {document.sha256[:12]}" if document.official else (
        "digest by the editors, not the official wording"
    )  # fmt: skip
    return f"{document.symbol}, adopted {long_date(document.adopted)} ({file})"


def long_date(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _words(statement: Statement, assistant: Assistant) -> str:
    """In quotation marks where they are the document's own."""
    texts = [assistant.paragraphs[c.locator].text for c in statement.citations]
    own = any(
        statement.text == c.span.of(t) for c, t in zip(statement.citations, texts, strict=True)
    )
    official = all(assistant.documents[c.locator.document].official for c in statement.citations)
    return f"“{statement.text}”" if own and official else statement.text


def _plain(page: Sheet) -> str:
    lines = [page.classification, page.question, ""]
    lines += [text + "".join(f" [{n}]" for n in numbers) for text, numbers in page.body]
    if page.notes:
        lines += ["", *(f"[{note.number}] {note.text}" for note in page.notes)]
    lines += ["", *page.versions, f"Retrieved {page.retrieved}. {DISCLAIMER}", page.classification]
    return "\n".join(lines).strip() + "\n"


def _markdown(page: Sheet) -> str:
    lines = [_bold(page.classification), f"**{escaped(page.question)}**", ""]
    for text, numbers in page.body:
        quoted = escaped(text).replace("\n", "\n> ")
        lines += [f"> {quoted}{''.join(f'[^{n}]' for n in numbers)}", ""]
    lines += [f"[^{note.number}]: {escaped(note.text)}" for note in page.notes]
    lines += ["", *(f"- {escaped(v)}" for v in page.versions), ""]
    lines += [
        f"*Retrieved {page.retrieved}. {escaped(DISCLAIMER)}*",
        "",
        _bold(page.classification),
    ]
    return "\n".join(lines).strip() + "\n"


def _bold(text: str) -> str:
    return f"**{escaped(text)}**\n" if text else ""


def escaped(text: str) -> str:
    """For Markdown: its own characters are shown as the text they are."""
    return _MARKDOWN.sub(r"\\\1", text)
