"""Exact words in quotation marks: which ones a question holds, and where the documents print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.cross_references import CrossReference
from assistant.text.words import STOPWORDS, words
from ingest.types import Paragraph, Span

LONGEST = 300  # characters between quotation marks

_MARKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\"“”„‟＂]([^\"“”„‟＂]{{1,{LONGEST}}})[\"“”‟＂]",
        rf"[«»]([^«»]{{1,{LONGEST}}})[«»]",
        rf"[‹›]([^‹›]{{1,{LONGEST}}})[‹›]",
        rf"(?<!\w)''([^']{{1,{LONGEST}}})''",
        rf"(?<![\w'])['‘‚`´]((?:[^'’`´\n]|(?<=\w)['’](?=\w)){{1,{LONGEST}}})['’`´](?![\w'])",
    )
)
_FOLDED = {
    **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
    **dict.fromkeys("“”„‟″«»‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    "…": "...",
}
_WHERE = re.compile(
    r"\bwhere\b[^.?!]{0,60}\b(?:says?|said|stands?|appears?|mention\w*|written|occurs?|found|find|used?|uses"
    r"|quoted?|read|come|comes|from)\b"
    r"|\b(?:which|what) (?:\w+ )?(?:paragraphs?|resolutions?|documents?|texts?|footnotes?)\b[^.?!]{0,20}"
    r"\b(?:says?|contains?|mentions?|uses?|holds?|has|have|reads?|includes?)\b"
    r"|\b(?:find|search(?: for)?|look(?:ing)? (?:for|up)|locate|show me where|who says)\b"
    r"|^\W*(?:does|do|did|is|are)\b[^.?!]{0,60}\b(?:say(?! (?:about|on|of)\b)|contain|mention|use|hold|read"
    r"|include|appear|stand|the (?:words|phrase|wording))\b",
    re.IGNORECASE,
)
_AROUND = frozenset(  # said of words in quotation marks that asks no more than where they stand
    """words word phrase phrases exact term terms expression quote quoted quotes wording passage text texts
    say says said stand stands appear appears mention mentions mentioned written occur occurs use uses used
    find found search look locate contain contains hold holds read reads include includes paragraph paragraphs
    resolution resolutions document documents policy nato unscr footnote footnotes sentence ever anywhere
    somewhere come comes show does""".split()
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """``words`` of a question that are searched for as they stand. ``where``: it asks where they are printed;
    ``alone``: it says nothing else.
    """

    words: tuple[str, ...]
    where: bool
    alone: bool


def quoted(question: str, cross: CrossReference | None) -> Quoted:
    """Return the words in quotation marks, else those with which a document names another."""
    marked = phrases(question)
    if marked or cross is None:
        return Quoted(marked, asks_where(question), asks_nothing_else(question))
    return Quoted((cross.words,), True, True)


def phrases(question: str) -> tuple[str, ...]:
    """The words in quotation marks of every kind, in order; none for marks around the whole question."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern in _MARKED:
        for match in pattern.finditer(question):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken) or not words(match[1]):
                continue
            taken.append((start, end))
            found.append((start, match[1].strip(" .,;:?!")))
    left = _without(question, taken)
    return tuple(dict.fromkeys(text for _, text in sorted(found))) if words(left) else ()


def asks_where(question: str) -> bool:
    """Tell whether a question with words in quotation marks asks where they stand, or says nothing else."""
    return bool(_WHERE.search(_around(question))) or asks_nothing_else(question)


def asks_nothing_else(question: str) -> bool:
    """Tell whether all that a question says beside words in quotation marks is that they are looked for."""
    said = words(_around(question))
    return all(w in _AROUND or w in STOPWORDS or w.isdigit() for w in said)


def _around(question: str) -> str:
    return _without(question, [m.span() for p in _MARKED for m in p.finditer(question)])


def spans_of(phrase: str, text: str) -> tuple[Span, ...]:
    """Find the places where a text prints the words, in order: case, quotation marks, dashes, ligatures,
    white space and invisible characters folded; whole words only.
    """
    folded, places = _folded(text)
    wanted = _folded(phrase)[0].strip()
    found: list[Span] = []
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        inside = (at and _joined(folded[at - 1], folded[at])) or (
            end < len(folded) and _joined(folded[end - 1], folded[end])
        )
        if not inside:
            found.append(Span(places[at], places[end - 1] + 1))
        at = folded.find(wanted, end)
    return tuple(found)


def standing(wanted: Sequence[str], paragraphs: Iterable[Paragraph]) -> dict[str, tuple[Paragraph, ...]]:
    """Per phrase the paragraphs that print it, in print order."""
    every = tuple(paragraphs)
    return {phrase: tuple(p for p in every if spans_of(phrase, p.text)) for phrase in wanted}


def _without(text: str, spots: Iterable[tuple[int, int]]) -> str:
    kept, at = "", 0
    for start, end in sorted(spots):
        kept += f"{text[at:start]} " if start >= at else ""
        at = max(at, end)
    return kept + text[at:]


def _joined(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


@lru_cache(maxsize=4096)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as it is compared, and for each of its characters the place of the one it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isascii():
            shown = " " if char.isspace() else char.lower()
        elif unicodedata.category(char) == "Cf":
            continue
        else:
            plain = " " if char.isspace() else _FOLDED.get(char) or unicodedata.normalize("NFKC", char)
            shown = plain.casefold()
        if shown == " " and folded[-1:] == [" "]:
            continue
        folded += shown
        places += [place] * len(shown)
    return "".join(folded), tuple(places)
