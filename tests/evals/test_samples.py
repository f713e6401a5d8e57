"""Samples of gold questions as the fit of relevance sees them."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.question.understand import Understanding
from evals.gold import GoldQuestion
from evals.samples import Sample
from ingest.types import Locator
from tests.answer.six_paragraphs import LIBRARY

QUERY = Understanding(LIBRARY).query("Who lights the lamp?")
NEAR = frozenset((Locator.parse("lamp-policy#para-1"),))


@pytest.mark.parametrize(("gold", "answers"), [((NEAR,), [True, False]), ((), [False, False])])
def test_a_paragraph_that_gold_only_tolerates_beside_a_refusal_answers_nothing(
    gold: tuple[frozenset[Locator], ...], answers: list[bool]
) -> None:
    question = GoldQuestion("x", "Who lights the lamp?", (), gold, NEAR, (), "", "dev")
    numbers = np.zeros((2, 1))
    sample = Sample(question, QUERY, (), (), numbers, numbers, np.array([True, False]))
    assert sample.answers.tolist() == answers
