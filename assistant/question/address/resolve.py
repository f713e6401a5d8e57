"""Addresses to paragraphs; of each that leads to none, why, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.question.address.documents import offered
from assistant.question.address.reference import OPENING, Address
from ingest.library import Library
from ingest.types import AnchorKind, Document, Locator, Paragraph

HOW = "para 17.2, footnote 6, 1325 OP 8(a), S/RES/2242 PP 3"  # how addresses are written
_SINGLE: dict[AnchorKind, str] = {"para": "paragraph", "op": "OP", "pp": "PP", "fn": "footnote"}
_SEVERAL: dict[AnchorKind, str] = {
    "para": "paragraphs",
    "op": "operative paragraphs",
    "pp": "preambular paragraphs",
    "fn": "footnotes",
    "timeline": "timeline entries",
    "acronym": "acronyms",
    "annex": "annex paragraphs",
    "section": "sections",
    "art": "articles",
    "rec": "recitals",
    "sec": "sections",
    "step": "steps",
    "row": "rows",
}
_PARAGRAPHS: tuple[AnchorKind, ...] = ("art", "sec", "step")  # what a document may have in their place
_COUNTED = {OPENING: "opening", "-1": "last", "-2": "second-to-last"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """Paragraphs that addresses lead to; ``problems`` says what does not exist and what does."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


def look_up(addresses: Iterable[Address], library: Library, likely: Sequence[str]) -> Lookup:
    """Resolve addresses; ``likely`` are ids of documents to try, in order, for those that name none."""
    found: list[Paragraph] = []
    problems: list[str] = []
    every = tuple(addresses)
    for address in every:
        led = _led(address, every, library, likely)
        if isinstance(led, str):
            problems.append(led)
        else:
            found += led
    return Lookup(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(problems)))


def _led(
    address: Address, every: Sequence[Address], library: Library, likely: Sequence[str]
) -> str | Sequence[Paragraph]:
    """Return the paragraphs at an address, with their items; a sentence that says why there are none."""
    if address.problem:
        return _absent(address, every, library)
    known = (d for d in likely if _locator(address, d, library) in library)
    document = address.document or next(known, "") or _likely(address, library, likely)
    if address.unread:
        return _unread(address, document, library)
    if not document:
        return _of_which(address, library.documents)
    if not address.item:
        return _on_pages(address.pages, document, library)
    locator = _locator(address, document, library)
    if locator not in library:
        below = [p for p in library.of(document) if p.locator.is_below(locator)]
        return below or _missing(address, document, library)
    paragraph = library.paragraph(locator)
    return _wrong_page(address, paragraph, library) or [
        paragraph,
        *(p for p in library.of(document) if p.locator.is_below(paragraph.locator)),
    ]


def _absent(address: Address, every: Sequence[Address], library: Library) -> str:
    """One sentence for all addresses of a document that is not held."""
    names = " and ".join(dict.fromkeys(_name(a) for a in every if a.problem == address.problem))
    reason = address.problem[0].upper() + address.problem[1:]
    if address.near:
        return f"{reason}. Held is {library.document(address.near).symbol}; ask for its {names}."
    return f"{reason}, so its {names} cannot be shown. Held are: {offered(library.documents)}."


def _unread(address: Address, document: str, library: Library) -> str:
    """Say why an address is asked back, and the nearest that there is."""
    reason = f"“{address.unread}” cannot be read as an address. Write it like {HOW}."
    item = address.item
    while item and document:
        near = replace(address, item=item)
        if _locator(near, document, library) in library:
            return f"{reason} The nearest is {_name(near)}."
        item = item[:-1].rstrip(".")
    return reason


def _of_which(address: Address, documents: Sequence[Document]) -> str:
    names = ", ".join(str(d.number) for d in documents if d.number)
    if names:
        return f"{_name(address)} of which resolution? Name one: {names}."
    return f"There is no {_name(address)} in the documents on disk."


def _likely(address: Address, library: Library, likely: Sequence[str]) -> str:
    kinds = {d.id: "un" if d.number else "policy" for d in (*library.in_force, *library.documents)}
    wanted = {"op": "un", "pp": "un", "fn": "policy"}.get(address.unit, "")
    for document in likely:
        if document in kinds and wanted in ("", kinds[document]):
            return document
    fitting = [d.id for d in library.in_force if kinds[d.id] == (wanted or "policy")]
    return fitting[0] if len(fitting) == 1 else ""


