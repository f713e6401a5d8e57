"""Bad input, cleaning, acronyms, and what leans on the question before."""

from __future__ import annotations

import pytest

from assistant.acronyms import Acronyms
from assistant.question import clean, leans
from assistant.spelling import Vocabulary
from ingest.errors import QuestionError
from ingest.types import Locator


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x07", "\u200f\u202e", "?!…", "——"])
def test_nothing_to_ask_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="write what you want to know"):
        clean(text)


def test_a_question_of_25000_characters_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"25,000 characters, more than 4,000"):
        clean("why" + "y" * 24_997)


def test_control_and_direction_characters_go() -> None:
    assert clean("How\x00 often\u202e is\tit\nreviewed?") == "How often is it reviewed?"


def test_markup_is_text() -> None:
    assert clean("<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_acronyms_open_both_ways() -> None:
    where = Locator("nato-wps-2024", "acronym-csap")
    table = Acronyms((("CSAP", "Civil Society Advisory Panel", where),))
    assert table.opened("what is the csap?") == ("Civil Society Advisory Panel",)
    assert table.opened("the Civil Society Advisory Panel's role") == ("CSAP",)
    assert table.opened("who caps it?") == ()
    assert [a.item for a in table.asked("What does CSAP stand for?")] == ["csap"]
    assert table.asked("Who sits on the CSAP?") == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who reports on it?", True),
        ("And in 1820?", True),
        ("What does the policy say about climate change?", False),
    ],
)
def test_what_leans_on_the_question_before(question: str, expected: bool) -> None:
    assert leans(question) is expected


def test_slips_of_the_fingers_are_corrected_and_english_words_are_not() -> None:
    vocabulary = Vocabulary.of(["gender adviser in conflict-related work", "related prime parts"])
    assert vocabulary.corrected("gendr advisre, conflit realted") == (
        "gender adviser, conflict related"
    )
    assert vocabulary.corrected("the price of bread in Paris, PRAIM") == (
        "the price of bread in Paris, PRAIM"
    )
