"""A conversation as HTML: questions, statements with citations, refusals, what can be done with a reply.

What can be clicked carries ``data-do`` (the event of `page.js`) and its values as ``data-…``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from assistant.export.copied_text import STYLES
from assistant.export.terminal import NEAREST, ShownCitation, shown_citation
from assistant.question.phrases import phrases, spans_of
from assistant.text.labels import inline_label
from assistant.text.notices import DIGEST_HINT
from assistant.types import Answer, Citation, Refusal, Reply
from assistant.ui.ask.welcome import welcome_html
from assistant.ui.rendering import render
from assistant.ui.shared import Exchange, SharedState
from assistant.ui.spans import marked, marks_value, merged
from assistant.workplace.feedback import REASONS
from ingest.library import Library
from ingest.types import Locator, Paragraph, Span


def conversation_html(shared: SharedState, past: Sequence[Exchange], asked: str = "") -> Markup:
    """Draw all exchanges, oldest first, and the question being asked; the examples if there is none."""
    if not past and not asked:
        return welcome_html(shared.assistant.model, shared.library.vocabulary)
    shown = Markup().join(exchange_html(shared, e, n) for n, e in enumerate(past))
    return shown + _article(asked, None, len(past), (), False) if asked else shown


@lru_cache(maxsize=1000)  # every reply shows the whole conversation again
def exchange_html(shared: SharedState, exchange: Exchange, number: int, whole: bool = True) -> Markup:
    """Draw one question and its reply; ``number`` counts from 0; not ``whole`` while it still grows."""
    symbols = [shared.library.document(d).symbol for d in exchange.documents]
    reply = exchange.reply
    return _article(reply.question, reply_html(reply, shared.library), number, symbols, whole)


def reply_html(reply: Reply, library: Library) -> Markup:
    """Draw an answer's statements or a refusal's reason."""
    if isinstance(reply, Refusal):
        symbols = [library.document(d).symbol for d in reply.searched]
        near = [e.paragraph for e in reply.evidence[:NEAREST]]
        nearest = [(p, _name(p, library)) for p in near]
        return render("refusal.html", refusal=reply, symbols=symbols, nearest=nearest)
    digests = any(not shown_citation(c, library).pages for c in reply.citations)
    statements = [
        (_asked_words(reply.question, s.text), [_cited(c, reply, library) for c in s.citations])
        for s in reply.statements
    ]
    return render("answer.html", answer=reply, statements=statements, hint=DIGEST_HINT if digests else "")


def first_source(reply: Reply) -> tuple[Locator, tuple[Span, ...]] | None:
    """Return the paragraph that is cited first, with all its quoted words."""
    if not isinstance(reply, Answer) or not reply.citations:
        return None
    locator = reply.citations[0].locator
    return locator, merged(c.span for c in reply.citations if c.locator == locator)


def _article(question: str, reply: Markup | None, number: int, symbols: Sequence[str], whole: bool) -> Markup:
    return render(
        "exchange.html",
        question=question,
        reply=reply,
        number=number,
        symbols=symbols,
        whole=whole,
        styles=STYLES,
        reasons=REASONS,
    )


def _asked_words(question: str, text: str) -> Markup:
    """Mark the phrases of the question in a statement."""
    return marked(text, merged(span for p in phrases(question) for span in spans_of(p, text)))


def _cited(citation: Citation, answer: Answer, library: Library) -> tuple[str, ShownCitation, str]:
    """Return the paragraph's short name, the quotation, and all words of it that the answer quotes."""
    name = _name(library.paragraph(citation.locator), library)
    spans = merged(c.span for c in answer.citations if c.locator == citation.locator)
    return name, shown_citation(citation, library), marks_value(spans)


def _name(paragraph: Paragraph, library: Library) -> str:
    return inline_label(paragraph, library.document(paragraph.locator.document))
