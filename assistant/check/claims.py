"""A writer's own words: held against the paragraph that they cite, or given one to cite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.check.correction import Corrections
from assistant.check.draft import Sentence
from assistant.check.finding import Finding
from assistant.check.own_words import BODY, own_words, refers_only
from assistant.check.quoted import paragraphs_of
from assistant.check.reference import SYMBOL, Cited, Named
from assistant.check.verbatim import weighty
from assistant.check.wording import rest_of
from assistant.lexical import terms, words
from assistant.types import Answer, Reply
from assistant.verify import Judging
from ingest.types import Locator, Paragraph, Span

Ask = Callable[[str, Sequence[str]], Reply]  # a question and the documents to search

SUPPORTS = 10  # a paragraph among this many nearest to a sentence is on its subject
NEAREST = 3  # paragraphs that are tried as the right one
SURE = 0.5  # relevance 0..1 from which a citation is suggested
SHORTEST = 5  # terms; fewer are held against a paragraph only if they count, deny or oblige
LONGEST = 2000  # characters of a sentence that are searched for
LACKING = 0.3  # share 0..1 of missing words from which they are named
MOST = 5  # missing words that are named
_NAMES = "NATO Alliance Policy United Nations Security Council resolution paragraph"


@dataclass(frozen=True, slots=True)
class _Offer:
    """A paragraph that may be the right one; ``problem``: why it does not say this either, or empty."""

    paragraph: Paragraph
    problem: str


class Claims:
    """``judging`` holds words against paragraphs, ``ask`` finds the paragraphs nearest to them."""

    def __init__(self, judging: Judging, ask: Ask, corrections: Corrections) -> None:
        self._judging, self._ask, self._corrections = judging, ask, corrections

    def cited(self, draft: str, span: Span, group: Sequence[Cited], named: Named) -> Finding:
        """A passage beside references that name at least one paragraph."""
        text, there = span.of(draft), paragraphs_of(group)
        places = tuple(p.locator for p in there)
        references = [c.span for c in named.cited]
        said = own_words(draft, span, references)
        if not terms(said) or refers_only(draft, span, references):
            detail = "there is such a paragraph; what it says is not told here"
            return Finding("reference fits", span, text, detail, places)
        problem = self._problem(said, there)
        if not problem:
            detail = "the paragraph says this; it is not a quotation"
            return Finding("reference fits", span, text, detail, places)
        detail = f"{self._corrections.label(there[0])} does not say this: {problem}"
        reply = self._ask(said[:LONGEST], ())
        offer = self._offer(said, reply, places)
        if offer and not offer.problem:
            fix = self._corrections.renumber(draft, group[0], offer.paragraph, named.documents)
            return Finding(
                "wrong paragraph", span, text,
                f"{self._corrections.label(offer.paragraph)} says this; {detail}", places,
                (offer.paragraph.locator,), (), (fix,) if len(group) == 1 else (),
            )  # fmt: skip
        return self._unsaid(
            Finding("altered", span, text, detail, places, places[:1]), reply, offer
        )

    def _unsaid(self, altered: Finding, reply: Reply, offer: _Offer | None) -> Finding:
        """What no paragraph is found to say: altered if the one cited is on its subject."""
        family = {_top(place) for place in altered.cited}
        if family & {_top(e.paragraph.locator) for e in reply.evidence[:SUPPORTS]}:
            return altered
        if offer and _sure(reply):
            detail = f"{altered.detail}; nearer to it is {self._corrections.label(offer.paragraph)}"
            right = (offer.paragraph.locator,)
            return replace(altered, status="wrong paragraph", detail=detail, right=right)
        detail = f"{altered.detail}; nor was a paragraph found that does"
        return replace(altered, status="not in the corpus", detail=detail, right=())

    def uncited(self, draft: str, sentence: Sentence, named: Named) -> Finding | None:
        """A sentence about what the documents say that names no paragraph; None for any other."""
        text = sentence.span.of(draft)
        said = own_words(draft, sentence.span, sentence.references)
        said = SYMBOL.sub(" ", said) if named.documents else said
        spoken = bool(named.documents) or bool(BODY.search(text))
        if not spoken or len(terms(text)) < SHORTEST or text.startswith("#"):
            return None
        reply = self._ask(said[:LONGEST], named.documents) if len(terms(said)) >= SHORTEST else None
        offer = self._offer(said, reply, ()) if reply and _sure(reply) else None
        if offer is None:
            detail = "a document is named but no paragraph, and none was found that says this"
            unfound = Finding("claim without citation", sentence.span, text, detail)
            return unfound if SYMBOL.search(text) else None
        detail = f"{self._corrections.label(offer.paragraph)} is nearest to this"
        if offer.problem:
            detail += f", but does not say it: {offer.problem}"
        end = sentence.span.end - (text[-1] in ".!?:;")
        return Finding(
            "claim without citation", sentence.span, text, detail, (), (offer.paragraph.locator,), (),
            () if offer.problem else (self._corrections.cite(end, offer.paragraph),),
        )  # fmt: skip

    def _offer(self, said: str, reply: Reply, but: Sequence[Locator]) -> _Offer | None:
        """The first of the nearest paragraphs that says it; else the nearest of all."""
        near = [e.paragraph for e in reply.evidence[:SUPPORTS] if e.paragraph.locator not in but]
        offers = [_Offer(p, self._problem(said, [p])) for p in near[:NEAREST]]
        return next((o for o in offers if not o.problem), offers[0] if offers else None)

    def _problem(self, said: str, cited: Sequence[Paragraph]) -> str:
        """Why the paragraphs do not say it, in a few words; empty if they do or nothing is said."""
        if any(_repeats(said, paragraph.text) for paragraph in cited):
            return ""
        own = set(terms(said))
        if len(own) < SHORTEST and not weighty(said):
            return ""
        problem = self._judging(said, cited).problem
        reasons = list(dict.fromkeys(problem.split("; "))) if problem else []
        known = set(terms(" ".join((_NAMES, *(f"{p.text} {' '.join(p.headings)}" for p in cited)))))
        if reasons and len(own - known) > LACKING * len(own):
            missing = dict.fromkeys(w for w in words(said) if w.isalpha() and set(terms(w)) - known)
            listed = ", ".join(f"“{w}”" for w in [*missing][:MOST])
            reasons += [f"not there: {listed}"] if missing else []
        return "; ".join(reasons)


def _repeats(said: str, text: str) -> bool:
    """Whether it is the paragraph's own words, with nothing more about them than who says it."""
    rest = rest_of(SYMBOL.sub(" ", said), text)
    if rest is None or weighty(rest):
        return False
    return set(terms(rest)) <= set(terms(_NAMES))


def _sure(reply: Reply) -> bool:
    return isinstance(reply, Answer) and reply.relevance >= SURE


def _top(locator: Locator) -> Locator:
    return locator.parent or locator
