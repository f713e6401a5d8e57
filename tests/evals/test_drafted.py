"""Drafts made of the documents' own sentences: true ones pass, those with one thing changed never do."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from evals.check_drafts import check_drafts, table
from evals.drafted import Drafted, draft_pairs

SAMPLE = 80  # of the 2,000 pairs of `python -m evals drafts`; every kind of change is among them


@pytest.fixture(scope="module")
def pairs(assistant: Assistant, resolutions: tuple[str, ...]) -> tuple[tuple[Drafted, Drafted], ...]:
    return draft_pairs(assistant.index, SAMPLE)


def test_one_thing_is_changed_and_the_same_seed_changes_the_same(
    assistant: Assistant, pairs: tuple[tuple[Drafted, Drafted], ...]
) -> None:
    assert draft_pairs(assistant.index, SAMPLE) == pairs
    kinds = {wrong.wrong for _, wrong in pairs}
    assert {"document", "year", "paragraph", "number", "actor", "negation", "word"} <= kinds
    for true, wrong in pairs:
        assert (true.wrong, true.id) == ("", wrong.id)
        assert true.draft != wrong.draft
        shared = set(true.draft.split()) & set(wrong.draft.split())
        assert len(shared) > len(set(true.draft.split())) / 2


def test_no_wrong_draft_passes_and_no_true_one_fails(
    assistant: Assistant, pairs: tuple[tuple[Drafted, Drafted], ...]
) -> None:
    checker = Checker(assistant.index, assistant.nearest, assistant.judge)
    assert len(pairs) == SAMPLE
    result = check_drafts(pairs, checker.check)
    assert (len(result.failed), len(result.passed)) == (0, 0), table(result)


def test_a_check_that_sees_nothing_is_counted(pairs: tuple[tuple[Drafted, Drafted], ...]) -> None:
    result = check_drafts(pairs[:10], lambda text: ())
    assert (len(result.failed), len(result.passed)) == (10, 0)
    assert "10 true drafts: 10 fail" in table(result)
