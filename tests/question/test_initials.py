"""Short forms that the documents never print, from the words that these write out."""

from __future__ import annotations

from assistant.question.initials import Initials

TEXTS = (
    "Requests the Special Representative of the Secretary-General to report; welcomes small arms control.",
    "The Special Representative of the Secretary-General on children reports. Small arms control is urged.",
    "Recalls the Special Representative of the Secretary-General. Women and girls. SAC is printed here.",
    "Small arms control, again.",
)
KNOWN = Initials.of(TEXTS)


def test_initials_of_words_written_often_are_opened_in_capitals_and_small_letters() -> None:
    assert KNOWN.opened("Which op creates the SRSG?") == ("special representative of the secretary-general",)
    assert KNOWN.opened("which op creates the srsg") == ("special representative of the secretary-general",)


def test_a_short_form_that_the_documents_print_is_not_guessed() -> None:
    assert KNOWN.opened("What is SAC?") == ()


def test_words_that_follow_each_other_by_chance_are_no_fixed_term() -> None:
    assert Initials.of(TEXTS[:2]).opened("What does the SRSG do?") == ()


def test_the_end_of_a_sentence_ends_a_term() -> None:
    ends = Initials.of(["Reports to the Council. States decide."] * 5)
    assert ends.opened("RCSD and CSD?") == ()
