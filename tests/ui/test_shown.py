"""A paragraph in a view: whose words it shows, and how that is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.export.terminal import basis
from assistant.types import Answer, Citation, Statement
from assistant.ui.rendering import render
from assistant.ui.shown import quoted
from ingest.types import Span
from tests.answer.six_paragraphs import LIBRARY

PARAGRAPH = LIBRARY.paragraphs[0]
WHOLE = Span(0, len(PARAGRAPH.text))
DIGEST = replace(LIBRARY, documents=tuple(replace(d, official=False) for d in LIBRARY.documents))


def test_a_digest_is_tagged_and_not_set_as_a_quotation() -> None:
    official, digest = (quoted(held, PARAGRAPH, (WHOLE,), "en") for held in (LIBRARY, DIGEST))
    assert (official.words[0], official.words[-1], official.digest) == ("“", "”", "")
    assert digest.words == official.words[1:-1]
    assert digest.digest == "digest"
    for one, tags in ((official, 0), (digest, 1)):
        group = {"symbol": "", "about": "", "quotes": [one]}
        html = render(
            "answer.html", lead="", remarks=(), notice="", prose=(), groups=[group], hint="", more=()
        )
        assert html.count("digest</span>") == tags


@pytest.mark.parametrize(
    ("library", "told"),
    [
        (LIBRARY, "Quoted word for word from 1 paragraph"),
        (DIGEST, "From 1 paragraph; where it says digest, in the editors’ words"),
    ],
)
def test_an_answer_out_of_digests_is_not_called_word_for_word(library: object, told: str) -> None:
    statement = Statement(PARAGRAPH.text, (Citation(PARAGRAPH.locator, WHOLE, 1.0),))
    assert basis(Answer("?", (statement,), (), "found"), library) == told  # type: ignore[arg-type]
