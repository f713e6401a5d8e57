"""A real, weak model over a real server: it invents, and none of that may be shown.

Needs the wheels of `make test-llm`; without them it is skipped.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.support.content_words import content
from assistant.types import Answer, Statement
from evals.prose import StatementVerdict
from ingest.settings import Settings
from tests.llm.model_questions import QUESTIONS, judge_of, serving, small_model
from tests.llm.model_server import weights

TRANSCRIPT = Path(__file__).with_name("model_transcript.jsonl")


def test_the_transcript_was_judged_by_hand() -> None:
    """Written by `tests.llm.model_questions`; ``judged`` and ``useful`` are added by whoever read it
    beside the documents.
    """
    rows = [json.loads(line) for line in TRANSCRIPT.read_text(encoding="utf-8").splitlines()]
    assert [row["question"] for row in rows] == list(QUESTIONS)
    drafted = 0
    for row in rows:
        assert row["shown"] in ("prose", "the documents' words", "refusal")
        assert isinstance(row["useful"], bool)
        assert ("replies" in row) == ("verdicts" in row)
        assert row.get("judged", "") == ("supported" if row.get("held") else "")
        verdicts = [StatementVerdict.parse(verdict) for verdict in row.get("verdicts", ())]
        drafted += sum(verdict.reason != "repeated" for verdict in verdicts)
        if row["shown"] == "prose":
            kept = [verdict.statement for verdict in verdicts if verdict.reason == "kept"]
            assert [text for text, *_ in row["answer"]] == kept
            assert set(kept) <= {text for text, _ in row["held"]}
            assert row["useful"], row["question"]
    assert drafted > 40


@pytest.fixture(scope="module")
def writer(assistant: Assistant, settings: Settings) -> object:
    pytest.importorskip("xllamacpp", reason="run `make test-llm`")
    if weights() is None:
        pytest.skip("run `make test-llm`")
    with serving() as url:
        yield Assistant.open(settings, model=small_model(url))


def test_nothing_invented_is_shown(assistant: Assistant, settings: Settings, writer: Assistant) -> None:
    """Judged again, and by plain counting: words and numbers of what is cited."""
    judge, drafted, answers = judge_of(assistant, settings), 0, 0
    plain_answers = 0
    for question in QUESTIONS:
        plain, reply = assistant.ask(question), writer.reply(question)
        plain_answers += isinstance(plain, Answer)
        if not isinstance(reply, Answer) or not isinstance(plain, Answer):
            assert reply == plain
            continue
        answers += 1
        if reply.written is None or not reply.written.used:
            assert reply.statements == plain.statements, question
            assert reply.written is None or reply.written.notice
        else:
            for statement in reply.statements:
                cited = [writer.library.paragraph(c.locator) for c in statement.citations]
                assert not judge(statement.text, cited).problem, statement
        for statement in reply.statements:
            _is_there(statement, writer)
        drafted += len(reply.written.drafted) if reply.written else 0
    assert answers == plain_answers > 25
    assert drafted > 40


def _is_there(statement: Statement, assistant: Assistant) -> None:
    source = " ".join(assistant.library.paragraph(c.locator).text for c in statement.citations)
    own = set(content(statement.text))
    assert len(own & set(content(source))) >= 0.6 * len(own), statement
    for number in re.findall(r"\d+", statement.text):
        assert number in source or number in str(statement.citations), statement
