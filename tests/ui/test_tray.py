"""The briefing tray: what a browser has pinned, checked against the library, and the files made of it."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import docx
import gradio as gr
import pypdf
import pytest

from assistant.assistant import Assistant
from assistant.ui.ask.tray import MOST, Tray, read_pins
from assistant.ui.shared import SharedState
from ingest.settings import Settings
from tests.ui.samples import FIVE, click, open_shared

PINNED = [
    {
        "locator": "nato-wps-2024#para-54",
        "marks": "0-83",
        "title": "Review <b>cycle</b>",
        "note": "Say when.",
    },
    {"locator": "nato-wps-2024#para-17.2", "marks": "", "title": "", "note": ""},
]


@pytest.fixture(scope="module")
def shared(assistant: Assistant, settings: Settings) -> SharedState:
    return open_shared(assistant, settings)


def test_only_what_is_a_paragraph_here_is_pinned_and_once(shared: SharedState) -> None:
    rows = [*PINNED, PINNED[0], {"locator": "nato-wps-2024#para-999"}, {"locator": 5, "title": [1]}, 7]
    pins = read_pins(json.dumps(rows), shared)
    assert [str(p.paragraph.locator) for p in pins] == ["nato-wps-2024#para-54", "nato-wps-2024#para-17.2"]
    assert pins[0].words == f"This Policy {FIVE}."
    assert pins[1].words == pins[1].paragraph.text
    assert read_pins("[" * 100_000, shared) == read_pins('{"a": 1}', shared) == []
    many = [{"locator": "nato-wps-2024#para-54", "marks": f"0-{n}"} for n in range(1, MOST + 50)]
    assert len(read_pins(json.dumps(many), shared)) == MOST


def test_the_tray_shows_names_notes_and_the_words_themselves(shared: SharedState) -> None:
    with gr.Blocks():
        tray = Tray(shared)
    nobody: Any = None
    event: Any = click(pins=json.dumps(PINNED), name="For <i>Tuesday</i>")
    html = str(tray.draw(nobody, event))
    assert "For &lt;i&gt;Tuesday&lt;/i&gt;" in html
    assert "<h3>Review &lt;b&gt;cycle&lt;/b&gt;</h3>" in html
    assert "<h3>NATO para. 17.2</h3>" in html  # one without a name has its paragraph's
    assert "Say when." in html
    assert html.index("NATO para. 54") < html.index("NATO para. 17.2")


@pytest.mark.parametrize("kind", ["docx", "markdown", "pdf", "copy"])
def test_the_briefing_is_one_file_with_its_classification_line(shared: SharedState, kind: str) -> None:
    with gr.Blocks():
        tray = Tray(shared)
    nobody: Any = None
    event: Any = click(pins=json.dumps(PINNED), name="For Tuesday", kind=kind, marking="MADE UP")
    made = json.loads(tray.brief(nobody, event))
    data = made["copy"].encode() if kind == "copy" else base64.b64decode(made["data"])
    if kind == "docx":
        document = docx.Document(io.BytesIO(data))
        assert (
            document.sections[0].header.paragraphs[0].text == "FOR TRAINING ONLY"
        )  # not what the browser says
        (notes,) = [r for r in document.part.rels.values() if r.reltype.endswith("/footnotes")]
        assert b"para. 54, p. 17" in notes.target_part.blob
        text = "\n".join(p.text for p in document.paragraphs)
    elif kind == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
    else:
        text = data.decode()
    assert FIVE in text
    assert "Say when." in text
    assert "For Tuesday" in text
    if kind != "docx":
        assert "FOR TRAINING ONLY" in text
        assert "MADE UP" not in text
        assert "para. 54, p. 17" in text
