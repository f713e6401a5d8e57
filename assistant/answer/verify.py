"""The only place where an `Answer` is made: every citation resolves, every quote is verbatim, and what
is said beyond a quote is supported by what is cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.support.judge import Judgement
from assistant.types import (
    Answer,
    Citation,
    Draft,
    DraftStatement,
    Evidence,
    How,
    Rejection,
    RejectionReason,
    Statement,
)
from ingest.types import Locator, Paragraph, Span

Judging = Callable[[str, Sequence[Paragraph]], Judgement]

FEWEST = 4  # words of a statement or of a quote worth marking
LONGEST = 300  # characters of a statement; servers that can break off what is longer

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_END = re.compile(r"[.!?][\"”’)\]]*$")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def verify(question: str, draft: Draft, evidence: Sequence[Evidence], how: How) -> Answer:
    """An answer with what held, and a `Rejection` for each statement that did not.

    The answer has no statements if none held; the caller then refuses.
    """
    verifier = Verifier(evidence)
    for claim in draft.statements:
        verifier.check(claim)
    return verifier.answer(question, how)


class Verifier:
    """Checks the statements of one draft as they come. Without ``judging`` a statement must be words of
    its quote; with it, it may say them in other words.
    """

    def __init__(self, evidence: Sequence[Evidence], judging: Judging | None = None) -> None:
        self._evidence = tuple(evidence)
        self._known = {e.paragraph.locator: e.paragraph for e in evidence}
        self._judging = judging
        self.statements: list[Statement] = []
        self.rejections: list[Rejection] = []
        self._seen: set[tuple[str, str]] = set()
        self._held: set[str] = set()

    def check(self, claim: DraftStatement) -> Statement | Rejection:
        """Check a statement of a draft; keep and return the statement or rejection that it became."""
        said = _folded(claim.text).lower()
        again = said in self._held or (said, claim.marker) in self._seen
        if self._judging is not None and again:
            checked: Statement | Rejection = _reject(claim, "repeated", "the same was said before")
        else:
            checked = self._check(claim)
        self._seen.add((said, claim.marker))
        if isinstance(checked, Statement):
            self._held.add(said)
            self.statements.append(checked)
        else:
            self.rejections.append(checked)
        return checked

    def answer(self, question: str, how: How) -> Answer:
        return Answer(question, tuple(self.statements), self._evidence, how, tuple(self.rejections))

    def _check(self, claim: DraftStatement) -> Statement | Rejection:
        if not claim.marker:
            return _reject(claim, "uncited", "the statement names no paragraph")
        try:
            locators = [Locator.parse(marker) for marker in (claim.marker, *claim.also)]
        except ValueError as error:
            return _reject(claim, "malformed", str(error))
        for locator in locators:
            if locator not in self._known:
                return _reject(claim, "not in evidence", f"{locator} is not among the paragraphs found")
        cited = [self._known[locator] for locator in locators]
        if self._judging is None:
            return _verbatim(claim, cited)
        return self._supported(claim, cited, self._judging)

    def _supported(
        self, claim: DraftStatement, cited: Sequence[Paragraph], judging: Judging
    ) -> Statement | Rejection:
        """A statement in words of its own, cited where it is quoted or, without a quote long enough to
        be one, where the paragraph says it.
        """
        quoted = {p: span for p in cited if (span := _find_written(claim.quote, p.text))}
        if not quoted and re.search(r"\w", claim.quote):
            return _unquoted(claim, claim.quote, cited)
        if len(claim.text.split()) < FEWEST:
            return _reject(claim, "malformed", "too short to say anything")
        if len(claim.text) > LONGEST - FEWEST and not _END.search(claim.text):
            return _reject(claim, "malformed", "too long, so that its end is missing")
        for words in _QUOTED.findall(claim.text):
            if not any(_find_written(words, p.text) for p in cited):
                return _unquoted(claim, words, cited)
        judgement = judging(claim.text, cited)
        if judgement.problem:
            return _reject(claim, "unsupported", f"{cited[0].locator}: {judgement.problem}")
        long = {p: span for p, span in quoted.items() if len(span.of(p.text).split()) >= FEWEST}
        places = {**dict(judgement.nearest), **long}
        return Statement(
            claim.text,
            tuple(Citation(p.locator, places[p], round(judgement.support, 4)) for p in cited if p in places),
        )


def _verbatim(claim: DraftStatement, cited: Sequence[Paragraph]) -> Statement | Rejection:
    """A statement that is words of its quote."""
    places = [(p, span) for p in cited if (span := find_quote(claim.quote, p.text))]
    if not places:
        return _unquoted(claim, claim.quote, cited)
    paragraph, span = places[0]
    if _folded(claim.text) not in _folded(span.of(paragraph.text)):
        detail = f"the statement says more than {paragraph.locator} does"
        return _reject(claim, "unsupported", detail)
    return Statement(claim.text, (Citation(paragraph.locator, span, 1.0),))


def find_quote(quote: str, text: str) -> Span | None:
    """Find the quote in ``text``, white space and kinds of quotation marks and dashes aside."""
    parts = quote.translate(_FOLD).split()
    if not parts:
        return None
    match = re.search(r"\s+".join(re.escape(part) for part in parts), text.translate(_FOLD))
    return Span(match.start(), match.end()) if match else None


def _find_written(quote: str, text: str) -> Span | None:
    """As `find_quote`; the case of the first letter and the point at the end are a writer's right."""
    plain = quote.strip(" .,;:…")
    if not plain:
        return None
    swapped = f"{plain[:1].swapcase()}{plain[1:]}"
    return find_quote(quote, text) or find_quote(plain, text) or find_quote(swapped, text)


def _folded(text: str) -> str:
    return " ".join(text.translate(_FOLD).split())


def _unquoted(claim: DraftStatement, words: str, cited: Sequence[Paragraph]) -> Rejection:
    return _reject(claim, "quote not found", f"“{words}” is not in {cited[0].locator}")


def _reject(claim: DraftStatement, reason: RejectionReason, detail: str) -> Rejection:
    return Rejection(claim.text, claim.marker, reason, detail)
