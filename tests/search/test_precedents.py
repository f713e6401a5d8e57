"""Questions that the documents leave open: written by the editors, compared, never searched for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.search.precedents import Leaning
from assistant.types import Answer, Refusal
from ingest.index.files import Index
from ingest.settings import Settings
from ingest.types import parse_chunk_id


def leaning(assistant: Assistant, question: str) -> Leaning:
    return assistant.finder.searcher.search(assistant.understanding.query(question)).leaning


def test_a_silent_question_leans_to_silence(assistant: Assistant) -> None:
    """The editors' own questions, put a little differently: a kind that is absent, one that is there."""
    absent = leaning(assistant, "How much are gender focal points paid?")
    there = leaning(assistant, "Who are gender focal points?")
    assert 0 <= there.silent_subject < 0.6 < absent.silent_subject <= 1
    assert there.subject_margin < 0 < absent.subject_margin


@pytest.mark.parametrize(
    ("near_miss", "answered"),
    [
        (
            "How much money does NATO give to the Civil Society Advisory Panel?",
            "What does the Civil Society Advisory Panel do?",
        ),
        ("Which countries sponsored resolution 1820?", "What does resolution 1820 demand of all parties?"),
        (
            "What happens to a minister who misses the review of the policy?",
            "How often is the policy reviewed?",
        ),
    ],
)
def test_near_misses_are_refused_and_their_neighbours_answered(
    assistant: Assistant, near_miss: str, answered: str
) -> None:
    assert isinstance(assistant.ask(near_miss), Refusal)
    assert isinstance(assistant.ask(answered), Answer)


def test_silent_questions_are_in_the_index_but_not_searched(assistant: Assistant, settings: Settings) -> None:
    index: Index = assistant.index
    silent = [i for i, key in enumerate(index.chunks) if parse_chunk_id(key)[2] == "silent"]
    assert len(silent) == sum(len(h.silent) for h in index.headnotes) > 0
    vector = index.vectors.at(silent[:1])[0]
    exact = [index.chunks[i] for i in index.vectors.nearest(index.vectors.cosines(vector), vector, 400)]
    assert len(exact) == 400
    assert {parse_chunk_id(key)[2] for key in exact} <= {"paragraph", "sentence", "headnote"}
    in_chroma = [key for key, _ in index.vectors.store.nearest(vector, 400)]
    assert len(in_chroma) == 400
    assert {parse_chunk_id(key)[2] for key in in_chroma} == {"paragraph", "sentence"}
