"""Whatever texts say, a page has the elements and attributes of its templates and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import html
from markupsafe import Markup

from assistant.check.finding import Finding
from assistant.export.briefing import Pin
from assistant.quiz.checks.lint import Flaw
from assistant.quiz.items import QuizCitation, QuizItem
from assistant.quiz.marking import Marked
from assistant.quiz.plan import Blueprint
from assistant.types import Rejection
from assistant.ui.ask.answer_html import QuotedDocument
from assistant.ui.ask.survey_html import ShownEntry, ShownGroup
from assistant.ui.frame import ROOMS, Source, SourceGroup
from assistant.ui.read.document_html import OutlineEntry, ReaderRow
from assistant.ui.rendering import TEMPLATES, render
from assistant.ui.shown import Due, Shown
from assistant.ui.spans import marked
from assistant.workplace.feedback import REASONS
from ingest.library import Library
from ingest.types import Document, Headnote, Locator, Paragraph, Span

HERE = Locator("d", "para-1")
DRAWN_BY_OTHERS = {"links.html", "parts.html", "composer.html", "notice.html", "read_bar.html", "side.html"}
OF_OURS = {"frame_end.html", "icons.html", "room.html", "wait.html"}  # hold no text but our own
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


def chip(t: str) -> Shown:
    return Shown(t, t, t, t, marked(t, (Span(0, len(t)),)), 4, t, Due(t, "past"))


def answer(t: str) -> Markup:
    group = QuotedDocument(t, t, (chip(t),))
    drawn = {"prose": [(t, [chip(t)])], "written_by": t, "groups": [group], "more": [chip(t), chip(t)]}
    said = {"lead": t, "remarks": (t,), "hint": t, "more_names": t, "notice": t}
    return render("answer.html", **said, **drawn) + render("answer.html", **said, **{**drawn, "prose": []})


def refusal(t: str) -> Markup:
    drawn = {"nearest": [chip(t)], "symbols": [t], "unknown": (t,), "offers": (t,)}
    return render("refusal.html", lead=t, rest=t, **drawn)


def turn(t: str) -> Markup:
    asked = {"question": t, "number": 0, "scope": [t], "whole": True, "said": t, "foot": None}
    return render("turn.html", reply=None, failed=t, **asked)


def foot(t: str) -> Markup:
    asked = {"number": 0, "question": t, "basis": t, "how": [t], "written": t, "styles": [(t, t)]}
    left = {"rejections": (Rejection(t, t, "uncited", t),), "reasons": REASONS, "table": True}
    return render("foot.html", pins=t, offers=(t,), **asked, **left)


def panel(t: str) -> Markup:
    box = SimpleNamespace(left=0, top=0, width=1, height=1)
    page = SimpleNamespace(number=1, image="", width=2, height=3, boxes=(box,))
    p = paragraph(t)
    named = {
        "paragraph": p,
        "document": document(t),
        "name": t,
        "marks": t,
        "path": (t, t),
        "copied": t,
        "later": t,
    }
    whole = {
        "before": (t, t),
        "after": (t, t),
        "number": t,
        "note": headnote(t),
        "level": 4,
        "verb": t,
        "who": t,
        "until": Due(t),
    }
    drawn = {"words": marked(t, (Span(0, 1),)), "notes": [(chip(t), t)], "parallels": [chip(t)]}
    bare = {
        "before": None,
        "after": None,
        "number": "",
        "note": None,
        "level": 0,
        "verb": "",
        "who": "",
        "until": None,
    }
    without = {"words": t, "notes": [], "parallels": [], "pages": [], "missing": t}
    full = render("paragraph.html", pages=[page], missing="", **named, **whole, **drawn)
    return full + render("paragraph.html", **named, **bare, **without)


def reader(t: str) -> Markup:
    row = ReaderRow(((t, t),), t, chip(t), (chip(t),), t, True, True, True)
    return render("reader.html", document=document(t), day=t, rows=[row])


def documents(t: str) -> Markup:
    return render("documents.html", rows=[(document(t), t, 1, t)], missing=(t,), notes=t)


def frame_parts(t: str) -> Markup:
    """What stands around the page."""
    source = SourceGroup(t, (Source(document(t), t, t, t),))
    return (
        render("header.html", rooms=ROOMS, version=t, day=t, other="fr", visitor=t)
        + render("side.html", groups=[source])
        + render("composer.html", model=t, address=t)
        + render("notice.html", notice=t, outside=t)
        + render("read_bar.html", documents=[document(t)], chosen="d", words=t)
    )


def welcome(t: str) -> Markup:
    return render("welcome.html", model=t, holdings=[(t, t)], examples=[(t, t)], addresses=(t,))


def nowhere(t: str) -> Markup:
    return render("nowhere.html", wanted=t, near=document(t), first=t, others=[(document(t), t)])


def survey(form: str) -> Callable[[str], Markup]:
    def drawn(t: str) -> Markup:
        entry = ShownEntry(chip(t), t, "differs", t, t, True, t, 1.0, t, t)
        group = ShownGroup(t, t + t, (entry,), ((t, (entry,)), (t, ())))
        years = [(t, 1.0, 2), (t, 2.0, 1)]
        told = {"groups": [group], "entries": [entry], "symbols": [t], "verbs": [t]}
        return render(f"survey_{form}.html", dated=[entry], years=years, **told)

    return drawn


def tray(t: str) -> Markup:
    rows = [(Pin(paragraph(t), (), t, t), chip(t))]
    return render("tray.html", rows=rows, name=t, marking=t)


def search(t: str) -> Markup:
    return render("search.html", lines=[t], groups=[(t, [chip(t), replace(chip(t), words=t)])])


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
    return render("quiz_feedback.html", notes=(t,), **drawn)


def plan(t: str) -> Markup:
    blueprint = Blueprint((), (), (), (), ((HERE, True), (HERE, False)), (HERE,))
    return render("quiz_plan.html", plan=blueprint, lines=[t], shares=[(t, [t])])


DRAWN: dict[str, Callable[[str], Markup]] = {
    "welcome.html": welcome,
    "conversation.html": lambda t: render("conversation.html", turns=Markup(), title=t, wide=True),
    "turn.html": turn,
    "foot.html": foot,
    "answer.html": answer,
    "refusal.html": refusal,
    "paragraph.html": panel,
    "reader.html": reader,
    "nowhere.html": nowhere,
    "documents.html": documents,
    "header.html": frame_parts,
    "outline.html": lambda t: render("outline.html", entries=[OutlineEntry(HERE, t, t, 1)]),
    "topics.html": lambda t: render("topics.html", names=[t], topics=[(t, [[(t, t)], []], 1)]),
    "search.html": search,
    "duties.html": lambda t: render("duties.html", document=document(t), table=Markup()),
    "tray.html": lambda t: render(
        "tray.html", rows=[(Pin(paragraph(t), (), t, t), chip(t))], name=t, marking=t
    ),
    "survey_lead.html": lambda t: render("survey_lead.html", lead=t, rest=t, remarks=(t,)),
    "survey_rest.html": lambda t: render("survey_rest.html", rest=[chip(t)], counted=t),
    "survey_overview.html": survey("overview"),
    "survey_list.html": survey("list"),
    "survey_compare.html": survey("compare"),
    "survey_register.html": survey("register"),
    "survey_timeline.html": survey("timeline"),
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
    assert {path.name for path in TEMPLATES.glob("*.html")} == DRAWN.keys() | DRAWN_BY_OTHERS | OF_OURS


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
