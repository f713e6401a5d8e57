"""Documents named in a text: held ones, and those that are named and not held, with the words that name them.

| form | examples |
|---|---|
| symbol | "S/RES/1325 (2000)", "S/RES/1325/2000", "A/RES/70/1", "S/PRST/2010/22", "CEDAW/C/GC/30" |
| resolution, number | "Res. 1325", "UNSCR1325", "resolutions 1325 (2000) and 1820" |
| number alone | "1325", "2242's", "1325/2000": of a resolution that is held |
| title | "the Policy", "NATO WPS Policy 2024", "the 2018 Policy", "Policy on Women, Peace and Security" |
| version | "in the 2021 version", "the previous version", "nato-wps@2021": of a document with versions |
| issuer | "NATO": what it says is looked for in its own document |
| instrument | "CEDAW", "the EU Action Plan": see the list of instruments |
| number not held | "does 2250 say", "in 1894 about", "1325 and 2250", "2250 OP 3": one that is no year |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.question.address.forms import Folded, fold
from assistant.question.address.instruments import find_instruments
from assistant.question.address.mention import Mention, absent
from assistant.question.address.titles import issuer_pattern, title_pattern, titled, version_mention
from assistant.question.address.version_forms import DATED_ID, VERSION, says_which
from ingest.types import Document
from ingest.version_names import families, version_names

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


def find_mentions(text: str, documents: Sequence[Document]) -> tuple[Mention, ...]:
    """Documents in the order in which folded ``text`` names them; no two overlap."""
    names = _names(tuple(documents))
    taken = bytearray(len(text))
    found = []
    for mention in names.read(text):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    return tuple(sorted(names.of_one_version(found), key=lambda m: m.start))


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
        newest = {d.id: tuple(reversed(group)) for group in families(documents) for d in group}
        self._others = tuple(d for d in documents if not d.number)
        self._titled = tuple((newest[d.id], title_pattern(d)) for d in documents if not d.number)
        self._versions = tuple(dict.fromkeys(group for group in newest.values() if len(group) > 1))
        self._ids = {**version_names(documents), **{d.id: d.id for d in documents}}
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
            own = _of_title(instrument.written, self._others)
            if own is not None:
                yield Mention(start, end, text[start:end], "symbol", own.id)
            else:
                yield absent(text, start, end, "instrument", instrument.written)
        yield from (self._numbered(text, m) for m in _COUNCIL_SYMBOL.finditer(text))
        for match in _SYMBOL.finditer(text):
            if re.search(r"\d", match.group()):
                end = match.start() + len(match.group().rstrip(".-"))
                yield absent(text, match.start(), end, "symbol", (match["symbol"].rstrip(".-"),))
        for match in _RESOLUTION.finditer(text):
            yield self._numbered(text, match, bool(match["body"]) or match["session"] is not None)
            yield from self._listed(text, match)
        yield from (m for match in DATED_ID.finditer(text) if (m := self._called(match)))
        for versions, title in self._titled:
            yield from (m for match in title.finditer(text) if (m := titled(text, match, versions)))
        for versions in self._versions:
            yield from (m for match in VERSION.finditer(text) if (m := version_mention(match, versions)))
        yield from (self._numbered(text, m) for m in self._bare.finditer(text))
        for versions, _ in self._titled:
            for match in re.finditer(rf"\b{issuer_pattern(versions[0])}\b", text, re.IGNORECASE):
                yield Mention(match.start(), match.end(), match.group(), "issuer", versions[0].id)
        for pattern in (_LONE, _ABOUT_LONE, self._beside):
            for match in pattern.finditer(text):
                group = "n" if match["n"] else "first"
                if int(match[group]) not in YEARS and match[group] not in self._resolutions:
                    yield absent(text, *match.span(group), "number", _written(match[group]))

    def of_one_version(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the mentions; where one says which version is meant, the document's bare name means it
        too.
        """
        said = {m.document for m in found if says_which(m.words)}
        for mention in found:
            family = next((v for v in self._versions if mention.document in {d.id for d in v}), ())
            meant = [d.id for d in family if d.id in said]
            bare = len(meant) == 1 and not says_which(mention.words)
            yield replace(mention, document=meant[0]) if bare else mention

    def _called(self, match: re.Match[str]) -> Mention | None:
        """A document by its name and date: "nato-wps@2021"."""
        name = match.group().lower()
        if name in self._ids:
            return Mention(*match.span(), match.group(), "symbol", self._ids[name])
        base = name.partition("@")[0]
        if base not in self._ids:
            return None
        problem = f"no version of {base} among the documents is of {match['date']}"
        return Mention(*match.span(), match.group(), "symbol", "", problem, self._ids[base])

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


def offered(documents: Sequence[Document]) -> str:
    """List the documents that are held, in a few words."""
    numbers = [str(d.number) for d in documents if d.number]
    others = [d.symbol for d in documents if not d.number]
    return "; ".join([*others, f"resolutions {', '.join(numbers)}"] if numbers else others)


def _of_title(names: Sequence[str], documents: Sequence[Document]) -> Document | None:
    """Return the document that is the instrument with these names, by title or symbol; None if none is."""
    known = {name.casefold() for name in names}
    return next((d for d in documents if known & {d.title.casefold(), d.symbol.casefold()}), None)


def _written(number: str) -> tuple[str, ...]:
    """Return the printed name of a resolution."""
    return (f"{number} (", f"UNSCR {number}", f"S/RES/{number}")


@lru_cache(maxsize=8)
def _names(documents: tuple[Document, ...]) -> _Names:
    return _Names(documents)
