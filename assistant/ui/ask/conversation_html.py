"""A conversation as HTML: questions, statements with citations, refusals, take-away and thumbs.

Every word of documents, questions and visitors is escaped. What can be clicked carries
``data-do`` (the event of `page.js`) and its values as ``data-…``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from assistant.assistant import Assistant
from assistant.export.copied_text import STYLES
from assistant.export.terminal import NEAREST, page_or_digest, quoted, writer_line
from assistant.question.phrases import phrases, spans_of
from assistant.text.labels import inline_label
from assistant.text.notices import DIGEST_HINT
from assistant.types import Answer, Citation, Evidence, Refusal, Reply, Statement, Written
from assistant.ui.ask.welcome import welcome_html
from assistant.ui.desk import Desk, Exchange, merged
from assistant.ui.evidence import marked
from assistant.workplace.feedback import REASONS
from ingest.types import Locator, Span

WAITING = "<p class='wps-wait'>Searching the documents …</p>"


def conversation_html(desk: Desk, past: Sequence[Exchange], asked: str = "") -> str:
    """All exchanges, oldest first, and what is being asked now; the examples if there is nothing."""
    if not past and not asked:
        return welcome_html(desk.assistant.model)
    shown = "".join(exchange_html(desk, e, n) for n, e in enumerate(past))
    if asked:
        shown += _article(_question(asked) + WAITING, len(past))
    return shown


@lru_cache(maxsize=1000)  # every reply shows the whole conversation again
def exchange_html(desk: Desk, exchange: Exchange, number: int, whole: bool = True) -> str:
    """One question and its reply; ``number`` counts from 0; not ``whole`` while it still grows."""
    body = _question(exchange.reply.question) + reply_html(exchange.reply, desk.assistant)
    if exchange.documents:
        symbols = ", ".join(desk.documents[d].symbol for d in exchange.documents)
        body += f"<p class='wps-foot'>Searched only in {escape(symbols)}</p>"
    if whole:
        body += _foot(number)
    return _article(body, number)


def reply_html(reply: Reply, assistant: Assistant) -> str:
    """An answer's statements or a refusal's reason."""
    if isinstance(reply, Refusal):
        return _refusal(reply, assistant)
    statements = _remarks(reply) + "".join(_statement(s, reply, assistant) for s in reply.statements)
    if not reply.evidence:  # it still grows
        return f"<div class='wps-answer'>{statements}</div>"
    if any(not quoted(c, assistant).pages for c in reply.citations):
        statements += f"<p class='wps-foot'>{escape(DIGEST_HINT)}</p>"
    n, total = len(reply.statements), len(reply.statements) + len(reply.rejections)
    chance = round(100 * reply.relevance)
    foot = (
        f"<p class='wps-foot'><span class='wps-verified'>{n} of {total} statements verified</span>"
        f" · relevance <meter min='0' max='100' value='{chance}' aria-label='relevance of the first "
        f"paragraph'>{chance}</meter> {reply.relevance:.2f}</p>"
    )
    written = _written(reply.written) if reply.written else ""
    return f"<div class='wps-answer'>{statements}</div>{foot}{written}{_rejected(reply)}"


def first_source(reply: Reply) -> tuple[Locator, tuple[Span, ...]] | None:
    """The paragraph that is cited first, with all its quoted words."""
    if not isinstance(reply, Answer) or not reply.citations:
        return None
    locator = reply.citations[0].locator
    return locator, merged([c.span for c in reply.citations if c.locator == locator])


def _article(body: str, number: int) -> str:
    return f"<article class='wps-exchange' data-number='{number}'>{body}</article>"


def _question(text: str) -> str:
    return f"<h3 class='wps-question' dir='auto'>{escape(text)}</h3>"


def _statement(statement: Statement, answer: Answer, assistant: Assistant) -> str:
    cites = "".join(_cite(c, answer, assistant) for c in statement.citations)
    asked = (span for p in phrases(answer.question) for span in spans_of(p, statement.text))
    words = marked(statement.text, merged(sorted(asked, key=lambda span: span.start)))
    return f"<p class='wps-statement'>{words} {cites}</p>"


def _cite(citation: Citation, answer: Answer, assistant: Assistant) -> str:
    """The document's own number as a button; hovering or focusing it shows the quote."""
    shown = quoted(citation, assistant)
    paragraph = assistant.paragraphs[citation.locator]
    name = inline_label(paragraph, assistant.documents[citation.locator.document])
    spans = merged([c.span for c in answer.citations if c.locator == citation.locator])
    return (
        f"<span class='wps-cited'><button type='button' class='wps-cite' data-do='open' "
        f"data-locator='{escape(shown.locator)}' data-marks='{marks_value(spans)}' "
        f"aria-label='{escape(name)}: open {escape(shown.label)}, {escape(shown.where)}'>"
        f"{escape(name)}</button>"
        f"<span class='wps-tip' role='tooltip'><strong>{escape(shown.label)}</strong>, "
        f"{escape(shown.where)}<br>“{escape(shortened(shown.quote, 280))}”</span></span>"
    )


