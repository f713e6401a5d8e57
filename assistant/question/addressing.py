"""Questions that are looked up, not searched: an address, an acronym, an item of the list just cited, a
timeline's year, a document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.question.address import Address
from assistant.question.query import Query
from assistant.question.structure import Itself
from ingest.library import Library
from ingest.types import AnchorKind, Document, Locator, Paragraph

_ORDER: dict[AnchorKind, int] = {"timeline": 0, "fn": 1}


def addressed(query: Query, library: Library) -> tuple[Address, ...]:
    """Return the addresses that a question names: its own, else those of short forms, else those that the
    structure of the documents searched gives.
    """
    typed, structure = query.typed, query.typed.structure
    cited = [c for c in query.cited if query.searches(c.document)]
    paragraphs = [p for p in library.paragraphs if query.searches(p.locator.document)]
    asks_the_same = bool(query.leans_on) and not typed.hangs.adds  # "what about 2467?"
    return (
        typed.written
        or typed.short_forms.asked
        or counted(structure.place, cited, library)
        or dated(structure.years, paragraphs)
        or (of_document(structure.itself, paragraphs) if structure.itself and not asks_the_same else ())
    )


def counted(place: int, cited: Sequence[Locator], library: Library) -> tuple[Address, ...]:
    """The item at a place of the list behind ``cited``: from 1, −1 for the last; empty if there is none."""
    parents = [p for c in cited for p in (c, c.parent) if p is not None]
    items = next((items for p in parents if (items := library.items(p))), ())
    if not place or place > len(items) or not items:
        return ()
    item = items[place - 1 if place > 0 else -1].locator
    return (Address(item.kind, item.tail, item.document),)


def dated(years: Sequence[int], paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """Addresses of the entries of the years; none for no years."""
    return tuple(
        Address("timeline", p.locator.tail, p.locator.document)
        for p in paragraphs
        if years and p.locator.kind == "timeline" and years[0] <= int(p.locator.tail[:4]) <= years[-1]
    )


def of_document(itself: Itself, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """Addresses of the entry or note that dates a document; its first operative paragraph."""
    match itself.asks:
        case "adoption":
            return dating(itself.document, paragraphs)
        case "first adoption":
            return _first(itself.document, paragraphs)
        case "contents":
            return (Address("op", "1", itself.document.id),)


def _first(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """The notes and entries on the first of several versions of a policy."""
    return tuple(
        Address(p.locator.kind, p.locator.tail, p.locator.document)
        for p in paragraphs
        if p.locator.document == document.id
        and p.locator.kind in _ORDER
        and re.search(r"\bfirst\b(?:(?!\bfirst\b)[^.])*\bPolicy\b", p.text)
    )


def dating(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """The timeline's entry on its adoption, else the first note or other paragraph that gives its year."""
    number, year = document.number, document.adopted.year
    entry = rf"\b[Aa]dopt\w+ of \w+ {number}\b" if number else r"\bPolicy\b.*\bendorsed\b"
    year_of = rf"\b{number}\s*\({year}\)" if number else r"(?!)"
    found = [
        p
        for p in paragraphs
        if re.search(year_of, p.text)
        or (p.locator.kind == "timeline" and p.locator.tail == str(year) and re.search(entry, p.text))
    ]
    first = sorted(found, key=lambda p: _ORDER.get(p.locator.kind, len(_ORDER)))[:1]
    return tuple(Address(p.locator.kind, p.locator.tail, p.locator.document) for p in first)
