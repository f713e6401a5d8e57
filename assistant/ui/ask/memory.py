"""Conversations as a visitor's browser keeps them (`store.js`): rows of JSON, checked when they come back.

What comes out of a browser is data: a reply is only shown again if every quotation still stands where
it says, and every sentence of a language model is verified again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.verify import Judging, Verifier
from assistant.assistant import Assistant
from assistant.export.copied_text import is_quotation
from assistant.question.pasted import read_pasted
from assistant.types import (
    Answer,
    Citation,
    DraftStatement,
    Evidence,
    How,
    Refusal,
    Rejection,
    RejectionReason,
    Reply,
    Statement,
    Written,
)
from assistant.ui.ask.kept_survey import KeptSurvey, survey_of, with_survey
from assistant.ui.shared import NEAREST, Exchange, SharedState
from ingest.errors import QuestionError
from ingest.json_values import from_row, to_row
from ingest.library import Library
from ingest.types import Locator, Span

OUTDATED = "The documents have changed since this was answered. Ask again."
MOST = 100  # exchanges of a conversation that are shown again, the latest
TITLE = 60  # characters
LONGEST = 2000  # characters of a language model's sentence

JsonRow = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kept:
    """The state that one tab of a browser sends: ``open``, the id of its own conversation (empty: a new
    one), and its ``rows``, those of `exchange_row`.
    """

    open: str
    rows: tuple[JsonRow, ...]


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement with its quotations: locator, and where the words begin and end in the paragraph's text."""

    text: str
    citations: tuple[tuple[Locator, int, int], ...]


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """A row. ``evidence``: locators with their relevance, 0..1; ``refused``: the reason of a refusal, None
    for an answer; ``rejections``: statement, marker, reason, detail; ``written``: a language model's name,
    whether the statements are its own, notice, details.
    """

    question: str
    day: str
    documents: tuple[str, ...] = ()
    evidence: tuple[tuple[Locator, float], ...] = ()
    refused: str | None = None
    searched: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    statements: tuple[KeptStatement, ...] = ()
    how: How = "found"  # of rows that were kept before answers said how they came about
    remarks: tuple[str, ...] = ()
    rejections: tuple[tuple[str, str, RejectionReason, str], ...] = ()
    written: tuple[str, bool, str, str] | None = None
    offers: tuple[str, ...] = ()
    survey: KeptSurvey | None = None


def kept_json(exchanges: Sequence[Exchange], own: str) -> str:
    """A conversation for the browser to keep; ``own`` is the browser's own note of which it is."""
    title = exchanges[0].reply.question[:TITLE]
    rows = [exchange_row(e) for e in exchanges]
    return json.dumps({"own": own, "title": title, "rows": rows}, ensure_ascii=False)


def read_kept(text: str) -> Kept:
    """Read the state that a browser sent; leave out what is not of that form."""
    try:
        value = json.loads(text)
        rows = tuple(r for r in value["rows"] if isinstance(r, dict))[-MOST:]
        return Kept(str(value["open"]), rows)
    except (KeyError, ValueError, TypeError, RecursionError):
        return Kept("", ())


def exchange_row(exchange: Exchange) -> JsonRow:
    """Return an exchange as a row for the browser, which `read_exchange` reads."""
    reply = exchange.reply
    kept = KeptExchange(
        reply.question,
        exchange.day,
        exchange.documents,
        tuple((e.paragraph.locator, e.relevance) for e in reply.evidence[:NEAREST]),
    )
    if isinstance(reply, Refusal):
        return to_row(
            replace(
                kept,
                refused=reply.reason,
                searched=reply.searched,
                unknown=reply.unknown,
                offers=reply.offers,
            )
        )
    written = reply.written
    return to_row(
        replace(
            kept,
            statements=tuple(
                KeptStatement(s.text, tuple((c.locator, c.span.start, c.span.end) for c in s.citations))
                for s in reply.statements
            ),
            how=reply.how,
            remarks=reply.remarks,
            rejections=tuple((r.statement, r.marker, r.reason, r.detail) for r in reply.rejections),
            written=(written.model, written.used, written.notice, written.details) if written else None,
            offers=reply.offers,
            survey=survey_of(reply) if reply.form else None,
        )
    )


