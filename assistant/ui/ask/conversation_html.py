"""A conversation as HTML: questions, replies, and what can be done with a reply.

What can be pressed carries ``data-do`` (an action of `page.js` or an event of the server) and its values as
``data-…``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from assistant.export.copied_text import STYLES
from assistant.export.terminal import basis, first_chance, writer_line
from assistant.text.language import Language, language_of
from assistant.text.messages import message
from assistant.types import Answer, Reply
from assistant.ui.ask.answer_html import quoted_spans, reply_html
from assistant.ui.ask.survey_html import WIDE
from assistant.ui.ask.welcome import welcome_html
from assistant.ui.rendering import render
from assistant.ui.shared import Exchange, SharedState
from assistant.ui.spans import marks_value
from assistant.workplace.feedback import REASONS
from ingest.types import Locator, Span

TITLE = 60  # characters


def conversation_html(
    shared: SharedState, past: Sequence[Exchange], language: Language, asked: str = "", failed: str = ""
) -> Markup:
    """Draw all exchanges, oldest first, and the question being asked, or why it ``failed``; the welcome if
    there is none.
    """
    if not past and not asked:
        return welcome_html(shared, language)
    shown = [exchange_html(shared, e, n, language) for n, e in enumerate(past)]
    if asked:
        shown.append(_turn(asked, len(past), _spoken(asked, language), failed=failed, whole=bool(failed)))
    return framed(shown, past[0].reply.question if past else asked, language, wide_form(past))


def framed(turns: Sequence[Markup], title: str, language: Language, wide: bool = False) -> Markup:
    """Draw the conversation around its turns, in the ``wide`` column where one of them needs it."""
    return render("conversation.html", language, turns=Markup().join(turns), title=title[:TITLE], wide=wide)


def wide_form(past: Sequence[Exchange]) -> bool:
    """Tell whether an exchange holds a table, a comparison or a timeline."""
    return any(isinstance(e.reply, Answer) and e.reply.form in WIDE for e in past)


@lru_cache(maxsize=1000)  # every reply shows the whole conversation again
def exchange_html(
    shared: SharedState, exchange: Exchange, number: int, page: Language, whole: bool = True
) -> Markup:
    """Draw one question and its reply in the language of the ``page``, or in French if the question is;
    ``number`` counts from 0; not ``whole`` while it still grows.
    """
    reply, language = exchange.reply, _spoken(exchange.reply.question, page)
    symbols = [shared.library.document(d).symbol for d in exchange.documents]
    drawn = reply_html(reply, shared.library, language)
    foot = _foot(shared, reply, number, language) if whole else Markup()
    said = _said(reply, language) if whole else ""
    return _turn(reply.question, number, language, drawn, foot, symbols, said, whole=whole)


def first_source(reply: Reply) -> tuple[Locator, tuple[Span, ...]] | None:
    """Return the paragraph that is cited first, with all its quoted words."""
    if not isinstance(reply, Answer) or not reply.citations:
        return None
    return next(iter(quoted_spans(reply).items()))


def _spoken(question: str, page: Language) -> Language:
    return "fr" if page == "fr" else language_of(question)


def _turn(
    question: str,
    number: int,
    language: Language,
    reply: Markup | None = None,
    foot: Markup | None = None,
    scope: Sequence[str] = (),
    said: str = "",
    failed: str = "",
    whole: bool = True,
) -> Markup:
    return render(
        "turn.html",
        language,
        question=question,
        number=number,
        reply=reply,
        foot=foot,
        scope=scope,
        said=said,
        failed=failed,
        whole=whole,
    )


def _foot(shared: SharedState, reply: Reply, number: int, language: Language) -> Markup:
    """Draw what can be done with a reply, how it was found, and what can be asked next."""
    answer = reply if isinstance(reply, Answer) else None
    spans = quoted_spans(answer) if answer else {}
    written = answer.written if answer else None
    return render(
        "foot.html",
        language,
        number=number,
        question=reply.question,
        basis=basis(answer, shared.library, language) if answer else "",
        how=_how(shared, answer, language) if answer else (),
        written=written.details if written else "",
        rejections=answer.rejections if answer else (),
        styles=STYLES,
        reasons=REASONS,
        table=False,
        pins=" ".join(f"{x}@{marks_value(s)}" for x, s in spans.items()),
        offers=answer.offers if answer else (),
    )


def _how(shared: SharedState, answer: Answer, language: Language) -> list[str]:
    """Say how the answer was found, with the figures that nobody needs in order to read it."""
    lines = [
        message(f"page_how_{answer.how.replace(' ', '_')}", language),
        f"{basis(answer, shared.library, language)}.",
    ]
    if chance := first_chance(answer):
        lines.append(f"{chance[:1].upper()}{chance[1:]}.")
    if answer.written is not None:
        lines.append(writer_line(answer.written))
    return [*lines, message("page_index_of", language, day=shared.assistant.index.day)]


def _said(reply: Reply, language: Language) -> str:
    """Return what a screen reader is told when the reply is there."""
    if not isinstance(reply, Answer):
        return reply.reason
    cited = len({c.locator for c in reply.citations})
    return message("page_ready_one" if cited == 1 else "page_ready", language, n=str(cited))
