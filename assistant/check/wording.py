"""A quotation against the documents' words: verbatim, or the nearest words and how they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from assistant.check.verbatim import Held, Quote
from assistant.contrast import NEGATION
from assistant.lexical import Lexicon, terms
from ingest.types import Paragraph, Span

NEAR = 12  # paragraphs by shared words that are compared letter by letter
ALIKE = 72.0  # partial ratio 0..100 from which the draft's words are an altered quotation
WORDS_ALIKE = 0.5  # least share 0..1 of words in common, order kept
RUN = 6  # words in a row that are no accident
DENIED = 4  # words after a "not" that may be what it denies

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

    def verbatim(
        self, quote: str, among: Iterable[Paragraph] = ()
    ) -> tuple[tuple[Paragraph, Held], ...]:
        """Paragraphs that hold the quote word for word, in print order; all are searched if none is
        named. Those where what the writer marked changes the sense are among them.
        """
        wanted = Quote(quote)
        held = ((p, wanted.held(p.text)) for p in among or self._paragraphs)
        return tuple((p, h) for p, h in held if h is not None)

    def nearest(self, quote: str, first: Sequence[Paragraph] = ()) -> Wording | None:
        """The words most like the quote; ``first`` are tried before all others and win a draw."""
        scores = self._lexicon.scores(sorted(set(terms(quote))))
        order = sorted(range(len(scores)), key=lambda i: -scores[i])[:NEAR]
        tried = dict.fromkeys((*first, *(self._paragraphs[i] for i in order if scores[i] > 0)))
        found = [w for w in (_compare(quote, p) for p in tried) if w is not None]
        return max(found, key=lambda w: w.alike, default=None)


def rest_of(said: str, text: str) -> str | None:
    """What ``said`` holds besides its longest run of words that stands in ``text``; None if that is
    short, or if the text denies it.
    """
    own, theirs = said.split(), text.split()
    ours, others = ([_folded(w).lower() for w in part] for part in (own, theirs))
    run = SequenceMatcher(None, ours, others, autojunk=False).find_longest_match()
    before = " ".join(theirs[max(0, run.b - DENIED) : run.b])
    if run.size < RUN or NEGATION.search(before):
        return None
    return " ".join((*own[: run.a], *own[run.a + run.size :]))


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
    if ours and (other := ours[0][:1].swapcase() + ours[0][1:]) in theirs:
        ours[0] = other  # the case of the first letter is the writer's
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
