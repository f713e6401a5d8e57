"""Questions about a document as a whole: when it was adopted, what it is about. What is left of them
without the document's name is too little to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.question.address import Address, Marked
from assistant.question.documents import find_documents, without_documents
from assistant.text.words import terms
from ingest.types import AnchorKind, Document, Paragraph

_ADOPTED = re.compile(
    r"\b(?:adopt(?:ed|ion)?|pass(?:ed)?|issued?|approv(?:ed|al)|endorsed?|published?|releas(?:ed)?|agreed"
    r"|(?:come|came) out|dat(?:e[ds]?|ing)|year)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:when|(?:what|which|in what|in which) (?:year|date)|date of|how old|year of)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|topics?|subjects?|themes?|gist|main (?:points?|message|idea|thing)|in a nutshell|deals? with"
    r"|summar(?:y|i[sz]e)|overview|essence|say|says|cover|covers|in short)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:very )?(?:first|originally|initially)\b", re.IGNORECASE)
_POLICY = r"\b(?:the|this|our|NATO['’]?s?|new|current|WPS|20\d\d)\b|\bpolicy\b"
_ORDER: dict[AnchorKind, int] = {"timeline": 0, "fn": 1}


@dataclass(frozen=True, slots=True)
class Itself:
    """A ``document`` of which a question asks nothing but when it was adopted, when the first of its versions
    was, or what it is about.
    """

    document: Document
    asks: Literal["adoption", "first adoption", "contents"]


def asked_itself(marked: Marked) -> Itself | None:
    """Return what a question asks of the one document that it names; None for one that asks more."""
    named = find_documents(marked)
    document = next((d for d in marked.documents if named == (d.id,)), None)
    if document is None:
        return None
    rest = _rest(marked, document)
    if _dates(rest):
        return Itself(document, "adoption")
    if not document.number and _dates(_FIRST.sub(" ", rest)):
        return Itself(document, "first adoption")
    if document.number and _ABOUT.search(rest) and not terms(_ABOUT.sub(" ", rest)):
        return Itself(document, "contents")
    return None


def of_document(itself: Itself, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """Addresses of the entry or note that dates a document; its first operative paragraph."""
    match itself.asks:
        case "adoption":
            return _dating(itself.document, paragraphs)
        case "first adoption":
            return _first(itself.document, paragraphs)
        case "contents":
            return (Address("op", "1", itself.document.id),)


def _dates(rest: str) -> bool:
    """Whether a question, the document's name apart, asks for the adoption's date and nothing else."""
    if not (_WHEN.search(rest) and _ADOPTED.search(rest)):
        return False
    return not terms(_WHEN.sub(" ", _ADOPTED.sub(" ", rest)))


def _rest(marked: Marked, document: Document) -> str:
    """The question without the document's name, even where little else is left."""
    number = document.number
    name = rf"\b(?:resolutions?\s+)?{number}\b(?:\s*\(\d{{4}}\))?" if number else _POLICY
    return re.sub(name, " ", without_documents(marked), flags=re.IGNORECASE)


def _first(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """The notes and entries on the first of several versions of a policy."""
    return tuple(
        Address(p.locator.kind, p.locator.tail, p.locator.document)
        for p in paragraphs
        if p.locator.document == document.id
        and p.locator.kind in _ORDER
        and re.search(r"\bfirst\b(?:(?!\bfirst\b)[^.])*\bPolicy\b", p.text)
    )


def _dating(document: Document, paragraphs: Iterable[Paragraph]) -> tuple[Address, ...]:
    """The timeline's entry on its adoption, else the first note or other paragraph that gives its year."""
    number, year = document.number, document.adopted.year
    entry = rf"\b[Aa]dopt\w+ of \w+ {number}\b" if number else r"\bPolicy\b.*\bendorsed\b"
    dated = rf"\b{number}\s*\({year}\)" if number else r"(?!)"
    found = [
        p
        for p in paragraphs
        if re.search(dated, p.text)
        or (p.locator.kind == "timeline" and p.locator.tail == str(year) and re.search(entry, p.text))
    ]
    first = sorted(found, key=lambda p: _ORDER.get(p.locator.kind, len(_ORDER)))[:1]
    return tuple(Address(p.locator.kind, p.locator.tail, p.locator.document) for p in first)
