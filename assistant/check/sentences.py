"""The sentences of a draft, each with its quotations and references."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.check.quotations import Quotation, Quoted, quotations
from assistant.question.address import reference_spans
from ingest.types import Span

_END = re.compile(  # brackets behind a closing mark say where the quotation is from
    r"[.!?][”’\"')\]]*(?=\s+[“\"'\[]?[A-Z0-9])|[.!?](?=\s+\([A-Z0-9])|(?<![ \t\r\n])[ \t\r]*\n[ \t\r\n]*"
)
_TITLE = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|St|Dr|Mrs?|Ms|Prof|Gen|Amb|Res)|\bU\.[NSK])\.$", re.IGNORECASE)
_COUNTED = re.compile(  # what a number follows
    r"\b(?:(?:sub-?)?paras?|pars?|nos?|ops?|pps?|p|fns?|nn?|arts?|secs?|ch|vol|res|ibid|id|cit|annex)\.$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s+[(\[]?(?:\d|S/)")
LONGEST = 12  # characters before a full stop that may be an abbreviation
_BEGINS = re.compile(r"[#>|—–]|[-*•]\s|\(?\d{1,3}[.)]\s|\(?[a-z]{1,3}\)\s")  # a line of its own
WRAPPED = (45, 120)  # characters of a line that a mail program or an editor has broken


@dataclass(frozen=True, slots=True)
class Sentence:
    """``span`` in the text, with the quotations that begin in it (``short``: of fewer words than a
    quotation has) and the spans of its references.
    """

    span: Span
    quotations: tuple[Quotation, ...]
    references: tuple[Span, ...]
    short: tuple[Quotation, ...] = ()


def sentences(text: str) -> tuple[Sentence, ...]:
    """In order. A quotation is never cut, whatever stands in it."""
    return cut(text, quotations(text))


def cut(text: str, quoted: Quoted) -> tuple[Sentence, ...]:
    """The sentences of a text whose quotations are known."""
    hidden = list(text)
    for span in quoted.hidden:
        end = span.end - (text[span.end - 1] in ".!?")  # it may end the sentence
        hidden[span.start : end] = "x" * (end - span.start)
    plain = "".join(hidden)
    references = reference_spans(plain)
    starts = [
        [q.span.start for q in quoted.found],
        [r.start for r in references],
        [q.span.start for q in quoted.short],
    ]
    found: list[Sentence] = []
    for span in _cut(text, plain):
        own, named, short = (slice(bisect_left(s, span.start), bisect_left(s, span.end)) for s in starts)
        found.append(Sentence(span, quoted.found[own], references[named], quoted.short[short]))
    return tuple(found)


def _cut(text: str, plain: str) -> Iterator[Span]:
    """``plain``: the text with its quotations hidden."""
    start = 0
    for match in _END.finditer(plain):
        mark = match.group()[0]
        last = plain[max(start, match.start() - LONGEST) : match.start()] + mark.strip()
        if _TITLE.search(last) or (_COUNTED.search(last) and _NUMBERED.match(plain, match.end())):
            continue
        if mark.isspace() and _goes_on(text, match):
            continue
        yield from _trimmed(plain, start, match.end())
        start = match.end()
    yield from _trimmed(plain, start, len(plain))


def _goes_on(text: str, gap: re.Match[str]) -> bool:
    """Tell whether the sentence goes on in the next line: text that is wrapped, not a line of its own."""
    before = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()].strip()
    end = text.find("\n", gap.end())
    after = text[gap.end() : end if end >= 0 else len(text)].strip()
    if gap.group().count("\n") > 1 or not before or not after:
        return False
    if before[0] in "#>|" or _BEGINS.match(after) or len(before) > WRAPPED[1]:
        return False
    if before[-1] != ":" and (after[0] in "([" or after[0].islower()):
        return before[-1] != ";"
    ended = before.rstrip("”’\"')]")[-1:] in (*".!?:;", "")
    return not ended and len(before) >= WRAPPED[0] and len(after) <= WRAPPED[1]


def _trimmed(plain: str, start: int, end: int) -> Iterator[Span]:
    piece = plain[start:end]
    if any(letter.isalnum() for letter in piece):
        yield Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
