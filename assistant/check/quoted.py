"""The quotations of a draft's sentence: each exact, altered, of another paragraph, or of none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.check.correction import Corrections
from assistant.check.draft import Quotation, Sentence
from assistant.check.finding import Finding, Fix
from assistant.check.reference import Cited, Named, belonging
from assistant.check.verbatim import Held
from assistant.check.wording import Words
from assistant.lexical import Lexicon
from ingest.index import Index
from ingest.types import Locator, Paragraph

Place = tuple[Paragraph, Held]


@dataclass(frozen=True, slots=True)
class _Case:
    """One quotation of ``draft`` and the references that belong to it. ``kept``: they are right for
    another quotation, so they must stay as they are.
    """

    draft: str
    quotation: Quotation
    cited: tuple[Cited, ...]
    documents: tuple[str, ...]  # that the sentence names
    kept: bool

    @property
    def text(self) -> str:
        return self.quotation.span.of(self.draft)

    @property
    def words(self) -> str:
        return self.quotation.words(self.draft)

    @property
    def places(self) -> tuple[Locator, ...]:
        return tuple(p.locator for p in paragraphs_of(self.cited))


class Quotations:
    """Holds quotations against the words of one index, each with the references that belong to it."""

    def __init__(self, index: Index, corrections: Corrections) -> None:
        self._words = Words(index.paragraphs, Lexicon([p.text for p in index.paragraphs]))
        self._corrections = corrections

    def check(
        self, draft: str, sentence: Sentence, named: Named
    ) -> Iterator[tuple[Finding, tuple[Cited, ...]]]:
        """A finding for each quotation, with the references that it takes up."""
        owned = [(q, belonging(draft, q, sentence, named.cited)) for q in sentence.quotations]
        right = [c for q, c in owned if _sound(self._held(q.words(draft), paragraphs_of(c)))]
        for quotation, cited in owned:
            case = _Case(draft, quotation, cited, named.documents, cited in right)
            yield self._finding(case), cited

    def _finding(self, case: _Case) -> Finding:
        here = self._held(case.words, paragraphs_of(case.cited))
        if sound := _sound(here):
            added = ", ".join(sound[0][1].insertions)
            detail = f"word for word, with an insertion: {added}" if added else "word for word"
            return Finding("exact", case.quotation.span, case.text, detail, case.places)
        everywhere = self._words.verbatim(case.words)
        if not here and (sound := _sound(everywhere)):
            return self._elsewhere(case, [p for p, _ in sound])
        return self._altered(case, here or everywhere)

    def _held(self, words: str, among: Sequence[Paragraph]) -> Sequence[Place]:
        return self._words.verbatim(words, among) if among else ()

    def _elsewhere(self, case: _Case, found: Sequence[Paragraph]) -> Finding:
        """Verbatim, but not where the draft says, or the draft does not say."""
        own = [p for p in found if p.locator.document in case.documents] or found
        detail = f"word for word in {self._corrections.label(own[0])}, "
        if not case.cited:
            detail += "but no paragraph is named"
        else:
            detail += f"not in the paragraph cited{'' if case.places else ', which does not exist'}"
        return Finding(
            "wrong paragraph" if case.cited else "claim without citation",
            case.quotation.span, case.text, detail, case.places, tuple(p.locator for p in own), (),
            (self._redirected(case, own[0]),),
        )  # fmt: skip

    def _altered(self, case: _Case, turned: Sequence[Place]) -> Finding:
        """``turned``: where the words stand, but in another sense."""
        there = paragraphs_of(case.cited)
        near = self._words.nearest(case.words, [p for p, _ in turned] or there)
        if near is None and not turned:
            detail = "no document on disk holds these words or words like them"
            return Finding("not in the corpus", case.quotation.span, case.text, detail, case.places)
        right = near.paragraph if near else turned[0][0]
        detail = f"the document's words are in {self._corrections.label(right)}"
        if turned:
            detail = f"{turned[0][1].fault}; {detail}"
        fixes: list[Fix] = []
        if near:
            words = _set_like(case.text, near.span.of(right.text))
            fixes.append(Fix(case.quotation.span, words))
        if right not in there:
            detail += ", which is not the paragraph cited" if case.cited else ""
            fixes.append(self._redirected(case, right))
        return Finding(
            "altered", case.quotation.span, case.text, detail, case.places, (right.locator,),
            near.steps if near else (), tuple(fixes),
        )  # fmt: skip

    def _redirected(self, case: _Case, right: Paragraph) -> Fix:
        """The quotation's own reference put right, or one written behind it."""
        if len(case.cited) == 1 and not case.kept:
            return self._corrections.renumber(case.draft, case.cited[0], right, case.documents)
        return self._corrections.cite(case.quotation.whole.end, right)


def paragraphs_of(cited: Sequence[Cited]) -> tuple[Paragraph, ...]:
    return tuple(dict.fromkeys(p for c in cited for p in c.paragraphs))


def _sound(places: Sequence[Place]) -> list[Place]:
    return [(p, held) for p, held in places if not held.fault]


def _set_like(quote: str, words: str) -> str:
    """Without the punctuation at the end that the quotation does not have; its first letter's case is
    the writer's.
    """
    words = words if quote[-1:] == words[-1:] else words.rstrip(".,;:")
    return quote[0] + words[1:] if quote[:1].lower() == words[:1].lower() else words
