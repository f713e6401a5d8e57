"""What is around an answer: conversation, evidence panel, memory of the browser, take-away, rules of use."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import pytest

from assistant.assistant import Assistant
from assistant.feedback import Feedback, add_feedback, read_feedback
from assistant.limit import Limit
from assistant.parallel import matrix
from assistant.passwords import hashed, read_passwords
from assistant.settings import check_address, read_desk_settings
from assistant.takeaway import laid_out, sheet
from assistant.types import Answer, Refusal, Rejection
from assistant.ui.ask import opinion
from assistant.ui.conversation import conversation_html, exchange_html, first_source
from assistant.ui.desk import Desk, Exchange, merged
from assistant.ui.desk import exchanged as kept_exchange
from assistant.ui.document import (
    matrix_html,
    outline_html,
    parallels_html,
    reader_html,
    search_html,
)
from assistant.ui.evidence import panel_html, read_marks
from assistant.ui.memory import Memory, exchange_row, read_exchange, read_memory
from assistant.ui.read import ReadTab
from assistant.word import docx_text, sheet_docx
from ingest.errors import LimitError, SettingsError, StoreError
from ingest.settings import ROOT, Settings
from ingest.types import Locator, Span

REVIEWED = "How often is the policy reviewed?"
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def desk(assistant: Assistant, settings: Settings) -> Desk:
    return Desk(
        assistant, settings, read_desk_settings({"WPS_CLASSIFICATION": "FOR TRAINING ONLY"})
    )


def exchanged(desk: Desk, question: str) -> Exchange:
    kept = kept_exchange(list(desk.replies(question, [], [], "test"))[-1], ())
    return replace(kept, day=DAY)


def test_citations_are_the_documents_own_numbers_and_open(desk: Desk) -> None:
    html = exchange_html(desk, exchanged(desk, REVIEWED), 0)
    assert ">para. 54</button>" in html
    assert "data-locator='nato-wps-2024#para-54' data-marks='0-83'" in html
    assert "1 of 1 statements verified" in html


def test_markup_is_shown_as_the_text_it_is(desk: Desk) -> None:
    nasty = "<img src=x onerror=alert(1)> how often is the policy reviewed? <script>x()</script>"
    html = conversation_html(desk, [exchanged(desk, nasty)], asked=nasty)
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("&lt;img src=x") >= 2


def test_a_reply_grows_by_verified_statements(desk: Desk) -> None:
    replies = list(desk.replies("What are the four strategic objectives?", [], [], "test"))
    sizes = [len(r.statements) for r in replies if isinstance(r, Answer)]
    assert len(sizes) == 2
    assert 1 == sizes[0] < sizes[1]


def test_a_refusal_shows_what_was_searched_and_the_nearest(desk: Desk) -> None:
    html = exchange_html(desk, exchanged(desk, "What is the price of bread in Paris?"), 0)
    assert "do not answer" in html
    assert "<q>bread</q>" in html
    assert html.count("data-do='open'") == 3


def test_rejected_statements_can_be_unfolded(desk: Desk) -> None:
    exchange = exchanged(desk, REVIEWED)
    assert isinstance(exchange.reply, Answer)
    rejected = Rejection("It is <b>yearly</b>.", "para-1", "unsupported", "says more")
    html = exchange_html(
        desk, replace(exchange, reply=replace(exchange.reply, rejections=(rejected,))), 0
    )
    assert "1 of 2 statements verified" in html
    assert "<summary>1 rejected statements</summary>" in html
    assert "&lt;b&gt;yearly" in html


def test_the_panel_shows_words_notes_headnote_and_page(desk: Desk) -> None:
    paragraph = desk.assistant.paragraphs[Locator("nato-wps-2024", "para-6")]
    html = panel_html(desk, paragraph, read_marks("0-20,15-30,9999-1", paragraph), True)
    assert f"<mark>{escape(paragraph.text[:30])}</mark>" in html
    assert "by the editors, not the document’s words" in html
    assert "fn 5" in html
    assert html.count("class='wps-box'") >= 1
    assert "src='data:image/png;base64," in html
    assert "/?p=nato-wps-2024%23para-6" in html
    assert "← para. 5<" in html
    assert ">para. 7 →" in html  # its notes, which are printed before that, are stepped over


def test_spans_that_touch_are_one() -> None:
    assert merged([Span(5, 9), Span(0, 3), Span(8, 12)]) == (Span(0, 3), Span(5, 12))


def test_a_browser_keeps_conversations_and_what_it_changed_is_not_shown(desk: Desk) -> None:
    good = exchanged(desk, REVIEWED)
    refused = exchanged(desk, "What is the price of bread in Paris?")
    memory = Memory("", ()).with_exchanges([good, refused])
    back = read_memory(json.loads(json.dumps(memory.as_json())))
    current = back.current()
    assert current is not None
    assert current.title == REVIEWED
    shown = [read_exchange(row, desk.assistant) for row in current.rows]
    assert isinstance(shown[0].reply, Answer)
    assert shown[0].reply.statements == good.reply.statements
    assert isinstance(shown[1].reply, Refusal)
    row = json.loads(json.dumps(exchange_row(good)))
    row["statements"][0]["text"] = "The policy is reviewed every day."
    assert read_exchange(row, desk.assistant) is None
    for damaged in ({}, {"question": 1}, {**exchange_row(good), "statements": []}, {"day": None}):
        assert read_exchange(damaged, desk.assistant) is None
    assert read_memory("nonsense") == Memory("", ())
    assert not memory.without(memory.open).kept


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("markdown", "[^1]: NATO WPS Policy \\(2024\\), para. 54, p. 17"),
        ("un", "[1] NATO WPS Policy (2024), para. 54, p. 17"),
        ("nato", "[1] NATO Policy on Women, Peace and Security (2024), para. 54, p. 17"),
        ("chicago", "“NATO Policy on Women, Peace and Security (2024)”, July 10, 2024, para. 54"),
    ],
)
def test_taking_an_answer_away(desk: Desk, style: str, words: str) -> None:
    reply = exchanged(desk, REVIEWED).reply
    text = laid_out(reply, desk.assistant, style, desk.occasion(DAY))  # type: ignore[arg-type]
    assert words in text
    assert "FOR TRAINING ONLY" in text
    assert "24 November 2026" in text
    assert desk.documents["nato-wps-2024"].sha256[:12] in text
    assert "not legal advice" in text


def test_resolutions_in_three_styles(desk: Desk, resolutions: tuple[str, ...]) -> None:
    reply = exchanged(desk, "1325 OP 8(a)").reply
    texts = {
        s: laid_out(reply, desk.assistant, s, desk.occasion(DAY)) for s in ("un", "nato", "chicago")
    }
    assert "S/RES/1325 (2000), para. 8 (a)" in texts["un"]
    assert "UNSCR 1325 (2000), OP 8(a)" in texts["nato"]
    assert "UN Security Council, “Security Council resolution 1325 (2000)" in texts["chicago"]
    assert "October 31, 2000, para. 8 (a), https://" in texts["chicago"]


def test_a_docx_has_real_footnotes(desk: Desk, tmp_path: Path) -> None:
    exchange = exchanged(desk, "What are the four strategic objectives?")
    occasion = desk.occasion(DAY)
    page = sheet(exchange.reply, desk.assistant, "un", occasion)
    data = sheet_docx(page, occasion.retrieved)
    document = docx.Document(BytesIO(data))
    assert "FOR TRAINING ONLY" in document.sections[0].header.paragraphs[0].text
    assert "Retrieved 24 November 2026" in document.paragraphs[-1].text
    notes = [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]
    assert len(notes) == 1
    assert b"para. 17, p. 11" in notes[0].target_part.blob
    path = tmp_path / "answer.docx"
    path.write_bytes(data)
    text = docx_text(path)  # reads footnotes where they are referred to
    assert "externally:” (NATO WPS Policy (2024), para. 17, p. 11)" in text


def test_opinions_become_rows_for_the_inbox(desk: Desk, tmp_path: Path) -> None:
    past = (exchanged(desk, REVIEWED), exchanged(desk, "What is the price of bread in Paris?"))
    path = tmp_path / "feedback.sqlite"
    for number, reason in ((0, "wrong paragraph"), (1, "")):
        add_feedback(path, opinion(past, number, reason))
    assert read_feedback(path) == (
        Feedback(REVIEWED, (), ("nato-wps-2024#para-54",), False, "wrong paragraph"),
        Feedback("What is the price of bread in Paris?", (REVIEWED,), (), True),
    )


def test_the_reader_holds_every_paragraph_with_its_number(desk: Desk) -> None:
    here = Locator("nato-wps-2024", "para-17.2")
    html = reader_html(desk, "nato-wps-2024", here)
    own = [p for p in desk.assistant.index.paragraphs if p.locator.document == "nato-wps-2024"]
    assert html.count("class='wps-para") == len(own)
    assert "wps-here' id='para-17.2'" in html
    assert ">fn 25</button>" in html
    assert "Deterrence and Defence" in outline_html(desk, "nato-wps-2024")


def test_search_finds_the_phrase_first(desk: Desk) -> None:
    lexicon = ReadTab.lexicon_of(desk)
    html = search_html(desk, lexicon, "minimum of every five years")
    first = html.split("<li>")[1]
    assert "nato-wps-2024#para-54" in first
    assert "<mark>five</mark>" in first
    assert "Write a word" in search_html(desk, lexicon, " ")


def test_parallels_are_elsewhere_and_say_why(desk: Desk, resolutions: tuple[str, ...]) -> None:
    here = Locator("nato-wps-2024", "para-44")
    found = desk.parallels.of(here)
    assert found
    assert all(p.paragraph.locator.document != here.document for p in found)
    assert [p.cosine for p in found] == sorted((p.cosine for p in found), reverse=True)
    assert all(p.words or p.topics for p in found)
    html = parallels_html(desk, desk.assistant.paragraphs[here])
    assert html.count("near to “") == len(found)


def test_the_matrix_has_every_paragraph_of_every_topic(desk: Desk) -> None:
    cells = matrix(desk.assistant.index)
    numbers = sum(len(ps) for row in cells.values() for ps in row.values())
    assert numbers == sum(len(h.topics) for h in desk.assistant.index.headnotes)
    html = matrix_html(desk)
    assert html.count("data-do='read'") == numbers
    assert html.count("<tr><th scope='row'>") == len(cells)


def test_a_visitor_who_asks_too_much_waits() -> None:
    now = [0.0]
    limit = Limit(2, lambda: now[0])
    limit.admit("a")
    limit.admit("a")
    with pytest.raises(LimitError, match="wait 30 s"):
        limit.admit("a")
    limit.admit("b")
    now[0] = 31.0
    limit.admit("a")


def test_nothing_is_logged_unless_a_file_is_named(
    assistant: Assistant, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "audit.jsonl"
    logging = Desk(assistant, settings, read_desk_settings({"WPS_AUDIT_LOG": str(path)}))
    list(logging.replies(REVIEWED, [], [], "anna"))
    (row,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (row["visitor"], row["question"], row["citations"]) == (
        "anna", REVIEWED, ["nato-wps-2024#para-54"],
    )  # fmt: skip
    blocked = Desk(assistant, settings, read_desk_settings({"WPS_AUDIT_LOG": str(tmp_path)}))
    with pytest.raises(StoreError, match="audit log cannot be written"):
        list(blocked.replies(REVIEWED, [], [], "anna"))


def test_passwords_are_hashed_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_text(f"# staff\n{hashed('anna', 'correct horse')}\n", encoding="utf-8")
    assert "correct horse" not in path.read_text(encoding="utf-8")
    passwords = read_passwords(path)
    assert [passwords.right("anna", "correct horse") for _ in range(2)] == [True, True]
    assert not passwords.right("anna", "wrong")
    assert not passwords.right("otto", "correct horse")
    assert not passwords.right("anna", "x" * 100)
    for text, words in (("anna:plain\n", "line 1"), ("\n", "names nobody")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=words):
            read_passwords(path)
    with pytest.raises(SettingsError, match="8 to 72"):
        hashed("anna", "short")


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
        [sys.executable, "app.py", "--host", "0.0.0.0"], cwd=ROOT, capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: 0.0.0.0 is reached from other machines")
    assert done.stderr.count("\n") == 1


def test_first_source_is_the_first_citation(desk: Desk) -> None:
    source = first_source(exchanged(desk, REVIEWED).reply)
    assert source == (Locator("nato-wps-2024", "para-54"), (Span(0, 83),))
    assert first_source(exchanged(desk, "What is the price of bread in Paris?").reply) is None
