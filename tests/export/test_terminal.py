"""What a terminal prints under an answer: the same words as on the page."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.export.terminal import reply_text
from assistant.types import Answer, Citation, Evidence, Rejection, Statement
from ingest.library import Library
from ingest.types import Document, Locator, Paragraph, Span

LAMPS = ("Every lamp is lit at dusk.", "Every wick is cut at noon.")


@pytest.fixture(scope="module")
def library() -> Library:
    day = dt.date(2030, 1, 1)
    book = Document("lamps", "On lamps", "Nobody", "S/RES/9001 (2030)", day, "", "lamps.pdf", "0" * 64)
    paragraphs = tuple(
        Paragraph(Locator("lamps", f"op-{n}"), f"{n}.", (), text, (), 1, 1)
        for n, text in enumerate(LAMPS, start=1)
    )
    return Library((book,), paragraphs)


def answered(library: Library, relevance: float, *rejections: Rejection) -> Answer:
    statements = tuple(
        Statement(p.text, (Citation(p.locator, Span(0, len(p.text)), 1.0),)) for p in library.paragraphs
    )
    evidence = (Evidence(library.paragraphs[0], relevance, 1),)
    return Answer("When are lamps lit?", statements, evidence, "found", rejections)


def test_a_certain_answer_names_its_paragraphs_and_no_chance(library: Library) -> None:
    text = reply_text(answered(library, 1.0), library)
    assert "Quoted word for word from 2 paragraphs. Quotations are verbatim" in text
    assert "chance" not in text
    assert "left out" not in text


def test_the_chance_and_what_was_left_out_are_told_in_plain_words(library: Library) -> None:
    dropped = Rejection("Lamps are blue.", "lamps#op-9", "unknown paragraph", "")
    text = reply_text(answered(library, 0.847, dropped), library)
    assert "Quoted word for word from 2 paragraphs; chance that the first answers: 85 %." in text
    assert "1 statement left out after checking." in text
