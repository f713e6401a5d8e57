"""What kind of question is asked is decided once, and an address costs no search."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.question.intent import Ask, LookUp, Outside, Several, Talk, Unmentioned
from assistant.search.candidates import Searcher
from assistant.search.finder import Finder
from assistant.types import Answer, How
from ingest.embedding.encoder import TextEncoder
from ingest.embedding.prompts import Role
from ingest.embedding.torch_model import Embedding
from ingest.types import Span


class Counting:
    """The same encoder; ``embedded`` are the texts that it was given."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str], role: Role = "passage") -> list[Embedding]:
        self.embedded += texts
        return list(self._encoder.embed(texts, role))

    def embed_one(self, text: str, role: Role = "query") -> Embedding:
        self.embedded.append(text)
        return self._encoder.embed_one(text, role)

    def pieces(self, text: str, role: Role = "query") -> tuple[Span, ...]:
        return self._encoder.pieces(text, role)


@pytest.fixture(scope="module")
def encoder(assistant: Assistant) -> Counting:
    return Counting(assistant.finder.searcher.encoder)


@pytest.fixture(scope="module")
def counted(assistant: Assistant, encoder: Counting) -> Assistant:
    searcher = Searcher(assistant.index, encoder)
    return Assistant(assistant.index, Finder(searcher, assistant.finder.calibration))


@pytest.mark.parametrize(
    "question",
    [
        "para 54",
        "1325 OP 8(a)",
        "para 77",
        "1325 OP 99",
        "What does CSAP stand for?",
        "When was 1820 adopted?",
    ],
)
def test_an_address_is_neither_embedded_nor_searched(
    counted: Assistant, encoder: Counting, question: str
) -> None:
    encoder.embedded.clear()
    assert isinstance(counted.understand(question), LookUp)
    reply = counted.ask(question)
    assert encoder.embedded == []
    assert {e.relevance for e in reply.evidence} <= {1.0}
    counted.ask("How often is the policy reviewed?")
    assert encoder.embedded


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("thanks!", Talk),
        ("para 54", LookUp),
        ("Which resolutions do not mention terrorism?", Unmentioned),
        ("What does EAPC stand for?", Outside),
        ("Write a speech about women in peace operations.", Outside),
        ("What does resolution 2538 say?", Outside),
        ("How often is the policy reviewed?", Ask),
        ("How often is the policy reviewed, and who chairs the task force?", Several),
    ],
)
def test_a_question_is_of_one_kind(assistant: Assistant, question: str, kind: type) -> None:
    assert type(assistant.understand(question)) is kind


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("para 54", "looked up"),
        ("Where does it say “gender perspective”?", "words found"),
        ("Which resolutions do not mention terrorism?", "told from all words"),
        ("How often is the policy reviewed?", "found"),
        ("How often is the policy reviewed, and what does para 17.2 say?", "looked up"),
    ],
)
def test_an_answer_says_how_it_came_about(assistant: Assistant, question: str, how: How) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Answer)
    assert reply.how == how


def test_a_part_with_it_leans_on_the_part_before(assistant: Assistant) -> None:
    intent = assistant.understand("How often is the policy reviewed, and who reports on it to the Council?")
    assert isinstance(intent, Several)
    first, second = intent.parts
    assert isinstance(second.intent, Ask)
    assert second.intent.query.leans_on == first.text
