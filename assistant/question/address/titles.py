"""Documents named by their titles and versions: "the Policy", "the NATO policy 2024", "in the 2021
version".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.address.mention import Mention, absent
from assistant.question.address.version_forms import OWN, of_year, says_old, version_meant
from ingest.types import UNKNOWN_DAY, Document

_ZERO = re.compile(r"tolerance $", re.IGNORECASE)
_FAR = re.compile(r"\s(?:of zero|on (?!(?:the\s)?(?:women|WPS|gender)\b))", re.IGNORECASE)


def issuer_pattern(document: Document) -> str:
    """The short name in the issuer's brackets, else the first word of the symbol; nothing for a document that
    has no symbol but its title.
    """
    short = re.search(r"\(([A-Z]{2,})\)", document.issuer)
    if not short and document.symbol == document.title:
        return "(?!)"
    return short[1] if short else re.escape(document.symbol.split()[0])


def title_pattern(document: Document) -> re.Pattern[str]:
    """The title and the symbol, and what is said for short: "the Policy", "the NATO policy 2024"."""
    if document.symbol == document.title:
        return _whole_title(document.title)
    issuer = issuer_pattern(document)
    name = re.sub(r"\s?\(\d{4}\)$", "", document.symbol)
    kind, known = name.split()[-1], "|".join(name.split()[:-1])
    _, _, subject = re.sub(r"\s?\(\d{4}\)$", "", document.title).partition(" on ")
    subject = ",?\\s".join(re.escape(w.strip(",")) for w in subject.split()) or "(?!)"
    own = rf"{known}|{issuer}(?:/EAPC)?(?:'s)?|{subject}|own|{OWN}"
    return re.compile(
        rf"(?<![\w-])(?P<the>(?:the|this|our|its)\s)?(?:(?P<before>(?:19|20)\d\d)\s)?(?P<own>(?:(?:{own})\s){{0,5}})"
        rf"(?P<kind>{kind})\b(?P<on>\son\s(?:the\s)?(?:{subject}|WPS))?"
        r"(?:,?\s?\((?P<year>\d{4})\)|\s(?:of\s|from\s)?(?P<after>(?:19|20)\d\d)(?![\d-]))?",
        re.IGNORECASE,
    )


def _whole_title(title: str) -> re.Pattern[str]:
    """All words of a title, for a document that has no symbol."""
    words = re.sub(r"^(?:an?|the|le|la|les|une?)\s", "", title, flags=re.IGNORECASE).split()
    before = "".join(rf"{re.escape(word)}\s" for word in words[:-1])
    return re.compile(
        rf"(?<![\w-])(?P<the>(?:the|this|our|its|an?)\s)?(?P<before>(?!))?(?P<own>{before})"
        rf"(?P<kind>{re.escape(words[-1])})(?!\w)(?P<on>(?!))?"
        r"(?:,?\s?\((?P<year>\d{4})\)|\s(?:of\s|from\s)(?P<after>(?:19|20)\d\d)(?![\d-]))?",
        re.IGNORECASE,
    )


def version_mention(match: re.Match[str], versions: Sequence[Document]) -> Mention | None:
    document = version_meant(match, versions)
    return Mention(*match.span(), match.group(), "title", document.id) if document else None


def titled(text: str, match: re.Match[str], versions: Sequence[Document]) -> Mention | None:
    """A document by its title. ``versions``: of that document, the newest first."""
    year = match["before"] or match["year"] or match["after"]
    named = match["the"] or match["own"] or match["on"] or year or match["kind"][0].isupper()
    if not named or _ZERO.search(text[max(0, match.start() - 10) : match.start()]):
        return None
    if not match["on"] and _FAR.match(text, match.end()):
        return None
    old = says_old(match["own"])
    if old and len(versions) == 1:
        return None
    document = (of_year(versions, year) if year else versions[1] if old else None) or versions[0]
    if "EAPC" in match["own"].upper():
        return replace(absent(text, *match.span(), "title", ()), near=document.id)
    if year and document.adopted != UNKNOWN_DAY and int(year) != document.adopted.year:
        name = re.sub(r"\s?\(\d{4}\)$", "", document.symbol)
        problem = f"the {name} among the documents is of {document.adopted.year}, not of {year}"
        return Mention(match.start(), match.end(), match.group(), "title", "", problem, document.id)
    return Mention(match.start(), match.end(), match.group(), "title", document.id)
