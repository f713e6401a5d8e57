"""Conversations as a visitor's browser keeps them: rows of JSON, checked again when they come back.

What comes out of a browser is data: a reply is only shown again if every citation still resolves to
the words that it quoted.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.types import (
    Answer,
    Citation,
    Evidence,
    Refusal,
    Rejection,
    Reply,
    Statement,
    Written,
)
from assistant.ui.desk import NEAREST, Exchange
from ingest.types import Locator, Paragraph, Span

MOST = 30  # conversations kept; the oldest go first
TITLE = 60  # characters

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Kept:
    """One conversation; ``rows`` are those of `exchange_row`, ``title`` is its first question."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """All conversations of one browser, newest first; ``open`` is the id of the one on screen."""

    open: str
    kept: tuple[Kept, ...]

    def current(self) -> Kept | None:
        return next((k for k in self.kept if k.id == self.open), None)

    def with_exchanges(self, exchanges: Sequence[Exchange]) -> Memory:
        """The open conversation (a new one if none is) holding these exchanges."""
        if not exchanges:
            return self
        name = self.open or secrets.token_hex(6)
        title = exchanges[0].reply.question[:TITLE]
        fresh = Kept(name, title, tuple(exchange_row(e) for e in exchanges))
        rest = tuple(k for k in self.kept if k.id != name)
        return Memory(name, (fresh, *rest)[:MOST])

    def without(self, name: str) -> Memory:
        kept = tuple(k for k in self.kept if k.id != name)
        return Memory("" if self.open == name else self.open, kept)

    def opened(self, name: str) -> Memory:
        return replace(self, open=name)

    def as_json(self) -> Row:
        kept = [{"id": k.id, "title": k.title, "rows": list(k.rows)} for k in self.kept]
        return {"open": self.open, "kept": kept}


def read_memory(value: object) -> Memory:
    """What the browser holds; conversations that are not of that form are left out."""
    if not isinstance(value, dict):
        return Memory("", ())
    listed = value.get("kept")
    kept = []
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and isinstance(item.get("rows"), list) and item.get("id"):
            rows = tuple(r for r in item["rows"] if isinstance(r, dict))
            kept.append(Kept(str(item["id"]), str(item.get("title", ""))[:TITLE], rows))
    return Memory(str(value.get("open", "")), tuple(kept[:MOST]))


def exchange_row(exchange: Exchange) -> Row:
    reply = exchange.reply
    row: Row = {
        "question": reply.question,
        "documents": list(exchange.documents),
        "day": exchange.day,
        "evidence": [[str(e.paragraph.locator), e.relevance] for e in reply.evidence[:NEAREST]],
    }
    if isinstance(reply, Refusal):
        return {
            **row, "refused": reply.reason, "searched": list(reply.searched),
            "unknown": list(reply.unknown),
        }  # fmt: skip
    row["statements"] = [
        {"text": s.text, "citations": [
            [str(c.locator), c.span.start, c.span.end, c.support] for c in s.citations]}
        for s in reply.statements
    ]  # fmt: skip
    row["remarks"] = list(reply.remarks)
    row["written"] = reply.written.model if reply.written and reply.written.used else ""
    row["rejections"] = [[r.statement, r.marker, r.reason, r.detail] for r in reply.rejections]
    return row


def read_exchange(row: Row, assistant: Assistant) -> Exchange | None:
    """None if the row is damaged or cites words that are no longer there."""
    try:
        reply = _reply(row, assistant)
        documents = tuple(str(d) for d in _list(row, "documents"))
        if not set(documents) <= set(assistant.documents):
            return None
        day = str(row["day"])
        if len(day) != 10:
            return None
        return Exchange(reply, documents, day)
    except (KeyError, ValueError, TypeError, IndexError):
        return None


def _reply(row: Row, assistant: Assistant) -> Reply:
    question = str(row["question"])
    evidence = tuple(
        Evidence(_paragraph(str(pair[0]), assistant), float(pair[1]), n)
        for n, pair in enumerate(_list(row, "evidence"), start=1)
    )
    if "refused" in row:
        searched = tuple(str(d) for d in _list(row, "searched") if d in assistant.documents)
        unknown = tuple(str(w) for w in _list(row, "unknown"))
        return Refusal(question, str(row["refused"]), evidence, searched, unknown)
    statements = tuple(_statement(item, assistant) for item in _list(row, "statements"))
    if not statements:
        raise ValueError("an answer without statements")
    rejections = tuple(Rejection(*map(str, r)) for r in _list(row, "rejections"))  # type: ignore[arg-type]
    remarks = tuple(str(r) for r in _list(row, "remarks"))
    model = str(row["written"])
    written = Written(model, True, "", "", (), (), 0, 0, 0.0) if model else None
    return Answer(question, statements, evidence, rejections, remarks, written)


def _statement(item: Row, assistant: Assistant) -> Statement:
    text = str(item["text"])
    citations = []
    for locator, start, end, support in _list(item, "citations"):
        paragraph = _paragraph(str(locator), assistant)
        span = Span(int(start), int(end))
        if not 0 <= span.start < span.end <= len(paragraph.text):
            raise ValueError("a citation beyond its paragraph")
        if float(support) == 1.0 and text != span.of(paragraph.text):
            raise ValueError("a quotation that is not one")
        citations.append(Citation(paragraph.locator, span, float(support)))
    if not citations:
        raise ValueError("a statement without citation")
    return Statement(text, tuple(citations))


def _paragraph(locator: str, assistant: Assistant) -> Paragraph:
    return assistant.paragraphs[Locator.parse(locator)]


def _list(row: Row, name: str) -> list:  # type: ignore[type-arg]
    value = row[name]
    if not isinstance(value, list):
        raise TypeError(name)
    return value
