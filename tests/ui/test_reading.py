"""Documents on screen: evidence panel, reader, search, parallels, topics; their words are never markup."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

import gradio as gr
import pytest
from markupsafe import escape

from assistant.assistant import Assistant
from assistant.search.parallels import matrix
from assistant.ui.ask.tab import AskTab
from assistant.ui.evidence import panel_html
from assistant.ui.read.document_html import duties_html, matrix_html, nowhere_html, outline_html, reader_html
from assistant.ui.read.search import addressed_html, find_addressed, search_html
from assistant.ui.read.tab import ReadTab
from assistant.ui.shared import SharedState
from assistant.ui.spans import read_marks
from ingest.settings import Settings
from ingest.types import Locator, Span
from tests.ui.samples import click, open_shared

NASTY = "<img src=x onerror=alert(1)> women's 'rights' \" <script>alert(2)</script>"


@pytest.fixture(scope="module")
def shared(assistant: Assistant, settings: Settings) -> SharedState:
    return open_shared(assistant, settings, {})


def test_the_panel_shows_words_notes_headnote_and_page(shared: SharedState) -> None:
    paragraph = shared.assistant.library.paragraph(Locator("nato-wps-2024", "para-6"))
    html = panel_html(shared, paragraph, read_marks("0-20,15-30,9999-1", paragraph))
    assert f"<mark class='pa-m'>{escape(paragraph.text[:30])}</mark>" in html
    assert "In plain words, by the editors" in html
    assert ">NATO fn 5</a>" in html
    assert html.count("class='pa-mark'") >= 1
    assert "src='data:image/png;base64," in html
    assert "='?p=nato-wps-2024%23para-6" in html  # relative: holds under a proxy's path, too
    assert "Previous paragraph: NATO para. 5'" in html
    assert (
        "Next paragraph: NATO para. 7'" in html
    )  # its notes, which are printed before that, are stepped over


def test_the_reader_holds_every_paragraph_with_its_number(shared: SharedState) -> None:
    here = Locator("nato-wps-2024", "para-17.2")
    html = reader_html(shared, "nato-wps-2024", here)
    own = [p for p in shared.assistant.index.paragraphs if p.locator.document == "nato-wps-2024"]
    assert html.count("class='pa-p ") + html.count("class='pa-p'") == len(own)
    assert "pa-here' id='para-17.2'" in html
    assert ">NATO fn 25</a>" in html
    assert "Deterrence and Defence" in outline_html(shared, "nato-wps-2024")
    assert "<b>OP 8</b> " in outline_html(shared, "unscr-2242")  # with the first words of its headnote


def test_search_finds_the_phrase_first(shared: SharedState) -> None:
    lexicon = ReadTab.lexicon_of(shared)
    html = search_html(shared, lexicon, "minimum of every five years")
    first = html.split("<li>")[1]
    assert "<h3>NATO WPS Policy (2024) " in html.split("<li>")[0]
    assert "nato-wps-2024#para-54" in first
    assert "<mark class='pa-m'>five</mark>" in first
    assert "Write a word" in search_html(shared, lexicon, " ")


def test_parallels_are_elsewhere_and_say_why(shared: SharedState) -> None:
    here = Locator("nato-wps-2024", "para-44")
    found = shared.parallels.of(here)
    assert found
    assert all(p.paragraph.locator.document != here.document for p in found)
    assert [p.cosine for p in found] == sorted((p.cosine for p in found), reverse=True)
    assert all(p.words or p.topics for p in found)
    html = panel_html(shared, shared.assistant.library.paragraph(here), ())
    assert "Said elsewhere too" in html
    assert escape(found[0].there.of(found[0].paragraph.text)) in html


def test_the_matrix_has_every_paragraph_of_every_topic(shared: SharedState) -> None:
    cells = matrix(shared.assistant.index)
    numbers = sum(len(ps) for row in cells.values() for ps in row.values())
    assert numbers == sum(len(h.topics) for h in shared.assistant.index.headnotes)
    html = matrix_html(shared)
    assert html.count("data-do='read'") == numbers
    assert html.count("<tr><th scope='row'>") == len(cells)
    counts = [int(n) for n in re.findall(r"<summary>(\d+)</summary>", html)]
    assert sum(counts) == numbers


@pytest.mark.parametrize(
    ("text", "document", "first", "number"),
    [
        ("para 17.2", "nato-wps-2024", "nato-wps-2024#para-17.2", 1),
        ("1325 OP 8(a)", "nato-wps-2024", "unscr-1325#op-8-a", 1),
        ("para 8", "unscr-1325", "unscr-1325#op-8", 4),
        ("footnote 6", "unscr-1325", "nato-wps-2024#fn-6", 1),
    ],
)
def test_an_address_in_the_search_box_is_opened(
    shared: SharedState, text: str, document: str, first: str, number: int
) -> None:
    with gr.Blocks():
        tab = ReadTab(shared)
    found, _, reader, beside = tab.search(None, click(text=text, document=document))  # type: ignore[arg-type]
    assert found.count("<li>") == number
    assert f"data-locator='{first}'" in found.split("</li>")[0]
    assert f"data-document='{first.partition('#')[0]}'" in reader
    assert f"pa-here' id='{first.partition('#')[2]}'" in reader
    assert f"data-locator='{first}'" in beside


def test_an_address_that_leads_nowhere_says_so(shared: SharedState) -> None:
    found = find_addressed(shared, "para 99", "nato-wps-2024")
    assert not found.paragraphs
    assert "its paragraphs run from 1 to 5" in addressed_html(shared, found)
    with gr.Blocks():
        tab = ReadTab(shared)
    wanted = click(text="minimum of every five years", document="nato-wps-2024")
    html, *opened = tab.search(None, wanted)  # type: ignore[arg-type]
    assert "nato-wps-2024#para-54" in html
    assert opened == [gr.skip()] * len(opened) != []


def test_look_ups_are_counted_with_the_questions(assistant: Assistant, settings: Settings) -> None:
    limited = open_shared(assistant, settings, {"WPS_REQUESTS": "1"})
    with gr.Blocks():
        tab, ask = ReadTab(limited), AskTab(limited)
    event = click(locator="nato-wps-2024#para-54", marks="", text="peace", document="nato-wps-2024")
    assert "every five years" in str(ask.show(None, event))  # type: ignore[arg-type]
    for answered in (ask.show(None, event), *tab.search(None, event), *tab.follow(None, event)):  # type: ignore[arg-type]
        assert answered == gr.skip()


def test_the_register_of_a_document_says_who_is_to_do_what(shared: SharedState) -> None:
    html = duties_html(shared, "nato-wps-2024")
    rows = html.split("<tr role='row' ")[1:]
    assert len(rows) > 20
    review = next(row for row in rows if "data-locator='nato-wps-2024#para-54'" in row)
    assert "every five years" in review
    assert "data-verb='will'" in review
    assert {int(n) for n in re.findall(r"data-force='(\d)'", html)} <= {0, 1, 2, 3}


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("docx", b"PK")])
def test_the_register_is_taken_away_as_a_table(shared: SharedState, kind: str, begins: bytes) -> None:
    with gr.Blocks():
        tab = ReadTab(shared)
    made = json.loads(tab.table(click(id="nato-wps-2024", kind=kind)))  # type: ignore[arg-type]
    assert made["name"] == f"duties-nato-wps-2024.{kind}"
    data = base64.b64decode(made["data"])
    assert data.startswith(begins)
    assert kind != "csv" or b"every five years" in data


def test_a_link_that_names_no_paragraph_gets_a_page_that_says_so(shared: SharedState) -> None:
    html = nowhere_html(shared, "nato-wps-2024#para-99")
    assert "There is no such paragraph" in html
    assert "nato-wps-2024#para-99" in html
    assert html.count("data-do='read'") == len(shared.library.documents) + 1


def test_markup_in_a_document_is_shown_as_the_text_it_is(assistant: Assistant, settings: Settings) -> None:
    index, here = assistant.index, Locator("nato-wps-2024", "para-6")
    note = next(iter(assistant.library.paragraph(here).notes))
    library = replace(
        index.library,
        paragraphs=tuple(
            replace(p, text=NASTY, headings=(NASTY,), printed=NASTY) if p.locator in (here, note) else p
            for p in index.paragraphs
        ),
        headnotes=tuple(replace(h, summary=NASTY) if h.locator == here else h for h in index.headnotes),
        documents=tuple(
            replace(d, title=NASTY, issuer=NASTY, symbol=NASTY) if d.id == here.document else d
            for d in index.documents
        ),
    )
    nasty = replace(index, library=library)
    own = Assistant(nasty, assistant.finder)
    shared = open_shared(own, settings, {})
    paragraph = own.library.paragraph(here)
    shown = (
        panel_html(shared, paragraph, (Span(0, 9),))
        + reader_html(shared, here.document, here)
        + outline_html(shared, here.document)
        + nowhere_html(shared, f"nato-wps-2024#{NASTY}")
        + search_html(shared, ReadTab.lexicon_of(shared), "onerror rights")
        + addressed_html(shared, find_addressed(shared, "para 6", here.document))
        + matrix_html(shared)
    )
    assert "<script" not in shown
    assert "<img src=x" not in shown
    assert "onerror=alert" in shown
    assert NASTY not in shown
    assert shown.count("&lt;script&gt;") > 10
    inside = [part.partition(">")[0] for part in shown.split("<")[1:]]
    assert not any("onerror" in re.sub("='[^']*'", "", tag) for tag in inside)


@pytest.mark.parametrize(
    ("text", "found", "problem"),
    [
        ("Policy 2024, § 54", ["para-54"], ""),
        ("paragraph fifty-four", ["para-54"], ""),
        ("17.2", ["para-17.2"], ""),
        ("UNSCR 2250 (2015), para. 1", [], "“UNSCR 2250 (2015)” is not among the documents"),
        ("paragraph ninety nine", [], "its paragraphs run from 1 to 54"),
        ("women in peace talks", [], ""),
    ],
)
def test_the_search_box_reads_every_spelling(
    shared: SharedState, text: str, found: list[str], problem: str
) -> None:
    looked = find_addressed(shared, text, "nato-wps-2024")
    assert [p.locator.anchor for p in looked.paragraphs] == found
    assert problem in " ".join(looked.problems)
