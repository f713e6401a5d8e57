"""Quotations of a text: in all kinds of marks, nested, over several paragraphs, as a block; and marks that
nothing closes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from assistant.check.typography import folded
from assistant.question.address import reference_spans
from ingest.types import Span

DEEPEST = 20  # quotations within each other; of more the outer ones are not closed
INDENT = 40  # signs and blanks before the first word of a line
FEWEST = 3  # words; what is shorter in quotation marks is a term, not a quotation

_WRAP = r"\n(?![ \t]*(?:\n|[>#|]|[-*•]\s))"  # a line break inside a paragraph
_TOKEN = re.compile(r"\S+")
_SIGN = re.compile(r"[“”„«»\"]|\n[ \t]*\n\s*")
_SINGLE = re.compile(  # an apostrophe stands between letters, or after an s that more words follow
    rf"(?<![\w’'])[‘'](?=[\w\[…(“])((?:[^‘’'\n]|{_WRAP}|(?<=\w)[’'](?=\w)|(?<=s)[’'](?=\s+[a-z\[]))+)[’'](?!\w)"
)
_SINGLE_OPENS = re.compile(  # '90s and ’em are no quotations
    r"(?<![\w’'“\"‘(/-])[‘'](?=[A-Za-z]{2})(?!(?:em|til|till|tis|twas|cause|bout|round)\b)", re.IGNORECASE
)
_BLOCK_LINE = r">[ \t]?(?![—–]|--)(?=\S)"
_BLOCK = re.compile(rf"^{_BLOCK_LINE}(.+(?:\n{_BLOCK_LINE}.+)*)", re.MULTILINE)
_BETWEEN = re.compile(r"(?:\n>[ \t]*)+\n")  # lines between two paragraphs of one block
_SOURCE = re.compile(r"(?<!\s)\s*\((?:[^()]|\([^()]*\))*\)\.?$")  # brackets at the end of a block
_OPENS = re.compile(r"(?<![\w.,;:!?])\"")
_CLOSES = {"”": '“„"', "»": "«", "“": "„"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """``span`` of the words between the marks, which are part of ``whole``; a block has no marks. Of
    several paragraphs each is a quotation; ``goes_on``: from the one before.
    """

    span: Span
    whole: Span
    goes_on: bool = False

    def tokens(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The words and where they stand, as they were before the draft was wrapped or set as a block."""
        found: list[tuple[str, Span]] = []
        for match in _TOKEN.finditer(text, self.span.start, self.span.end):
            word, place = match.group(), Span(match.start(), match.end())
            before = text.rfind("\n", max(0, place.start - INDENT), place.start)
            near = text[before + 1 : place.start]
            starts = before >= 0 and not near.strip(" \t>") and place.start > self.span.start
            word = word.lstrip(">") if starts else word
            if not word:
                continue
            place = Span(place.end - len(word), place.end)
            if starts and found and re.search(r"\w-$", found[-1][0]) and word[0].isalnum():
                found[-1] = (found[-1][0] + word, Span(found[-1][1].start, place.end))
            else:
                found.append((word, place))
        return tuple(found)

    def words(self, text: str) -> str:
        """On one line."""
        return " ".join(word for word, _ in self.tokens(text))


@dataclass(frozen=True, slots=True)
class Quoted:
    """Of one text: quotations ``found``, in order; ``short``: words in marks too few to be one;
    ``unclosed``: marks that open and are not closed; ``hidden``: the words of each quotation, from its
    first paragraph to its last.
    """

    found: tuple[Quotation, ...]
    short: tuple[Quotation, ...]
    unclosed: tuple[Span, ...]
    hidden: tuple[Span, ...]


@dataclass(slots=True)
class _Open:
    """A mark that is not closed yet. ``start``: of the paragraph that is open; ``parts``: those before."""

    sign: str
    at: int
    start: int
    parts: list[Span] = field(default_factory=list)


Parts = tuple[Span, ...]  # the paragraphs of one quotation, with their marks


def quotations(text: str, names: Set[str] = frozenset()) -> Quoted:
    """Read in one pass; of quotations that overlap the one that begins first. ``names``: titles, folded
    and in lower case, which are names in quotation marks.
    """
    unclosed: list[int] = []
    candidates = [*_blocks(text), *_marked(text, unclosed)]
    singles = [(Span(m.start(), m.end()),) for m in _SINGLE.finditer(text)]
    unclosed += _left_open(text, [parts[0] for parts in (*candidates, *singles)])
    candidates += singles
    found: list[Quotation] = []
    short: list[Quotation] = []
    hidden: list[Span] = []
    last = 0
    for parts in sorted(candidates, key=lambda p: (p[0].start, -p[-1].end)):
        own = [Quotation(_bare(text, part), part, number > 0) for number, part in enumerate(parts)]
        if len(own) == 1 and named(own[0].words(text)) in names:
            last = parts[0].end
            continue
        long = [q for q in own if len(q.words(text).split()) >= FEWEST]
        if parts[0].start < last:
            continue
        if long:
            found += long
            hidden.append(Span(own[0].span.start, own[-1].span.end))
            last = parts[-1].end
        elif not short or short[-1].whole.end <= parts[0].start:
            short += [q for q in own if q.span.start < q.span.end]
    marks = (at for at in sorted(unclosed) if not _within(at, hidden))
    return Quoted(tuple(found), tuple(short), tuple(Span(at, at + 1) for at in marks), tuple(hidden))


