"""Quiz items as HTML."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from assistant.quiz.checks.lint import flaws
from assistant.quiz.items import TYPED, QuizCitation, QuizItem
from assistant.quiz.marking import Marked
from assistant.quiz.plan import Blueprint
from assistant.ui.rendering import render
from assistant.ui.spans import marked, merged
from ingest.library import Library
from ingest.types import Locator, Paragraph

EMPTY = "<p>Write a quiz first, or load the accepted items.</p>"
Origin = tuple[QuizCitation, Paragraph | None, Markup]  # first citation, its paragraph, the words


def item_html(item: QuizItem, place: int, total: int, status: str, everyday: Collection[str] = ()) -> Markup:
    """Draw the item as a trainer reviews it, with key and flaws; ``place`` counts from 0; ``everyday``: see
    `flaws`.
    """
    answer = " / ".join(item.key) if item.kind in TYPED else item.answer if item.kind == "ordering" else ""
    return render(
        "quiz_item.html",
        item=item,
        place=place,
        total=total,
        status=status,
        pairs=list(zip(item.prompts, item.key, strict=False)),
        answer=answer,
        why=_why(item),
        flaws=flaws(item, everyday),
    )


def paragraphs_html(item: QuizItem, library: Library) -> Markup:
    """Draw the paragraphs an item rests on, each once, the quoted words marked; each opens in a tab of
    its own, beside the quiz.
    """
    return render("quiz_sources.html", sources=_sources(item, library))


def question_html(item: QuizItem, place: int, total: int) -> Markup:
    """Draw the item as a learner meets it; ``place`` counts from 0."""
    return render("quiz_question.html", item=item, place=place, total=total)


def feedback_html(item: QuizItem, result: Marked, library: Library) -> Markup:
    """Draw right or wrong, why, and the paragraphs, which also open in the reader."""
    places = {(c.locator, c.label, c.page): (c, _held(c.locator, library)) for c in item.citations}
    return render(
        "quiz_feedback.html",
        item=item,
        result=result,
        why=_why(item),
        notes=[note for given in result.given if (note := item.note_on(given))],
        places=list(places.values()),
        sources=_sources(item, library),
    )


def plan_html(plan: Blueprint, lines: Sequence[str] = ()) -> Markup:
    """Draw the ``lines`` that describe the quiz, how many items it has per section, topic and level, a
    strip of the paragraphs asked about and not yet, and those of which nothing can be asked.
    """
    shares = (
        ("Levels", plan.levels),
        ("Kinds", plan.kinds),
        ("Sections", plan.sections),
        ("Topics", sorted(plan.topics, key=lambda pair: -pair[1])),
    )
    counts = [(name, [f"{x} {n}" for x, n in pairs if n]) for name, pairs in shares]
    return render("quiz_plan.html", plan=plan, lines=lines, shares=counts)


def score_line(marks: Sequence[float], total: int) -> str:
    if not total:
        return ""
    bar = f"{len(marks)} of {total} answered"
    return f"{bar}, score {sum(marks):g} of {len(marks)}" if marks else bar


def _why(item: QuizItem) -> str:
    return " ".join(p for p in (item.rationale, item.correction) if p)


def _sources(item: QuizItem, library: Library) -> list[Origin]:
    cited: dict[Locator, list[QuizCitation]] = {}
    for one in item.citations:
        cited.setdefault(one.locator, []).append(one)
    return [_source(some, _held(locator, library)) for locator, some in cited.items()]


def _held(locator: Locator, library: Library) -> Paragraph | None:
    return library.paragraph(locator) if locator in library else None


def _source(cited: Sequence[QuizCitation], paragraph: Paragraph | None) -> Origin:
    """``cited``: all citations of the paragraph; quotations that no longer stand there are not marked."""
    if paragraph is None:
        return cited[0], None, Markup()
    spans = [c.span for c in cited if c.span.of(paragraph.text).split()[:4] == c.quote.split()[:4]]
    return cited[0], paragraph, marked(paragraph.text, merged(spans))
