"""Addresses to paragraphs; of each that leads to none, why, and what there is instead."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.question.address.documents import offered
from assistant.question.address.reference import Address
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
}


@dataclass(frozen=True, slots=True)
class Lookup:
    """Paragraphs that addresses lead to; ``problems`` says what does not exist and what does."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


def look_up(
    addresses: Iterable[Address],
    paragraphs: Sequence[Paragraph],
    documents: Sequence[Document],
    likely: Sequence[str],
) -> Lookup:
    """Resolve addresses; ``likely`` are documents to try, in order, for those that name none."""
    by_locator = {p.locator: p for p in paragraphs}
    found: list[Paragraph] = []
    problems: list[str] = []
    every = tuple(addresses)
    for address in every:
        if address.problem:
            problems.append(_absent(address, every, documents))
            continue
        known = (d for d in likely if _locator(address, d, by_locator) in by_locator)
        document = address.document or next(known, "") or _likely(address, documents, likely)
        if address.unread:
            problems.append(_unread(address, document, by_locator))
            continue
        if not document:
            problems.append(_of_which(address, documents))
            continue
        paragraph = by_locator.get(_locator(address, document, by_locator))
        if paragraph is None:
            problems.append(_missing(address, document, paragraphs, documents))
        elif wrong := _wrong_page(address, paragraph, documents):
            problems.append(wrong)
        else:
            found += _with_items(paragraph, paragraphs)
    return Lookup(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(problems)))


def _absent(address: Address, every: Sequence[Address], documents: Sequence[Document]) -> str:
    """One sentence for all addresses of a document that is not held."""
    names = " and ".join(dict.fromkeys(_name(a) for a in every if a.problem == address.problem))
    reason = address.problem[0].upper() + address.problem[1:]
    symbol = next((d.symbol for d in documents if d.id == address.near), "")
    if symbol:
        return f"{reason}. Held is {symbol}; ask for its {names}."
    return f"{reason}, so its {names} cannot be shown. Held are: {offered(documents)}."


def _unread(address: Address, document: str, known: Container[Locator]) -> str:
    """Why an address is asked back, and the nearest that there is."""
    reason = f"“{address.unread}” cannot be read as an address. Write it like {HOW}."
    item = address.item
    while item and document:
        near = replace(address, item=item)
        if _locator(near, document, known) in known:
            return f"{reason} The nearest is {_name(near)}."
        item = item[:-1].rstrip(".")
    return reason


def _of_which(address: Address, documents: Sequence[Document]) -> str:
    names = ", ".join(str(d.number) for d in documents if d.number)
    if names:
        return f"{_name(address)} of which resolution? Name one: {names}."
    return f"There is no {_name(address)} in the documents on disk."


def _likely(address: Address, documents: Sequence[Document], likely: Sequence[str]) -> str:
    kinds = {d.id: "un" if d.number else "policy" for d in documents}
    wanted = {"op": "un", "pp": "un", "fn": "policy"}.get(address.unit, "")
    for document in likely:
        if document in kinds and wanted in ("", kinds[document]):
            return document
    fitting = [d for d, kind in kinds.items() if kind == (wanted or "policy")]
    return fitting[0] if len(fitting) == 1 else ""


def _locator(address: Address, document: str, known: Container[Locator]) -> Locator:
    """A paragraph of a document with operative paragraphs is one of them."""
    unit: str = address.unit
    if unit == "para" and Locator(document, "op-1") in known:
        unit = "op"
    return Locator(document, f"{unit}-{address.item}")


def _with_items(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A paragraph and its sub-items, and theirs."""
    whole = f"{paragraph.locator}"
    under = (f"{whole}-", f"{whole}.") if paragraph.locator.kind in ("para", "op") else ()
    return [paragraph] + [p for p in paragraphs if under and str(p.locator).startswith(under)]


def _wrong_page(address: Address, paragraph: Paragraph, documents: Sequence[Document]) -> str:
    """Why the page that is named beside an address is not the paragraph's; empty if it is."""
    if not address.pages or not paragraph.first_page:
        return ""
    first, last = paragraph.first_page, paragraph.last_page
    if all(first <= page <= last for page in address.pages):
        return ""
    symbol = next(d.symbol for d in documents if d.id == paragraph.locator.document)
    where = f"page {first}" if first == last else f"pages {first}–{last}"
    named = "–".join(str(page) for page in address.pages)
    return f"{symbol}, {_name(address)} is on {where}, not on page {named}."


def _name(address: Address) -> str:
    number, *items = address.item.split("-")
    printed = " ".join((number, *(f"({i})" if len(i) < 3 else i for i in items)))
    return f"{_SINGLE.get(address.unit, address.unit)} {printed}"


def _missing(
    address: Address, document: str, paragraphs: Sequence[Paragraph], documents: Sequence[Document]
) -> str:
    symbol = next((d.symbol for d in documents if d.id == document), document)
    own = [p for p in paragraphs if p.locator.document == document]
    locator = _locator(address, document, {p.locator for p in own})
    kind = locator.kind
    whole = Locator(document, f"{kind}-{address.item.partition('-')[0].partition('.')[0]}")
    subs = [p for p in own if p.locator.parent == whole]
    if subs and locator != whole:
        first, last = (s.locator.tail.rpartition("-")[2] for s in (subs[0], subs[-1]))
        return f"{symbol} has no {_name(address)}; its sub-items there run from {first} to {last}."
    if locator != whole and any(p.locator == whole for p in own):
        return f"{symbol} has no {_name(address)}; that paragraph has no sub-items."
    top = [p for p in own if p.locator.kind == kind and p.locator.parent is None]
    if not top:
        return f"{symbol} has no {_name(address)}: it has no such numbering."
    return (
        f"{symbol} has no {_name(address)}; its {_SEVERAL[kind]} run from "
        f"{top[0].locator.tail} to {top[-1].locator.tail}."
    )