def _locator(address: Address, document: str, library: Library) -> Locator:
    """A paragraph of a document with operative paragraphs is one of them; one counted from an end is the one
    there, and of its count where there are fewer.
    """
    unit: AnchorKind = address.unit
    numbered = [p for p in library.of(document) if p.locator.parent is None]
    if address.item == OPENING:
        ordered = (p.locator for kind in ("pp", "op", "para") for p in numbered if p.locator.kind == kind)
        return next(ordered, Locator(document, "para-1"))
    kinds = {p.locator.kind for p in library.of(document)}
    if unit == "para" and any(p.locator.kind == "op" for p in numbered):
        unit = "op"
    elif unit == "para" and "para" not in kinds and not address.item.startswith("-"):
        unit = next((kind for kind in _PARAGRAPHS if kind in kinds), unit)
        if unit == "art":  # paragraph 2 of article 4 is asked for as 4 (2)
            return Locator(document, f"{unit}-{address.item.replace('.', '-')}")
    if address.item.startswith("-"):
        own = [p.locator for p in numbered if p.locator.kind == unit]
        back = int(address.item)
        return own[back] if len(own) >= -back else Locator(document, f"{unit}-{address.item}")
    return Locator(document, f"{unit}-{address.item}")


def _on_pages(pages: Sequence[int], document: str, library: Library) -> str | Sequence[Paragraph]:
    """Return what is printed on the pages, else a sentence that says which pages there are."""
    symbol = library.document(document).symbol
    printed = [p for p in library.of(document) if p.first_page]
    first, last = min(pages), max(pages)
    there = [p for p in printed if p.first_page <= last and first <= p.last_page]
    named = f"page {first}" if first == last else f"pages {first}–{last}"
    if not printed:
        return f"Only a digest of {symbol} is on disk, so its {named} cannot be shown."
    ends = f"from {min(p.first_page for p in printed)} to {max(p.last_page for p in printed)}"
    return there or f"{symbol} has no paragraph on {named}; its paragraphs stand on pages {ends}."


def _wrong_page(address: Address, paragraph: Paragraph, library: Library) -> str:
    """Say why the page that is named beside an address is not the paragraph's; empty if it is."""
    if not address.pages or not paragraph.first_page:
        return ""
    first, last = paragraph.first_page, paragraph.last_page
    if all(first <= page <= last for page in address.pages):
        return ""
    symbol = library.document(paragraph.locator.document).symbol
    where = f"page {first}" if first == last else f"pages {first}–{last}"
    named = "–".join(str(page) for page in address.pages)
    return f"{symbol}, {_name(address)} is on {where}, not on page {named}."


def _name(address: Address) -> str:
    if not address.item:
        return f"page {'–'.join(str(page) for page in address.pages)}"
    unit = _SINGLE.get(address.unit, address.unit)
    if address.item in _COUNTED:
        return f"{_COUNTED[address.item]} {unit}"
    if address.item.startswith("-"):
        return f"{unit} {address.item[1:]} from the end"
    number, *items = address.item.split("-")
    printed = " ".join((number, *(f"({i})" if len(i) < 3 else i for i in items)))
    return f"{unit} {printed}"


def _missing(address: Address, document: str, library: Library) -> str:
    if document not in library:
        return f"There is no document “{document}”. Held are: {', '.join(d.id for d in library.documents)}."
    symbol = library.document(document).symbol
    locator = _locator(address, document, library)
    kind = locator.kind
    whole = Locator(document, f"{kind}-{address.item.partition('-')[0].partition('.')[0]}")
    if locator != whole and (subs := library.items(whole)):
        first, last = (s.locator.tail.rpartition("-")[2] for s in (subs[0], subs[-1]))
        return f"{symbol} has no {_name(address)}; its sub-items there run from {first} to {last}."
    if locator != whole and whole in library:
        above = _name(replace(address, item=whole.tail))
        return f"{symbol} has no {_name(address)}; {above} has no sub-items."
    top = [p for p in library.of(document) if p.locator.kind == kind and p.locator.parent is None]
    if not top:
        return f"{symbol} has no {_name(address)}: it has no such numbering."
    return (
        f"{symbol} has no {_name(address)}; its {_SEVERAL[kind]} run from "
        f"{top[0].locator.tail} to {top[-1].locator.tail}."
    )
