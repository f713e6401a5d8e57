"""Documents named in a text: held ones, and those that are named and not held, with the words that name them.

| form | examples |
|---|---|
| symbol | "S/RES/1325 (2000)", "S/RES/1325/2000", "A/RES/70/1", "S/PRST/2010/22", "CEDAW/C/GC/30" |
| resolution, number | "Res. 1325", "UNSCR1325", "resolutions 1325 (2000) and 1820" |
| number alone | "1325", "2242's", "1325/2000": of a resolution that is held |
| title | "the Policy", "NATO WPS Policy 2024", "the 2018 Policy", "Policy on Women, Peace and Security" |
| issuer | "NATO": what it says is looked for in its own document |
| instrument | "CEDAW", "the EU Action Plan": see the list of instruments |
| number not held | "does 2250 say", "in 1894 about", "1325 and 2250", "2250 OP 3": one that is no year |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.question.address.forms import Folded, fold
from assistant.question.address.instruments import find_instruments
from ingest.types import Document

_YEAR = r"(?:\s?\(\s?(?P<year>\d{4})\s?\)|/(?P<slash>\d{4})(?!\d)|\sof\s(?P<of>(?:19|20)\d\d)(?!\d|-))"
_SESSION = r"(?:(?<!\d\d\d)/(?P<session>\d{1,3})(?!\d))"  # of the General Assembly: 75/156
_NUMBER = rf"(?P<n>\d{{1,5}})(?![\d.]\d|\d)(?:{_YEAR}|{_SESSION})?"
_OTHER_BODY = (
    r"(?:UN\s)?General Assembly|UNGA|GA|ECOSOC|Economic and Social Council|Human Rights Council|HRC"
    r"|European Parliament|Parliamentary Assembly|OSCE|AU|African Union"
)
_COUNCIL = r"(?:(?:United Nations|UN|U\.N\.)\s)?(?:Security Council|UNSC|SC)(?:'s)?"
_RESOLUTION = re.compile(
    rf"\b(?:(?P<body>{_OTHER_BODY})(?:'s)?\s)?(?:{_COUNCIL}\s)?(?:UN\s)?(?P<word>UNSC\s?Res(?:olution)?s?\.?|UNSCRs?|SCRs?"
    rf"|resolutions?|Resn?s?\.|Res(?=[\s-]\d))[\s-]?(?:nos?\b\.?\s?|number\s|#)?{_NUMBER}",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"\s?(?:,\s?(?:and\s|or\s)?|&\s?|and\s|or\s)(?:\s?S/RES/)?{_NUMBER}", re.IGNORECASE)
_COUNCIL_SYMBOL = re.compile(rf"(?<![A-Za-z0-9])S/RES/{_NUMBER}", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?<![\w/])(?:(?:report|document|letter|statement)\s)?(?P<symbol>(?:S/)?PRST[\s/]\d{4}/\d{1,3}|(?:A|E|S|ST|CEDAW|CCPR|CRC|CAT|CERD|CRPD|HRC)/[A-Z0-9][A-Z0-9.-]{0,15}(?:/[A-Z0-9][A-Z0-9.-]{0,15}){0,4}"
    r"(?:\s?\(\d{4}\))?|MC\s\d{3,4}(?:/\d{1,2})?(?!\d)|(?:C-M|PO|MCM|SG|AC)\s?\(?\d{2,4}\)?[-\s]?\d{3,4}(?!\d)|STANAG\s\d{4}|(?:A[JM]?P|ATP|AJP)-\d[\d.-]{0,6}"
    r"|(?:[Rr]egulation|[Dd]irective|[Dd]ecision)\s(?:\((?:EU|EC|CFSP)\)\s)?(?:No\.?\s)?\d{1,4}/\d{1,4}(?:/[A-Z]{2,4})?)"
)
_LONE = re.compile(  # "does 2250 say": a number that can only be a document's
    r"\b(?:do|does|did|under|per|according to)\s(?P<n>[12]\d{3})"
    r"(?=\s?[?,:.;]|\s(?:also\s)?(?:say|mention|require|call|ask|demand|urge|state|address|cover|contain|request|want|provide|establish|define|decide)\b|$)",
    re.IGNORECASE,
)
_ABOUT_LONE = re.compile(  # "in 1894 about": no year, so a document
    r"\b(?:in|of)\s(?P<n>[12]\d{3})(?=\s?\?|\s(?:about|on|regarding|concerning)\b|\s?$)", re.IGNORECASE
)
YEARS = range(1900, 2051)  # a number alone that may be a year names no resolution
_ZERO = re.compile(r"tolerance $", re.IGNORECASE)
_FAR = re.compile(r"\s(?:of zero|on (?!(?:the\s)?(?:women|WPS|gender)\b))", re.IGNORECASE)


Kind = Literal["symbol", "number", "title", "issuer", "instrument"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that folded text names from ``start`` to ``end`` with ``words``.

    ``document``: id of the one held, empty for one that is not; then ``problem`` says why in a clause.
    ``near``: id of the document held under that number or title, of another year. ``written``: what a
    document that names it may write, the surest first.
    """

    start: int
    end: int
    words: str
    kind: Kind
    document: str = ""
    problem: str = ""
    near: str = ""
    written: tuple[str, ...] = ()

    @property
    def firm(self) -> bool:
        """Tell whether the document itself is named, not only who issued it."""
        return self.kind != "issuer"


