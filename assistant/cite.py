"""How a paragraph is named in print: UN style, the policy's numbers, delegates' shorthand."""

from __future__ import annotations

import datetime as dt

from ingest.types import Document, Locator, Paragraph


def long_date(day: dt.date) -> str:
    """10 July 2024."""
    return f"{day.day} {day:%B %Y}"


def short_label(paragraph: Paragraph) -> str:
    """Without the document: "para. 17.2", "fn 6", "OP 8 (a)", "PP 3"."""
    locator = paragraph.locator
    heading = paragraph.headings[-1].rstrip(":") if paragraph.headings else ""
    match locator.kind:
        case "para":
            return f"para. {locator.tail}"
        case "fn":
            return f"fn {locator.tail}"
        case "op":
            return f"OP {_items(locator)}"
        case "pp":
            return f"PP {locator.tail}"
        case "timeline":
            return f"timeline, {locator.tail}"
        case "acronym":
            return f"acronyms, {paragraph.printed}"
        case "annex":
            return f"annex, {paragraph.printed or heading}"
        case _:
            return f"“{heading}”"


def label(paragraph: Paragraph, document: Document) -> str:
    """With the document's symbol, UN style: "S/RES/1325 (2000), para. 8 (a)"."""
    if paragraph.locator.kind == "op":
        return f"{document.symbol}, para. {_items(paragraph.locator)}"
    return f"{document.symbol}, {short_label(paragraph)}"


def inline_label(paragraph: Paragraph, document: Document) -> str:
    """As short as it can be told apart: "para. 17.2" of the policy, "S/RES/1325 OP 8(a)"."""
    short = short_label(paragraph).replace(" (", "(")
    if not document.symbol.startswith(("S/", "A/")):
        return short
    return f"{document.symbol.partition(' ')[0]} {short}"


def _items(locator: Locator) -> str:
    number, *items = locator.tail.split("-")
    return " ".join((number, *(f"({item})" for item in items)))
