"""Questions that ask by the structure of documents: an item of the list just cited ("the second one"),
the years of a timeline, a document as a whole: when it was adopted, what it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question.address import Marked
from assistant.question.documents import find_documents, without_documents
from assistant.text.words import terms
from ingest.types import Document

_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERS = "one two three four five six seven eight nine ten".split()
_NTH = rf"(?P<nth>{'|'.join(_WORDS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bthe {_NTH} (?:one|of (?:them|these|those)|point|item|objective|goal|pillar|element|part)\b",
        rf"^\W*(?:(?:and|what about|how about|ok(?:ay)?,?)\s*)?(?:and\s+)?the {_NTH}\W*$",
        rf"\b(?:number|no\.|nr\.?|#)\s*(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}})\W*$",
    )
)
_YEARS = r"(?:the year\s+)?((?:19|20)\d\d)(?:\s*(?:to|and|until|till|through|-|–)\s*((?:19|20)\d\d))?"
_NAMED = re.compile(
    rf"\b(?:timeline|milestones?|chronology)\b[^.?!]*?\b(?:for|in|of|from|between|under|at)\s+{_YEARS}"
    rf"|\b(?:for|in|from|between)\s+{_YEARS}[^.?!]*\b(?:timeline|milestones?|chronology)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^\W*(?:do|does|did|is|are|was|were|has|have|had|can|could)\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Itself:
    """A ``document`` of which a question asks nothing but when it was adopted, when the first of its versions
    was, or what it is about.
    """

    document: Document
    asks: Literal["adoption", "first adoption", "contents"]


@dataclass(frozen=True, slots=True)
class Structure:
    """``place`` of an item in the list just cited, from 1; −1: the last, 0: none. ``years``: the first and
    the last of a timeline's, or the only one. ``itself``: the document that a question asks about as a whole;
    ``adoption``: it asks when something was adopted, and names no document.
    """

    place: int
    years: tuple[int, ...]
    itself: Itself | None
    adoption: bool = False


def structure_of(text: str, meant: Marked) -> Structure:
    """Read a question in the person's words, and as it is ``meant`` with the documents that it names."""
    match = next((m for pattern in _PATTERNS if (m := pattern.search(text))), None)
    place = _place(match) if match else 0
    nameless = not find_documents(meant) and _dates(meant.text)
    return Structure(place, years_named(text), asked_itself(meant), nameless)


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


def years_named(question: str) -> tuple[int, ...]:
    """Return the first and the last year, or the only one; none for a question that only asks whether
    something is so.
    """
    match = _NAMED.search(question)
    if match is None or _YES_NO.match(question):
        return ()
    return tuple(int(year) for year in match.groups() if year)


def _place(match: re.Match[str]) -> int:
    found = match.groupdict()
    if found.get("n"):
        word = found["n"].lower()
        return _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)
    word = match["nth"].lower()
    if word == "last":
        return -1
    return _WORDS.index(word) + 1 if word in _WORDS else int(word[:-2])


def _dates(rest: str) -> bool:
    """Tell whether a question, the document's name apart, asks for the adoption's date and nothing else."""
    if not (_WHEN.search(rest) and _ADOPTED.search(rest)):
        return False
    return not terms(_WHEN.sub(" ", _ADOPTED.sub(" ", rest)))


def _rest(marked: Marked, document: Document) -> str:
    """The question without the document's name, even where little else is left."""
    number = document.number
    name = rf"\b(?:resolutions?\s+)?{number}\b(?:\s*\(\d{{4}}\))?" if number else _POLICY
    return re.sub(name, " ", without_documents(marked), flags=re.IGNORECASE)
