"""A draft against the documents: is every quotation exact, every paragraph the right one, every claim
cited? Findings are data; nothing here changes a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.verify import Judging
from assistant.check.claims import SHORTEST, Ask, Claims
from assistant.check.correction import Corrections
from assistant.check.finding import Finding, placed
from assistant.check.headed import Headed
from assistant.check.notes import Reading, read
from assistant.check.own_words import own_words
from assistant.check.quotations import named, quotations
from assistant.check.quoted import Quotations
from assistant.check.reference import Cited, Named, References, grouped, joined
from assistant.check.sentences import Sentence, cut
from assistant.check.short_forms import pointed_back
from assistant.check.typography import folded, hyphens_of
from assistant.search.lexicon import Lexicon
from assistant.text.words import terms
from ingest.documents.actors import actors_of
from ingest.index.files import Index
from ingest.types import Paragraph, Span

MANY = 50  # references of one sentence; a sentence with more is a list
UNCLOSED = "nothing closes this quotation mark, so what it quotes cannot be told; close it"
BEFORE = 15  # characters before a reference that stand there too if a document's own words refer
LISTED = 2  # problems of one reference that are told; a range may have many


class Checker:
    """Checks drafts against one open index; ``ask`` suggests where a claim may come from, ``judging``
    holds claims against the paragraphs that they cite.
    """

    def __init__(self, index: Index, ask: Ask, judging: Judging) -> None:
        documents = {d.id: d for d in index.documents}
        corrections = Corrections(documents)
        actors = actors_of(index.library.vocabulary)
        lexicon = Lexicon([p.text for p in index.paragraphs])
        self._names = frozenset(named(d.title) for d in index.documents)
        self._hyphens = hyphens_of(p.text for p in index.paragraphs)
        self._headed = Headed(index)
        self._references = References(index)
        self._quotations = Quotations(index, corrections, lexicon)
        self._claims = Claims(judging, ask, corrections, index.documents, lexicon, actors)

    def check(self, draft: str) -> tuple[Finding, ...]:
        """Findings in the order of the draft."""
        reading = read(draft, self._hyphens)
        text = reading.text
        quoted = quotations(text, self._names)
        found = [Finding("unclosed quotation", mark, mark.of(text), UNCLOSED) for mark in quoted.unclosed]
        before: tuple[str, ...] = ()
        last: tuple[Paragraph, ...] = ()
        for sentence in joined(text, cut(text, quoted)):
            refers = self._references.of(text, sentence, before)
            sentence, refers = self._headed.read(text, sentence, own(text, refers))
            wholes = [q.whole for q in sentence.quotations]
            refers = pointed_back(text, sentence.span, wholes, refers, last, bool(before))
            found += self._sentence(reading, sentence, refers)
            before = tuple(dict.fromkeys((*refers.documents, *before)))
            last = next((c.paragraphs for c in reversed(refers.cited) if c.paragraphs), last)
        return tuple(sorted((placed(f, reading, draft) for f in found), key=lambda f: f.span.start))

    def _sentence(self, reading: Reading, sentence: Sentence, named: Named) -> Iterator[Finding]:
        draft = reading.text
        taken: set[Span] = set()
        for finding, cited in self._quotations.check(draft, sentence, named, reading.is_shared):
            taken.update(c.span for c in cited)
            yield finding
        for finding, cited in self._quotations.terms(draft, sentence, named):
            taken.update(c.span for c in cited)
            yield finding
        free = [c for c in named.cited if c.paragraphs and c.span not in taken]
        for span, group in _passages(draft, sentence, free):
            yield self._claims.cited(draft, span, group, named)
        for one in named.cited:
            if one.problems:
                more = len(one.problems) - LISTED
                rest = f" And {more} more." if more > 0 else ""
                detail = " ".join(one.problems[:LISTED]) + rest
                yield Finding("not in the corpus", one.span, one.span.of(draft), detail)
        if not sentence.quotations and not named.cited:
            claim = self._claims.uncited(draft, sentence, named)
            yield from [claim] if claim else []


def own(text: str, refers: Named) -> Named:
    """Without the references of a document's own words: "consistent with paragraph 175 of his report"."""
    if len(refers.cited) > MANY:
        return refers
    kept = [
        one
        for one in refers.cited
        if not any(
            folded(text[max(0, one.span.start - BEFORE) : one.span.end]).lower() in folded(p.text).lower()
            for other in refers.cited
            if other is not one
            for p in other.paragraphs
        )
    ]
    return replace(refers, cited=tuple(kept))


def _passages(
    draft: str, sentence: Sentence, free: Sequence[Cited]
) -> Iterator[tuple[Span, tuple[Cited, ...]]]:
    """The writer's own words and the references that they rest on: the whole sentence, or the words
    before each reference where all stand in brackets behind words enough. Beside quotations only such.
    """
    groups = grouped(draft, free[:MANY])
    parts = [_before(draft, sentence, group) for group in groups]
    told = [len(terms(own_words(draft, p, sentence.references))) >= SHORTEST for p in parts]
    if sentence.quotations:
        yield from (
            (part, group)
            for part, group, ok in zip(parts, groups, told, strict=True)
            if ok and group[0].bracketed
        )
    elif 1 < len(groups) < MANY and all(told) and all(c.bracketed for c in free):
        yield from zip(parts, groups, strict=True)
    elif free:
        yield sentence.span, tuple(free)


def _before(draft: str, sentence: Sentence, group: Sequence[Cited]) -> Span:
    """From the quotation or reference before a reference to the end of its brackets."""
    ends = [*(q.whole.end for q in sentence.quotations), *(r.end for r in sentence.references)]
    start = max((e for e in ends if e <= group[0].span.start), default=sentence.span.start)
    end = group[-1].span.end
    while start < group[0].span.start and not (draft[start].isalnum() or draft[start] in "“\"‘'"):
        start += 1
    return Span(start, end + (draft[end : end + 1] in (")", "]")))
