"""Which documents a question names, and what is left of it without their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.lexical import terms
from ingest.types import Document

_POLICY = r"\b(?:this|the|our) (?:[\w'’,-]+ ){0,4}policy\b(?! of zero)(?<!tolerance policy)"
_BEFORE = (
    r"(?:\b(?:in|under|of|by|from|per|within|according to|does|did|do|with|for)\s+)?"
    r"(?:\b(?:the|our|this)\s+)?(?:\b(?:un|unsc|security council)(?:['’]s)?\s+)?"
)
_NATO = r"\bNATO(?:['’]s)?(?:\s+(?:2024|own|WPS|women,? peace,? and security|policy))*|\b(?:WPS )?policy\b"
_TIME = re.compile(
    r"\b(?:after|since|before|beyond|until)\s+(?:UNSCR\s*|S/RES/|(?:the )?(?:UN )?resolution\s+)?$",
    re.IGNORECASE,
)


def find_documents(text: str, documents: Iterable[Document]) -> tuple[str, ...]:
    """Ids of the documents that a question names, in order of mention. Where it names several, one
    that only gives a time ("after 1325") is none of them.
    """
    found: list[tuple[int, str]] = []
    for document in documents:
        number = resolution_number(document)
        pattern = rf"(?:(?<=RES/)|(?<![\d/])){number}(?!\d)" if number else rf"\bNATO\b|{_POLICY}"
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            found.append((match.start(), document.id))
    meant = [pair for pair in found if not _TIME.search(text[: pair[0]])]
    return tuple(i for _, i in sorted(meant or found))


def resolution_number(document: Document) -> str:
    """``1325`` of S/RES/1325 (2000); empty for other documents."""
    match = re.match(r"S/RES/(\d+)", document.symbol)
    return match.group(1) if match else ""


def without_documents(text: str, documents: Sequence[Document]) -> str:
    """The question without the names of documents: they say where to look, not what for, and half
    of all paragraphs hold them. Whole where nothing else would be left.
    """
    numbers = "|".join(n for d in documents if (n := resolution_number(d)))
    names = [_NATO] if len(numbers.split("|")) < len(documents) else []
    if numbers:
        names.append(
            rf"(?:\bresolutions?\s+|\bUNSCRs?\s*|\bS/RES/)?\b(?:{numbers})\b(?:['’]s)?(?:\s*\(\d{{4}}\))?"
        )
    if not names:
        return text
    left = " ".join(
        re.sub(f"{_BEFORE}(?:{'|'.join(names)})", " ", text, flags=re.IGNORECASE).split()
    )
    return left if terms(left) else text
