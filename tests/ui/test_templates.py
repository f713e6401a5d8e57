"""Whatever texts say, a page has the elements and attributes of its templates and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import html
from markupsafe import Markup

from assistant.check.finding import Finding
from assistant.export.terminal import ShownCitation
from assistant.quiz.checks.lint import Flaw
from assistant.quiz.items import QuizCitation, QuizItem
from assistant.quiz.marking import Marked
from assistant.quiz.plan import Blueprint
from assistant.search.parallels import Parallel
from assistant.types import Answer, Evidence, Refusal, Rejection, Written
from assistant.ui.ask.welcome import welcome_html
from assistant.ui.rendering import TEMPLATES, render
from assistant.ui.spans import marked
from ingest.documents.vocabulary import Audience, CorpusVocabulary
from ingest.library import Library
from ingest.types import Document, Headnote, Locator, Paragraph, Span

HERE = Locator("d", "para-1")
DRAWN_BY_OTHERS = {"macros.html"}
BREAKERS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'",
    '"',
    "' onclick='alert(1)",
    '" autofocus onfocus="alert(1)',
    "&",
    "&lt;b&gt;",
    "&#39;",
    "</p></div></textarea></title>",
    "<!--",
    "-->",
    "]]>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "`",
    "=",
    "\n",
)
PRINTED = st.characters(exclude_categories=("Cs", "Cc"))
HOSTILE = st.lists(st.sampled_from(BREAKERS) | st.text(PRINTED, max_size=6), min_size=1, max_size=6)


def paragraph(t: str) -> Paragraph:
    return Paragraph(HERE, t, (t,), t, (), 1, 1)


def library(t: str) -> Library:
    return Library((document(t),), (paragraph(t),))


def document(t: str) -> Document:
    return Document("d", t, t, t, dt.date(2024, 7, 10), t, t, "0" * 64)


def headnote(t: str) -> Headnote:
    return Headnote(HERE, t, (t,), (t,), t)


def answer(t: str) -> Markup:
    written = Written(t, True, t, t, (), (), 0, 0, 0.0)
    evidence = (Evidence(paragraph(t), 0.9, 1),)
    reply = Answer(t, (), evidence, "written by a model", (Rejection(t, t, t, t),), (t,), written)  # type: ignore[arg-type]
    shown = ShownCitation(t, t, (t,), (1, 2), t)
    statements = [(marked(t, (Span(0, len(t)),)), [(t, shown, "0-1")])]
    return render("answer.html", answer=reply, statements=statements, hint=t)


def refusal(t: str) -> Markup:
    reply = Refusal(t, t, (), (t,), (t,))
    return render("refusal.html", refusal=reply, symbols=[t], nearest=[(paragraph(t), t)])


def exchange(t: str) -> Markup:
    asked = {"question": t, "number": 0, "symbols": [t], "whole": True}
    return render("exchange.html", reply=None, styles=[(t, t)], reasons=[t], **asked)


def panel(t: str) -> Markup:
    page = SimpleNamespace(number=1, image="", boxes=(SimpleNamespace(left=0, top=0, width=1, height=1),))
    p = paragraph(t)
    return render(
        "paragraph.html",
        paragraph=p,
        document=document(t),
        path=(t, t),
        before=p,
        after=p,
        back=t,
        focus=True,
        number=t,
        words=marked(t, (Span(0, 1),)),
        notes=[p],
        headnote=headnote(t),
        pages=[page],
        missing="",
    ) + render_without_page(p, t)


def render_without_page(p: Paragraph, t: str) -> Markup:
    bare = {"before": None, "after": None, "back": "", "focus": False, "number": "", "headnote": None}
    more = {"words": t, "path": (), "notes": (), "pages": (), "missing": t}
    return render("paragraph.html", paragraph=p, document=document(t), **bare, **more)


def reader(t: str) -> Markup:
    p = paragraph(t)
    rows = [((t,), p, [p], headnote(t))]
    return render("document.html", document=document(t), rows=rows, here=HERE, whole=lambda p: "0-1")


def parallels(t: str) -> Markup:
    other = Parallel(paragraph(t), 0.5, Span(0, len(t)), Span(0, len(t)), (t,), (t,))
    return render("parallels.html", paragraph=paragraph(t), parallels=[other], library=library(t))


def search(t: str) -> Markup:
    rows = [(paragraph(t), t), (paragraph(t), marked(t, (Span(0, 1),)))]
    return render("search.html", lines=[t], rows=rows, library=library(t))


def findings(t: str) -> Markup:
    steps = (("same", t), ("draft", t), ("document", t))
    finding = Finding("altered", Span(0, 1), t, t, (HERE,), (HERE,), steps)  # type: ignore[arg-type]
    return render(
        "findings.html",
        rows=[(finding, t, [HERE, Locator("d", "para-2")], [HERE])],
        draft=t,
        source=t,
        counted=t,
        classes={"altered": "altered"},
        library=library(t),
    )


def item(t: str, kind: str, prompts: tuple[str, ...]) -> QuizItem:
    cited = (QuizCitation(HERE, Span(0, 1), t, t, 1, "0"),)
    return QuizItem(t, kind, t, "drafted", t, (t, "b"), (t,), t, cited, (t,), t, t, prompts, t)  # type: ignore[arg-type]


def quiz_item(t: str) -> Markup:
    shown = {"place": 0, "total": 1, "status": t, "answer": t, "why": t, "flaws": (Flaw(t, t, True),)}
    choice, matching = item(t, "multiple-choice", ()), item(t, "matching", (t,))
    both = ((choice, []), (matching, [(t, t)]))
    return Markup().join(render("quiz_item.html", item=i, pairs=pairs, **shown) for i, pairs in both)


def sources(t: str) -> list[tuple[QuizCitation, Paragraph | None, str]]:
    cited = QuizCitation(HERE, Span(0, 1), t, t, 1, "0")
    return [(cited, paragraph(t), t), (cited, None, t)]


def feedback(t: str) -> Markup:
    result, asked = Marked(0.5, (t,)), item(t, "matching", (t,))
    places = [(cited, known) for cited, known, _ in sources(t)]
    drawn = {"item": asked, "result": result, "why": t, "places": places, "sources": sources(t)}
    return render("quiz_feedback.html", **drawn)


def plan(t: str) -> Markup:
    blueprint = Blueprint((), (), (), (), ((HERE, True), (HERE, False)), (HERE,))
    return render("quiz_plan.html", plan=blueprint, lines=[t], shares=[(t, [t])])


DRAWN: dict[str, Callable[[str], Markup]] = {
    "welcome.html": lambda t: welcome_html(
        t, CorpusVocabulary(addresses=(t,), audiences=(Audience(t, (t,)),))
    ),
    "exchange.html": exchange,
    "answer.html": answer,
    "refusal.html": refusal,
    "paragraph.html": panel,
    "document.html": reader,
    "outline.html": lambda t: render("outline.html", rows=[(paragraph(t), t, 1)]),
    "parallels.html": parallels,
    "topics.html": lambda t: render(
        "topics.html", documents=[document(t)], topics={t: {"d": [paragraph(t), paragraph(t)]}}
    ),
    "search.html": search,
    "findings.html": findings,
    "quiz_item.html": quiz_item,
    "quiz_sources.html": lambda t: render("quiz_sources.html", sources=sources(t)),
    "quiz_question.html": lambda t: render(
        "quiz_question.html", item=item(t, "matching", (t,)), place=0, total=1
    ),
    "quiz_feedback.html": feedback,
    "quiz_plan.html": plan,
}


def shape(text: Markup) -> list[tuple[object, list[str]]]:
    """Every element and comment with the names of its attributes, in order."""
    tree = html.fragment_fromstring(str(text), create_parent="div")
    return [(element.tag, sorted(element.attrib)) for element in tree.iter()]


def test_every_template_is_tried() -> None:
    assert {path.name for path in TEMPLATES.glob("*.html")} == DRAWN.keys() | DRAWN_BY_OTHERS


@pytest.mark.parametrize("name", DRAWN)
@given(texts=HOSTILE)
@example(texts=list(BREAKERS))
@settings(max_examples=40, deadline=None)
def test_no_text_becomes_markup(name: str, texts: list[str]) -> None:
    text = "x" + "".join(texts)
    drawn = DRAWN[name](text)
    assert shape(drawn) == shape(DRAWN[name]("plain words"))
    assert "".join(text.split())[:20] in "".join(words(drawn).split())


def words(drawn: Markup) -> str:
    """All texts of a page and all values of its attributes."""
    tree = html.fragment_fromstring(str(drawn), create_parent="div")
    return "".join(tree.itertext()) + "".join(v for e in tree.iter() for v in e.attrib.values())


def test_a_value_that_a_template_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("outline.html")
