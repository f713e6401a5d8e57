"""A real, weak model over a real server: it invents, and none of that may be shown.

Needs the wheels of `make test-llm`; without them it is skipped.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.agree import content
from assistant.assistant import Assistant
from assistant.llm import open_model, parse_place
from assistant.types import Answer, Refusal
from ingest.settings import Settings
from tests.model_questions import QUESTIONS, serving
from tests.model_server import KEY, weights

TRANSCRIPT = Path(__file__).with_name("model_transcript.jsonl")


def test_every_statement_of_the_transcript_was_judged_by_hand() -> None:
    """Written by `tests.model_questions`; ``judged`` is added by whoever read it beside the documents."""
    rows = [json.loads(line) for line in TRANSCRIPT.read_text(encoding="utf-8").splitlines()]
    assert [row["question"] for row in rows] == list(QUESTIONS)
    for row in rows:
        assert row["shown"] in ("prose", "the documents' words", "refusal")
        assert (row["shown"] == "prose") == ("statements" in row)
        assert row.get("judged", "") == ("supported" if row["shown"] == "prose" else "")


def test_nothing_invented_is_shown(assistant: Assistant, settings: Settings) -> None:
    """Judged by plain counting, not by the check under test: words and numbers of what is cited."""
    pytest.importorskip("xllamacpp", reason="run `make test-llm`")
    if weights() is None:
        pytest.skip("run `make test-llm`")
    with serving() as url:
        model = open_model(parse_place(f"openai-like:smollm2@{url}"), KEY)
        writer = Assistant.open(settings, model=model)
        drafted = shown = 0
        for question in QUESTIONS:
            plain, reply = assistant.ask(question), writer.reply(question)
            if isinstance(plain, Refusal) or not isinstance(reply, Answer):
                assert reply == plain
                continue
            assert reply.statements, question
            if reply.written is None or not reply.written.used:
                assert reply.statements == plain.statements
            drafted += len(reply.written.drafted) if reply.written else 0
            for statement in reply.statements:
                shown += 1
                texts = [writer.paragraphs[c.locator].text for c in statement.citations]
                source = " ".join(texts)
                own = set(content(statement.text))
                assert len(own & set(content(source))) >= 0.6 * len(own), statement
                for number in re.findall(r"\d+", statement.text):
                    assert number in source or number in str(statement.citations), statement
        assert drafted > 40
        assert shown > 40
