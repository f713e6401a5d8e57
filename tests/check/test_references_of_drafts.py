"""A draft's references: every spelling is read, and nothing that is not held is vouched for."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from tests.ui.samples import FIVE

FIRST = "NATO is committed to defending and promoting the principles of individual liberty"
LEVELS = "increased representation of women at all decision-making levels"


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return Checker(assistant.index, assistant.nearest, assistant.judge)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("UNSCR 2250 (2015), para. 1", "“UNSCR 2250 (2015)” is not among the documents"),
        ("UNSCR 2250", "“UNSCR 2250” is not among the documents"),
        ("A/RES/70/1, para. 1", "“A/RES/70/1” is not among the documents"),
        ("CEDAW GR 30, para. 1", "“CEDAW GR 30” is not among the documents"),
        ("Bi-SCD 040-001, para. 1", "“Bi-SCD 040-001” is not among the documents"),
        ("Finland’s National Action Plan, para. 1", "Action Plan” is not among the documents"),
        ("Policy 2021, para. 1", "is of 2024, not of 2021"),
        ("S/RES/1325 (2015), para. 1", "was adopted in 2000, not in 2015"),
        ("para. 1, p. 3", "is on page 9, not on page 3"),
        ("para. 1.2.3", "NATO WPS Policy (2024) has no paragraph 1.2.3"),
        ("para. 17.2.3", "NATO WPS Policy (2024) has no paragraph 17.2.3"),
        ("para. 1.2.3.4.5.6", "“para. 1.2.3.4.5.6” cannot be read as an address"),
    ],
)
def test_words_are_never_exact_beside_what_is_not_held(checker: Checker, source: str, words: str) -> None:
    for draft in (f"“{FIRST}” ({source}).", f"It is said that “{FIRST}” ({source})."):
        found = checker.check(draft)
        assert "exact" not in {f.status for f in found}, draft
        assert any(words in f.detail for f in found), [f.detail for f in found]


@pytest.mark.parametrize(
    "source",
    [
        "UNSCR1325, OP-1",
        "S/RES/1325/2000, first operative paragraph",
        "Res. 1325, para. one",
        "SCR 1325 § 1",
        "resolution 1325 of 2000, op 1",
    ],
)
def test_every_spelling_of_a_reference_is_exact(
    checker: Checker, resolutions: tuple[str, ...], source: str
) -> None:
    assert [f.status for f in checker.check(f"“{LEVELS}” ({source}).")] == ["exact"]


def test_a_page_that_fits_is_no_fault(checker: Checker) -> None:
    assert [f.status for f in checker.check(f"The Policy “{FIVE}” (para. 54, p. 17).")] == ["exact"]
