"""A real, weak model over a real server: it invents, and none of that may be shown.

Needs the wheels of `make test-llm`; without them it is skipped.
"""

from __future__ import annotations

import re

import pytest

from assistant.agree import content
from assistant.assistant import Assistant
from assistant.llm import open_model, parse_place
from assistant.types import Answer, Refusal
from ingest.settings import Settings
from tests.model_questions import QUESTIONS, serving
from tests.model_server import KEY, weights


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
