"""References in a text: which paragraphs it names, where, and of which document.

>>> [str(a) for r in find_references("see paras 7‑9 and footnote six", ()) for a in r.addresses]
['para 7', 'para 8', 'para 9', 'fn 6']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.address.documents import YEARS, Mention, absent, find_mentions
from assistant.address.forms import (
    ADDRESSES,
    ENTRY,
    ITEM_OF,
    LOCATOR,
    NTH,
    ORDINAL,
    PAGE,
    PART,
    RANGE,
    UNITS,
    UNREAD,
    Folded,
    Unit,
    fold,
)  # fmt: skip
from assistant.address.numbers import ADDED, number
from ingest.types import Document, Locator, Span

MAX_RANGE = 60
NEAR = 45  # characters behind "of" within which a document that is held is named
SUBJECT = 60  # characters before the subject of a sentence
_PREPOSITION = re.compile(r"\s?,?\s?(?:(?:of|in|under|from|to)\s|\()", re.IGNORECASE)
_THROUGH = re.compile(  # from a unit to the name of its document, nothing else between
    r"\s?,?\s?(?:(?:of|in|under|from|to)\s|\(\s?)?(?:of\s)?"
    r"(?:(?:the|its|UN|NATO|United Nations|Security Council|Council)(?:'s)?\s){0,3}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:'s?)?[\s,;:(\[]{0,4}(?:(?:in|at|under|see|its|the|and|says?|states?|calls?|that)\s){0,3}(?:□[.,]?\s)?(?:in\s)?[(\[]?$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\W*(?:(?:what|which|how|where|when|who|why|is|are|does|do|did|in|under|as|by|per|according|to|see|cf|also|the|un|its|it)\W+){0,6}$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!;]\s")
_ELSEWHERE = re.compile(  # a kind of document that is never one of ours
    r"[\s,]{0,2}(?:of|in|from)\s(?P<name>(?:the\s|NATO's?\s|its\s|an?\s){0,3}(?:\d{4}\s)?(?:[\w'-]{1,30}\s){0,3}?"
    r"(?:concept|communiqu[eé]|declaration|strategy|charter|convention|treaty|statute|protocols?"
    r"|directive|report|assessment|terms of reference|action plan|guidelines|document S/))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s?(?:of|in|from|under)\s(?:the\s)?(?P<name>\d{3,4})\b(?!\s\w|[./(-]\d)", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"(?<![\w./-])(?P<name>\d{3,4})(?:'s)?[\s,]{1,2}$")
_ASKED_OF = re.compile(
    r"\b(?:which|what|how many)\b[^.?!]{0,40}\bof\s(?:\S{1,20}\s)?$", re.IGNORECASE
)
_HARD = re.compile(r"[^\W_]|\.\d|\(\d{1,2}\)")  # what cannot follow a number that was read
_ORDINARY = frozenset(
    ("op", "ops", "note", "notes", "operative", "preambular")
)  # beside a year: no unit


@dataclass(frozen=True, slots=True)
class Address:
    """What was asked for, before it is known to exist: ``unit`` and ``item`` ("17.2", "8-a").

    ``document`` is empty when none is named. ``problem``: why the document that is named is none of those
    held, in a clause; ``near``: id of the one that has its number or title, of another year. ``pages``:
    the first and last page named. ``unread``: the words, if they cannot be read; ``item`` is then the
    number in them.
    """

    unit: Unit
    item: str
    document: str = ""
    problem: str = ""
    near: str = ""
    pages: tuple[int, ...] = ()
    unread: str = ""

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its ``span`` in the text as it was given, the ``addresses`` that it names (at least
    one), and the document that it is of, None if none is named or the address says it itself.
    """

    span: Span
    addresses: tuple[Address, ...]
    document: Mention | None = None


def find_references(text: str, documents: Sequence[Document]) -> tuple[Reference, ...]:
    """References in the order of the text, ranges and lists spelled out."""
    folded = fold(text)
    mentions = find_mentions(folded.text, documents)
    found = sorted(_spans(folded.text, mentions), key=lambda one: one.start)
    return tuple(_reference(folded, one, n, found, mentions) for n, one in enumerate(found))


def reference_spans(text: str) -> tuple[Span, ...]:
    """Where references stand, whichever documents are held."""
    found = find_references(text, ())
    return tuple(r.span for r in found if not any(a.unread for a in r.addresses))


