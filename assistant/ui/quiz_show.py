"""How a quiz item looks on the page. Every word of documents and trainers is escaped."""

from __future__ import annotations

from html import escape

from assistant.assistant import Assistant
from assistant.quiz.lint import flaws
from assistant.quiz.marking import Marked
from assistant.quiz.select import Blueprint
from assistant.quiz.types import TYPED, Cited, QuizItem

_TOPICS = 8  # shown in a blueprint


def item_html(item: QuizItem, place: int, total: int, status: str) -> str:
    """The item as a trainer reviews it, key and flaws shown."""
    found = flaws(item)
    options = "".join(
        f"<li class='{'key' if o in item.key else ''}'>{escape(o)}</li>" for o in item.options
    )
    prompts = "".join(
        f"<li>{escape(p)} = <b>{escape(k)}</b></li>"
        for p, k in zip(item.prompts, item.key, strict=False)
    )
    answer = ""
    if item.kind in TYPED or item.kind == "ordering":
        words = " / ".join(item.key) if item.kind in TYPED else item.answer
        answer = f"<p>Answer: <b>{escape(words)}</b></p>"
    shown = f"<ol type='A'>{options}</ol>" if options and not prompts else f"<ul>{prompts}</ul>"
    flawed = "; ".join(f"{f.name} ({f.detail})" for f in found) or "none found"
    return (
        f"<div class='wps-quiz'><p class='wps-path'>{place + 1} of {total} · {status} · "
        f"{item.kind} · {item.level} · "
        f"{escape(', '.join(item.topics))}</p><p><strong>{escape(item.stem)}</strong></p>{shown}{answer}"
        f"<p>{escape(' '.join(p for p in (item.rationale, item.correction) if p))}</p>"
        f"<p class='wps-foot'>Item-writing flaws: {escape(flawed)} · id {item.id}</p></div>"
    )


def paragraphs_html(item: QuizItem, assistant: Assistant) -> str:
    """The paragraphs an item rests on, the quoted words marked."""
    return "".join(_paragraph(c, assistant) for c in item.citations)


def _paragraph(cited: Cited, assistant: Assistant) -> str:
    paragraph = assistant.paragraphs.get(cited.locator)
    if paragraph is None:
        return f"<div class='wps-source'><p>{escape(cited.label)} is no longer in the documents.</p></div>"
    text = paragraph.text
    if cited.span.of(text).split()[:4] == cited.quote.split()[:4]:
        before, quote = text[: cited.span.start], cited.span.of(text)
        body = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(text[cited.span.end :])}"
    else:
        body = escape(text)
    path = escape(" › ".join(paragraph.headings))
    return (
        f"<div class='wps-source' id='quiz-{escape(str(cited.locator))}'>"
        f"<p><strong>{escape(cited.label)}</strong>, "
        f"p. {cited.page}</p><p class='wps-path'>{path}</p><p>{body}</p></div>"
    )


def question_html(item: QuizItem, place: int, total: int) -> str:
    """The item as a learner meets it."""
    letters = ""
    if item.kind in ("matching", "ordering"):
        letters = "".join(f"<li>{escape(o)}</li>" for o in item.options)
        letters = f"<ol type='A'>{letters}</ol>"
    prompts = "".join(f"<li>{escape(p)}</li>" for p in item.prompts)
    hint = (
        "<p class='wps-path'>Write the letters in order, for example: C A D B</p>"
        if letters
        else ""
    )
    return (
        f"<div class='wps-quiz'><p class='wps-path'>Question {place + 1} of {total}</p>"
        f"<p><strong>{escape(item.stem)}</strong></p>{f'<ol>{prompts}</ol>' if prompts else ''}"
        f"{letters}{hint}</div>"
    )


def feedback_html(item: QuizItem, marked: Marked, assistant: Assistant) -> str:
    """Right or wrong, why, and the paragraph, which the citation links to."""
    verdict = "Right." if marked.right else "Partly right." if marked.share > 0 else "Not right."
    links = ", ".join(
        f"<a href='#quiz-{escape(str(c.locator))}'>{escape(c.label)}, p. {c.page}</a>"
        for c in item.citations
    )
    why = escape(" ".join(p for p in (item.rationale, item.correction) if p))
    return (
        f"<div class='wps-quiz'><p><strong>{verdict}</strong> Answer: {escape(item.answer)}</p><p>{why}</p>"
        f"<p>See {links}.</p></div>{paragraphs_html(item, assistant)}"
    )


def plan_html(plan: Blueprint) -> str:
    """How many items per section, topic and level, and a strip of the paragraphs asked and not yet."""
    asked = sum(done for _, done in plan.coverage)
    strip = "".join(
        f"<span class='{'asked' if done else ''}' title='{escape(str(x))}'></span>"
        for x, done in plan.coverage
    )
    topics = sorted(plan.topics, key=lambda pair: -pair[1])[:_TOPICS]
    rows = (
        ("Levels", plan.levels),
        ("Kinds", plan.kinds),
        ("Sections", plan.sections),
        ("Topics", topics),
    )
    lists = "".join(
        f"<p><b>{name}</b>: {escape(', '.join(f'{x} {n}' for x, n in counts if n))}</p>"
        for name, counts in rows
    )
    covered = f"<p>{asked} of {len(plan.coverage)} paragraphs asked about</p>"
    return f"{lists}{covered}<div class='wps-strip'>{strip}</div>"


def score_line(marks: list[float], total: int) -> str:
    bar = f"{len(marks)} of {total} answered"
    return f"{bar}, score {sum(marks):g} of {len(marks)}" if marks else bar
