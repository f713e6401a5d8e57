"""References in a text: which paragraphs it names, where, and of which document.

>>> [str(a) for r in find_references("see paras 7‑9 and footnote six", ()) for a in r.addresses]
['para 7', 'para 8', 'para 9', 'fn 6']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.question.address.belonging import belonging
from assistant.question.address.documents import Marked, with_mentions
from assistant.question.address.forms import (
    ADDRESSES,
    ALONE,
    ENTRY,
    ITEM_OF,
    LOCATOR,
    NTH,
    ORDINAL,
    PIECES,
    UNREAD,
    Folded,
    Unit,
)
from assistant.question.address.items import items_of, letters_of
from assistant.question.address.mention import Mention
from assistant.question.address.numbers import number
from assistant.question.address.placed import placed
from assistant.question.address.reference import Address, Reference
from assistant.question.address.units import Found, paged, unit_of
from ingest.types import Document, Locator, Span

LONGEST = 80  # characters of a text that is nothing but numbers
_ASKED_OF = re.compile(r"\b(?:which|what|how many)\b[^.?!]{0,40}\bof\s(?:\S{1,20}\s)?$", re.IGNORECASE)
_HARD = re.compile(
    r"[^\W_]|\.\d|\(\d{1,2}\)|[ -]hundred\b", re.IGNORECASE
)  # what cannot follow a number that was read
_ORDINARY = frozenset(("op", "ops", "note", "notes", "operative", "preambular"))  # beside a year: no unit


def find_references(text: str, documents: Sequence[Document]) -> tuple[Reference, ...]:
    """References in the order of the text, ranges and lists spelled out."""
    return references(with_mentions(text, documents))


def references(marked: Marked) -> tuple[Reference, ...]:
    """As `find_references`, of a text that was read for documents before."""
    folded, mentions = marked.folded, marked.mentions
    found = sorted(_spans(folded.text, mentions), key=lambda one: one.start)
    return tuple(_reference(folded, one, n, found, mentions) for n, one in enumerate(found))


def reference_spans(text: str) -> tuple[Span, ...]:
    """Find the places of references, whichever documents are held."""
    found = find_references(text, ())
    return tuple(r.span for r in found if not any(a.unread for a in r.addresses))


def find_addresses(text: str, documents: Sequence[Document]) -> tuple[Address, ...]:
    """Addresses in order of mention, without those of documents that are not held."""
    every = (a for r in find_references(text, documents) for a in r.addresses)
    return tuple(dict.fromkeys(a for a in every if not (a.problem or a.unread)))


def _spans(text: str, mentions: Sequence[Mention]) -> Iterator[Found]:
    """The surest form first; what overlaps with it is not meant."""
    taken = bytearray(len(text))
    for one in _every(text, mentions):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            yield one


def _every(text: str, mentions: Sequence[Mention]) -> Iterator[Found]:
    for match in LOCATOR.finditer(text):
        yield from _located(match)
    for match in ENTRY.finditer(text):
        yield from _entry(match)
    for match in ITEM_OF.finditer(text):
        for unit, pattern in ADDRESSES:
            if whole := pattern.match(text, match.end()):
                yield from _with_letters(match, unit, whole)
    for unit, pattern in ADDRESSES:
        for match in pattern.finditer(text):
            if _HARD.match(text, match.end()):
                yield _unread(text, unit, match)
            else:
                yield paged(text, match.start(), match.end(), unit, items_of(match["list"]))
    for match in ORDINAL.finditer(text):
        yield from _counted(match)
    yield from placed(text, mentions)
    yield from _alone(text, mentions)
    symbols = {m.end for m in mentions if m.firm}
    for match in UNREAD.finditer(text):
        if not _a_symbol(match, symbols):
            yield _unread(text, unit_of(match), match)


def _alone(text: str, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Numbers without a unit that are all of the text: "17.2", "1325 8(a)", "8 bis of 1325"."""
    held = [m for m in mentions if m.document]
    if len(text) > LONGEST or len(mentions) > 1 or len(held) < len(mentions):
        return
    start, end = (held[0].start, held[0].end) if held else (0, 0)
    for first, last in ((0, start), (end, len(text))):
        match = ALONE.fullmatch(text, first, last)
        rest = text[end:] if last == start else text[:start]
        if match and not re.search(r"\w", rest) and (held or PIECES.search(match["list"])):
            yield Found(match.start("list"), match.end("list"), "para", items_of(match["list"]))


