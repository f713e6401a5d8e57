"""A conversation as it is asked, kept by the browser and shown again: what is lost, what is believed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.types import FORMS, Answer, Citation, Entry, Form, Group, Refusal, Statement, Written
from assistant.ui.ask.conversation_html import exchange_html
from assistant.ui.ask.kept import Conversations
from assistant.ui.ask.memory import MOST, Kept, exchange_row, kept_json, read_exchange, read_kept
from assistant.ui.ask.tab import AskTab
from assistant.ui.shared import Exchange, SharedState
from ingest.settings import Settings
from ingest.types import Locator, Span
from tests.ui.samples import BREAD, DAY, OWN_WORDS, REVIEWED, click, exchanged, in_prose, open_shared


@pytest.fixture(scope="module")
def shared(assistant: Assistant, settings: Settings) -> SharedState:
    return open_shared(assistant, settings)


def row_of(exchange: Exchange) -> dict[str, Any]:
    """As it comes back from a browser."""
    row: dict[str, Any] = json.loads(json.dumps(exchange_row(exchange)))
    return row


def read(shared: SharedState, row: dict[str, Any]) -> Exchange | None:
    return read_exchange(row, shared.assistant, shared.assistant.judge)


def test_a_browser_keeps_conversations_and_what_it_changed_is_not_shown(shared: SharedState) -> None:
    good, refused = exchanged(shared, REVIEWED), exchanged(shared, BREAD)
    text = kept_json([good, refused], "tab")
    kept = json.loads(text)
    assert (kept["own"], kept["title"]) == ("tab", REVIEWED)
    shown = [read(shared, row) for row in kept["rows"]]
    assert [row_of(e) for e in shown if e] == kept["rows"]
    assert shown[0].reply.statements == good.reply.statements
    assert isinstance(shown[1].reply, Refusal)
    row = row_of(good)
    row["statements"][0]["text"] = "The policy is reviewed every day."
    assert read(shared, row) is None


@pytest.mark.parametrize(
    "damage",
    [
        {"statements": []},
        {"day": None},
        {"day": "2026-13-01"},
        {"day": "not a day!"},
        {"day": "2026-W48-2"},
        {"day": "20261124"},
        {"question": ""},
        {"question": "x " * 4000},
        {"documents": ["unscr-1"]},
        {"evidence": [["nato-wps-2024#para-54", "nan"]]},
        {"evidence": [["nato-wps-2024#para-54", 7]]},
        {"evidence": [["nato-wps-2024#para-999", 0.5]]},
        {"statements": [{"text": "x", "citations": [["nato-wps-2024#para-54", 0, 1e999]]}]},
        {"statements": [{"text": "x", "citations": []}]},
        {"statements": ["x"]},
        {"remarks": "x"},
    ],
)
def test_what_a_browser_damaged_is_not_shown(shared: SharedState, damage: dict[str, Any]) -> None:
    assert read(shared, {**row_of(exchanged(shared, REVIEWED)), **damage}) is None


def test_what_is_not_of_the_form_is_nothing() -> None:
    for text in ("", "nonsense", "[]", '{"open": 1}', "[" * 100_000, '{"open": 1, "rows": 5}'):
        assert read_kept(text) == Kept("", ())
    rows = [{"n": n} for n in range(MOST + 5)]
    told = json.dumps({"open": "1", "rows": [*rows, 5]})
    kept = read_kept(told)
    assert kept.open == "1"
    assert kept.rows[-1] == {"n": MOST + 4}
    assert len(kept.rows) < len(rows)


def test_prose_from_a_browser_is_verified_again(shared: SharedState) -> None:
    row = row_of(in_prose(shared))
    back = read(shared, row)
    assert back is not None
    assert isinstance(back.reply, Answer)
    assert back.reply.statements == in_prose(shared).reply.statements  # type: ignore[union-attr]
    assert back.reply.written == Written("scripted", True, "", "", (), (), 0, 0, 0.0)
    for forged in (
        "The Policy will be reviewed every ten years.",
        "Bread is cheap in Paris.",
        OWN_WORDS * 100,
    ):
        row["statements"][0]["text"] = forged
        assert read(shared, row) is None, forged


def test_prose_from_a_browser_names_its_model(shared: SharedState) -> None:
    row = row_of(in_prose(shared))
    assert read(shared, {**row, "written": ["scripted", False, "", ""]}) is None
    del row["written"]
    assert read(shared, row) is None


def test_why_a_model_did_not_write_is_still_said_after_a_reload(shared: SharedState) -> None:
    written = Written("scripted", False, "It failed.", "busy", (), (), 9, 9, 1.0)
    plain = exchanged(shared, REVIEWED)
    assert isinstance(plain.reply, Answer)
    back = read(shared, row_of(replace(plain, reply=replace(plain.reply, written=written))))
    assert back is not None
    assert isinstance(back.reply, Answer)
    assert back.reply.written is not None
    assert (back.reply.written.notice, back.reply.written.details) == ("It failed.", "busy")


def test_asking_again_keeps_what_was_until_the_reply_is_whole(
    shared: SharedState, assistant: Assistant, settings: Settings
) -> None:
    past = tuple(exchanged(shared, q) for q in (REVIEWED, BREAD, "para 17.2"))
    with gr.Blocks():
        tab = AskTab(open_shared(assistant, settings, {"WPS_REQUESTS": "1"}))
    event: Any = click(number="1")
    nobody: Any = None
    *growing, whole = tab.again(past, nobody, event)
    assert growing
    assert all(kept == gr.skip() for _, kept in growing)
    assert [e.reply.question for e in whole[1]] == [REVIEWED, BREAD]
    assert isinstance(whole[1][1].reply, Refusal)
    *_, refused = tab.again(past, nobody, event)  # the second of this minute
    assert "Try again in" in refused[0]
    assert refused[1] == gr.skip()
    assert refused[0].count("<article") == 2  # the question stands there with the reason
    html = tab.stopped(past, nobody)
    assert html.count("<article") == 3


def test_what_is_kept_and_shown_again(shared: SharedState) -> None:
    with gr.Blocks():
        kept = Conversations(shared)
    past = (exchanged(shared, REVIEWED),)
    nobody: Any = None
    text, panel = kept.keep(past, '{"id": "", "stamp": ""}', nobody)
    assert "every five years" in panel
    assert kept.keep((), "", nobody)[0] == ""
    told = {"open": "a", "rows": json.loads(text)["rows"]}
    shown, html = kept.restore(json.dumps(told), (), nobody)
    assert shown[0].reply.statements == past[0].reply.statements
    assert "para. 54" in html
    assert kept.restore(json.dumps(told), past, nobody)[0] == gr.skip()
    event: Any = click(kept=json.dumps({**told, "open": "", "rows": []}))
    assert kept.turn_to(nobody, event)[0] == ()


def surveyed(shared: SharedState) -> Exchange:
    """A survey of two paragraphs of the policy, with a third that is not shown."""
    library, groups = shared.library, []
    for number in ("53", "54"):
        paragraph = library.paragraph(Locator("nato-wps-2024", f"para-{number}"))
        words = Span(0, len(paragraph.text))
        note = library.headnote(paragraph.locator)
        statement = Statement(paragraph.text, (Citation(paragraph.locator, words, 1.0),))
        entry = Entry(
            paragraph.locator, (statement,), note.summary if note else "", "differs", "five", "2029", True
        )
        groups.append(Group(f"On {number}", "nato-wps-2024", (entry,)))
    statements = tuple(s for g in groups for e in g.entries for s in e.statements)
    rest = (Locator("nato-wps-2024", "para-51"),)
    told = {
        "form": "register",
        "lead": "Two duties.",
        "groups": tuple(groups),
        "rest": rest,
        "offers": ("Why?",),
    }
    return Exchange(Answer("Which duties?", statements, (), "surveyed", **told), (), DAY)


def test_a_survey_is_kept_whole_and_only_with_the_editors_own_words(shared: SharedState) -> None:
    row = row_of(surveyed(shared))
    back = read(shared, row)
    assert back is not None
    assert back.reply == surveyed(shared).reply
    row["survey"]["groups"][0]["entries"][0]["summary"] = "Everybody agrees."
    forged = read(shared, row)
    assert forged is not None
    assert isinstance(forged.reply, Answer)
    assert [e.summary == "" for e in forged.reply.entries] == [True, False]
    row["survey"]["groups"][0]["entries"][0]["locator"] = "nato-wps-2024#para-6"
    assert read(shared, row) is None


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_survey_is_drawn(shared: SharedState, form: Form) -> None:
    exchange = surveyed(shared)
    assert isinstance(exchange.reply, Answer)
    other = replace(exchange, reply=replace(exchange.reply, form=form))
    html = exchange_html(shared, other, 0, "en")
    assert "<b>Two duties.</b>" in html
    assert html.count(">NATO para. 54</a>") == 1
    assert "1 more paragraphs on this" in html
    assert "2 of 3 shown" in html
    assert "data-text='Why?'" in html


def test_a_question_with_markup_comes_back_as_it_was_written(shared: SharedState) -> None:
    exchange = exchanged(shared, f"<b>{REVIEWED}</b>")
    again = read_exchange(exchange_row(exchange), shared.assistant, shared.assistant.judge)
    assert again is not None
    assert again.reply.question == f"<b>{REVIEWED}</b>"
