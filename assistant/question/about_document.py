"""Questions about a document as a whole: when it was adopted, what it is about. What is left of them
without the document's name is too little to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.question.address import Address
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


def of_document(
    question: str, documents: Sequence[Document], paragraphs: Iterable[Paragraph]
) -> tuple[Address, ...]:
    """Addresses for a question that asks of the one document that it names nothing but when it was
    adopted, or what it is about: the entry or note that dates it; its first operative paragraph.
    """
    document = _only(question, documents)
    if document is None:
        return ()
    rest = _rest(question, document, documents)
    if dates_adoption(question, documents):
        return _dating(document, paragraphs)
    if dates_adoption(_FIRST.sub(" ", question), documents) and not document.number:
        return _first(document, paragraphs)
    if document.number and _ABOUT.search(rest) and not terms(_ABOUT.sub(" ", rest)):
        return (Address("op", "1", document.id),)
    return ()


def dates_adoption(question: str, documents: Sequence[Document]) -> Document | None:
    """The document of which a question asks when it was adopted, and nothing else."""
    document = _only(question, documents)
    if document is None or not _WHEN.search(question):
        return None
    rest = _rest(question, document, documents)
    only = _ADOPTED.search(rest) and not terms(_WHEN.sub(" ", _ADOPTED.sub(" ", rest)))
    return document if only else None


def _only(question: str, documents: Sequence[Document]) -> Document | None:
    named = find_documents(question, documents)
    return next((d for d in documents if named == (d.id,)), None)


def _rest(question: str, document: Document, documents: Sequence[Document]) -> str:
    """The question without the document's name, even where little else is left."""
    number = document.number
    name = rf"\b(?:resolutions?\s+)?{number}\b(?:\s*\(\d{{4}}\))?" if number else _POLICY
    return re.sub(name, " ", without_documents(question, documents), flags=re.IGNORECASE)


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
