"""Amounts and dates that a question takes for granted, held against a source."""

from __future__ import annotations

import pytest

from assistant.support.premise import taken_for_granted
from assistant.support.scoring import Source

SOURCE = Source(
    ("The task force meets every year.", "The post was made permanent in 2014."), number="9101", names="Lamps"
)
NAMES = frozenset(("9101", "9102", "2024"))


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("Why does the task force have to meet every month?", ("every month",)),
        ("Why does the task force have to meet every year?", ()),
        ("What changed when the post was made permanent in 2012?", ("2012",)),
        ("What changed when the post was made permanent in 2014?", ()),
        ("Does 9102 say the same as the 2024 policy?", ()),  # names of documents date nothing
        ("How does the task force meet?", ()),
    ],
)
def test_only_what_the_source_does_not_give_is_named(question: str, unsaid: tuple[str, ...]) -> None:
    assert taken_for_granted(question, SOURCE, NAMES) == unsaid