def _located(match: re.Match[str]) -> Iterator[Found]:
    try:
        locator = Locator.parse(match.group().rstrip(".-").lower().replace("%23", "#").replace("%40", "@"))
    except ValueError:
        return
    yield Found(match.start(), match.end(), locator.kind, (locator.tail,), locator.document)


def _entry(match: re.Match[str]) -> Iterator[Found]:
    """Printed forms of what has no number of its own."""
    if match["timeline"]:
        yield Found(match.start(), match.end(), "timeline", (match["year"],))
    elif match["acronym"]:
        item = re.sub(r"\W+", "-", match["short"].lower())
        yield Found(match.start(), match.end(), "acronym", (item,))
    else:
        part = re.sub(r"\W+", "-", match["part"].lower().strip("."))
        yield Found(match.start(), match.end(), "annex", (part,))


def _with_letters(match: re.Match[str], unit: Unit, whole: re.Match[str]) -> Iterator[Found]:
    """ "(a) and (c) of paragraph 8"."""
    numbers = items_of(whole["list"])
    letters = letters_of(match["letters"]) if match["letters"] else [match["letter"].lower()]
    if len(numbers) == 1:
        items = tuple(f"{numbers[0]}-{letter}" for letter in letters)
        yield paged(whole.string, match.start(), whole.end(), unit, items)


def _counted(match: re.Match[str]) -> Iterator[Found]:
    """ "the first and second operative paragraphs", not "which items of the second paragraph"."""
    if match["para"] and _ASKED_OF.search(match.string[max(0, match.start() - 70) : match.start()]):
        return
    numbers = [number(m.group()) for m in NTH.finditer(match["nth"])]
    letters = "".join(f"-{letter}" for letter in letters_of(match["item"] or ""))
    items = tuple(n + letters for n in numbers)
    yield paged(match.string, match.start(), match.end(), unit_of(match), items)


def _unread(text: str, unit: Unit, match: re.Match[str]) -> Found:
    end = re.compile(r"[\w.()-]{0,30}").match(text, match.end())
    words = text[match.start() : end.end() if end else match.end()].rstrip(".-(")
    words = words[:-1] if words.endswith(")") and "(" not in words else words
    begun = re.search(r"(?<!\d)\d{1,3}(?!\d)(?:\.\d{1,2})?", words)
    items = (number(begun.group()) if begun else "",)
    return Found(match.start(), match.start() + len(words), unit, items, "", words)


def _a_symbol(match: re.Match[str], symbols: set[int]) -> bool:
    """Tell whether the number behind a unit is a document's ("para 1325 pls") or a year ("NATO ops 2024")."""
    digits = re.match(r"\d+", match["rest"])
    assert digits
    if match.start("rest") + len(digits.group()) in symbols:
        return True
    word = match.group()[: match.start("rest") - match.start()].strip(" .-").lower()
    return len(digits.group()) > 3 and word in _ORDINARY


def _reference(
    folded: Folded, one: Found, place: int, found: Sequence[Found], mentions: Sequence[Mention]
) -> Reference:
    text, span = folded.text, folded.span(one.start, one.end)
    if one.document:
        items = (Address(one.unit, item, one.document) for item in one.items)
        return Reference(span, tuple(items))
    since = max((f.end for f in found[max(0, place - 1) : place]), default=0)
    until = min((f.start for f in found[place + 1 : place + 2]), default=len(text))
    mention = belonging(text, one.start, one.end, since, until, mentions)
    told = Address(one.unit, "", pages=one.pages, unread=one.unread)
    if mention:
        told = replace(told, document=mention.document, problem=mention.problem, near=mention.near)
    addresses = tuple(replace(told, item=item) for item in one.items)
    return Reference(span, addresses, mention)
