"""What is taken away: Markdown, three styles, DOCX, a whole conversation."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from assistant.assistant import Assistant
from assistant.check.docx_reader import docx_text
from assistant.export.copied_text import conversation, laid_out, sheet
from assistant.export.word_document import sheet_docx
from assistant.ui.shared import SharedState
from ingest.settings import Settings
from tests.ui.samples import BREAD, DAY, OWN_WORDS, REVIEWED, exchanged, in_prose, open_shared


@pytest.fixture(scope="module")
def shared(assistant: Assistant, settings: Settings) -> SharedState:
    return open_shared(assistant, settings)


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("markdown", "[^1]: NATO WPS Policy \\(2024\\), para. 54, p. 17"),
        ("un", "[1] NATO WPS Policy (2024), para. 54, p. 17"),
        ("nato", "[1] NATO Policy on Women, Peace and Security (2024), para. 54, p. 17"),
        ("chicago", "“NATO Policy on Women, Peace and Security (2024)”, July 10, 2024, para. 54"),
    ],
)
def test_taking_an_answer_away(shared: SharedState, style: str, words: str) -> None:
    reply = exchanged(shared, REVIEWED).reply
    text = laid_out(reply, shared.assistant.library, style, shared.occasion(DAY))  # type: ignore[arg-type]
    assert words in text
    assert "FOR TRAINING ONLY" in text
    assert "24 November 2026" in text
    assert shared.library.document("nato-wps-2024").sha256[:12] in text
    assert "not legal advice" in text


def test_resolutions_in_three_styles(shared: SharedState) -> None:
    reply = exchanged(shared, "1325 OP 8(a)").reply
    texts = {
        s: laid_out(reply, shared.assistant.library, s, shared.occasion(DAY))
        for s in ("un", "nato", "chicago")
    }
    assert "S/RES/1325 (2000), para. 8 (a)" in texts["un"]
    assert "UNSCR 1325 (2000), OP 8(a)" in texts["nato"]
    assert "UN Security Council, “Security Council resolution 1325 (2000)" in texts["chicago"]
    assert "October 31, 2000, para. 8 (a), https://" in texts["chicago"]


def test_a_docx_has_real_footnotes(shared: SharedState, tmp_path: Path) -> None:
    exchange = exchanged(shared, "What are the four strategic objectives?")
    occasion = shared.occasion(DAY)
    page = sheet(exchange.reply, shared.assistant.library, "un", occasion)
    data = sheet_docx(page, occasion.retrieved)
    document = docx.Document(BytesIO(data))
    assert "FOR TRAINING ONLY" in document.sections[0].header.paragraphs[0].text
    assert "Retrieved 24 November 2026" in document.paragraphs[-1].text
    notes = [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]
    assert len(notes) == 1
    assert b"para. 17, p. 11" in notes[0].target_part.blob
    path = tmp_path / "answer.docx"
    path.write_bytes(data)
    text = docx_text(path, 100_000)
    assert "externally:”[^1]" in text
    assert "\n\n[^1]: NATO WPS Policy (2024), para. 17, p. 11" in text


def test_only_the_documents_own_words_are_quotations(shared: SharedState) -> None:
    occasion = shared.occasion(DAY)
    own = laid_out(exchanged(shared, REVIEWED).reply, shared.assistant.library, "markdown", occasion)
    assert "\n> “This Policy will be reviewed" in own
    assert "language model" not in own
    prose = in_prose(shared).reply
    text = laid_out(prose, shared.assistant.library, "markdown", occasion)
    assert "\n>" not in text
    assert f"\n{OWN_WORDS}[^1]\n" in text
    assert "Written by the language model scripted, each statement verified" in text
    assert "Written by the language model" in laid_out(prose, shared.assistant.library, "un", occasion)
    data = sheet_docx(sheet(prose, shared.assistant.library, "un", occasion), occasion.retrieved)
    words = [p.text for p in docx.Document(BytesIO(data)).paragraphs]
    assert OWN_WORDS in words
    assert "Written by the language model scripted, each statement verified." in words
    refused = laid_out(exchanged(shared, BREAD).reply, shared.assistant.library, "markdown", occasion)
    assert "\n>" not in refused


def test_notes_are_numbered_through_a_conversation(shared: SharedState) -> None:
    questions = (REVIEWED, "para 17.2", BREAD, REVIEWED)
    replies = [(exchanged(shared, q).reply, shared.occasion(DAY)) for q in questions]
    text = conversation(replies, shared.assistant.library)
    assert re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE) == ["1", "2", "3"]
    assert sorted(re.findall(r"\[\^(\d+)\](?!:)", text)) == ["1", "2", "3"]
    assert text.count("\n---\n") == 3
    assert "[^3]: NATO WPS Policy \\(2024\\), para. 54" in text


@pytest.mark.parametrize("character", ["\uffff", "\ufffe", "\x0b", "\x1f"])
def test_characters_that_xml_cannot_hold_are_left_out_of_a_docx(shared: SharedState, character: str) -> None:
    occasion = shared.occasion(DAY)
    page = replace(
        sheet(exchanged(shared, REVIEWED).reply, shared.assistant.library, "un", occasion),
        question=f"How {character}often? 🕊",
    )
    document = docx.Document(BytesIO(sheet_docx(page, occasion.retrieved)))
    assert document.paragraphs[0].text == "How often? 🕊"
    assert document.core_properties.title == "How often? 🕊"
