"""A quotation against the documents' words: verbatim, or the nearest words and how they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from assistant.lexical import Lexicon, terms
from assistant.verify import find_quote
from ingest.types import Paragraph, Span

NEAR = 12  # paragraphs by shared words that are compared letter by letter
ALIKE = 72.0  # partial ratio 0..100 from which the draft's words are an altered quotation
WORDS_ALIKE = 0.5  # least share 0..1 of words in common, order kept

_OMITTED = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\(\s*(?:…|\.\.\.)\s*\))\s*")
_INSERTED = re.compile(r"\[[^\]]{1,40}\]\w*")

Step = tuple[Literal["same", "draft", "document"], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The nearest words: ``span`` of ``paragraph``; ``steps`` lead from the draft's to them."""

    paragraph: Paragraph
    span: Span
    steps: tuple[Step, ...]
    alike: float  # 0..1, share of words in common


class Words:
    """The documents' words, ready for quotations to be held against them."""

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._paragraphs = paragraphs
        self._lexicon = lexicon

    def verbatim(self, quote: str, among: Iterable[Paragraph] = ()) -> tuple[Paragraph, ...]:
        """Paragraphs that hold the quote word for word, in print order; all are searched if none is
        named. Omissions marked by dots, insertions in square brackets, the case of the first letter
        and the full stop before the closing mark are a writer's right.
        """
        return tuple(p for p in among or self._paragraphs if holds(quote, p.text))

    def nearest(self, quote: str, first: Sequence[Paragraph] = ()) -> Wording | None:
        """The words most like the quote; ``first`` are tried before all others and win a draw."""
        scores = self._lexicon.scores(sorted(set(terms(quote))))
        order = sorted(range(len(scores)), key=lambda i: -scores[i])[:NEAR]
        tried = dict.fromkeys((*first, *(self._paragraphs[i] for i in order if scores[i] > 0)))
        found = [w for w in (_compare(quote, p) for p in tried) if w is not None]
        return max(found, key=lambda w: w.alike, default=None)


def holds(quote: str, text: str) -> bool:
    """Whether all parts of the quote stand in ``text``, verbatim and in order."""
    at = 0
    parts = [p for whole in _OMITTED.split(quote) for p in _INSERTED.split(whole)]
    parts = [p.strip().strip(",.;:").strip() for p in parts]
    known = [p for p in parts if p]
    for part in known:
        span = find_quote(part, text[at:]) or find_quote(part[:1].swapcase() + part[1:], text[at:])
        if span is None:
            return False
        at += span.end
    return bool(known)


def _compare(quote: str, paragraph: Paragraph) -> Wording | None:
    text = paragraph.text
    if len(quote) < len(text):
        found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=ALIKE)
        if found is None:
            return None
        start, end = _whole_words(text, found.dest_start, found.dest_end)
    elif fuzz.ratio(quote, text) >= ALIKE:
        start, end = 0, len(text)
    else:
        return None
    start, end, steps, alike = _steps(quote, text, start, end)
    return Wording(paragraph, Span(start, end), steps, alike) if alike >= WORDS_ALIKE else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _steps(quote: str, text: str, start: int, end: int) -> tuple[int, int, tuple[Step, ...], float]:
    """The word diff, with words of the document that stand before or after the quotation left off."""
    words = [m.span() for m in re.finditer(r"\S+", text[start:end])]
    theirs = [text[start + a : start + b] for a, b in words]
    ours = quote.split()
    codes = SequenceMatcher(
        None, [_folded(w) for w in ours], [_folded(w) for w in theirs], autojunk=False
    ).get_opcodes()
    while codes and codes[0][0] == "insert":
        codes = codes[1:]
    while codes and codes[-1][0] == "insert":
        codes = codes[:-1]
    if not codes:
        return start, end, (), 0.0
    first, last = codes[0][3], codes[-1][4]
    steps: list[Step] = []
    same = 0
    for kind, a, b, c, d in codes:
        if kind == "equal":
            same += b - a
            steps.append(("same", " ".join(theirs[c:d])))
            continue
        steps += [("draft", " ".join(ours[a:b]))] if b > a else []
        steps += [("document", " ".join(theirs[c:d]))] if d > c else []
    alike = 2 * same / (len(ours) + last - first) if ours else 0.0
    if last <= first:
        return start, end, (), 0.0
    return start + words[first][0], start + words[last - 1][1], tuple(steps), alike


def _folded(word: str) -> str:
    return word.translate(str.maketrans("’‘“”–—", "''\"\"--")).strip(".,;:")
