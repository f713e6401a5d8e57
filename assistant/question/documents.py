"""The documents that a question names, and what is left of it without their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question.address import Marked
from assistant.question.address.version_forms import DATED_ID, VERSION
from assistant.text.words import terms
from ingest.version_names import families

_POLICY = re.compile(
    r"\b(?:this|the|our) (?:[\w'’,-]+ ){0,4}policy\b(?! of zero)(?<!tolerance policy)", re.IGNORECASE
)
_BEFORE = (
    r"(?:\b(?:in|under|of|by|from|per|within|according to|does|did|do|with|for)\s+)?"
    r"(?:\b(?:the|our|this)\s+)?(?:\b(?:un|unsc|security council)(?:['’]s)?\s+)?"
)
_NATO = r"\bNATO(?:['’]s)?(?:\s+(?:2024|own|WPS|women,? peace,? and security|policy))*|\b(?:WPS )?policy\b"
_TIME = re.compile(
    r"\b(?:after|since|before|beyond|until)\s+(?:UNSCR\s*|S/RES/|(?:the )?(?:UN )?resolution\s+)?$",
    re.IGNORECASE,
)
_OBJECT = (  # what is done about a document, is not looked up in it
    r"\b(?:apart from|besides|other than|since|after|before|until|years? of|anniversary of|commemoration of"
    r"|carr(?:y|ies|ied|ying) out|implement\w*|implementation of|apply(?:ing)?|put(?:ting)?|adopt\w*)\s+"
    r"(?:the\s+)?"
)
_OTHERS = re.compile(
    r"\b(?:which|other|later|earlier|subsequent|all|these) (?:\w+ )?(?:resolutions|documents|texts)\b"
    r"|\b(?:where|who|what) else\b|\bcompar|\bdiffer",
    re.IGNORECASE,
)
_LOCATING = re.compile(  # "2106 sanctions, which op?": a paragraph of the document named is looked for
    r"\b(?:ops?|pps?|paras?|paragraphs?)\b(?!\.?\s*\d)", re.IGNORECASE
)
_RESOLUTIONS = re.compile(  # all of them, not one
    r"\b(?:in|under|(?:what|how) about|what of|do|did)\s+(?:the\s+)?"
    r"(?:(?:UN|UNSC|Security Council|WPS)\s+)?resolutions\b",
    re.IGNORECASE,
)
_ONES = r"(?:ones?|resolutions?|texts?|documents?)\b"
_OF_WHICH = r"(?! (?:to|that|which|where|in)\b)"  # "the first one to …" is asked for, not named
_FIRST = re.compile(
    rf"(?<!which is the )(?<!which was the )\b(?:very first|first|original|oldest) {_ONES}{_OF_WHICH}",
    re.IGNORECASE,
)
_LAST = re.compile(rf"\b(?:latest|last|newest|most recent) {_ONES}{_OF_WHICH}", re.IGNORECASE)
_LATER = re.compile(rf"\b(?:later|subsequent|newer|more recent|following) {_ONES}", re.IGNORECASE)
_EARLIER = re.compile(rf"\b(?:earlier|previous|prior|older|preceding) {_ONES}", re.IGNORECASE)


def find_documents(marked: Marked) -> tuple[str, ...]:
    """Ids of the documents that a question names, in order of mention. Where it names several, one
    that only gives a time ("after 1325") is none of them.
    """
    text, folded = marked.text, marked.folded
    found: dict[str, int] = {}
    for mention in marked.mentions:
        identifier = mention.document or mention.near
        if identifier:
            found.setdefault(identifier, folded.at[mention.start])
    for *older, document in families(marked.documents):
        if any(d.id in found for d in older):
            continue  # "the policy" is the version that is named
        loose = None if document.number else _POLICY.search(text)
        if loose and loose.start() < found.get(document.id, len(text)):
            found[document.id] = loose.start()
    row = sorted((start, identifier) for identifier, start in found.items())
    meant = [pair for pair in row if not _TIME.search(text[: pair[0]])]
    return tuple(identifier for _, identifier in meant or row)


def looked_in(marked: Marked) -> tuple[str, ...]:
    """The id of the one document that a question wants the answer from ("does 1325 …", "under the
    policy", "1820: …", "which op of 1820"), if it names no other and asks for none; of all resolutions if it
    names these alone ("what about the UN resolutions?").
    """
    text, found = marked.text, find_documents(marked)
    if not found and _RESOLUTIONS.search(text):
        return tuple(d.id for d in marked.documents if d.number)
    if len(found) != 1 or _OTHERS.search(text):
        return ()
    number = next(d.number for d in marked.documents if d.id == found[0])
    name = (
        rf"(?:(?:security council )?resolution\s+|UNSCR\s*|S/RES/)?{number}\b(?:\s*\(\d{{4}}\))?"
        if number
        else r"(?:(?:2024|NATO(?:['’]s)?|WPS|women,? peace,? and security)\s+){0,5}policy\b"
    )
    of_it = (
        rf"\b(?:in|under|within|per|according to|does|did|do)\s+(?:(?:the|this|our|UN)\s+)*{name}"
        rf"|\b{name}\s+(?:(?:also|ever|even|actually|only)\s+)?(?!was\b|has\b|is\b)\w+s\b"
        rf"|\b{name}['’]s\b|^\W*{name}\s*[:,–-]"
    )
    wanted = re.search(of_it, text, re.IGNORECASE) or _LOCATING.search(text)
    return found if wanted and not re.search(_OBJECT + name, text, re.IGNORECASE) else ()


@dataclass(frozen=True, slots=True)
class Order:
    """The way in which a question names resolutions by their order: ``which`` of those after or before the
    ones that it comes from, or of all; empty for none. ``said``: it calls them resolutions.
    """

    which: Literal["first", "last", "later", "earlier", ""]
    said: bool


def order_of(text: str) -> Order:
    """Return which resolutions a question names by their order."""
    said = "resolution" in text.lower()
    if _FIRST.search(text):
        return Order("first", said)
    if _LAST.search(text):
        return Order("last", said)
    if _LATER.search(text):
        return Order("later", said)
    return Order("earlier" if _EARLIER.search(text) else "", said)


def without_documents(marked: Marked) -> str:
    """The question without the names of documents: they say where to look, not what for, and half
    of all paragraphs hold them. Whole where nothing else would be left.
    """
    text, documents = marked.text, marked.documents
    numbers = "|".join(str(d.number) for d in documents if d.number)
    names = [_NATO] if len(numbers.split("|")) < len(documents) else []
    if numbers:
        names.append(
            rf"(?:\bresolutions?\s+|\b(?:UN)?SCRs?\s*|\bRes\.?\s*|\bS/RES/)?\b(?:{numbers})\b(?:['’]s)?(?:\s*\(\d{{4}}\)|/\d{{4}}\b)?"
        )
    if len(families(documents)) < len(documents):
        names += [DATED_ID.pattern, VERSION.pattern]
    if not names:
        return text
    left = " ".join(re.sub(f"{_BEFORE}(?:{'|'.join(names)})", " ", text, flags=re.IGNORECASE).split())
    return left if terms(left) else text
