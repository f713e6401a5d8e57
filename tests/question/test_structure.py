"""Questions about a document as a whole."""

from __future__ import annotations

import re

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer


@pytest.mark.parametrize(
    ("question", "locator", "day"),
    [
        ("When was resolution 1325 adopted?", "nato-wps-2024#timeline-2000", "31 October 2000"),
        ("In which year was UNSCR 2467 passed?", "nato-wps-2024#fn-1", "23 April 2019"),
        ("When was the policy endorsed?", "nato-wps-2024#timeline-2024", "10 July 2024"),
        ("What is resolution 1888 about?", "unscr-1888#op-1", ""),
        ("Summarise 2467", "unscr-2467#op-1", ""),
        ("What does 2467 say about survivors?", "unscr-2467#op-16", ""),
        ("When was the policy first adopted?", "nato-wps-2024#timeline-2007", ""),
    ],
)
def test_what_asks_of_a_document_itself(
    assistant: Assistant, resolutions: tuple[str, ...], question: str, locator: str, day: str
) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Answer)
    assert str(reply.statements[0].citations[0].locator) == locator
    dated = [remark for remark in reply.remarks if re.search(r"\b(?:19|20)\d\d\b", remark)]
    assert bool(dated) == bool(day)
    assert all(day in remark for remark in dated)


def test_the_filter_holds_for_what_is_looked_up(assistant: Assistant) -> None:
    for only in ("unscr-1820", "nato-wps-2024"):
        reply = assistant.ask("When was resolution 1325 adopted?", only=[only])
        assert isinstance(reply, Answer)
        assert {c.locator.document for c in reply.citations} == {only}
        assert {e.paragraph.locator.document for e in reply.evidence} == {only}


def test_an_address_that_does_not_exist_beside_one_that_does_is_said(assistant: Assistant) -> None:
    reply = assistant.ask("What do para 54 and para 99 of the NATO policy say?")
    assert isinstance(reply, Answer)
    assert [str(s.citations[0].locator) for s in reply.statements][:1] == ["nato-wps-2024#para-54"]
    assert any("99" in remark for remark in reply.remarks)
