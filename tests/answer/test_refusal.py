"""What a refusal tells, on six paragraphs made by hand."""

from __future__ import annotations

import pytest

from assistant.answer.refusal import Refuser
from assistant.question.understand import Understanding
from assistant.search.lexicon import Lexicon
from assistant.types import Evidence
from ingest.types import Locator
from tests.answer.six_paragraphs import LIBRARY

UNDERSTANDING = Understanding(LIBRARY)
REFUSER = Refuser([d.id for d in LIBRARY.documents], Lexicon([p.text for p in LIBRARY.paragraphs]))
EVIDENCE = tuple(Evidence(p, 0.1 * (6 - n), n) for n, p in enumerate(LIBRARY.paragraphs, start=1))


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Who paints the lamp?", ("paints",)),
        ("Who keeps the lamps?", ()),
        ("How many submarines are counted by plumbers?", ("submarines", "plumbers")),
    ],
)
def test_words_that_no_document_uses_are_named(question: str, unknown: tuple[str, ...]) -> None:
    assert REFUSER(UNDERSTANDING.query(question), EVIDENCE).unknown == unknown


def test_only_the_documents_that_were_searched_are_named() -> None:
    question = "Who paints the lamp?"
    assert REFUSER(UNDERSTANDING.query(question), ()).searched == ("lamp-policy", "wrecks")
    assert REFUSER(UNDERSTANDING.query(question, only=["wrecks"]), ()).searched == ("wrecks",)


def test_the_paragraph_that_names_what_is_asked_for_comes_first_and_once() -> None:
    naming = LIBRARY.paragraph(Locator.parse("wrecks#op-1"))
    found = REFUSER(UNDERSTANDING.query("Who paints wrecks?"), EVIDENCE, naming=naming).evidence
    assert found[0].paragraph == naming
    assert [e.rank for e in found] == [1, 2, 3, 4, 5, 6]
    assert len({e.paragraph.locator for e in found}) == 6
