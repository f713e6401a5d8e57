"""Extractive composition: the fewest statements that answer, verbatim and in print order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.question.query import Query
from assistant.text.words import terms
from assistant.types import Answer, Draft, DraftStatement, Evidence
from ingest.documents.sentences import sentence_spans
from ingest.types import Locator, Paragraph, Span

SHORT = 60  # words; a paragraph no longer than this is quoted whole
MOST = 4  # statements of one paragraph
NEAR = 0.16  # a statement this far below the paragraph's best (0..1) is still quoted
NOTE_RANK = 6  # a note of the first paragraph among this many best is cited with it
MOST_PARAGRAPHS = 4

_SEVERAL = re.compile(
    r"\b(?:compare|comparison|differ\w*|versus|vs|relate[sd]?|relationship|both|respectively|as well as"
    r"|link\w*|connect\w*|build on|between|which resolutions|where else|trace|every (?:one|place|paragraph)"
    r"|(?:all|other) (?:the )?(?:places|paragraphs|resolutions|documents|texts|mentions))\b",
    re.IGNORECASE,
)
_ENUMERATE = re.compile(r"\b(?:list|enumerate|name (?:all|the|every))\b", re.IGNORECASE)
_LIST = re.compile(
    r"\b(?:list|name|enumerate|count|how many|what are|(?:which|what) (?:\w+ ){0,2}\w{3,}s\b)", re.IGNORECASE
)


def compose(
    query: Query,
    evidence: Sequence[Evidence],
    paragraphs: Sequence[Paragraph],
    also: float,
    parts: Sequence[Locator] = (),
) -> Draft:
    """``also``: least share of the first paragraph's relevance at which another is quoted too;
    ``parts``: the paragraphs that come first for each part of a question that asks several things.
    """
    chosen = choose(query, evidence, also, parts)
    nearness = {e.paragraph.locator: e.spans for e in evidence}
    statements: list[DraftStatement] = []
    first = evidence[0].relevance
    wanted = _LIST.search(query.question) is not None
    every = _ENUMERATE.search(query.question) is not None
    opened = {e.paragraph.locator for e in evidence[:NOTE_RANK] if every or (wanted and e.relevance >= first)}
    whole = wanted or len(chosen) == 1
    spans = {
        p: best_spans(query, p, nearness.get(p.locator, ()))
        for p in _with_lists(chosen, opened, whole, paragraphs)
    }
    for paragraph, span in _printed(spans):
        statements += quote(paragraph, [span])
    return Draft(tuple(statements))


def quote_whole(paragraphs: Iterable[Paragraph]) -> Draft:
    """What a person asked for by its number: all of it."""
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
    query: Query, evidence: Sequence[Evidence], also: float, parts: Sequence[Locator] = ()
) -> list[Paragraph]:
    """The paragraphs to quote, best first: one where one is enough."""
    first = evidence[0]
    chosen = [first]
    if len(query.named) > 1 or _SEVERAL.search(query.question):
        chosen += _one_per_document(query.named, evidence, chosen)
        if len(query.named) <= 1:
            chosen += [
                e
                for e in evidence[1:MOST_PARAGRAPHS]
                if e not in chosen and e.relevance >= also * first.relevance
            ]
    chosen += [
        e
        for e in evidence[1:]
        if e.paragraph.locator in parts and e not in chosen and e.paragraph.locator.kind != "acronym"
    ]
    notes = set(first.paragraph.notes)
    chosen += [
        e
        for e in evidence[1:NOTE_RANK]
        if e.paragraph.locator in notes and e not in chosen and e.relevance >= also * first.relevance
    ]
    return [e.paragraph for e in chosen[: MOST_PARAGRAPHS + 1]]


def with_parts(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer to the whole of a question, and behind it what its ``parts`` are answered with where
    none of the answer so far cites that.
    """
    statements, evidence = list(whole.statements), list(whole.evidence)
    rejections, remarks = list(whole.rejections), list(whole.remarks)
    for part in parts:
        cited = {c.locator for s in statements for c in s.citations}
        first = next((c.locator for c in part.citations), None)
        looked_up = part.relevance == 1.0
        if first and first not in cited and (first.kind != "acronym" or looked_up):
            statements += [s for s in part.statements if s not in statements]
            rejections += part.rejections
        known = {e.paragraph.locator for e in evidence}
        evidence += [e for e in part.evidence if e.paragraph.locator not in known]
        remarks += [r for r in part.remarks if r not in remarks]
    ranked = tuple(replace(e, rank=n) for n, e in enumerate(evidence, start=1))
    return replace(
        whole,
        statements=tuple(statements),
        evidence=ranked,
        rejections=tuple(rejections),
        remarks=tuple(remarks),
    )


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
    chosen: Sequence[Paragraph], near: Collection[Locator], whole: bool, paragraphs: Sequence[Paragraph]
) -> list[Paragraph]:
    """A paragraph that opens a list brings the ``whole`` list; so do two items of one list, and one
    whose opening is ``near``, where the question wants a list.
    """
    wanted: dict[Locator, None] = {}
    parents = [p.locator.parent for p in chosen if p.locator.parent]
    for paragraph in chosen:
        own = paragraph.locator
        if own.parent is not None and (own.parent in near or parents.count(own.parent) > 1):
            own = own.parent
        wanted[own] = None
        text = next(p for p in paragraphs if p.locator == own).text
        opens = text.partition("\n")[0].endswith(":")
        if opens and (whole or own != paragraph.locator):
            wanted.update({p.locator: None for p in paragraphs if p.locator.is_below(own)})
    by_locator = {p.locator: p for p in paragraphs}
    return [by_locator[locator] for locator in wanted]


def best_spans(query: Query, paragraph: Paragraph, near: Sequence[tuple[Span, float]]) -> list[Span]:
    """The statements of one paragraph to quote, in order: all of a short one, else the nearest."""
    spans = sentence_spans(paragraph.text)
    if len(paragraph.text.split()) <= SHORT or len(spans) == 1:
        return [Span(0, len(paragraph.text))]
    cosines = dict(near)
    lowest = min(cosines.values(), default=0.0)
    asked = set(query.terms)
    scores = [
        cosines.get(span, lowest)
        + 0.5 * len(asked & set(terms(span.of(paragraph.text)))) / max(1, len(asked))
        for span in spans
    ]
    best = max(scores)
    kept = sorted((i for i in range(len(spans)) if scores[i] >= best - NEAR), key=lambda i: -scores[i])[:MOST]
    return [spans[i] for i in sorted(kept)]
