"""No unchecked citation reaches an `Answer`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.verify import Verifier, find_quote, verify
from assistant.support.judge import Judgement
from assistant.types import Answer, Draft, DraftStatement, Evidence, Rejection, Statement
from ingest.types import Locator, Paragraph, Span

TEXT = "NATO’s gender advisers “advise” the commander. They report every six months."
HERE = Locator("nato-wps-2024", "para-1")
EVIDENCE = (Evidence(Paragraph(HERE, "1.", (), TEXT, (), 1, 1), 0.9, 1),)


def check(text: str, marker: str, quote: str) -> Answer:
    return verify("q", Draft((DraftStatement(text, marker, quote),)), EVIDENCE, "found")


def test_a_verbatim_quote_is_cited_where_it_stands() -> None:
    answer = check("They report every six months.", str(HERE), "They report every six months.")
    (citation,) = answer.citations
    assert citation.span.of(TEXT) == "They report every six months."
    assert (citation.locator, citation.support, answer.rejections) == (HERE, 1.0, ())


@pytest.mark.parametrize(
    ("text", "marker", "quote", "reason"),
    [
        ("x", "", "They report", "uncited"),
        ("x", "para one", "They report", "malformed"),
        ("x", "nato-wps-2024#para-2", "They report", "not in evidence"),
        ("They report every six years.", str(HERE), "They report every six years.", "quote not found"),
        ("They report weekly.", str(HERE), "They report every six months.", "unsupported"),
        ("x", str(HERE), "", "quote not found"),
    ],
)
def test_what_does_not_hold_is_kept_with_its_reason(text: str, marker: str, quote: str, reason: str) -> None:
    answer = check(text, marker, quote)
    assert answer.statements == ()
    assert [r.reason for r in answer.rejections] == [reason]


@given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
def test_any_words_of_the_text_are_found_in_it(start: int, length: int) -> None:
    quote = Span(start, start + length).of(TEXT)
    found = find_quote(quote, TEXT)
    if quote.strip():
        assert found is not None
        assert find_quote(quote, found.of(TEXT)) == Span(0, len(found.of(TEXT)))
    else:
        assert found is None


def test_typographic_quotation_marks_and_spaces_do_not_matter() -> None:
    found = find_quote('NATO\'s gender   advisers "advise"', TEXT)
    assert found is not None
    assert found.of(TEXT) == "NATO’s gender advisers “advise”"


def test_own_words_are_said_once() -> None:
    verifier = Verifier(EVIDENCE, lambda said, cited: Judgement(1.0, "", ()))
    claim = DraftStatement("Twice a year the advisers report.", str(HERE), "They report every six months.")
    again = DraftStatement("TWICE a year the advisers report.", str(HERE), "They report every six months.")
    first, second = verifier.check(claim), verifier.check(again)
    assert isinstance(first, Statement)
    assert isinstance(second, Rejection)
    assert second.reason == "repeated"
    answer = verifier.answer("q", "written by a model")
    assert (answer.statements, answer.rejections) == ((first,), (second,))


def test_own_words_that_the_paragraph_does_not_bear_out_are_kept_with_their_reason() -> None:
    verifier = Verifier(EVIDENCE, lambda said, cited: Judgement(0.1, "every six years is not said", ()))
    found = verifier.check(DraftStatement("They report every six years.", str(HERE), "They report every six"))
    assert isinstance(found, Rejection)
    assert "every six years is not said" in found.detail


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ("They report thrice.", "too short to say anything"),
        (f"They report {'and report ' * 28}and report", "too long, so that its end is missing"),
    ],
)
def test_own_words_that_say_nothing_or_are_cut_off_are_rejected(said: str, detail: str) -> None:
    verifier = Verifier(EVIDENCE, lambda said, cited: Judgement(1.0, "", ()))
    found = verifier.check(DraftStatement(said, str(HERE), "They report every six months."))
    assert isinstance(found, Rejection)
    assert found.detail == detail