def marks_value(spans: Sequence[Span]) -> str:
    """``12-40,55-60``: read back by `assistant.ui.evidence.read_marks`."""
    return ",".join(f"{s.start}-{s.end}" for s in spans)


def _remarks(answer: Answer) -> str:
    return "".join(f"<p class='wps-remark'>{escape(r)}</p>" for r in answer.remarks)


def _written(written: Written) -> str:
    """Who wrote the answer, or why the model did not, and what there is to know about that."""
    line = f"<p class='wps-foot'>{escape(writer_line(written))}</p>"
    if not written.details:
        return line
    return (
        f"{line}<details class='wps-foot'><summary>Details</summary>"
        f"<pre>{escape(written.details)}</pre></details>"
    )


def _rejected(answer: Answer) -> str:
    if not answer.rejections:
        return ""
    rows = "".join(
        f"<li><q>{escape(r.statement)}</q> — <strong>{escape(r.reason)}</strong>: {escape(r.detail)}</li>"
        for r in answer.rejections
    )
    return (
        f"<details class='wps-rejected'><summary>{len(answer.rejections)} rejected statements"
        f"</summary><ul>{rows}</ul></details>"
    )


def _refusal(refusal: Refusal, assistant: Assistant) -> str:
    if not refusal.searched:
        return f"<div class='wps-refusal'><p>{escape(refusal.reason)}</p></div>"
    symbols = ", ".join(assistant.documents[d].symbol for d in refusal.searched)
    nearest = "".join(_near(e, assistant) for e in refusal.evidence[:NEAREST])
    unknown = ""
    if refusal.unknown:
        words = ", ".join(f"<q>{escape(w)}</q>" for w in refusal.unknown)
        unknown = f"<p>Occur in none of them: {words}.</p>"
    return (
        f"<div class='wps-refusal'><p><strong>{escape(refusal.reason)}</strong></p>"
        f"<p class='wps-path'>Searched: {escape(symbols)}.</p>{unknown}"
        f"<p>Nearest paragraphs, which may not answer:</p><ul>{nearest}</ul></div>"
    )


def _near(evidence: Evidence, assistant: Assistant) -> str:
    paragraph = evidence.paragraph
    name = inline_label(paragraph, assistant.documents[paragraph.locator.document])
    return (
        f"<li><button type='button' class='wps-cite' data-do='open' "
        f"data-locator='{escape(str(paragraph.locator))}' data-marks=''>{escape(name)}</button> "
        f"{escape(page_or_digest(paragraph))}: {escape(shortened(paragraph.text))}</li>"
    )


def _foot(number: int) -> str:
    """Take-away, thumbs and retry."""
    copies = "".join(
        f"<li><button type='button' data-do='take' data-number='{number}' data-style='{style}'>"
        f"Copy as {name}</button></li>"
        for style, name in STYLES
    )
    reasons = "".join(
        f"<li><button type='button' data-do='rate' data-number='{number}' data-reason='{r}'>"
        f"{r.capitalize()}</button></li>"
        for r in REASONS
    )
    return (
        "<div class='wps-tools'>"
        f"<details><summary>Take away</summary><ul>{copies}<li><button type='button' "
        f"data-do='word' data-number='{number}'>Download DOCX</button></li></ul></details>"
        f"<button type='button' data-do='rate' data-number='{number}' data-reason='' "
        "aria-label='This reply helps'>Helps</button>"
        "<details><summary aria-label='This reply does not help: say why'>Does not help</summary>"
        f"<ul>{reasons}</ul></details>"
        f"<button type='button' data-do='retry' data-number='{number}'>Ask again</button></div>"
    )


def shortened(text: str, length: int = 160) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
