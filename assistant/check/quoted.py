"""The quotations of a draft's sentence: each exact, altered, of another paragraph, or of none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.check.correction import Corrections
from assistant.check.finding import Finding, Fix
from assistant.check.quotations import Quotation
from assistant.check.reference import Cited, Named, belonging
from assistant.check.rewording import other_form, respelled, reworded
from assistant.check.sentences import Sentence
from assistant.check.verbatim import Held
from assistant.check.wording import Edit, Words
from assistant.search.lexicon import Lexicon
from ingest.index.files import Index
from ingest.types import Locator, Paragraph, Span

EARLIER = "these words stand before those quoted above them; a quotation keeps the document's order"
NEAR = 30  # characters before a reference in which it may say that it only adds something
_SEE = re.compile(r"\b(?:see(?: also)?|cf\.?|compare|also)[^;)]*$", re.IGNORECASE)

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

    def __init__(self, index: Index, corrections: Corrections, lexicon: Lexicon) -> None:
        self._words = Words(index.paragraphs, lexicon)
        self._corrections = corrections
        self._order = {p.locator: number for number, p in enumerate(index.paragraphs)}

    def check(
        self, draft: str, sentence: Sentence, named: Named, shared: Callable[[Span], bool]
    ) -> Iterator[tuple[Finding, tuple[Cited, ...]]]:
        """A finding for each quotation, with the references that it takes up, and for each of these that
        holds none of the words beside it. ``shared``: whether a reference is that of other places too.
        """
        owned = [(q, belonging(draft, q, sentence, named.cited)) for q in sentence.quotations]
        holding = [_sound(self._held(q.words(draft), paragraphs_of(c))) for q, c in owned]
        right = [c for (_, c), places in zip(owned, holding, strict=True) if places]
        displaced = self._displaced(sentence.quotations, holding)
        for number, (quotation, cited) in enumerate(owned):
            kept = cited in right or any(shared(c.span) for c in cited)
            case = _Case(draft, quotation, cited, named.documents, kept)
            found = self._finding(case)
            yield replace(found, status="altered", detail=EARLIER) if number in displaced else found, cited
        used = {p for places in holding for p, _ in places}
        for cited in dict.fromkeys(right):
            for one in cited if len(cited) > 1 else ():
                if one.paragraphs and not used.intersection(one.paragraphs):
                    yield self._beside(draft, one), ()

    def _displaced(self, quotations: Sequence[Quotation], holding: Sequence[Sequence[Place]]) -> set[int]:
        """Numbers of the quotations that go on from one whose words stand behind theirs."""
        found: set[int] = set()
        before: list[tuple[int, int]] = []
        for number, (quotation, places) in enumerate(zip(quotations, holding, strict=True)):
            here = sorted((self._order[p.locator], held.at) for p, held in places)
            if quotation.goes_on and before and here:
                later = [place for place in here if place > before[0]]
                found |= set() if later else {number}
                here = later or here
            before = here
        return found

    def _beside(self, draft: str, one: Cited) -> Finding:
        before = draft[max(0, one.span.start - NEAR) : one.span.start]
        places = tuple(p.locator for p in one.paragraphs)
        if _SEE.search(before):
            detail = "there is such a paragraph; what it says is not told here"
            return Finding("reference fits", one.span, one.span.of(draft), detail, places)
        detail = f"{self._corrections.label(one.paragraphs[0])} does not hold the words quoted beside it"
        return Finding("wrong paragraph", one.span, one.span.of(draft), detail, places)

    def terms(
        self, draft: str, sentence: Sentence, named: Named
    ) -> Iterator[tuple[Finding, tuple[Cited, ...]]]:
        """A finding for each word or two in quotation marks that the paragraph cited does not hold, with
        its references.
        """
        for quotation in sentence.short if not sentence.quotations else ():
            cited = belonging(draft, quotation, sentence, named.cited)
            case = _Case(draft, quotation, cited, named.documents, False)
            there = paragraphs_of(cited)
            if there and not any(_sound(self._held(case.words, [p, *_heads(p)])) for p in there):
                yield self._term(case, there), cited

    def _term(self, case: _Case, there: Sequence[Paragraph]) -> Finding:
        form = next((f for p in there if (f := other_form(case.words, p.text))), "")
        where = self._corrections.label(there[0])
        if form:
            tokens = case.quotation.tokens(case.draft)
            edits = [
                Edit(i, i + 1, w, o) for i, ((w, _), o) in enumerate(zip(tokens, form.split(), strict=True))
            ]
            return Finding(
                "altered",
                case.quotation.span,
                case.text,
                f"{where} has “{form}”",
                case.places,
                case.places[:1],
                (("draft", case.words), ("document", form)),
                tuple(reworded(tokens, [e for e in edits if e.draft != e.document])),
            )
        found = [p for p, _ in _sound(self._words.verbatim(case.words))]
        own = [p for p in found if p.locator.document in {x.document for x in case.places}] or found
        detail = f"{where} does not hold these words"
        if own:
            detail += f"; they are in {self._corrections.label(own[0])}"
        return Finding(
            "wrong paragraph" if own else "not in the corpus",
            case.quotation.span,
            case.text,
            detail,
            case.places,
            tuple(p.locator for p in own[:1]),
        )

    def _finding(self, case: _Case) -> Finding:
        here = self._held(case.words, paragraphs_of(case.cited))
        if sound := _sound(here):
            detail = self._exact(case, sound)
            return Finding("exact", case.quotation.span, case.text, detail, case.places)
        everywhere = self._words.verbatim(case.words)
        if not here and (sound := _sound(everywhere)):
            return self._elsewhere(case, [p for p, _ in sound])
        return self._altered(case, here or everywhere)

    def _exact(self, case: _Case, sound: Sequence[Place]) -> str:
        """Describe how the words stand there, and in which of several paragraphs named."""
        tops = {place.parent or place for place in case.places}
        where = f" in {self._corrections.label(sound[0][0])}" if len(tops) > 1 else ""
        added = ", ".join(sound[0][1].insertions)
        return f"word for word{where}" + (f", with an insertion: {added}" if added else "")

    def _held(self, words: str, among: Sequence[Paragraph]) -> Sequence[Place]:
        return self._words.verbatim(words, among) if among else ()

    def _elsewhere(self, case: _Case, found: Sequence[Paragraph]) -> Finding:
        """Verbatim, but not where the draft says, or the draft does not say."""
        own = [p for p in found if p.locator.document in case.documents] or found
        detail = f"word for word in {self._corrections.label(own[0])}, "
        if not case.cited:
            detail += "but no paragraph is named"
        else:
            problems = [problem.rstrip(".") for c in case.cited for problem in c.problems[:1]]
            missing = problems[0].partition(". ")[0] if problems and not case.places else ""
            detail += f"not in the paragraph cited{f': {missing}' if missing else ''}"
        return Finding(
            "wrong paragraph" if case.cited else "claim without citation",
            case.quotation.span,
            case.text,
            detail,
            case.places,
            tuple(p.locator for p in own),
            (),
            (self._redirected(case, own[0]),),
        )

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
        elif near and respelled(near.edits):
            detail = f"the spelling was changed, which a quotation keeps; {detail}"
        fixes = reworded(case.quotation.tokens(case.draft), near.edits) if near else []
        if right not in there:
            detail += ", which is not the paragraph cited" if case.cited else ""
            fixes.append(self._redirected(case, right))
        return Finding(
            "altered",
            case.quotation.span,
            case.text,
            detail,
            case.places,
            (right.locator,),
            near.steps if near else (),
            tuple(fixes),
        )

    def _redirected(self, case: _Case, right: Paragraph) -> Fix:
        """The quotation's own reference put right, or one written behind it."""
        if len(case.cited) == 1 and not case.kept:
            return self._corrections.renumber(case.draft, case.cited[0], right, case.documents)
        return self._corrections.cite(case.quotation.whole.end, right)


def _heads(paragraph: Paragraph) -> list[Paragraph]:
    """The headings above a paragraph, as text of it."""
    return [replace(paragraph, text=heading) for heading in paragraph.headings]


def paragraphs_of(cited: Sequence[Cited]) -> tuple[Paragraph, ...]:
    return tuple(dict.fromkeys(p for c in cited for p in c.paragraphs))


def _sound(places: Sequence[Place]) -> list[Place]:
    return [(p, held) for p, held in places if not held.fault]
