"""What tells a further paragraph of an answer from one that says the same again, on six paragraphs."""

from __future__ import annotations

import numpy as np

from assistant.question.understand import Understanding
from assistant.search.candidates import Searcher
from assistant.search.further import FURTHER, numbers
from assistant.search.ranking import further_pairs
from tests.answer.six_paragraphs import LIBRARY
from tests.answer.six_vectors import TermEncoder, six_index

SEARCHER = Searcher(six_index(), TermEncoder())


def told(question: str, first: str, other: str) -> dict[str, float]:
    query = Understanding(LIBRARY).query(question)
    candidates = SEARCHER.search(query).readings[0]
    at = {str(c.paragraph.locator): i for i, c in enumerate(candidates)}
    scores = np.arange(len(candidates), dtype=np.float64)
    (pair,) = further_pairs(query, candidates, [at[first], at[other]], [2.0, 1.0], scores)
    return dict(zip((f.name for f in FURTHER), numbers(pair), strict=True))


def test_a_paragraph_adds_the_words_that_the_first_lacks() -> None:
    question = "Who lights the lamp, and who counts the wrecks?"
    assert told(question, "lamp-policy#para-1", "wrecks#op-1")["adds"] == 0.5
    assert told(question, "lamp-policy#para-1", "lamp-policy#para-2")["adds"] == 0.0
    assert told(question, "lamp-policy#para-1", "wrecks#op-1")["joints"] == 3.0
    assert told("Who lights the lamp", "lamp-policy#para-1", "wrecks#op-1")["joints"] == 0.0


def test_kin_and_documents_are_told_apart() -> None:
    question = "What do the Lamp Policy and resolution 9101 say?"
    kin = told(question, "lamp-policy#para-2", "lamp-policy#para-2.1")
    assert (kin["related"], kin["same_document"], kin["other_named"]) == (1.0, 1.0, 0.0)
    apart = told(question, "lamp-policy#para-2", "wrecks#op-1")
    assert (apart["related"], apart["same_document"], apart["other_named"]) == (0.0, 0.0, 1.0)
    assert (apart["odds"], apart["first_odds"], apart["rank"]) == (1.0, 2.0, 0.1)
