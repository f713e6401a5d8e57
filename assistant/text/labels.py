"""Printed names of paragraphs: UN style, the policy's numbers, delegates' shorthand."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.library import Library
from ingest.types import ADDITIONS, UNKNOWN_DAY, Document, Locator, Paragraph, Span


def long_date(day: dt.date) -> str:
    """10 July 2024; "a day that is not known" where a document does not say it."""
    if day == UNKNOWN_DAY:
        return "a day that is not known"
    return f"{day.day} {day:%B %Y}"


def short_label(paragraph: Paragraph) -> str:
    """Without the document: "para. 17.2", "fn 6", "OP 8 (a)", "PP 3"."""
    locator = paragraph.locator
    heading = paragraph.headings[-1].rstrip(":") if paragraph.headings else ""
    match locator.kind:
        case "para":
            return f"para. {_items(locator)}"
        case "fn":
            return f"fn {locator.tail}"
        case "op":
            return f"OP {_items(locator)}"
        case "pp":
            return f"PP {locator.tail}"
        case "art":
            return _article(paragraph)
        case "rec":
            return f"recital {locator.tail}"
        case "sec":
            return f"sec. {_paragraphs(_items(locator))}"
        case "step":
            return f"step {_items(locator)}"
        case "row":
            return f"{heading}, row {locator.tail}" if heading else f"row {locator.tail}"
        case "timeline":
            return f"timeline, {locator.tail}"
        case "acronym":
            return f"acronyms, {paragraph.printed}"
        case "annex":
            return f"annex, {paragraph.printed or heading}"
        case _:
            number = paragraph.printed.rstrip(".")
            return f"“{heading}”{', ' if number else ''}{number}" if heading else number or _nth(locator)


def label(paragraph: Paragraph, document: Document) -> str:
    """With the document's symbol, UN style: "S/RES/1325 (2000), para. 8 (a)"."""
    if paragraph.locator.kind == "op":
        return f"{document.symbol}, para. {_items(paragraph.locator)}"
    return f"{document.symbol}, {short_label(paragraph)}"


@lru_cache(maxsize=8)
def document_names(documents: tuple[Document, ...]) -> Mapping[str, str]:
    """Return the shortest name of each document by its id: the number of a resolution, the abbreviation in
    its issuer's name, else its symbol; what two documents would share, neither is called.
    """
    names = [
        (d, (str(d.number or abbreviation(d)), d.symbol.partition(" (")[0], d.symbol)) for d in documents
    ]
    used = Counter(name for _, some in names for name in dict.fromkeys(some))
    return {d.id: next((n for n in some if n and used[n] == 1), d.id) for d, some in names}


def name(paragraph: Paragraph, library: Library) -> str:
    """Return the one short name of a paragraph: "2242 OP 8", "NATO para. 24", "1325 OP 8(a)"."""
    document = document_names(library.documents)[paragraph.locator.document]
    return f"{document} {short_label(paragraph).replace(' (', '(')}"


def abbreviation(document: Document) -> str:
    """Return the abbreviation that stands in round brackets in the name of the issuer; empty without one."""
    found = re.search(r"\(([A-Z]{2,10})\)", document.issuer)
    return found[1] if found else ""


def in_quotation_marks(words: str, locator: Locator, library: Library) -> str:
    """Set a paragraph's words in quotation marks; those of a digest are the editors' and stand without."""
    return f"“{words}”" if library.document(locator.document).official else words


def pages(paragraph: Paragraph, span: Span | None = None) -> tuple[int, ...]:
    """The first and, if it is another, the last page (1-based) on which words of a paragraph are
    printed: those at ``span`` where words are quoted, else all of them. None if only a digest of the
    paragraph is on disk.
    """
    if not paragraph.first_page:
        return ()
    if span is None:
        found = (paragraph.first_page, paragraph.last_page)
    else:
        found = (paragraph.page_at(span.start), paragraph.page_at(max(span.start, span.end - 1)))
    return tuple(dict.fromkeys(found))


def page_label(numbers: Sequence[int]) -> str:
    """The pages of a citation (`pages`) in print: "p. 3", "pp. 3–4"; empty without one."""
    return f"p{'p' * (len(numbers) > 1)}. {'–'.join(map(str, numbers))}" if numbers else ""


def version(document: Document) -> str:
    """Name the text that was quoted: its symbol, day of adoption, file, and the first digits of its
    checksum.
    """
    file = (
        f"{document.filename}, sha256 {document.sha256[:12]}"
        if document.official
        else ("digest by the editors, not the official wording")
    )
    return f"{document.symbol}, adopted {long_date(document.adopted)} ({file})"


def _items(locator: Locator) -> str:
    number, *items = locator.tail.split("-")
    if items and items[0] in ADDITIONS:
        number, *items = (f"{number} {items[0]}", *items[1:])
    return " ".join((number, *(f"({item})" for item in items)))


def _article(paragraph: Paragraph) -> str:
    """ "Article 4 (2) (a)"; "Article premier, paragraph 2" where paragraphs of an article have no numbers."""
    number = _paragraphs(_items(paragraph.locator))
    if len(paragraph.printed) > 3 and paragraph.printed[0].isalpha():
        return paragraph.printed + number.removeprefix(number.split(",")[0].split(" ")[0])
    return f"Article {number}"


def _paragraphs(number: str) -> str:
    """ "4, paragraph 2" of "4 (par) (2)"."""
    return re.sub(r" \(par\) \((\d+)\)", r", paragraph \1", number)


def _nth(locator: Locator) -> str:
    """Of text without heading and number: its place."""
    place = locator.tail.rpartition("-")[2]
    return f"text, paragraph {place}" if place.isdigit() else "text, paragraph 1"
