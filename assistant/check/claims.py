"""A writer's own words: held against the paragraph that they cite, or given one to cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer.verify import Judging
from assistant.check.adoption import Adoptions
from assistant.check.correction import Corrections
from assistant.check.finding import Finding
from assistant.check.near_copy import turned
from assistant.check.own_words import BODY, asks_or_heads, own_words, refers_only
from assistant.check.quoted import paragraphs_of
from assistant.check.reference import Cited, Named
from assistant.check.sentences import Sentence
from assistant.check.verbatim import weighty
from assistant.check.wording import rest_of
from assistant.search.lexicon import Lexicon
from assistant.text.notices import DISCLAIMER
from assistant.text.words import terms, words
from assistant.types import Answer, Reply
from ingest.documents.actors import Actors
from ingest.types import Document, Locator, Paragraph, Span

Ask = Callable[[str, Sequence[str]], Reply]  # a question and the documents to search

SUPPORTS = 10  # a paragraph among this many nearest to a sentence is on its subject
NEAREST = 3  # paragraphs that are tried as the right one
SURE = 0.5  # relevance 0..1 from which a citation is suggested
SHORTEST = 5  # terms; fewer are held against a paragraph only if they count, deny or oblige
LONGEST = 2000  # characters of a sentence that are searched for
LACKING = 0.3  # share 0..1 of missing words from which they are named
FEW_LACKING = 0.5  # the same of a few words, which are held against nothing else
MOST = 5  # missing words that are named
FEWEST = 3  # terms of a claim that is searched for
KNOWN = 0.8  # share 0..1 of a sentence's terms that the documents use, if it is on their subject
FEW = "there is such a paragraph; these words are too few to be held against it"
_PLACE = "paragraph document"
_DONE = ("“decides” is left out", "“decide” is left out")  # what is decided is so
_OURS = re.compile(r"\b(?:we|our|us|I|my|this (?:memo|paper|report|office|command|headquarters|unit|note))\b")


@dataclass(frozen=True, slots=True)
class _Offer:
    """A paragraph that may be the right one; ``problem``: why it does not say this either, or empty."""

    paragraph: Paragraph
    problem: str


class Claims:
    """``judging`` holds words against paragraphs, ``ask`` finds the paragraphs nearest to them."""

    def __init__(
        self,
        judging: Judging,
        ask: Ask,
        corrections: Corrections,
        documents: Sequence[Document],
        lexicon: Lexicon,
        actors: Actors,
    ) -> None:
        self._judging, self._ask, self._corrections = judging, ask, corrections
        self._adoptions, self._lexicon, self._actors = Adoptions(documents), lexicon, actors
        self._names = {d.id: frozenset(terms(f"{actors.names(d)} {_PLACE}")) for d in documents}
        self._every_name = frozenset[str]().union(*self._names.values())

    def cited(self, draft: str, span: Span, group: Sequence[Cited], named: Named) -> Finding:
        """A passage beside references that name at least one paragraph."""
        text, there = span.of(draft), paragraphs_of(group)
        places = tuple(p.locator for p in there)
        references = [c.span for c in named.cited]
        written = own_words(draft, span, references)
        said = self._corrections.unnamed(written, [place.document for place in places])
        repeated = any(self._repeats(written[:LONGEST], paragraph) for paragraph in there)
        misdated = "" if repeated else self._adoptions.problem(text[:LONGEST])
        if not misdated and (not terms(said) or refers_only(draft, span, references)):
            detail = "there is such a paragraph; what it says is not told here"
            return Finding("reference fits", span, text, detail, places)
        problem = misdated or ("" if repeated else self._problem(said, there))
        if not problem:
            few = len(set(terms(said))) < SHORTEST and not weighty(said)
            detail = FEW if few else "the paragraph says this; it is not a quotation"
            return Finding("reference fits", span, text, detail, places)
        detail = f"{self._corrections.label(there[0])} does not say this: {problem}"
        if misdated:
            return Finding("not supported", span, text, misdated, places)
        reply = self._ask(said[:LONGEST], ())
        offer = self._offer(said, reply, places)
        if offer and not offer.problem:
            fix = self._corrections.renumber(draft, group[0], offer.paragraph, named.documents)
            return Finding(
                "wrong paragraph",
                span,
                text,
                f"{self._corrections.label(offer.paragraph)} says this; {detail}",
                places,
                (offer.paragraph.locator,),
                (),
                (fix,) if len(group) == 1 else (),
            )
        return self._unsaid(Finding("not supported", span, text, detail, places, places[:1]), reply, offer)

    def _unsaid(self, unsupported: Finding, reply: Reply, offer: _Offer | None) -> Finding:
        """Make the finding on a claim that no paragraph is found to say: not supported if the one cited is on
        its subject.
        """
        family = {_top(place) for place in unsupported.cited}
        if family & {_top(e.paragraph.locator) for e in reply.evidence[:SUPPORTS]}:
            return unsupported
        if offer and _sure(reply):
            detail = f"{unsupported.detail}; nearer to it is {self._corrections.label(offer.paragraph)}"
            right = (offer.paragraph.locator,)
            return replace(unsupported, status="wrong paragraph", detail=detail, right=right)
        detail = f"{unsupported.detail}; nor was a paragraph found that does"
        return replace(unsupported, status="not in the corpus", detail=detail, right=())

    def uncited(self, draft: str, sentence: Sentence, named: Named) -> Finding | None:
        """A sentence about what the documents say that names no paragraph; None for any other."""
        text = sentence.span.of(draft)[:LONGEST]
        written = own_words(draft, sentence.span, sentence.references)
        said = self._corrections.unnamed(written, named.documents)[:LONGEST]
        if problem := self._adoptions.problem(text):
            return Finding("not supported", sentence.span, text, problem)
        if known := self._adoptions.confirmed(text):
            return Finding("reference fits", sentence.span, text, known)
        weight = self._weight(said, bool(named.documents) or bool(BODY.search(text)))
        if not weight or asks_or_heads(draft, sentence.span) or text in DISCLAIMER:
            return None
        reply = self._ask(said, named.documents) if len(terms(said)) >= FEWEST else None
        offer = self._offer(said, reply, ()) if reply and _sure(reply) else None
        if offer is None:
            detail = "no paragraph is named, and none was found that says this"
            unfound = Finding("claim without citation", sentence.span, text, detail)
            return unfound if weight == "claim" and not _OURS.search(text) else None
        detail = f"{self._corrections.label(offer.paragraph)} is nearest to this"
        if offer.problem:
            detail += f", but does not say it: {offer.problem}"
        end = sentence.span.end - (text[-1] in ".!?:;")
        return Finding(
            "claim without citation",
            sentence.span,
            text,
            detail,
            (),
            (offer.paragraph.locator,),
            (),
            () if offer.problem else (self._corrections.cite(end, offer.paragraph),),
        )

    def _weight(self, said: str, spoken: bool) -> Literal["", "subject", "claim"]:
        """A claim about the documents or those whom they name, a sentence on their subject, or neither."""
        own = set(terms(said))
        if spoken and len(own) >= FEWEST:
            return "claim"
        known = sum(self._lexicon.knows(term) for term in own)
        if len(own) < SHORTEST or known < KNOWN * len(own):
            return ""
        return "claim" if self._actors.mentions(said) else "subject"

    def _offer(self, said: str, reply: Reply, but: Sequence[Locator]) -> _Offer | None:
        """The first of the nearest paragraphs that says it; else the nearest of all."""
        near = [e.paragraph for e in reply.evidence[:SUPPORTS] if e.paragraph.locator not in but]
        offers = [_Offer(p, self._problem(said, [p])) for p in near[:NEAREST]]
        return next((o for o in offers if not o.problem), offers[0] if offers else None)

    def _problem(self, said: str, cited: Sequence[Paragraph]) -> str:
        """Say why the paragraphs do not say it, in a few words; empty if they do or nothing is said."""
        said = said[:LONGEST]
        if any(self._repeats(said, paragraph) for paragraph in cited):
            return ""
        missing = self._missing(said, cited)
        own = set(terms(said))
        if len(own) < SHORTEST and not weighty(said):
            return missing if len(own) >= FEWEST and self._lacks(said, cited, FEW_LACKING) else ""
        judgement = self._judging(said, cited)
        differs = (reason for paragraph in cited for reason in turned(said, paragraph.text, self._actors))
        reasons = list(dict.fromkeys(filter(None, (*judgement.problem.split("; "), *differs))))
        if reasons and all(reason in _DONE for reason in reasons):
            return ""
        if reasons and missing and self._lacks(said, cited, LACKING):
            reasons.append(missing)
        return "; ".join(reasons)

    def _known(self, cited: Sequence[Paragraph]) -> set[str]:
        """Terms of paragraphs, of their headings, and of the names of documents and their issuers."""
        texts = (f"{p.text} {' '.join(p.headings)}" for p in cited)
        return {*self._every_name, *terms(" ".join(texts))}

    def _lacks(self, said: str, cited: Sequence[Paragraph], share: float) -> bool:
        own = set(terms(said))
        return len(own - self._known(cited)) > share * len(own)

    def _missing(self, said: str, cited: Sequence[Paragraph]) -> str:
        """The words that paragraphs lack, named; empty if there are none."""
        known = self._known(cited)
        found = dict.fromkeys(w for w in words(said) if w.isalpha() and set(terms(w)) - known)
        return f"not there: {', '.join(f'“{w}”' for w in [*found][:MOST])}" if found else ""

    def _repeats(self, said: str, paragraph: Paragraph) -> bool:
        """Tell whether it is the paragraph's own words, with nothing more about them than who says it."""
        rest = rest_of(said, paragraph.text)
        if rest is None or weighty(" ".join(rest)):
            return False
        speaker = self._names[paragraph.locator.document]
        return all(set(terms(part)) <= speaker for part in rest)


def _sure(reply: Reply) -> bool:
    return isinstance(reply, Answer) and reply.relevance >= SURE


def _top(locator: Locator) -> Locator:
    return locator.parent or locator
