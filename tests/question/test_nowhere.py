"""Names that are asked for and stand in no document are told so, and nothing else answers for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.question.intent import Outside
from assistant.question.understand import Understanding
from ingest.library import Library
from ingest.types import Locator, Paragraph
from tests.answer.six_paragraphs import LIBRARY

TEXTS = (
    "Decides to extend the mandate of UNAMA until 17 March 2026, and asks it to report.",
    "The United Nations Mission in South Sudan protects civilians from sexual and gender-based violence.",
)
HELD = Library(
    LIBRARY.documents,
    (
        *LIBRARY.paragraphs,
        *(
            Paragraph(Locator("lamp-policy", f"para-{n}"), f"{n}.", (), text, (), 1, 1)
            for n, text in enumerate(TEXTS, 90)
        ),
    ),
)


def asked(question: str) -> tuple[str, ...]:
    intent = Understanding(HELD).intent(question)
    return intent.query.typed.nowhere if isinstance(intent, Outside) else ()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Until when is the mandate of UNIFIL extended?", "United Nations Interim Force in Lebanon"),
        ("unifil mandate end date", "United Nations Interim Force in Lebanon"),
        ("What must QRFMA report?", "QRFMA"),
        ("Hello. I am new here. When does ZKMIS leave?", "ZKMIS"),
    ],
)
def test_a_name_that_no_document_holds_is_told(question: str, name: str) -> None:
    assert asked(question) == (name,)


@pytest.mark.parametrize(
    "question",
    [
        "Until when is the mandate of UNAMA extended?",
        "What does UNMISS do for civilians?",  # only its full name is written
        "What is said about SGBV?",
        "Who MUST report, and WHEN exactly?",
        "I work for QRFMA: how often must a lamp be checked?",
        "For a QRFMA briefing: how often must a lamp be checked?",
        "As a ZKMIS officer, who reports to me?",
        "Does part III apply?",
        "UNTIL WHEN DOES THE LAMP BURN",
    ],
)
def test_other_questions_are_asked(question: str) -> None:
    assert asked(question) == ()


def test_the_refusal_names_it() -> None:
    intent = Understanding(HELD).intent("What must QRFMA report?")
    assert isinstance(intent, Outside)
    assert intent.reason == "No document here mentions this: QRFMA."


def test_a_name_that_a_document_writes_is_known() -> None:
    paragraph = HELD.paragraphs[-1]
    named = replace(HELD, paragraphs=(*HELD.paragraphs[:-1], replace(paragraph, text="QRFMA reports.")))
    assert not isinstance(Understanding(named).intent("What must QRFMA report?"), Outside)