def named(words: str) -> str:
    """Words as names are compared: folded, in lower case, without the stop that a sentence gives them."""
    return folded(words).strip(".,;: ").lower()


def _within(at: int, spans: Sequence[Span]) -> bool:
    place = bisect_right(spans, at, key=lambda s: s.start) - 1
    return place >= 0 and spans[place].start < at < spans[place].end


def _blocks(text: str) -> Iterator[Parts]:
    parts: list[Span] = []
    for match in _BLOCK.finditer(text):
        start, end = match.span(1)
        source = _SOURCE.search(match[1])
        marked = source and match[1][: source.start()].rstrip().endswith(("”", '"', "»"))
        if source and (marked or reference_spans(source.group())):
            end = start + source.start()
        if parts and not _BETWEEN.fullmatch(text, parts[-1].end, match.start()):
            yield tuple(parts)
            parts = []
        parts.append(Span(start, end))
    if parts:
        yield tuple(parts)


def _marked(text: str, unclosed: list[int]) -> Iterator[Parts]:
    """Pairs of marks; the places of those that open and are not closed go into ``unclosed``."""
    stack: list[_Open] = []
    skip = -1
    for match in _SIGN.finditer(text):
        sign, at = match.group(), match.start()
        if at == skip:
            continue  # a mark that only says that the quotation goes on
        if sign[0] == "\n":
            skip = _paragraph_ends(text, match, stack, unclosed)
        elif _opens(text, at, sign, stack):
            stack.append(_Open(sign, at, at))
            unclosed += [o.at for o in stack[:-DEEPEST]]
            del stack[:-DEEPEST]
        elif (place := _closed(sign, stack)) >= 0:
            opened = stack[place]
            unclosed += [o.at for o in stack[place + 1 :] if o.sign != '"']
            del stack[place:]
            yield (*opened.parts, Span(opened.start, at + 1))
    unclosed += [o.at for o in stack]


def _left_open(text: str, closed: Sequence[Span]) -> Iterator[int]:
    """Places of single marks that open and are not closed, outside of the quotations that are."""
    spans = sorted(closed, key=lambda s: s.start)
    at = last = 0
    for match in _SINGLE_OPENS.finditer(text):
        while at < len(spans) and spans[at].start <= match.start():
            last = max(last, spans[at].end)
            at += 1
        if match.start() >= last:
            yield match.start()


def _paragraph_ends(text: str, gap: re.Match[str], stack: list[_Open], unclosed: list[int]) -> int:
    """The place of the mark with which the next paragraph goes on quoting; −1 if there is none. A
    straight mark is closed in its own paragraph or not at all.
    """
    following = text[gap.end() : gap.end() + 1]
    if stack and following == stack[-1].sign:
        last = stack[-1]
        last.parts.append(Span(last.start, gap.start()))
        last.start = gap.end()
        return gap.end()
    unclosed += [o.at for o in stack if o.sign == '"']
    stack[:] = [o for o in stack if o.sign != '"']
    return -1


def _opens(text: str, at: int, sign: str, stack: Sequence[_Open]) -> bool:
    if sign == '"':
        after = text[at + 1 : at + 2]
        inside = any(o.sign == '"' for o in stack)
        return bool(_OPENS.match(text, at)) and not (inside and (not after or after.isspace()))
    if sign == "“" and stack and stack[-1].sign == "„":
        return text[at - 1].isspace()
    return sign in "“„«"


def _closed(sign: str, stack: Sequence[_Open]) -> int:
    """Place on the stack of the mark that this one closes; −1 if it closes none."""
    openers = '"“' if sign == '"' else _CLOSES.get(sign, "")
    return next((i for i in range(len(stack) - 1, -1, -1) if stack[i].sign in openers), -1)


def _bare(text: str, span: Span) -> Span:
    """Without white space and marks around the words."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in '“"„«'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '”"»'):
        end -= 1
    if text[end - 1 : end] == "“" and "„" in text[span.start : start]:
        end -= 1
    if end - start > 2 and text[start] in "‘'" and text[end - 1] in "’'":
        return Span(start + 1, end - 1)
    return Span(start, end)
