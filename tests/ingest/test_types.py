"""Locators and statement spans hold for any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.sentences import sentence_spans
from ingest.types import Locator

anchors = st.one_of(
    st.integers(1, 99).map(lambda n: f"para-{n}"),
    st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda t: f"para-{t[0]}.{t[1]}"),
    st.tuples(st.integers(1, 99), st.sampled_from("abcxyz")).map(lambda t: f"op-{t[0]}-{t[1]}"),
    st.from_regex(r"section-[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.integers(1900, 2100).map(lambda n: f"timeline-{n}"),
)


@given(st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True), anchors)
def test_locators_survive_printing(document: str, anchor: str) -> None:
    locator = Locator(document, anchor)
    assert Locator.parse(str(locator)) == locator


@pytest.mark.parametrize(
    "text", ["", "x", "#op-1", "a#", "a#op-", "a#op-1-", "a b#op-1", "a#para-1.", "A#op-1", "a#x-1"]
)
def test_what_is_no_locator(text: str) -> None:
    with pytest.raises(ValueError, match="is not a locator"):
        Locator.parse(text)


def test_parents() -> None:
    assert str(Locator.parse("unscr-1325#op-8-a").parent) == "unscr-1325#op-8"
    assert str(Locator.parse("nato-wps-2024#para-17.2").parent) == "nato-wps-2024#para-17"
    assert Locator.parse("nato-wps-2024#section-wps-advisors").parent is None


@given(st.text(alphabet="aB .;?!,\n(“”-", max_size=120))
def test_statements_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentence_spans(text)
    ends = [0]
    for span in spans:
        assert ends[-1] <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        ends.append(span.end)
    assert "".join("".join(s.of(text) for s in spans).split()) == "".join(text.split())
