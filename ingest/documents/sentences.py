"""Bounds of a paragraph's statements: sentences, list lines, and clauses of long resolutions."""

from __future__ import annotations

import re

from ingest.types import Span

LONG = 45  # words; a longer sentence is parted at its operative verbs
LONGEST = 12  # characters that end in an abbreviation's full stop

_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(\[•]?[A-Z0-9•])|;,?\s+|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|No|Nos|para|paras|pg|pp|p|vs|Mr|Ms|Dr|St|U\.S|U\.N|[A-Z]))\.$"
)
_VERB = (
    r"acknowledges?|affirms?|calls? (?:up)?on|commends?|decides?|demands?|encourages?"
    r"|emphasi[sz]es?|expresses|invites?|notes?|notes with \w+|reaffirms?|recalls?|recogni[sz]es?|reiterates?"
    r"|requests?|stresses|supports?|takes note|underlines?|underscores?|urges?|welcomes"
    r"|emphasi[sz]ing|encouraging|noting|recogni[sz]ing|reaffirming|reiterating|requesting"
    r"|stressing|urging|welcoming|calling (?:up)?on|expressing|affirming|recalling|acknowledging"
)
_CLAUSE = re.compile(
    r",\s+(?=(?:and\s+)?(?:in this (?:regard|respect|context),?\s+)?"
    rf"(?:(?:also|further|strongly)\s+)?(?:{_VERB})\b)"
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Spans of the statements in ``text``, in order, without the white space between them.

    >>> [s.of("Urges A; requests B.") for s in sentence_spans("Urges A; requests B.")]
    ['Urges A;', 'requests B.']
    """
    spans: list[Span] = []
    for span in _cut(text, Span(0, len(text)), _END):
        long = len(span.of(text).split()) > LONG
        spans += _cut(text, span, _CLAUSE) if long else [span]
    return tuple(spans)


def _cut(text: str, span: Span, boundary: re.Pattern[str]) -> list[Span]:
    spans, start = [], span.start
    for match in boundary.finditer(text, span.start, span.end):
        end = match.end() - len(match.group()) + len(match.group().rstrip())
        if _ABBREVIATION.search(text[max(start, end - LONGEST) : end]):
            continue
        spans.append(_trimmed(text, start, end))
        start = match.end()
    spans.append(_trimmed(text, start, span.end))
    return [s for s in spans if s.end > s.start]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
