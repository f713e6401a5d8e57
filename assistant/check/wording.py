"""A quotation against the documents' words: verbatim, or the nearest words and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from assistant.check.typography import folded
from assistant.check.verbatim import Held, Quote
from assistant.search.lexicon import Lexicon
from assistant.support.force import NEGATION
from assistant.text.words import terms
from ingest.types import Locator, Paragraph

NEAR = 12  # paragraphs by shared words that are compared letter by letter
ALIKE = 72.0  # partial ratio 0..100 from which the draft's words are an altered quotation
WORDS_ALIKE = 0.5  # least share 0..1 of words in common, order kept
STOPS = ".,;:"
BESIDE = 25  # characters beside the nearest words that may be theirs too
RUN = 6  # words in a row that are no accident
DENIED = 4  # words after a "not" that may be what it denies

Step = tuple[Literal["same", "draft", "document"], str]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of a quotation from ``first`` to before ``last``, counted from 0, and the document's words for
    them; either may be none.
    """

    first: int
    last: int
    draft: str
    document: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The nearest words, in ``paragraph``; ``steps`` lead from the draft's to them, ``edits`` are those
    that change a word.
    """

    paragraph: Paragraph
    steps: tuple[Step, ...]
    edits: tuple[Edit, ...]
    alike: float  # 0..1, share of words in common


class Words:
    """The documents' words, ready for quotations to be held against them."""

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self._paragraphs = paragraphs
        self._lexicon = lexicon

    def verbatim(self, quote: str, among: Iterable[Paragraph] = ()) -> tuple[tuple[Paragraph, Held], ...]:
        """Paragraphs that hold the quote word for word, in print order; all are searched if none is
        named. Those where what the writer marked changes the sense are among them. If none holds it, one
        may with the items that follow it.
        """
        wanted = Quote(quote)
        own = tuple(among) or self._paragraphs
        found = tuple((p, h) for p in own if (h := wanted.held(p.text)) is not None)
        return found or tuple((p, h) for p, text in _lists(own) if (h := wanted.held(text)) is not None)

    def nearest(self, quote: str, first: Sequence[Paragraph] = ()) -> Wording | None:
        """The words most like the quote; ``first`` are tried before all others and win a draw."""
        scores = self._lexicon.scores(sorted(set(terms(quote))))
        order = sorted(range(len(scores)), key=lambda i: -scores[i])[:NEAR]
        tried = dict.fromkeys((*first, *(self._paragraphs[i] for i in order if scores[i] > 0)))
        found = [w for w in (_compare(quote, p) for p in tried) if w is not None]
        return max(found, key=lambda w: w.alike, default=None)


def _lists(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    """Each paragraph that has items, and its text with theirs, as printed."""
    items: dict[Locator, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.locator.parent is not None:
            line = f"{paragraph.printed} {paragraph.text}".strip()
            items.setdefault(paragraph.locator.parent, []).append(line)
    for paragraph in paragraphs:
        if own := items.get(paragraph.locator):
            yield paragraph, " ".join((paragraph.text, *own))


def rest_of(said: str, text: str) -> tuple[str, str] | None:
    """Return what ``said`` holds before and behind its longest run of words that stands in ``text``; None if
    that is short, or if the text denies it.
    """
    own, theirs = said.split(), text.split()
    ours, others = ([folded(w).strip(STOPS).lower() for w in part] for part in (own, theirs))
    run = SequenceMatcher(None, ours, others, autojunk=False).find_longest_match()
    before = " ".join(theirs[max(0, run.b - DENIED) : run.b])
    if run.size < RUN or NEGATION.search(before):
        return None
    return " ".join(own[: run.a]), " ".join(own[run.a + run.size :])


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
    start, end = _whole_words(text, max(0, start - BESIDE), min(len(text), end + BESIDE))
    edits, alike = _edits(quote.split(), text[start:end].split())
    if alike < WORDS_ALIKE:
        return None
    return Wording(paragraph, tuple(_steps(edits)), tuple(e for e in edits if e.draft != e.document), alike)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _edits(ours: list[str], theirs: list[str]) -> tuple[list[Edit], float]:
    """From the first word that both have on, alike runs among them, and the share 0..1 of words in
    common; words of the document before or after the quotation are left off. The case of the first
    letter and the stop at the end are the writer's.
    """
    if not ours:
        return [], 0.0
    if (other := ours[0][:1].swapcase() + ours[0][1:]) in theirs:
        ours = [other, *ours[1:]]
    a, b = ([folded(w) for w in words] for words in (ours, theirs))
    codes = SequenceMatcher(
        None, [w.strip(STOPS) for w in a], [w.strip(STOPS) for w in b], autojunk=False
    ).get_opcodes()
    while codes and codes[0][0] == "insert":
        codes = codes[1:]
    while codes and codes[-1][0] == "insert":
        codes = codes[:-1]
    if not codes or codes[-1][4] <= codes[0][3]:
        return [], 0.0
    found: list[Edit] = []
    for number, (kind, i, j, k, m) in enumerate(codes):
        if kind != "equal":
            if kind == "replace" and number == len(codes) - 1:
                m = min(m, k + j - i)  # what follows the quotation is not its words
            elif kind == "replace" and not number:
                k = max(k, m - (j - i))
            end = " ".join(theirs[k:m])
            end = end if j < len(ours) or ours[-1][-1:] == end[-1:] else end.rstrip(STOPS)
            found.append(Edit(i, j, " ".join(ours[i:j]), end))
            continue
        for n in range(j - i):
            own, other = ours[i + n], theirs[k + n]
            alike = a[i + n] == b[k + n] or i + n == len(ours) - 1
            found.append(Edit(i + n, i + n + 1, own, own if alike else other))
    same = sum(m - k for kind, _, _, k, m in codes if kind == "equal")
    return found, 2 * same / (len(ours) + codes[-1][4] - codes[0][3])


def _steps(edits: Sequence[Edit]) -> Iterator[Step]:
    run: list[str] = []
    for edit in edits:
        if edit.draft == edit.document:
            run.append(edit.document)
            continue
        if run:
            yield "same", " ".join(run)
            run = []
        if edit.draft:
            yield "draft", edit.draft
        if edit.document:
            yield "document", edit.document
    if run:
        yield "same", " ".join(run)
