"""The Read tab's search as HTML: the paragraphs that an address names, or that hold the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.export.terminal import page_or_digest
from assistant.question.address import Lookup, find_references, look_up
from assistant.search.lexicon import Lexicon
from assistant.text.words import terms
from assistant.ui.desk import Desk
from assistant.ui.evidence import marked
from assistant.ui.read.document_html import link, name_of
from ingest.types import Paragraph, Span

RESULTS = 20  # paragraphs that a search shows
AROUND = 90  # characters shown before and after the first word found


def addressed(desk: Desk, text: str, document: str) -> Lookup:
    """What addresses in the search box lead to; ``document`` is meant by those that name none."""
    index = desk.assistant.index
    wanted = [a for r in find_references(text, index.documents) for a in r.addresses]
    return look_up(wanted, index.paragraphs, index.documents, (document,))


def addressed_html(desk: Desk, found: Lookup) -> str:
    """Paragraphs in the order they were asked for, and what there is no paragraph for."""
    problems = "".join(f"<p>{escape(problem)}</p>" for problem in found.problems)
    rows = [_row(desk, p, escape(p.text[: 2 * AROUND])) for p in found.paragraphs]
    return _results(problems, rows)


def search_html(desk: Desk, lexicon: Lexicon, question: str) -> str:
    """Paragraphs of all documents that hold the words as they stand first, then by BM25."""
    wanted, phrase = set(terms(question)), " ".join(question.lower().split())
    if not wanted:
        return "<p class='wps-foot'>Write a word or an address to look for.</p>"
    scores = lexicon.scores(sorted(wanted))
    found = [
        (phrase in p.text.lower(), float(s), p)
        for s, p in zip(scores, desk.assistant.index.paragraphs, strict=True)
        if s > 0
    ]
    found.sort(key=lambda row: (-row[0], -row[1]))
    rows = [_row(desk, p, _snippet(p, wanted)) for _, _, p in found[:RESULTS]]
    return _results(f"<p>Found in {len(found)}, shown {len(rows)}, best first</p>", rows)


def _results(head: str, rows: Sequence[str]) -> str:
    return (
        f"<div class='wps-found' role='region' aria-label='Search results'>{head}"
        f"<ol>{''.join(rows)}</ol></div>"
    )


def _row(desk: Desk, paragraph: Paragraph, text: str) -> str:
    """``text`` is HTML."""
    return (
        f"<li>{link(paragraph, name_of(desk, paragraph))} "
        f"<span class='wps-path'>{escape(page_or_digest(paragraph))}</span><br>{text}</li>"
    )


def _snippet(paragraph: Paragraph, wanted: set[str]) -> str:
    """The text around the first word found, words found highlighted."""
    words = [m for m in re.finditer(r"[\w'’-]+", paragraph.text) if wanted & set(terms(m.group()))]
    if not words:  # found in a heading or in the opening of the list
        return escape(paragraph.text[: 2 * AROUND])
    start = max(0, words[0].start() - AROUND)
    end = min(len(paragraph.text), words[0].end() + AROUND)
    spans = [Span(m.start() - start, m.end() - start) for m in words if m.end() <= end]
    left, right = "… " if start else "", " …" if end < len(paragraph.text) else ""
    return f"{left}{marked(paragraph.text[start:end], spans)}{right}"
