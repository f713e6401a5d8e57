"""Gaps that matter: the agenda's own terms, and numbers, dates and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.quiz.items import GAP, Asking, Family, QuizItem
from assistant.quiz.material.distractors import CUT_OUT
from assistant.quiz.material.source import QuizSource
from assistant.quiz.material.truth import bag
from assistant.quiz.writers.provisions import option
from ingest.documents.sentences import sentence_spans
from ingest.types import Paragraph, Span

LONGEST = 42  # words of a sentence with a gap
MOST = 52  # of one with a missing number
SHORTEST = 12
AROUND = 4  # words on each side of a gap that tell it from others of its paragraph
_LEANS = re.compile(
    r"^(?:This|These|It|They|Such|In addition)\b|\bparagraphs? \d|actively seized|\bthese\b|\bsuch (?!as\b)"
    r"|\bthis (?!Policy\b|regard\b|end\b|resolution\b)"
)


def concepts(source: QuizSource) -> Iterator[QuizItem]:
    """Write one gap a sentence for its rarest term, and one for each number that somebody has to know."""
    for paragraph in source.library.paragraphs:
        if paragraph.locator.kind not in ("para", "op", "fn", "section", "timeline"):
            continue
        for span in sentence_spans(paragraph.text):
            yield from _gapped(source, paragraph, span)


def _gapped(source: QuizSource, paragraph: Paragraph, span: Span) -> Iterator[QuizItem]:
    text = re.sub(r"^and ", "", option(span.of(paragraph.text)))
    if _LEANS.search(text) or CUT_OUT.search(text) or not SHORTEST <= len(text.split()) <= MOST:
        return
    short = len(text.split()) <= LONGEST
    term = _term(source, text) if short else ""
    if term:
        also = next(c.also for c in source.library.vocabulary.concepts if c.term == term)
        yield _item(source, paragraph, span, text, term, [term, *also])
    for match in _amounts(source.library.vocabulary.amounts).finditer(text):
        value = next(g for g in match.groups() if g)
        start = match.start() + match.group().lower().find(value.lower())
        if start == 0:
            continue
        gapped = f"{text[:start]}{GAP}{text[start + len(value) :]}"
        yield _item(source, paragraph, span, text, value, _spellings(value), gapped)


@lru_cache(maxsize=8)
def _amounts(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of these numbers, dates and periods; nothing if there are none."""
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})", re.IGNORECASE)


def _term(source: QuizSource, text: str) -> str:
    """The sentence's rarest term that stands in it once and not at its beginning."""
    found = []
    for term in (concept.term for concept in source.library.vocabulary.concepts):
        if term not in text:
            continue
        once = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text)]
        stems = {w.lower().rstrip("s") for w in re.findall(r"[^\W_]{4,}", term)}
        rest = text.replace(term, " ").lower()
        if len(once) == 1 and once[0] > 12 and not any(re.search(rf"\b{re.escape(s)}", rest) for s in stems):
            found.append((max(source.truth.weight(t) for t in bag(term)), term))
    return max(found)[1] if found else ""


def _item(
    source: QuizSource,
    paragraph: Paragraph,
    span: Span,
    text: str,
    answer: str,
    wordings: list[str],
    gapped: str = "",
) -> QuizItem:
    name = source.name(paragraph.locator.document)
    family: Family = "amount" if gapped else "concept"
    gapped = gapped or re.sub(rf"(?<![\w-]){re.escape(answer)}(?![\w-])", GAP, text, count=1)
    where = f"In {name}" if paragraph.locator.kind != "fn" else f"In a footnote of {name}"
    asked = Asking(f"{gapped.replace(GAP, 'what')}?", paragraph.locator, inside=True)
    return source.make(
        "cloze",
        family,
        f"{where}, complete: “{gapped}.”",
        wordings,
        _fact(gapped, answer),
        [(paragraph.locator, span)],
        rationale=f"The missing words are “{answer}”.",
        askings=[asked],
    )


def _fact(gapped: str, answer: str) -> str:
    """The answer and the words around its gap: wherever the sentence stands, that is what is asked."""
    before, _, after = gapped.lower().partition(GAP)
    around = (*before.split()[-AROUND:], GAP, *after.split()[:AROUND])
    return f"{answer.lower()}|{' '.join(around)}"


def _spellings(value: str) -> list[str]:
    """The same number in words and digits."""
    words = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "twelve": "12"}
    first, _, rest = value.partition(" ")
    numbers = {**words, **{v: k for k, v in words.items()}}
    if first.lower() in numbers:
        return [value, f"{numbers[first.lower()]} {rest}".strip()]
    if value.lower() == "biannually":
        return [value, "twice a year"]
    if value.lower() == "annually":
        return [value, "every year", "once a year"]
    return [value]
