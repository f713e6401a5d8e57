"""The Read tab's search as HTML: the paragraphs that an address names, or that hold the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from assistant.question.address import Lookup, find_references, look_up, pages_named, with_mentions
from assistant.search.lexicon import Lexicon
from assistant.text.language import Language
from assistant.text.messages import message
from assistant.text.words import terms
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from assistant.ui.shown import Shown, shown
from assistant.ui.spans import marked
from ingest.types import Paragraph, Span

RESULTS = 20  # paragraphs that a search shows
AROUND = 90  # characters shown before and after the first word found


def find_addressed(shared: SharedState, text: str, document: str) -> Lookup:
    """Look up the addresses in the search box; ``document`` is meant by those that name none."""
    library = shared.library
    wanted = [a for r in find_references(text, library.documents) for a in r.addresses]
    return look_up(wanted or pages_named(with_mentions(text, library.documents)), library, (document,))


def addressed_html(shared: SharedState, lookup: Lookup, language: Language = "en") -> Markup:
    """Draw the paragraphs in the order they were asked for, and what there is no paragraph for."""
    rows = [(p, p.text[: 2 * AROUND]) for p in lookup.paragraphs]
    return _results(shared, lookup.problems, rows, language)


def search_html(shared: SharedState, lexicon: Lexicon, question: str, language: Language = "en") -> Markup:
    """Draw the paragraphs that hold the words, by document: as they stand first, then by BM25."""
    wanted, phrase = set(terms(question)), " ".join(question.lower().split())
    if not wanted:
        return _results(shared, [message("page_write_a_word", language)], [], language)
    scores = lexicon.scores(sorted(wanted))
    found = [
        (phrase in p.text.lower(), float(s), p)
        for s, p in zip(scores, shared.library.paragraphs, strict=True)
        if s > 0
    ]
    found.sort(key=lambda row: (-row[0], -row[1]))
    rows = [(p, _snippet(p, wanted)) for _, _, p in found[:RESULTS]]
    line = message("page_found_n", language, n=str(len(found)), shown=str(len(rows)))
    return _results(shared, [line], rows, language)


def _results(
    shared: SharedState, lines: Sequence[str], rows: Sequence[tuple[Paragraph, str]], language: Language
) -> Markup:
    """Draw hits by document, the document of the best hit first."""
    library = shared.library
    groups: dict[str, list[Shown]] = {}
    for paragraph, words in rows:
        symbol = library.document(paragraph.locator.document).symbol
        groups.setdefault(symbol, []).append(shown(library, paragraph, (), language, words))
    return render("search.html", language, lines=lines, groups=list(groups.items()))


def _snippet(paragraph: Paragraph, stems: set[str]) -> str:
    """The text around the first word found, words found highlighted."""
    words = [m for m in re.finditer(r"[\w'’-]+", paragraph.text) if stems & set(terms(m.group()))]
    if not words:  # found in a heading or in the opening of the list
        return paragraph.text[: 2 * AROUND]
    start = max(0, words[0].start() - AROUND)
    end = min(len(paragraph.text), words[0].end() + AROUND)
    spans = [Span(m.start() - start, m.end() - start) for m in words if m.end() <= end]
    left, right = "… " if start else "", " …" if end < len(paragraph.text) else ""
    return left + marked(paragraph.text[start:end], spans) + right
