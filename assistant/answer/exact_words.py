"""Questions with exact words in quotation marks: what prints the words comes before what is near them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.extract import quote
from assistant.answer.verify import verify
from assistant.question.phrases import spans_of, standing
from assistant.question.query import Query
from assistant.text.labels import label
from assistant.types import Answer, Draft, Evidence
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Paragraph, Span

MOST = 6  # paragraphs quoted; further ones are named


@dataclass(frozen=True, slots=True)
class Worded:
    """Evidence with the paragraphs that print the words first, and sentences on where they stand;
    ``answer`` is whole where nothing but that was asked, ``nowhere`` then says that there is none.
    """

    evidence: tuple[Evidence, ...]
    remarks: tuple[str, ...] = ()
    answer: Answer | None = None
    nowhere: bool = False


def worded(query: Query, evidence: tuple[Evidence, ...], library: Library, floor: float) -> Worded:
    """``floor``: least relevance of evidence that answers."""
    quoted = query.typed.quoted
    if not quoted.words:
        return Worded(evidence)
    searched = [p for p in library.paragraphs if not query.only or p.locator.document in query.only]
    asked_of = query.only or query.within
    places = standing(quoted.words, searched)
    remarks: list[str] = []
    hits: dict[Paragraph, None] = {}
    for phrase, found in places.items():
        here = [p for p in found if not asked_of or p.locator.document in asked_of]
        hits.update(dict.fromkeys(here))
        if not found:
            where = ", ".join(library.document(d).symbol for d in query.only) or "the documents"
            remarks.append(f"“{phrase}” stands nowhere in {where} word for word.")
        elif not here:
            symbols = ", ".join(library.document(d).symbol for d in asked_of)
            elsewhere = "; ".join(label(p, library.document(p.locator.document)) for p in found[:MOST])
            elsewhere += f" and in {len(found) - MOST} more" if len(found) > MOST else ""
            remarks.append(f"“{phrase}” does not stand in {symbols} word for word, but in {elsewhere}.")
    order = [e.paragraph for e in evidence]
    ranked = sorted(hits, key=lambda p: order.index(p) if p in order else len(order))
    if ranked and quoted.where:
        return Worded(evidence, (), _whole(query, ranked, evidence, remarks, library))
    first = [e for e in evidence if e.paragraph in hits]
    if first and first[0].relevance >= floor:
        moved = (*first, *(e for e in evidence if e.paragraph not in hits))
        evidence = tuple(replace(e, rank=n) for n, e in enumerate(moved, start=1))
    return Worded(evidence, tuple(remarks), None, not hits and quoted.alone)


def _whole(
    query: Query,
    ranked: Sequence[Paragraph],
    evidence: Sequence[Evidence],
    remarks: Sequence[str],
    library: Library,
) -> Answer:
    """The sentences that print the words, of `MOST` paragraphs; the other paragraphs are named."""
    shown, more = ranked[:MOST], ranked[MOST:]
    statements = [s for p in shown for s in quote(p, sentences_with(query.typed.quoted.words, p))]
    rest = [e for e in evidence if e.paragraph not in ranked]
    certain = [Evidence(p, 1.0, n) for n, p in enumerate(ranked, start=1)]
    every = (*certain, *(replace(e, rank=len(certain) + n) for n, e in enumerate(rest, start=1)))
    answer = verify(query.typed.shown, Draft(tuple(statements)), every, "words found")
    if more:
        named = "; ".join(label(p, library.document(p.locator.document)) for p in more)
        remarks = [*remarks, f"Also there word for word: {named}."]
    return replace(answer, remarks=tuple(remarks))


def sentences_with(phrases: Sequence[str], paragraph: Paragraph) -> list[Span]:
    """The statements of a paragraph that print one of the phrases, neighbours that share one together."""
    words = [span for phrase in phrases for span in spans_of(phrase, paragraph.text)]
    found: list[Span] = []
    for place in sorted(words, key=lambda span: span.start):
        touched = [s for s in sentence_spans(paragraph.text) if s.start < place.end and place.start < s.end]
        span = Span(min(place.start, touched[0].start), max(place.end, touched[-1].end))
        if found and span.start <= found[-1].end:
            span = Span(found[-1].start, max(found[-1].end, span.end))
            found.pop()
        found.append(span)
    return found