def find_addresses(text: str, documents: Sequence[Document]) -> tuple[Address, ...]:
    """Addresses in order of mention, without those of documents that are not held."""
    every = (a for r in find_references(text, documents) for a in r.addresses)
    return tuple(dict.fromkeys(a for a in every if not (a.problem or a.unread)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit with its items, from ``start`` to ``end`` of the folded text; ``document`` of a locator."""

    start: int
    end: int
    unit: Unit
    items: tuple[str, ...]
    document: str = ""
    unread: str = ""
    pages: tuple[int, ...] = ()


def _spans(text: str, mentions: Sequence[Mention]) -> Iterator[_Found]:
    """The surest form first; what overlaps with it is not meant."""
    taken = bytearray(len(text))
    for one in _every(text, mentions):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            yield one


def _every(text: str, mentions: Sequence[Mention]) -> Iterator[_Found]:
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
                yield _paged(text, match.start(), match.end(), unit, _items(match["list"]))
    for match in ORDINAL.finditer(text):
        yield from _counted(match)
    symbols = {m.end for m in mentions if m.firm}
    for match in UNREAD.finditer(text):
        if not _a_symbol(match, symbols):
            yield _unread(text, _unit(match), match)


def _paged(text: str, start: int, end: int, unit: Unit, items: tuple[str, ...]) -> _Found:
    """With the page behind it."""
    page = PAGE.match(text, end)
    pages = tuple(int(p) for p in (page["first"], page["last"]) if p) if page else ()
    return _Found(start, page.end() if page else end, unit, items, pages=pages)


def _located(match: re.Match[str]) -> Iterator[_Found]:
    try:
        locator = Locator.parse(match.group().rstrip(".-").lower().replace("%23", "#"))
    except ValueError:
        return
    yield _Found(match.start(), match.end(), locator.kind, (locator.tail,), locator.document)


def _entry(match: re.Match[str]) -> Iterator[_Found]:
    """Printed forms of what has no number of its own."""
    if match["timeline"]:
        yield _Found(match.start(), match.end(), "timeline", (match["year"],))
    elif match["acronym"]:
        item = re.sub(r"\W+", "-", match["short"].lower())
        yield _Found(match.start(), match.end(), "acronym", (item,))
    else:
        part = re.sub(r"\W+", "-", match["part"].lower().strip("."))
        yield _Found(match.start(), match.end(), "annex", (part,))


def _with_letters(match: re.Match[str], unit: Unit, whole: re.Match[str]) -> Iterator[_Found]:
    """ "(a) and (c) of paragraph 8"."""
    numbers = _items(whole["list"])
    letters = _letters(match["letters"]) if match["letters"] else [match["letter"].lower()]
    if len(numbers) == 1:
        items = tuple(f"{numbers[0]}-{letter}" for letter in letters)
        yield _paged(whole.string, match.start(), whole.end(), unit, items)


def _counted(match: re.Match[str]) -> Iterator[_Found]:
    """ "the first and second operative paragraphs", not "which items of the second paragraph"."""
    if match["para"] and _ASKED_OF.search(match.string[max(0, match.start() - 70) : match.start()]):
        return
    numbers = [number(m.group()) for m in NTH.finditer(match["nth"])]
    letters = "".join(f"-{letter}" for letter in _letters(match["item"] or ""))
    items = tuple(n + letters for n in numbers)
    yield _paged(match.string, match.start(), match.end(), _unit(match), items)


def _unit(match: re.Match[str]) -> Unit:
    return next(unit for unit, _ in UNITS if match[unit])


def _unread(text: str, unit: Unit, match: re.Match[str]) -> _Found:
    end = re.compile(r"[\w.()-]{0,30}").match(text, match.end())
    words = text[match.start() : end.end() if end else match.end()].rstrip(".-(")
    words = words[:-1] if words.endswith(")") and "(" not in words else words
    begun = re.search(r"(?<!\d)\d{1,3}(?!\d)(?:\.\d{1,2})?", words)
    items = (number(begun.group()) if begun else "",)
    return _Found(match.start(), match.start() + len(words), unit, items, "", words)


def _a_symbol(match: re.Match[str], symbols: set[int]) -> bool:
    """Whether the number behind a unit is a document's ("para 1325 pls") or a year ("NATO ops 2024")."""
    digits = re.match(r"\d+", match["rest"])
    assert digits
    if match.start("rest") + len(digits.group()) in symbols:
        return True
    word = match.group()[: match.start("rest") - match.start()].strip(" .-").lower()
    return len(digits.group()) > 3 and word in _ORDINARY


def _items(text: str) -> tuple[str, ...]:
    """Of a list as anchors write them: "8", "8-a", "8-a-i", "8-bis", "17.2"."""
    items: list[str] = []
    for match in PART.finditer(text):
        item = _item(match, items)
        joined = RANGE.fullmatch(match["joined"] or "") and items
        items += _between(items[-1], item) if joined else [item]
    return tuple(dict.fromkeys(items))


def _item(match: re.Match[str], before: Sequence[str]) -> str:
    if match["alone"] is not None:  # "8 (a) and (c)"
        letters, stem = _letters(match["alone"]), before[-1].split("-") if before else [""]
        added = [part for part in stem[1:2] if part in ADDED.split("|")]
        return "-".join((stem[0], *added, *letters))
    written = match["item"]
    added = re.findall(rf"\b({ADDED})\b", written, re.IGNORECASE)
    rest = re.sub(rf"\b(?:{ADDED})\b", "", written, flags=re.IGNORECASE)
    return "-".join((number(match["n"]), *(a.lower() for a in added), *_letters(rest)))


def _letters(text: str) -> list[str]:
    """Of items: "(a)(i)", "a", "-a-i", ", subparagraph (a)"."""
    found = re.findall(
        r"(?<![^\W_])(?:[a-z]|[ivx]{2,4}|aa|bb|cc|dd|ee)(?![^\W_])", text, re.IGNORECASE
    )
    return [letters.lower() for letters in found]


def _between(first: str, last: str) -> list[str]:
    """What a range names after its first: numbers, or letters of one paragraph; else its last."""
    if first.isdigit() and last.isdigit():
        start, end = int(first), int(last)
        return [str(n) for n in range(start + 1, min(end, start + MAX_RANGE) + 1)] or [last]
    stem, _, a = first.rpartition("-")
    other, _, b = last.rpartition("-")
    if stem and stem == other and len(a) == len(b) == 1 and a < b:
        return [f"{stem}-{chr(c)}" for c in range(ord(a) + 1, ord(b) + 1)]
    whole, _, one = first.rpartition(".")
    same, _, two = last.rpartition(".")
    if whole and whole == same and one.isdigit() and two.isdigit():
        return [f"{whole}.{n}" for n in range(int(one) + 1, int(two) + 1)] or [last]
    return [last]


def _reference(
    folded: Folded, one: _Found, place: int, found: Sequence[_Found], mentions: Sequence[Mention]
) -> Reference:
    text, span = folded.text, folded.span(one.start, one.end)
    if one.document:
        items = (Address(one.unit, item, one.document) for item in one.items)
        return Reference(span, tuple(items))
    since = max((f.end for f in found[max(0, place - 1) : place]), default=0)
    mention = _belonging(text, one, since, mentions)
    told = Address(one.unit, "", pages=one.pages, unread=one.unread)
    if mention:
        told = replace(told, document=mention.document, problem=mention.problem, near=mention.near)
    addresses = tuple(replace(told, item=item) for item in one.items)
    return Reference(span, addresses, mention)


def _belonging(text: str, one: _Found, since: int, mentions: Sequence[Mention]) -> Mention | None:
    """The document that a unit is of: the one named right behind it, right before it, as its kind only,
    last before it, or else soon after. ``since``: where the reference before it ends.
    """
    starts = [m.start for m in mentions]
    later, earlier = bisect_left(starts, one.end), bisect_right(starts, one.start)
    after = mentions[later] if later < len(mentions) else None
    before = mentions[earlier - 1] if earlier and mentions[earlier - 1].end <= one.start else None
    gap = text[one.end : after.start][: NEAR + 1] if after else ""
    of = _PREPOSITION.match(text, one.end)
    if after and of and _THROUGH.fullmatch(gap):
        return _stronger(text, after, mentions[later + 1 : later + 2])
    if other := _ELSEWHERE.match(text, one.end) or _NUMBERED.match(text, one.end):
        return absent(text, *other.span("name"), "instrument", ())
    if after and after.document and of and len(gap) <= NEAR and not re.search(r"[.?!;,]", gap):
        return after
    if before and _BEFORE.fullmatch(text[before.end : one.start][-40:]) and before.end >= since:
        return before
    start = max(0, one.start - 12)
    bare = _NUMBER_BEFORE.search(text[start : one.start])
    if bare and int(bare["name"]) not in YEARS and one.unit in ("op", "pp", "para"):
        return absent(text, start + bare.start("name"), start + bare.end("name"), "number", ())
    if after and _THROUGH.fullmatch(gap):
        return after
    return _earlier(text, one, mentions[:earlier]) or (
        after if after and after.document and len(gap) <= NEAR else None
    )


def _stronger(text: str, first: Mention, then: Sequence[Mention]) -> Mention:
    """ "of the NATO WPS Policy": the title, not the issuer before it."""
    beside = [m for m in then if not first.firm and text[first.end : m.start] in (" ", "'s ")]
    return beside[0] if beside else first


def _earlier(text: str, one: _Found, before: Sequence[Mention]) -> Mention | None:
    """The last document named before, a held one first; one that is not held only as the subject."""
    near = [m for m in before if m.end <= one.start]
    held = next((m for m in reversed(near) if m.document and m.firm), None)
    weak = next((m for m in reversed(near) if m.document), None)
    other = near[-1] if near and not near[-1].document else None
    if other and not held and _is_subject(text, other, one):
        return other
    return held or weak


def _is_subject(text: str, mention: Mention, one: _Found) -> bool:
    start = max(0, mention.start - SUBJECT)
    lead = text[start : mention.start]
    stops = [m.end() for m in _STOP.finditer(lead)]
    lead = lead[stops[-1] :] if stops else lead
    between = text[mention.end : one.start]
    return _SUBJECT.fullmatch(lead) is not None and not _STOP.search(between)
