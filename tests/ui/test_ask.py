"""What is around an answer: conversation, thumbs, rules of use, what programs get."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.export.terminal import reply_row
from assistant.types import Answer, Citation, Rejection, Statement
from assistant.ui import build_app
from assistant.ui.access.headers import POLICY
from assistant.ui.ask.answer_html import reply_html
from assistant.ui.ask.conversation_html import conversation_html, exchange_html, first_source
from assistant.ui.ask.tab import AskTab, opinion
from assistant.ui.ask.welcome import welcome_html
from assistant.ui.rendering import render
from assistant.ui.shared import Exchange, SharedState
from assistant.ui.spans import merged
from assistant.workplace.feedback import Feedback, add_feedback, read_feedback
from assistant.workplace.rate_limit import Limit
from assistant.workplace.workplace_settings import check_address
from ingest.errors import LimitError, SettingsError, StoreError
from ingest.settings import ROOT, Settings
from ingest.types import Locator, Span
from tests.ui.samples import BREAD, DAY, REVIEWED, click, exchanged, in_prose, open_shared


@pytest.fixture(scope="module")
def shared(assistant: Assistant, settings: Settings) -> SharedState:
    return open_shared(assistant, settings)


def test_citations_are_the_documents_own_numbers_and_open(shared: SharedState) -> None:
    html = exchange_html(shared, exchanged(shared, REVIEWED), 0, "en")
    assert ">NATO para. 54</a>" in html
    assert "href='?p=nato-wps-2024%23para-54' data-do='open'" in html
    assert "data-locator='nato-wps-2024#para-54' data-marks='0-83'" in html
    assert "Quoted word for word from 1 paragraph</span>" in html
    seen, _, behind = html.partition("class='pa-how'")
    assert "hance that the first answers: " in behind  # figures only for who asks how it was found
    assert "hance that" not in seen


def test_markup_is_shown_as_the_text_it_is(shared: SharedState) -> None:
    nasty = "<img src=x onerror=alert(1)> how often is the policy reviewed? <script>x()</script>"
    html = conversation_html(shared, [exchanged(shared, nasty)], "en", asked=nasty)
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;img src=x") >= 2


def test_a_reply_grows_by_verified_statements(shared: SharedState) -> None:
    replies = list(shared.replies("What are the four strategic objectives?", [], [], "test"))
    sizes = [len(r.statements) for r in replies if isinstance(r, Answer)]
    assert len(sizes) == 2
    assert 1 == sizes[0] < sizes[1]


def test_a_refusal_shows_what_was_searched_and_the_nearest(shared: SharedState) -> None:
    html = exchange_html(shared, exchanged(shared, BREAD), 0, "en")
    assert "do not answer" in html
    assert "<q>bread</q>" in html
    assert html.count("data-do='open'") == 3
    assert (
        html.index("What stands nearest") < html.index("These can be answered") < html.index("<q>bread</q>")
    )


def test_rejected_statements_can_be_unfolded(shared: SharedState) -> None:
    exchange = exchanged(shared, REVIEWED)
    assert isinstance(exchange.reply, Answer)
    rejected = Rejection("It is <b>yearly</b>.", "para-1", "unsupported", "says more")
    html = exchange_html(
        shared, replace(exchange, reply=replace(exchange.reply, rejections=(rejected,))), 0, "en"
    )
    assert "Quoted word for word from 1 paragraph</span>" in html
    assert "Left out after checking:" in html
    assert "&lt;b&gt;yearly" in html


def test_spans_that_touch_are_one() -> None:
    assert merged([Span(5, 9), Span(0, 3), Span(8, 12)]) == (Span(0, 3), Span(5, 12))


def test_opinions_become_rows_for_the_inbox(shared: SharedState, tmp_path: Path) -> None:
    past = (exchanged(shared, REVIEWED), exchanged(shared, BREAD))
    path = tmp_path / "feedback.sqlite"
    for number, reason in ((0, "wrong paragraph"), (1, "")):
        add_feedback(path, opinion(past, number, reason))
    assert read_feedback(path) == (
        Feedback(REVIEWED, (), ("nato-wps-2024#para-54",), False, "wrong paragraph"),
        Feedback(BREAD, (REVIEWED,), (), True),
    )
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_visitor_who_asks_too_much_waits() -> None:
    now = [0.0]
    limit = Limit(2, lambda: now[0])
    limit.admit("a")
    limit.admit("a")
    with pytest.raises(LimitError, match="Try again in 30 seconds"):
        limit.admit("a")
    limit.admit("b")
    now[0] = 31.0
    limit.admit("a")


def test_nothing_is_logged_unless_a_file_is_named(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "audit.jsonl"
    logging = open_shared(assistant, settings, {"WPS_AUDIT_LOG": str(path)})
    list(logging.replies(REVIEWED, [], [], "anna"))
    (row,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (row["visitor"], row["question"], row["citations"]) == (
        "anna",
        REVIEWED,
        ["nato-wps-2024#para-54"],
    )
    blocked = open_shared(assistant, settings, {"WPS_AUDIT_LOG": str(tmp_path)})
    with pytest.raises(StoreError, match="audit log cannot be written"):
        list(blocked.replies(REVIEWED, [], [], "anna"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])
def test_an_open_address_needs_sign_in_or_force(host: str) -> None:
    with pytest.raises(SettingsError, match="nobody has to sign in"):
        check_address(host, False, False)
    check_address(host, True, False)
    check_address(host, False, True)
    for local in ("127.0.0.1", "localhost", "::1"):
        check_address(local, False, False)


def test_the_app_refuses_an_open_address_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "app.py", "--host", "0.0.0.0"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: 0.0.0.0 is reached from other machines")
    assert done.stderr.count("\n") == 1


def test_first_source_is_the_first_citation(shared: SharedState) -> None:
    source = first_source(exchanged(shared, REVIEWED).reply)
    assert source == (Locator("nato-wps-2024", "para-54"), (Span(0, 83),))
    assert first_source(exchanged(shared, BREAD).reply) is None


def test_a_paragraph_has_one_name_and_its_tooltip_says_what_is_not_seen(shared: SharedState) -> None:
    html = exchange_html(shared, exchanged(shared, "1325 OP 8(a)"), 0, "en")
    assert "hance that" not in html  # an address is looked up, there is nothing to estimate
    found = re.findall(r"class='pa-cite'[^>]*data-tip='([^']*)'>([^<]*)</a>", html)
    assert found
    for tip, seen in found:
        assert unescape(seen).startswith("1325 OP 8")
        assert unescape(tip).startswith("S/RES/1325 (2000) › Operative paragraphs › p. ")


def test_the_welcome_says_who_writes(shared: SharedState) -> None:
    assert "Every sentence of an answer is quoted" in welcome_html(shared, "en")
    assert "Chaque phrase" in welcome_html(shared, "fr")
    written = render("welcome.html", model="llama<3", holdings=(), examples=(), addresses=())
    assert "The language model llama&lt;3 writes the answers" in written
    assert "quoted" not in written


def test_an_answer_is_grouped_by_document_oldest_first(shared: SharedState) -> None:
    paragraphs = [
        Locator("unscr-2467", "op-16"),
        Locator("nato-wps-2024", "para-54"),
        Locator("unscr-1325", "op-1"),
    ]
    texts = {x: shared.library.paragraph(x).text for x in paragraphs}
    statements = tuple(Statement(t, (Citation(x, Span(0, len(t)), 1.0),)) for x, t in texts.items())
    reply = Answer("Which?", statements, (), "found")
    html = exchange_html(shared, Exchange(reply, (), DAY), 0, "en")
    heads = re.findall(r"<h3>(S/RES/\d+|NATO WPS Policy)", html)
    assert heads == ["S/RES/1325", "S/RES/2467", "NATO WPS Policy"]
    assert "<b>Two resolutions and the NATO WPS Policy.</b>" in html


def test_one_paragraph_is_one_block_and_a_fragment_says_who_speaks(shared: SharedState) -> None:
    where = Locator("unscr-2242", "op-8")
    text = shared.library.paragraph(where).text
    first, second = Span(0, 9), Span(text.index("further welcomes"), len(text) - 1)
    statements = tuple(Statement(s.of(text), (Citation(where, s, 1.0),)) for s in (second, first))
    html = reply_html(Answer("Which?", statements, (), "found"), shared.library, "en")
    assert html.count("<blockquote") == html.count("class='pa-cite'") == 1
    assert f"“{first.of(text)} … further welcomes" in html
    alone = reply_html(Answer("Which?", statements[:1], (), "found"), shared.library, "en")
    assert "“<span class='pa-say'>[The Council]</span> further welcomes" in alone


def test_a_french_question_has_a_french_page_around_the_documents_words(shared: SharedState) -> None:
    asked = "À quelle fréquence la politique est-elle révisée ?"
    html = exchange_html(
        shared,
        replace(
            exchanged(shared, REVIEWED), reply=replace(exchanged(shared, REVIEWED).reply, question=asked)
        ),
        0,
        "en",
    )
    assert "Cité mot pour mot de 1 paragraphe" in html
    assert "Cité mot pour mot" in exchange_html(shared, exchanged(shared, REVIEWED), 0, "fr")


def test_only_reasons_that_are_offered_are_kept(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    own = replace(settings, home=tmp_path)
    shared = open_shared(assistant, own, {})
    with gr.Blocks():
        tab = AskTab(shared)
    past = (exchanged(shared, REVIEWED),)
    for reason in ("wrong paragraph", "x" * 9999, ""):
        tab.rate(past, None, click(number="0", reason=reason))  # type: ignore[arg-type]
    assert [f.reason for f in read_feedback(own.feedback)] == ["wrong paragraph", ""]


def test_programs_are_told_what_was_searched(shared: SharedState) -> None:
    (refusal,) = shared.replies(BREAD, [], ["nato-wps-2024"], "test")
    row = reply_row(refusal, shared.assistant.library)
    assert row["searched"] == ["nato-wps-2024"]
    assert row["unknown"] == ["price", "bread", "paris"]


def test_the_page_connects_to_its_own_server_only_and_keeps_no_uploads(shared: SharedState) -> None:
    (allowed,) = [p for p in POLICY.split("; ") if p.startswith("connect-src")]
    assert allowed == "connect-src 'self' data: blob:"
    page = build_app(shared)
    assert page.delete_cache == (3600, 3600)
    page.close(verbose=False)


def test_prose_says_which_model_wrote_it(shared: SharedState) -> None:
    html = exchange_html(shared, in_prose(shared), 0, "en")
    assert "Written by the language model scripted, each statement verified." in html
    assert "Each sentence checked against the 1 paragraph cited</span>" in html
