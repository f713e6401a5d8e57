"""Messages are there in both languages."""

from __future__ import annotations

from string import Formatter

from assistant.text.messages import message, messages


def test_every_message_has_both_languages_with_the_same_values() -> None:
    assert messages()
    for name, said in messages().items():
        values = {lang: {v for _, v, _, _ in Formatter().parse(text) if v} for lang, text in said.items()}
        assert values.keys() == {"en", "fr"}, name
        assert values["en"] == values["fr"], name


def test_values_are_filled_in_as_they_are() -> None:
    assert message("follow_up", "fr", question="a {b}") == "Lu comme la suite de « a {b} »."
