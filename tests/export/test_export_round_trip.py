"""What is taken away checks clean: a hundred answers in every style and as DOCX."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from assistant.answer.extract import quote_whole
from assistant.answer.verify import verify
from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.check.docx_reader import docx_text
from assistant.check.findings import all_well
from assistant.export.copied_text import STYLES, Occasion, laid_out, sheet
from assistant.export.word_document import sheet_docx
from assistant.types import Evidence, Reply

OCCASION = Occasion(dt.date(2026, 11, 24), "FOR TRAINING ONLY")
ASKED = (
    "How often is the Policy reviewed?",
    "What are the four strategic objectives?",
    "tell me about gender advisers",
    "1325 OP 8",
    "para 17",
    "What is the capital of France?",
)
LOOKED_UP = 94  # paragraphs


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> list[Reply]:
    """Answers to questions, a refusal, and paragraphs of all kinds looked up."""
    official = [
        p for p in assistant.index.paragraphs if assistant.library.document(p.locator.document).official
    ]
    chosen = random.Random(5).sample(official, min(LOOKED_UP, len(official)))
    found = [
        verify(f"What does {p.locator} say?", quote_whole([p]), [Evidence(p, 1.0, 1)], "looked up")
        for p in chosen
    ]
    return [*found, *(assistant.ask(question) for question in ASKED)]


def test_what_is_taken_away_checks_clean(assistant: Assistant, replies: list[Reply], tmp_path: Path) -> None:
    checker = Checker(assistant.index, assistant.nearest, assistant.judge)
    exact = 0
    for reply in replies:
        texts = {style: laid_out(reply, assistant.library, style, OCCASION) for style, _ in STYLES}
        path = tmp_path / "answer.docx"
        path.write_bytes(sheet_docx(sheet(reply, assistant.library, "un", OCCASION), OCCASION.retrieved))
        texts["docx"] = docx_text(path, 100_000)  # type: ignore[index]
        for style, text in texts.items():
            found = checker.check(text)
            assert all_well(found), (style, reply.question, [f.detail for f in found])
            exact += sum(f.status == "exact" for f in found)
    assert exact >= 5 * LOOKED_UP
