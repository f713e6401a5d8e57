"""One question from words to a reply on six paragraphs made by hand, in milliseconds."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.search.candidates import Searcher
from assistant.search.finder import Finder
from assistant.types import Answer, Refusal, Turn
from ingest.embedding.torch_model import Embedding
from ingest.errors import QuestionError, SettingsError
from ingest.types import Locator
from tests.answer.six_paragraphs import TEXTS
from tests.answer.six_vectors import TermEncoder, by_priors, six_finder, six_index

ASSISTANT = Assistant(six_index(), six_finder())


class CountingEncoder(TermEncoder):
    """Keeps the texts that it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed_one(self, text: str) -> Embedding:
        self.texts.append(text)
        return super().embed_one(text)


@pytest.mark.parametrize(
    ("question", "how", "cited"),
    [
        ("Who lights the lamp at dusk?", "found", ["lamp-policy#para-1"]),
        ("9101 OP 2", "looked up", ["wrecks#op-2"]),
        (
            "What are the two aims of the Lamp Council?",
            "found",
            ["lamp-policy#para-2", "lamp-policy#para-2.1", "lamp-policy#para-2.2"],
        ),
        (
            "Who lights the lamp at dusk? Who counts their wrecks?",
            "found",
            ["lamp-policy#para-1", "wrecks#op-1"],
        ),
    ],
)
def test_an_answer_is_the_words_of_the_paragraphs_it_cites(question: str, how: str, cited: list[str]) -> None:
    reply = ASSISTANT.ask(question)
    assert isinstance(reply, Answer)
    assert (reply.how, [str(s.citations[0].locator) for s in reply.statements]) == (how, cited)
    assert [s.text for s in reply.statements] == [TEXTS[place] for place in cited]
    assert reply.rejections == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who bakes bread in Paris?", "do not answer"),
        ("9101 OP 7", "operative paragraphs run from 1 to 2"),
        ("Write a poem about lamps", "nothing is composed"),
        ("hello", "Hello. Ask what the documents say"),
    ],
)
def test_what_cannot_be_answered_is_refused_for_its_own_reason(question: str, told: str) -> None:
    reply = ASSISTANT.ask(question)
    assert isinstance(reply, Refusal)
    assert told in reply.reason
    assert (reply.evidence == ()) is (question in ("hello", "9101 OP 7"))


def test_an_address_is_looked_up_without_embedding_anything() -> None:
    encoder = CountingEncoder()
    assistant = Assistant(six_index(), Finder(Searcher(six_index(), encoder), by_priors()))
    assert isinstance(assistant.ask("para 2 of the policy"), Answer)
    assert isinstance(assistant.ask("para 9 of the policy"), Refusal)
    assert encoder.texts == []
    assistant.ask("Who lights the lamp?")
    assert encoder.texts != []


def test_a_follow_up_is_read_with_the_question_before_it() -> None:
    before = Turn("Who lights the lamp at dusk?", (Locator.parse("lamp-policy#para-1"),))
    reply = ASSISTANT.ask("And where is it said?", [before])
    assert isinstance(reply, Answer)
    assert reply.remarks[0] == f"Read as a follow-up to “{before.question}”."
    assert isinstance(ASSISTANT.ask("And where is it said?"), Refusal)


def test_what_cannot_be_asked_is_an_error() -> None:
    with pytest.raises(QuestionError, match="empty"):
        ASSISTANT.ask(" ")
    with pytest.raises(SettingsError, match="known: lamp-policy, wrecks"):
        ASSISTANT.ask("Who lights the lamp?", only=["harbours"])


def test_a_refusal_names_what_no_document_mentions() -> None:
    reply = ASSISTANT.ask("What budget does UNIFIL give its bakers?")
    assert isinstance(reply, Refusal)
    assert reply.reason == "No document here mentions this: United Nations Interim Force in Lebanon."
