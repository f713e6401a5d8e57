"""Values survive JSON, and nothing else becomes one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.json_values import from_json, to_json
from ingest.library import Library
from ingest.types import Paragraph, Place
from tests.ingest.test_library import LIBRARY, POLICY

places = st.builds(Place, st.integers(0, 9), st.integers(1, 9), *[st.floats(0, 900, allow_nan=False)] * 3)
paragraphs = st.builds(
    Paragraph,
    st.just(POLICY[0].locator),
    st.text(),
    st.tuples(st.text(), st.text()),
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.just(POLICY[0].notes),
    st.integers(1, 9),
    st.integers(1, 9),
    st.tuples(st.tuples(st.integers(0), st.integers(1))),
    st.lists(places).map(tuple),
)


@given(paragraphs)
def test_paragraphs_survive(paragraph: Paragraph) -> None:
    assert from_json(Paragraph, to_json(paragraph)) == paragraph


def test_a_library_survives_with_its_look_ups() -> None:
    again = from_json(Library, to_json(LIBRARY))
    assert again == LIBRARY
    assert again.items(LIBRARY.paragraphs[2].locator) == LIBRARY.items(LIBRARY.paragraphs[2].locator)


@pytest.mark.parametrize(
    "change",
    [{"locator": "no address"}, {"first_page": "1"}, {"text": 1}, {"notes": ["x"]}, {"printed": None}],
)
def test_what_is_no_paragraph(change: dict[str, object]) -> None:
    row = json.loads(to_json(POLICY[0]))
    assert from_json(Paragraph, json.dumps(row)) == POLICY[0]
    with pytest.raises(ValueError, match=next(iter(change))):
        from_json(Paragraph, json.dumps({**row, **change}))
