"""Official names that people use: each is found in its example, and none stands for two things."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from assistant.question.address.instruments import OFFICIAL, official_names
from assistant.question.typed import QuestionReader
from ingest.library import Library
from ingest.types import Locator, Paragraph
from tests.answer.six_paragraphs import LIBRARY

ROWS = [row for rows in tomllib.loads(OFFICIAL.read_text(encoding="utf-8")).values() for row in rows]


def names_in(text: str) -> set[str]:
    return {instrument.written[0] for instrument in official_names(text)}


def test_each_name_is_found_in_its_example() -> None:
    assert not [row["name"] for row in ROWS if row["name"] not in names_in(row["example"])]
    assert len(ROWS) > 300


def test_no_spelling_stands_for_two() -> None:
    spellings = Counter(s.lower() for row in ROWS for s in {row["name"], *row.get("also", ())})
    assert not [s for s, n in spellings.items() if n > 1]


@pytest.mark.parametrize("text", ["Who reports to the Council?", "act on it", "an icc of lamps"])
def test_ordinary_words_are_no_names(text: str) -> None:
    assert not names_in(text)


def test_a_question_says_whether_a_document_mentions_it() -> None:
    typed = QuestionReader(LIBRARY).typed("What does CEDAW ask of lamp keepers?")
    (name,) = typed.unmentioned
    assert name.startswith("Convention on the Elimination")
    assert typed.mentioned == ()


def test_a_name_within_a_longer_word_is_no_mention() -> None:
    text = "Attacks on lamps are forbidden; see UNIFIL."
    first = Paragraph(Locator.parse("lamp-policy#para-1"), "1.", (), text, (), 1, 1)
    reader = QuestionReader(Library(LIBRARY.documents, (first, *LIBRARY.paragraphs[1:])))
    assert reader.typed("What does the ATT ask of lamp keepers?").unmentioned == ("Arms Trade Treaty",)
    assert reader.typed("What does UNIFIL ask of lamp keepers?").mentioned
