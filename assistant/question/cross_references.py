"""Questions for the paragraphs of one document that name another: "which paragraphs of 2106 cite 1960?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.address import YEARS, Marked
from assistant.text.words import terms

_NAMES = (
    r"(?:refer(?:s|ring)?\sto|mention(?:s|ing)?|cit(?:es?|ing)|recall(?:s|ing)?|name(?:s|d)?|quotes?"
    r"|reaffirms?)\b"
)
_ASKED = re.compile(
    r"\b(?:(?:which|what|list|show|find|all|the)\s(?:\w{1,12}\s){0,3}?(?:paragraphs?|paras?|ops?|pps?|parts?|passages?"
    r"|footnotes?|places?|sentences?|clauses?)\s(?:of|in)|where\s(?:do|does|did|is|in))\s[^.?!]{1,60}?"
    rf"\s{_NAMES}\s?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CrossReference:
    """``words`` with which the paragraphs of ``document``, its id, name the other one."""

    words: str
    document: str


def cross_reference(marked: Marked) -> CrossReference | None:
    """Return what a question asks for that wants one document's mentions of another and nothing more."""
    text = marked.folded.text
    match = _ASKED.search(text)
    if match is None:
        return None
    mentions = [m for m in marked.mentions if m.firm]
    asked = [m for m in mentions if match.start() <= m.start < match.end() and m.document]
    other = [m for m in mentions if m.start >= match.end()]
    if len(asked) != 1 or len(other) != 1:
        return None
    around = f"{text[match.end() : other[0].start]} {text[other[0].end :]}"
    number = re.search(r"\d{3,5}", other[0].words)
    if terms(around) or number is None:
        return None
    held = next((d for d in marked.documents if d.id == other[0].document), None)
    year = f" ({held.adopted.year})" if held and int(number.group()) in YEARS else ""
    return CrossReference(f"{number.group()}{year}", asked[0].document)
