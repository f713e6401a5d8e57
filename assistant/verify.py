"""The only place where an `Answer` is made: every citation resolves and every quote is verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import (
    Answer,
    Citation,
    Draft,
    DraftStatement,
    Evidence,
    Rejection,
    RejectionReason,
    Statement,
)
from ingest.types import Locator, Paragraph, Span

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def verify(question: str, draft: Draft, evidence: Sequence[Evidence]) -> Answer:
    """An answer with what held, and a `Rejection` for each statement that did not.

    The answer has no statements if none held; the caller then refuses.
    """
    known = {e.paragraph.locator: e.paragraph for e in evidence}
    statements: list[Statement] = []
    rejections: list[Rejection] = []
    for claim in draft.statements:
        checked = _check(claim, known)
        if isinstance(checked, Statement):
            statements.append(checked)
        else:
            rejections.append(checked)
    return Answer(question, tuple(statements), tuple(evidence), tuple(rejections))


def _check(claim: DraftStatement, known: dict[Locator, Paragraph]) -> Statement | Rejection:
    if not claim.marker:
        return _reject(claim, "uncited", "the statement names no paragraph")
    try:
        locator = Locator.parse(claim.marker)
    except ValueError as error:
        return _reject(claim, "malformed", str(error))
    paragraph = known.get(locator)
    if paragraph is None:
        return _reject(claim, "not in evidence", f"{locator} is not among the paragraphs found")
    span = find_quote(claim.quote, paragraph.text)
    if span is None:
        return _reject(claim, "quote not found", f"these words are not in {locator}")
    if _folded(claim.text) not in _folded(span.of(paragraph.text)):
        return _reject(claim, "unsupported", f"the statement says more than {locator} does")
    return Statement(claim.text, (Citation(locator, span, 1.0),))


def find_quote(quote: str, text: str) -> Span | None:
    """Where ``text`` holds the quote, white space and kinds of quotation marks and dashes aside."""
    parts = quote.translate(_FOLD).split()
    if not parts:
        return None
    match = re.search(r"\s+".join(re.escape(part) for part in parts), text.translate(_FOLD))
    return Span(match.start(), match.end()) if match else None


def _folded(text: str) -> str:
    return " ".join(text.translate(_FOLD).split())


def _reject(claim: DraftStatement, reason: RejectionReason, detail: str) -> Rejection:
    return Rejection(claim.text, claim.marker, reason, detail)