def holding(past: tuple[Exchange, ...], shared: SharedState) -> tuple[Exchange, ...]:
    """Return the exchanges in their places; of those that were answered from an earlier index and do not
    hold against the one in use, only the question is left.
    """
    if not shared.renewed:
        return past
    judging = shared.assistant.judge
    read = [read_exchange(exchange_row(e), shared.assistant, judging) for e in past]
    return tuple(now or _outdated(e) for now, e in zip(read, past, strict=True))


def _outdated(exchange: Exchange) -> Exchange:
    return Exchange(Refusal(exchange.reply.question, OUTDATED, (), ()), (), exchange.day)


def read_exchange(row: JsonRow, assistant: Assistant, judging: Judging) -> Exchange | None:
    """Read an exchange; None if the row is damaged, cites words that are no longer there, or says what
    ``judging`` does not find in the paragraphs that it cites.
    """
    try:
        kept = from_row(KeptExchange, row)
        reply = _reply(kept, assistant.library, judging)
        if not all(d in assistant.library for d in kept.documents):
            return None
        if dt.date.fromisoformat(kept.day).isoformat() != kept.day:
            return None
        return Exchange(reply, kept.documents, kept.day)
    except (KeyError, ValueError, RecursionError, QuestionError):
        return None


def _reply(kept: KeptExchange, library: Library, judging: Judging) -> Reply:
    question = read_pasted(kept.question).shown
    if not all(0 <= share <= 1 for _, share in kept.evidence):
        raise ValueError("a relevance beyond 0 to 1")
    evidence = tuple(
        Evidence(library.paragraph(locator), share, n)
        for n, (locator, share) in enumerate(kept.evidence, start=1)
    )
    if kept.refused is not None:
        searched = tuple(d for d in kept.searched if d in library)
        return Refusal(question, kept.refused, evidence, searched, kept.unknown, kept.offers)
    statements = tuple(_statement(s, library, judging) for s in kept.statements)
    if not statements:
        raise ValueError("an answer without statements")
    quoted = all(is_quotation(s, library) for s in statements)
    answer = Answer(
        question,
        statements,
        evidence,
        kept.how if quoted else "written by a model",
        tuple(Rejection(*r) for r in kept.rejections),
        kept.remarks,
        _written(kept, quoted),
        offers=kept.offers,
    )
    return with_survey(answer, kept.survey, library) if kept.survey else answer


def _statement(kept: KeptStatement, library: Library, judging: Judging) -> Statement:
    """A quotation if it is one; else a language model's sentence, which is verified again."""
    text = kept.text
    places = [(library.paragraph(locator), Span(start, end)) for locator, start, end in kept.citations]
    if not places or not all(0 <= s.start < s.end <= len(p.text) for p, s in places):
        raise ValueError("a statement without citation, or with one beyond its paragraph")
    paragraph, span = places[0]
    quotation = Statement(text, (Citation(paragraph.locator, span, 1.0),))
    if len(places) == 1 and is_quotation(quotation, library):
        return quotation
    if len(text) > LONGEST:
        raise ValueError("too long for a sentence")
    cited = tuple(dict.fromkeys(p for p, _ in places))
    first, *also = (str(p.locator) for p in cited)
    claim = DraftStatement(text, first, span.of(paragraph.text), tuple(also))
    evidence = [Evidence(p, 0.0, n) for n, p in enumerate(cited, start=1)]
    checked = Verifier(evidence, judging).check(claim)
    if isinstance(checked, Rejection):
        raise ValueError(checked.detail)
    return checked


def _written(kept: KeptExchange, quoted: bool) -> Written | None:
    """A reply that is not ``quoted`` throughout was written by a model, and must say by which."""
    if kept.written is None:
        if quoted:
            return None
        raise ValueError("sentences of a model that is not named")
    model, used, notice, details = kept.written
    if not quoted and not used:
        raise ValueError("sentences of a model, said to be the documents' own")
    return Written(model, used, "" if used else notice, details, (), (), 0, 0, 0.0)
