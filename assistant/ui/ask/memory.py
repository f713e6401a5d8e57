"""Conversations as a visitor's browser keeps them (`store.js`): rows of JSON, checked when they come back.

What comes out of a browser is data: a reply is only shown again if every quotation still stands where
it says, and every sentence of a language model is verified again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

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
    Reply,
    Statement,
    Written,
)
from assistant.ui.shared import NEAREST, Exchange, SharedState
from ingest.errors import QuestionError
from ingest.types import Locator, Paragraph, Span

OUTDATED = "The documents have changed since this was answered. Ask again."
MOST = 100  # exchanges of a conversation that are shown again, the latest
TITLE = 60  # characters
LONGEST = 2000  # characters of a language model's sentence

JsonRow = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kept:
    """The state that one tab of a browser sends: ``titles`` of all conversations with their ids, newest
    first; ``open``, the id of the tab's own (empty: a new one), and its ``rows``, those of `exchange_row`.
    """

    titles: tuple[tuple[str, str], ...]
    open: str
    rows: tuple[JsonRow, ...]


def kept_json(exchanges: Sequence[Exchange], own: str) -> str:
    """A conversation for the browser to keep; ``own`` is the browser's own note of which it is."""
    title = exchanges[0].reply.question[:TITLE]
    rows = [exchange_row(e) for e in exchanges]
    return json.dumps({"own": own, "title": title, "rows": rows}, ensure_ascii=False)


def read_kept(text: str) -> Kept:
    """Read the state that a browser sent; leave out what is not of that form."""
    try:
        value = json.loads(text)
        titles = tuple((str(title)[:TITLE], str(name)) for title, name in _list(value, "titles"))
        rows = tuple(r for r in _list(value, "rows") if isinstance(r, dict))[-MOST:]
        return Kept(titles, str(value["open"]), rows)
    except (KeyError, ValueError, TypeError, RecursionError):
        return Kept((), "", ())


def exchange_row(exchange: Exchange) -> JsonRow:
    reply = exchange.reply
    row: JsonRow = {
        "question": reply.question,
        "documents": list(exchange.documents),
        "day": exchange.day,
        "evidence": [[str(e.paragraph.locator), e.relevance] for e in reply.evidence[:NEAREST]],
    }
    if isinstance(reply, Refusal):
        return {
            **row,
            "refused": reply.reason,
            "searched": list(reply.searched),
            "unknown": list(reply.unknown),
        }
    row["statements"] = [
        {"text": s.text, "citations": [[str(c.locator), c.span.start, c.span.end] for c in s.citations]}
        for s in reply.statements
    ]
    row["how"] = reply.how
    row["remarks"] = list(reply.remarks)
    row["rejections"] = [[r.statement, r.marker, r.reason, r.detail] for r in reply.rejections]
    if reply.written is not None:
        written = reply.written
        row["written"] = [written.model, written.used, written.notice, written.details]
    return row


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
        reply = _reply(row, assistant, judging)
        documents = tuple(str(d) for d in _list(row, "documents"))
        if not all(d in assistant.library for d in documents):
            return None
        day = str(row["day"])
        if dt.date.fromisoformat(day).isoformat() != day:
            return None
        return Exchange(reply, documents, day)
    except (KeyError, ValueError, TypeError, IndexError, OverflowError, QuestionError):
        return None


def _reply(row: JsonRow, assistant: Assistant, judging: Judging) -> Reply:
    question = read_pasted(str(row["question"])).shown
    evidence = tuple(
        Evidence(_paragraph(str(pair[0]), assistant), _share(pair[1]), n)
        for n, pair in enumerate(_list(row, "evidence"), start=1)
    )
    if "refused" in row:
        searched = tuple(str(d) for d in _list(row, "searched") if d in assistant.library)
        unknown = tuple(str(w) for w in _list(row, "unknown"))
        return Refusal(question, str(row["refused"]), evidence, searched, unknown)
    statements = tuple(_statement(item, assistant, judging) for item in _list(row, "statements"))
    if not statements:
        raise ValueError("an answer without statements")
    rejections = tuple(Rejection(*map(str, r)) for r in _list(row, "rejections"))  # type: ignore[arg-type]
    remarks = tuple(str(r) for r in _list(row, "remarks"))
    quoted = all(is_quotation(s, assistant.library) for s in statements)
    how = _how(row) if quoted else "written by a model"
    return Answer(question, statements, evidence, how, rejections, remarks, _written(row, quoted))


def _statement(item: JsonRow, assistant: Assistant, judging: Judging) -> Statement:
    """A quotation if it is one; else a language model's sentence, which is verified again."""
    text = str(item["text"])
    places = [
        (_paragraph(str(locator), assistant), Span(int(start), int(end)))
        for locator, start, end in _list(item, "citations")
    ]
    if not places or not all(0 <= s.start < s.end <= len(p.text) for p, s in places):
        raise ValueError("a statement without citation, or with one beyond its paragraph")
    paragraph, span = places[0]
    quotation = Statement(text, (Citation(paragraph.locator, span, 1.0),))
    if len(places) == 1 and is_quotation(quotation, assistant.library):
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


def _how(row: JsonRow) -> How:
    """Rows that were kept before answers said how they came about were mostly found."""
    return next((how for how in get_args(How) if how == row.get("how")), "found")


def _written(row: JsonRow, quoted: bool) -> Written | None:
    """A reply that is not ``quoted`` throughout was written by a model, and must say by which."""
    if quoted and "written" not in row:
        return None
    model, used, notice, details = _list(row, "written")
    if not quoted and used is not True:
        raise ValueError("sentences of a model, said to be the documents' own")
    notice = "" if used is True else str(notice)
    return Written(str(model), used is True, notice, str(details), (), (), 0, 0, 0.0)


def _share(value: object) -> float:
    share = float(str(value))
    if not 0 <= share <= 1:
        raise ValueError("a relevance beyond 0 to 1")
    return share


def _paragraph(locator: str, assistant: Assistant) -> Paragraph:
    return assistant.library.paragraph(Locator.parse(locator))


def _list(row: JsonRow, name: str) -> list:  # type: ignore[type-arg]
    value = row[name]
    if not isinstance(value, list):
        raise TypeError(name)
    return value
