"""The library finds what six hand-made paragraphs hold, and says what they do not."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.library import Library
from ingest.types import Document, Headnote, Locator, Paragraph


def paragraph(locator: str, text: str, notes: tuple[str, ...] = ()) -> Paragraph:
    return Paragraph(
        Locator.parse(locator), "", (), text, tuple(map(Locator.parse, notes)), first_page=1, last_page=1
    )


def document(id_: str, symbol: str) -> Document:
    return Document(id_, id_.title(), "", symbol, dt.date(2030, 5, 1), "", "", "")


POLICY = (
    paragraph("pond#para-1", "Ducks are fed.", notes=("pond#fn-1", "pond#fn-2")),
    paragraph("pond#fn-1", "By hand."),
)
RESOLUTION = (
    paragraph("tree#op-1", "Requests gardeners:"),
    paragraph("tree#op-1-a", "to plant:"),
    paragraph("tree#op-1-a-i", "pears;"),
    paragraph("tree#op-1-b", "to water."),
)
NOTE = Headnote(RESOLUTION[0].locator, "What gardeners do.", ("Who plants?",), (), "requests")
LIBRARY = Library(
    (document("pond", "Pond Policy"), document("tree", "S/RES/9001 (2030)")), (*POLICY, *RESOLUTION), (NOTE,)
)


def test_documents_and_paragraphs_by_address() -> None:
    assert LIBRARY.document("tree").symbol == "S/RES/9001 (2030)"
    assert LIBRARY.paragraph(Locator.parse("tree#op-1-b")) is RESOLUTION[3]
    assert LIBRARY.of("pond") == POLICY
    assert LIBRARY.of("tree") == RESOLUTION
    assert LIBRARY.of("hill") == ()


def test_what_is_not_held() -> None:
    absent = Locator.parse("tree#op-9")
    assert absent not in LIBRARY
    assert "hill" not in LIBRARY
    assert RESOLUTION[0].locator in LIBRARY
    assert "pond" in LIBRARY
    with pytest.raises(KeyError, match="op-9"):
        LIBRARY.paragraph(absent)
    with pytest.raises(KeyError, match="hill"):
        LIBRARY.document("hill")


def test_items_are_the_next_level_only_and_know_what_opens_them() -> None:
    opening, item, sub_item, last = (p.locator for p in RESOLUTION)
    assert LIBRARY.items(opening) == (RESOLUTION[1], RESOLUTION[3])
    assert LIBRARY.items(item) == (RESOLUTION[2],)
    assert LIBRARY.items(last) == ()
    assert LIBRARY.parent(sub_item) is RESOLUTION[1]
    assert LIBRARY.parent(opening) is None


def test_notes_that_are_held() -> None:
    assert LIBRARY.notes(POLICY[0].locator) == (POLICY[1],)
    assert LIBRARY.notes(POLICY[1].locator) == ()


def test_headnotes() -> None:
    assert LIBRARY.headnote(RESOLUTION[0].locator) is NOTE
    assert LIBRARY.headnote(RESOLUTION[1].locator) is None


def test_resolutions_have_a_number() -> None:
    assert LIBRARY.document("tree").number == 9001
    assert LIBRARY.document("pond").number is None
