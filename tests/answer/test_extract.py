"""Composition on six paragraphs made by hand: what is quoted of the evidence, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.answer.extract import MOST, SHORT, best_spans, choose, compose, quote_whole
from assistant.question.understand import Understanding
from assistant.types import Evidence
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Locator, Paragraph
from tests.answer.six_paragraphs import LIBRARY, TEXTS

UNDERSTANDING = Understanding(LIBRARY)
NOTHING: Mapping[str, float] = {}
KEEPER, AIMS, COAST, CREWS, WRECKS, SEIZED = TEXTS


def evidence(
    *ranked: tuple[str, float], library: Library = LIBRARY, further: Mapping[str, float] = NOTHING
) -> tuple[Evidence, ...]:
    """Of these places with their relevance, best first; ``further``: chances to belong beside the first."""
    return tuple(
        Evidence(library.paragraph(Locator.parse(place)), chance, n, further=further.get(place, 0.0))
        for n, (place, chance) in enumerate(ranked, start=1)
    )


def quoted(
    question: str,
    *ranked: tuple[str, float],
    beside: Collection[str] = (),
    library: Library = LIBRARY,
    further: Mapping[str, float] = NOTHING,
) -> list[str]:
    found = evidence(*ranked, library=library, further=further)
    places = {Locator.parse(place) for place in beside}
    draft, drawn = compose(UNDERSTANDING.query(question), found, library, 0.5, places)
    assert drawn[: len(found)] == found
    assert [e.rank for e in drawn] == list(range(1, len(drawn) + 1))
    texts = {str(e.paragraph.locator): e.paragraph.text for e in drawn}
    for statement in draft.statements:
        assert statement.text == statement.quote
        assert statement.quote in texts[statement.marker]
    return [statement.marker for statement in draft.statements]


def long_library(*sentences: str) -> Library:
    """The six paragraphs, the first of them rewritten."""
    first = Paragraph(Locator.parse(KEEPER), "", (), " ".join(sentences), (), 1, 1)
    return Library(LIBRARY.documents, (first, *LIBRARY.paragraphs[1:]))


def test_one_paragraph_is_quoted_where_one_is_enough() -> None:
    assert quoted("Who lights the lamp?", (KEEPER, 0.9), (WRECKS, 0.8)) == [KEEPER]


def test_further_paragraphs_are_quoted_by_their_chance_to_belong_there() -> None:
    ranked = ((KEEPER, 0.8), (WRECKS, 0.41), (SEIZED, 0.39))
    chances = {WRECKS: 0.49, SEIZED: 0.5}
    assert quoted("How do lamps relate to wrecks?", *ranked, further=chances) == [KEEPER, SEIZED]
    assert quoted("How do lamps relate to wrecks?", *ranked) == [KEEPER]


def test_the_most_likely_further_paragraphs_are_kept() -> None:
    ranked = ((KEEPER, 0.8), (AIMS, 0.5), (COAST, 0.5), (CREWS, 0.5), (WRECKS, 0.5), (SEIZED, 0.5))
    chances = {AIMS: 0.6, COAST: 0.7, CREWS: 0.8, WRECKS: 0.9, SEIZED: 0.95}
    found = evidence(*ranked, further=chances)
    kept = choose(UNDERSTANDING.query("Which are they?"), found, 0.5)
    assert [str(p.locator) for p in kept] == [KEEPER, SEIZED, WRECKS, CREWS, COAST]


def test_of_each_document_that_is_named_the_best_is_quoted() -> None:
    question = "What do the Lamp Policy and resolution 9101 say?"
    ranked = ((KEEPER, 0.9), (COAST, 0.8), (SEIZED, 0.2), (WRECKS, 0.1))
    assert quoted(question, *ranked) == [KEEPER, SEIZED]


def test_a_list_comes_whole_and_in_the_order_of_print() -> None:
    assert quoted("What are the aims?", (AIMS, 0.9), (CREWS, 0.8)) == [AIMS, COAST, CREWS]
    assert quoted("What are the aims?", (CREWS, 0.9), (AIMS, 0.9)) == [AIMS, COAST, CREWS]
    assert quoted("Who brings crews home?", (CREWS, 0.9), (AIMS, 0.9)) == [CREWS]


def test_two_items_of_a_list_bring_all_of_it() -> None:
    question = "How do crews relate to the coast?"
    assert quoted(question, (CREWS, 0.9), (COAST, 0.8), further={COAST: 0.9}) == [AIMS, COAST, CREWS]
    assert quoted(question, (CREWS, 0.9), (WRECKS, 0.8), further={WRECKS: 0.9}) == [CREWS, WRECKS]


def test_items_of_a_list_stand_behind_the_evidence_with_the_chance_of_what_brings_them() -> None:
    found = evidence((AIMS, 0.9), (WRECKS, 0.2))
    _, drawn = compose(UNDERSTANDING.query("What are the aims?"), found, LIBRARY, 0.5)
    assert [(str(e.paragraph.locator), e.relevance, e.rank) for e in drawn[2:]] == [
        (COAST, 0.9, 3),
        (CREWS, 0.9, 4),
    ]


def test_what_answers_a_part_of_the_question_is_quoted_beside_the_first() -> None:
    ranked = ((KEEPER, 0.9), (COAST, 0.8), (WRECKS, 0.1))
    assert quoted("Who lights the lamp?", *ranked, beside=[WRECKS]) == [KEEPER, WRECKS]


LONG = (
    "Every keeper lights the lamp at dusk.",
    *(f"Room {n} of each tower holds two dry coats, one brass bell and three long oars." for n in range(6)),
)


def test_of_a_long_paragraph_the_statements_nearest_the_question_are_quoted() -> None:
    library = long_library(*LONG)
    query = UNDERSTANDING.query("Who lights the lamp?")
    paragraph = library.paragraph(Locator.parse(KEEPER))
    assert len(paragraph.text.split()) > SHORT
    spans = sentence_spans(paragraph.text)
    assert best_spans(query, paragraph, [(s, 0.5) for s in spans]) == [spans[0]]
    near: Sequence[float] = (0.0, 0.9, 0.0, 0.95, 0.0, 0.0, 0.0)
    assert best_spans(query, paragraph, list(zip(spans, near, strict=True))) == [spans[1], spans[3]]
    alike = [(s, 0.9) for s in spans[1:]]
    assert best_spans(query, paragraph, [(spans[0], 0.0), *alike]) == list(spans[1 : 1 + MOST])


def test_a_short_paragraph_is_quoted_whole() -> None:
    library = long_library(*LONG[:3])
    paragraph = library.paragraph(Locator.parse(KEEPER))
    (span,) = best_spans(UNDERSTANDING.query("Who lights the lamp?"), paragraph, ())
    assert span.of(paragraph.text) == paragraph.text


def test_closing_words_come_behind_the_items() -> None:
    opening = Paragraph(Locator.parse(AIMS), "", (), "The aims are:\nand nothing else.", (), 1, 1)
    items = LIBRARY.paragraphs[2:4]
    statements = quote_whole((opening, *items)).statements
    assert [s.text for s in statements] == ["The aims are:", *(p.text for p in items), "and nothing else."]
    assert [s.text for s in quote_whole((opening,)).statements] == [opening.text]
