"""Addresses in a question: "para 17.2", "paragraphs 19–21", "footnote 6", "1325 OP 8(a)", "PP 3"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.scope import find_documents, resolution_number
from ingest.types import AnchorKind, Document, Locator, Paragraph

Unit = AnchorKind

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?(?:\s*\(\s*[a-z]{1,4}\s*\)|[a-h]\b)?"
_LIST = rf"(?P<list>{_NUMBER}(?:\s*(?:,|;|&|and|or|to|through|-|–|—)\s*(?:(?:OP|PP|para\.?)\s*)?{_NUMBER})*)"
_UNITS: tuple[tuple[Unit, str], ...] = (
    ("pp", r"preambular\s+(?:paragraphs?|paras?\.?)|preambular|pps?\.?"),
    ("op", r"operative\s+(?:paragraphs?|paras?\.?)|operative|ops?\.?"),
    ("fn", r"foot\s?notes?|endnotes?|fns?\.?"),
    ("para", r"sub-?paragraphs?|paragraphs?|paras?\.?|pars?\.|¶+|§+"),
)
_PATTERNS = tuple(
    (unit, re.compile(rf"(?<![\w/])(?:{words})\s*(?:nos?\.?\s*|number\s*)?{_LIST}", re.IGNORECASE))
    for unit, words in _UNITS
)
_LOCATOR = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+#[a-z]+-[\w.-]+", re.IGNORECASE)
_ITEM = re.compile(
    r"(?P<n>\d{1,3})(?P<sub>\.\d{1,2})?\s*(?:\(\s*(?P<a>[a-z]{1,4})\s*\)|(?P<b>[a-h])\b)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:to|through|-|–|—)\s*$")
_ELSEWHERE = re.compile(
    r"[\s,]*(?:of|in|from)\s+(?:the\s+|NATO['’]?s?\s+|its\s+)*(?:\d{4}\s+)?(?:[\w'’-]+\s+){0,3}?"
    r"(?:concept|communiqu[eé]|declaration|strategy|charter|convention|treaty|statute|protocols?"
    r"|directive|report|assessment|terms of reference|action plan|guidelines|document S/)",
    re.IGNORECASE,
)
MAX_RANGE = 60


@dataclass(frozen=True, slots=True)
class Address:
    """What was asked for, before it is known to exist: ``unit`` and ``item`` ("17.2", "8-a").

    ``document`` is empty when the question names none.
    """

    unit: Unit
    item: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Paragraphs that addresses lead to; ``problems`` says what does not exist and what does."""

    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...]


def find_addresses(text: str, documents: Sequence[Document]) -> tuple[Address, ...]:
    """Addresses in order of mention, ranges and lists spelled out."""
    found: list[tuple[int, Address]] = []
    taken: list[tuple[int, int]] = []
    for match in _LOCATOR.finditer(text):
        address = _from_locator(match.group())
        if address:
            found.append((match.start(), address))
            taken.append(match.span())
    for unit, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            if _ELSEWHERE.match(text, match.end()):
                continue
            document = _nearest_document(text, match.start(), match.end(), documents)
            items = _items(match["list"])
            found += [(match.start(), Address(unit, item, document)) for item in items]
    return tuple(dict.fromkeys(a for _, a in sorted(found, key=lambda pair: pair[0])))


def _from_locator(text: str) -> Address | None:
    try:
        locator = Locator.parse(text.rstrip(".-").lower())
    except ValueError:
        return None
    if locator.kind in ("para", "op", "pp", "fn"):
        return Address(locator.kind, locator.tail, locator.document)
    return None


def _items(text: str) -> list[str]:
    items: list[str] = []
    end = 0
    for match in _ITEM.finditer(text):
        item = _item(match)
        joined = _RANGE.search(text[end : match.start()]) if items else None
        if joined and items[-1].isdigit() and item.isdigit():
            first, last = int(items[-1]), int(item)
            items += [str(n) for n in range(first + 1, min(last, first + MAX_RANGE) + 1)]
        elif joined and _letters(items[-1], item):
            stem = items[-1].rpartition("-")[0]
            a, b = items[-1][-1], item[-1]
            items += [f"{stem}-{chr(c)}" for c in range(ord(a) + 1, ord(b) + 1)]
        else:
            items.append(item)
        end = match.end()
    return items


