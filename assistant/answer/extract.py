"""Extractive composition: the fewest statements that answer, verbatim and in print order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from assistant.question.query import Query
from assistant.text.words import terms
from assistant.types import Draft, DraftStatement, Evidence
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Locator, Paragraph, Span

SHORT = 60  # words; a paragraph no longer than this is quoted whole
MOST = 4  # statements of one paragraph
NEAR = 0.16  # a statement this far below the paragraph's best (0..1) is still quoted
NEAR_RANK = 6  # the opening of a list among this many best brings all of the list
MOST_PARAGRAPHS = 4


def compose(
    query: Query,
    evidence: Sequence[Evidence],
    library: Library,
    least: float,
    beside: Collection[Locator] = (),
) -> tuple[Draft, tuple[Evidence, ...]]:
    """Return a draft, and the evidence with, behind it, the paragraphs of lists that it quotes as well.

    ``least``: chance, 0..1, of belonging beside the first paragraph from which on another is quoted too;
    ``beside``: the paragraphs that come first for each part of a question that asks several things.
    """
    chosen = choose(query, evidence, least, beside)
    found = {e.paragraph.locator: e for e in evidence}
    first = evidence[0].relevance
    wanted = query.wanted
    opened = {
        e.paragraph.locator
        for e in evidence[:NEAR_RANK]
        if wanted.enumerates or (wanted.lists and e.relevance >= first)
    }
    drawn = _with_lists(chosen, opened, wanted.lists or len(chosen) == 1, library)
    spans = {p: best_spans(query, p, found[p.locator].spans if p.locator in found else ()) for p, _ in drawn}
    quoted = [s for paragraph, span in _printed(spans) for s in quote(paragraph, [span])]
    more = [(p, found[x].relevance) for p, x in drawn if p.locator not in found]
    behind = (Evidence(p, chance, len(evidence) + n) for n, (p, chance) in enumerate(more, start=1))
    return Draft(tuple(quoted)), (*evidence, *behind)


def quote_whole(paragraphs: Iterable[Paragraph]) -> Draft:
    """Quote all of a paragraph that was asked for by its number."""
    spans = {p: [Span(0, len(p.text))] for p in paragraphs}
    return Draft(tuple(s for p, span in _printed(spans) for s in quote(p, [span])))


def _printed(spans: Mapping[Paragraph, Sequence[Span]]) -> list[tuple[Paragraph, Span]]:
    """Spans of paragraphs in the order of print: the closing words of a list come behind its items."""
    ordered: list[tuple[Paragraph, Span]] = []
    closing: list[tuple[Paragraph, Span]] = []
    for paragraph, own in spans.items():
        while closing and not paragraph.locator.is_below(closing[-1][0].locator):
            ordered.append(closing.pop())
        cut = paragraph.text.rfind("\n")
        listed = any(p.locator.is_below(paragraph.locator) for p in spans)
        for span in own:
            if listed and span.start < cut < span.end:
                ordered.append((paragraph, Span(span.start, cut)))
                closing.append((paragraph, Span(cut + 1, span.end)))
            else:
                ordered.append((paragraph, span))
    return [*ordered, *reversed(closing)]


def quote(paragraph: Paragraph, spans: Iterable[Span]) -> list[DraftStatement]:
    words = [span.of(paragraph.text) for span in spans]
    return [DraftStatement(text, str(paragraph.locator), text) for text in words]


def choose(
    query: Query, evidence: Sequence[Evidence], least: float, beside: Collection[Locator] = ()
) -> list[Paragraph]:
    """The paragraphs to quote, best first: one where one is enough."""
    first = evidence[0]
    chosen = [first]
    if len(query.named) > 1:
        chosen += _one_per_document(query.named, evidence, chosen)
    likely = sorted((e for e in evidence[1:] if e.further >= least), key=lambda e: -e.further)
    chosen += [e for e in likely if e not in chosen]
    chosen += [
        e
        for e in evidence[1:]
        if e.paragraph.locator in beside and e not in chosen and e.paragraph.locator.kind != "acronym"
    ]
    return [e.paragraph for e in chosen[: MOST_PARAGRAPHS + 1]]


def _one_per_document(
    named: Sequence[str], evidence: Sequence[Evidence], chosen: Sequence[Evidence]
) -> list[Evidence]:
    have = {e.paragraph.locator.document for e in chosen}
    found: list[Evidence] = []
    for document in named:
        if document not in have:
            found += [e for e in evidence if e.paragraph.locator.document == document][:1]
    return found


def _with_lists(
    chosen: Sequence[Paragraph], near: Collection[Locator], whole: bool, library: Library
) -> list[tuple[Paragraph, Locator]]:
    """Return paragraphs to quote, each with the chosen one that brings it: a paragraph that opens a list
    brings the ``whole`` list; so do two items of one list, and one whose opening is ``near``, where the
    question wants a list.
    """
    drawn: dict[Locator, Locator] = {}
    parents = [p.locator.parent for p in chosen if p.locator.parent]
    for paragraph in chosen:
        own = paragraph.locator
        if own.parent is not None and (own.parent in near or parents.count(own.parent) > 1):
            own = own.parent
        drawn.setdefault(own, paragraph.locator)
        opens = library.paragraph(own).text.partition("\n")[0].endswith(":")
        if opens and (whole or own != paragraph.locator):
            for item in library.of(own.document):
                if item.locator.is_below(own):
                    drawn.setdefault(item.locator, paragraph.locator)
    return [(library.paragraph(locator), bringing) for locator, bringing in drawn.items()]


def best_spans(query: Query, paragraph: Paragraph, near: Sequence[tuple[Span, float]]) -> list[Span]:
    """The statements of one paragraph to quote, in order: all of a short one, else the nearest."""
    spans = sentence_spans(paragraph.text)
    if len(paragraph.text.split()) <= SHORT or len(spans) == 1:
        return [Span(0, len(paragraph.text))]
    cosines = dict(near)
    lowest = min(cosines.values(), default=0.0)
    asked = set(query.readings[0].terms)
    scores = [
        cosines.get(span, lowest)
        + 0.5 * len(asked & set(terms(span.of(paragraph.text)))) / max(1, len(asked))
        for span in spans
    ]
    best = max(scores)
    kept = sorted((i for i in range(len(spans)) if scores[i] >= best - NEAR), key=lambda i: -scores[i])[:MOST]
    return [spans[i] for i in sorted(kept)]
