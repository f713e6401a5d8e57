"""How a quiz item looks on the page. Every word of documents and trainers is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.assistant import Assistant
from assistant.quiz.checks.lint import flaws
from assistant.quiz.marking import Marked
from assistant.quiz.plan import Blueprint
from assistant.quiz.types import TYPED, Cited, QuizItem
from assistant.ui.desk import merged
from assistant.ui.evidence import marked, permalink
from ingest.types import Locator, Paragraph

EMPTY = "<p>Write a quiz first, or load the accepted items.</p>"


def item_html(item: QuizItem, place: int, total: int, status: str) -> str:
    """The item as a trainer reviews it, key and flaws shown."""
    found = flaws(item)
    options = "".join(f"<li class='{'key' if o in item.key else ''}'>{escape(o)}</li>" for o in item.options)
    prompts = "".join(
        f"<li>{escape(p)} = <b>{escape(k)}</b></li>" for p, k in zip(item.prompts, item.key, strict=False)
    )
    answer = ""
    if item.kind in TYPED or item.kind == "ordering":
        words = " / ".join(item.key) if item.kind in TYPED else item.answer
        answer = f"<p>Answer: <b>{escape(words)}</b></p>"
    shown = f"<ol type='A'>{options}</ol>" if options and not prompts else f"<ul>{prompts}</ul>"
    flawed = "; ".join(f"{f.name} ({f.detail})" for f in found) or "none found"
    return (
        f"<div class='wps-quiz'><p class='wps-path'>{place + 1} of {total} · {status} · "
        f"{item.kind} · {item.level} · {'drafted by a language model · ' * (item.family == 'drafted')}"
        f"{escape(', '.join(item.topics))}</p><p><strong>{escape(item.stem)}</strong></p>{shown}{answer}"
        f"<p>{escape(' '.join(p for p in (item.rationale, item.correction) if p))}</p>"
        f"<p class='wps-foot'>Item-writing flaws: {escape(flawed)} · id {item.id}</p></div>"
    )


def paragraphs_html(item: QuizItem, assistant: Assistant) -> str:
    """The paragraphs an item rests on, each once, the quoted words marked; each opens in the reader."""
    cited: dict[Locator, list[Cited]] = {}
    for one in item.citations:
        cited.setdefault(one.locator, []).append(one)
    return "".join(_paragraph(some, assistant) for some in cited.values())


def _paragraph(cited: Sequence[Cited], assistant: Assistant) -> str:
    """``cited``: all of one paragraph."""
    paragraph = assistant.paragraphs.get(cited[0].locator)
    if paragraph is None:
        label = escape(cited[0].label)
        return f"<div class='wps-source'><p>{label} is no longer in the documents.</p></div>"
    spans = merged([c.span for c in cited if _stands(c, paragraph)])
    path = escape(" › ".join(paragraph.headings))
    return (
        f"<div class='wps-source'><p><strong>{_link(cited[0], assistant)}</strong></p>"
        f"<p class='wps-path'>{path}</p><p>{marked(paragraph.text, spans)}</p></div>"
    )


def _stands(cited: Cited, paragraph: Paragraph) -> bool:
    """Whether the quoted words are still where they were."""
    return cited.span.of(paragraph.text).split()[:4] == cited.quote.split()[:4]


def _link(cited: Cited, assistant: Assistant) -> str:
    """Opens the paragraph in the reader, beside the quiz: in a tab of its own."""
    name = f"{escape(cited.label)}, p. {cited.page}"
    paragraph = assistant.paragraphs.get(cited.locator)
    if paragraph is None:
        return name
    return f"<a href='{escape(permalink(paragraph))}' target='_blank' rel='noopener'>{name}</a>"


def question_html(item: QuizItem, place: int, total: int) -> str:
    """The item as a learner meets it."""
    letters = ""
    if item.kind in ("matching", "ordering"):
        letters = "".join(f"<li>{escape(o)}</li>" for o in item.options)
        letters = f"<ol type='A'>{letters}</ol>"
    prompts = "".join(f"<li>{escape(p)}</li>" for p in item.prompts)
    hint = "<p class='wps-path'>Write the letters in order, for example: C A D B</p>" if letters else ""
    return (
        f"<div class='wps-quiz'><p class='wps-path'>Question {place + 1} of {total}</p>"
        f"<p><strong>{escape(item.stem)}</strong></p>{f'<ol>{prompts}</ol>' if prompts else ''}"
        f"{letters}{hint}</div>"
    )


def feedback_html(item: QuizItem, result: Marked, assistant: Assistant) -> str:
    """Right or wrong, why, and the paragraphs, which also open in the reader."""
    verdict = "Right." if result.right else "Partly right." if result.share > 0 else "Not right."
    links = ", ".join(dict.fromkeys(_link(c, assistant) for c in item.citations))
    why = escape(" ".join(p for p in (item.rationale, item.correction) if p))
    return (
        f"<div class='wps-quiz'><p><strong>{verdict}</strong> Answer: {escape(item.answer)}</p><p>{why}</p>"
        f"<p>See {links}.</p></div>{paragraphs_html(item, assistant)}"
    )


def plan_html(plan: Blueprint) -> str:
    """How many items per section, topic and level; a strip of the paragraphs asked and not yet, and
    those of which nothing can be asked.
    """
    rows = (
        ("Levels", plan.levels),
        ("Kinds", plan.kinds),
        ("Sections", plan.sections),
        ("Topics", sorted(plan.topics, key=lambda pair: -pair[1])),
    )
    lists = "".join(
        f"<p><b>{name}</b>: {escape(', '.join(f'{x} {n}' for x, n in counts if n))}</p>"
        for name, counts in rows
    )
    strip = "".join(
        f"<span class='{'asked' if done else ''}' title='{escape(str(x))}'></span>"
        for x, done in plan.coverage
    )
    covered = f"<p>{plan.asked} of {len(plan.coverage)} paragraphs asked about</p>"
    return f"{lists}{covered}<div class='wps-strip'>{strip}</div>{_silent_html(plan)}"


def _silent_html(plan: Blueprint) -> str:
    if not plan.silent:
        return ""
    names = escape(", ".join(map(str, plan.silent)))
    return (
        f"<details><summary>No such question can be asked of {len(plan.silent)} more paragraphs"
        f"</summary><p class='wps-path'>{names}</p></details>"
    )


def score_line(marks: Sequence[float], total: int) -> str:
    if not total:
        return ""
    bar = f"{len(marks)} of {total} answered"
    return f"{bar}, score {sum(marks):g} of {len(marks)}" if marks else bar