def find_mentions(text: str, documents: Sequence[Document]) -> tuple[Mention, ...]:
    """Documents in the order in which folded ``text`` names them; no two overlap."""
    names = _names(tuple(documents))
    taken = bytearray(len(text))
    found = []
    for mention in names.read(text):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    return tuple(sorted(found, key=lambda m: m.start))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, as it was given and ``folded``, with what it names of ``documents`` and of others."""

    text: str
    folded: Folded
    mentions: tuple[Mention, ...]
    documents: tuple[Document, ...]


def with_mentions(text: str, documents: Sequence[Document]) -> Marked:
    """Read a text for the documents that it names."""
    folded = fold(text)
    return Marked(text, folded, find_mentions(folded.text, documents), tuple(documents))


class _Names:
    """The names of documents as patterns."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._resolutions = {str(d.number): d for d in documents if d.number}
        self._titled = tuple((d, _title(d)) for d in documents if not d.number)
        numbers = "|".join(self._resolutions) or "(?!)"
        self._bare = re.compile(rf"(?<![\d/.,-])(?P<n>{numbers})(?!\d|[.,]\d){_YEAR}?", re.IGNORECASE)
        beside = r"\s(?:and|or|with|to|vs\.?|versus|against|&)\s"
        self._beside = re.compile(
            rf"\b(?:{numbers}){_YEAR.replace('?P<', '?P<before_')}?{beside}(?P<n>[12]\d{{3}})(?!\d|[.,/-]\d)"
            rf"|\b(?P<first>[12]\d{{3}}){beside}(?:{numbers})\b",
            re.IGNORECASE,
        )

    def read(self, text: str) -> Iterator[Mention]:
        """Read mentions, the surest first; what overlaps with it is not meant."""
        for start, end, instrument in find_instruments(text):
            yield absent(text, start, end, "instrument", instrument.written)
        yield from (self._numbered(text, m) for m in _COUNCIL_SYMBOL.finditer(text))
        for match in _SYMBOL.finditer(text):
            if re.search(r"\d", match.group()):
                end = match.start() + len(match.group().rstrip(".-"))
                yield absent(text, match.start(), end, "symbol", (match["symbol"].rstrip(".-"),))
        for match in _RESOLUTION.finditer(text):
            yield self._numbered(text, match, bool(match["body"]) or match["session"] is not None)
            yield from self._listed(text, match)
        for document, title in self._titled:
            yield from (m for match in title.finditer(text) if (m := _titled(text, match, document)))
        yield from (self._numbered(text, m) for m in self._bare.finditer(text))
        for document, _ in self._titled:
            for match in re.finditer(rf"\b{_issuer(document)}\b", text, re.IGNORECASE):
                yield Mention(match.start(), match.end(), match.group(), "issuer", document.id)
        for pattern in (_LONE, _ABOUT_LONE, self._beside):
            for match in pattern.finditer(text):
                group = "n" if match["n"] else "first"
                if int(match[group]) not in YEARS and match[group] not in self._resolutions:
                    yield absent(text, *match.span(group), "number", _written(match[group]))

    def _listed(self, text: str, first: re.Match[str]) -> Iterator[Mention]:
        """The further ones of "resolutions 1325 and 1820"."""
        match: re.Match[str] | None = first
        while match and first["word"].rstrip(".").lower().endswith("s") and not first["body"]:
            match = _NEXT.match(text, match.end())
            if match and len(match["n"]) > 2:
                yield self._numbered(text, match)

    def _numbered(self, text: str, match: re.Match[str], foreign: bool = False) -> Mention:
        start, words = match.start(), match.group().strip(" ,&;")
        words = re.sub(r"^(?:and|or)\s", "", words)
        start = match.end() - len(words)
        document = None if foreign else self._resolutions.get(match["n"])
        if document is None:
            return absent(text, start, match.end(), "symbol", (words,) if foreign else _written(match["n"]))
        year = match["year"] or match["slash"] or match["of"]
        if year and int(year) != document.adopted.year:
            symbol = document.symbol.partition(" ")[0]
            problem = f"{symbol} was adopted in {document.adopted.year}, not in {year}"
            return Mention(start, match.end(), words, "symbol", "", problem, document.id)
        return Mention(start, match.end(), words, "symbol", document.id)