def _item(match: re.Match[str]) -> str:
    letter = (match["a"] or match["b"] or "").lower()
    number = f"{int(match['n'])}{match['sub'] or ''}"
    return f"{number}-{letter}" if letter else number


def _letters(first: str, last: str) -> bool:
    return first[:-1] == last[:-1] and "-" in first and first[-1].isalpha() and last[-1].isalpha()


def _nearest_document(text: str, start: int, end: int, documents: Sequence[Document]) -> str:
    """The document named right after the address ("paragraph 7 of 1960") or last before it."""
    after = re.match(r"\W*(?:(?:of|in|under|from|to)\b)?[^.?!;,]{0,45}", text[end:])
    named = find_documents(after.group() if after else "", documents)
    if named and re.match(r"\s*,?\s*(?:of|in|under|from|\()", text[end:], re.IGNORECASE):
        return named[0]
    before = find_documents(text[:start], documents)
    if before:
        return before[-1]
    return named[0] if named else ""


def look_up(
    addresses: Iterable[Address], paragraphs: Sequence[Paragraph], documents: Sequence[Document],
    likely: Sequence[str],
) -> Lookup:  # fmt: skip
    """Resolve addresses; ``likely`` are documents to try, in order, for those that name none."""
    by_locator = {p.locator: p for p in paragraphs}
    found: list[Paragraph] = []
    problems: list[str] = []
    for address in addresses:
        document = address.document or _likely(address, documents, likely)
        if not document:
            names = ", ".join(resolution_number(d) for d in documents if resolution_number(d))
            problems.append(
                f"{_name(address)} of which resolution? Name one: {names}."
                if names else f"There is no {_name(address)} in the documents on disk."
            )  # fmt: skip
            continue
        locator = _locator(address, document)
        if locator in by_locator:
            found += _with_items(by_locator[locator], paragraphs)
        else:
            problems.append(_missing(address, document, paragraphs, documents))
    return Lookup(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(problems)))


def _likely(address: Address, documents: Sequence[Document], likely: Sequence[str]) -> str:
    kinds = {d.id: "un" if resolution_number(d) else "policy" for d in documents}
    wanted = {"op": "un", "pp": "un", "fn": "policy"}.get(address.unit, "")
    for document in likely:
        if document in kinds and wanted in ("", kinds[document]):
            return document
    fitting = [d for d, kind in kinds.items() if kind == (wanted or "policy")]
    return fitting[0] if len(fitting) == 1 else ""


def _locator(address: Address, document: str) -> Locator:
    unit: str = address.unit
    if unit == "para" and document.startswith("unscr"):
        unit = "op"
    return Locator(document, f"{unit}-{address.item}")


def _with_items(paragraph: Paragraph, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A paragraph and its sub-items."""
    return [paragraph] + [p for p in paragraphs if p.locator.is_below(paragraph.locator)]


def _name(address: Address) -> str:
    number, _, letter = address.item.partition("-")
    printed = f"{number} ({letter})" if letter else number
    units = {"para": "paragraph", "op": "OP", "pp": "PP", "fn": "footnote"}
    return f"{units.get(address.unit, address.unit)} {printed}"


def _missing(
    address: Address, document: str, paragraphs: Sequence[Paragraph], documents: Sequence[Document]
) -> str:
    symbol = next((d.symbol for d in documents if d.id == document), document)
    own = [p for p in paragraphs if p.locator.document == document]
    locator = _locator(address, document)
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
    label = {"para": "paragraphs", "op": "operative paragraphs", "pp": "preambular paragraphs",
             "fn": "footnotes"}[kind]  # fmt: skip
    return (
        f"{symbol} has no {_name(address)}; its {label} run from "
        f"{top[0].locator.tail} to {top[-1].locator.tail}."
    )