def absent(text: str, start: int, end: int, kind: Kind, written: tuple[str, ...]) -> Mention:
    """A document that is not held."""
    words = text[start:end]
    return Mention(start, end, words, kind, "", f"“{words}” is not among the documents", "", written)


def offered(documents: Sequence[Document]) -> str:
    """List the documents that are held, in a few words."""
    numbers = [str(d.number) for d in documents if d.number]
    others = [d.symbol for d in documents if not d.number]
    return "; ".join([*others, f"resolutions {', '.join(numbers)}"] if numbers else others)


def _written(number: str) -> tuple[str, ...]:
    """Return the printed name of a resolution."""
    return (f"{number} (", f"UNSCR {number}", f"S/RES/{number}")


def _issuer(document: Document) -> str:
    """The short name in the issuer's brackets, else the first word of the symbol."""
    short = re.search(r"\(([A-Z]{2,})\)", document.issuer)
    return short[1] if short else re.escape(document.symbol.split()[0])


def _title(document: Document) -> re.Pattern[str]:
    """The title and the symbol, and what is said for short: "the Policy", "the NATO policy 2024"."""
    issuer = _issuer(document)
    name = re.sub(r"\s?\(\d{4}\)$", "", document.symbol)
    kind, known = name.split()[-1], "|".join(name.split()[:-1])
    _, _, subject = re.sub(r"\s?\(\d{4}\)$", "", document.title).partition(" on ")
    subject = ",?\\s".join(re.escape(w.strip(",")) for w in subject.split()) or "(?!)"
    own = rf"{known}|{issuer}(?:/EAPC)?(?:'s)?|{subject}|own|new|current|revised|updated|latest|present"
    return re.compile(
        rf"(?<![\w-])(?P<the>(?:the|this|our|its)\s)?(?:(?P<before>(?:19|20)\d\d)\s)?(?P<own>(?:(?:{own})\s){{0,5}})"
        rf"(?P<kind>{kind})\b(?P<on>\son\s(?:the\s)?(?:{subject}|WPS))?"
        r"(?:,?\s?\((?P<year>\d{4})\)|\s(?:of\s|from\s)?(?P<after>(?:19|20)\d\d)(?![\d-]))?",
        re.IGNORECASE,
    )


def _titled(text: str, match: re.Match[str], document: Document) -> Mention | None:
    year = match["before"] or match["year"] or match["after"]
    named = match["the"] or match["own"] or match["on"] or year or match["kind"][0].isupper()
    if not named or _ZERO.search(text[max(0, match.start() - 10) : match.start()]):
        return None
    if not match["on"] and _FAR.match(text, match.end()):
        return None
    if "EAPC" in match["own"].upper():
        return replace(absent(text, *match.span(), "title", ()), near=document.id)
    if year and int(year) != document.adopted.year:
        name = re.sub(r"\s?\(\d{4}\)$", "", document.symbol)
        problem = f"the {name} among the documents is of {document.adopted.year}, not of {year}"
        return Mention(match.start(), match.end(), match.group(), "title", "", problem, document.id)
    return Mention(match.start(), match.end(), match.group(), "title", document.id)


@lru_cache(maxsize=8)
def _names(documents: tuple[Document, ...]) -> _Names:
    return _Names(documents)
