"""Addresses are looked up, not searched; what does not exist is refused with the range that does."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question.address import find_addresses
from assistant.question.intent import LookUp
from assistant.types import Answer, Refusal


def locators(assistant: Assistant, question: str) -> list[str]:
    reply = assistant.ask(question)
    assert isinstance(reply, Answer), reply.reason
    assert all(s.text for s in reply.statements)
    return [str(c.locator) for c in reply.citations]


def reason(assistant: Assistant, question: str) -> str:
    reply = assistant.ask(question)
    assert isinstance(reply, Refusal), reply.statements
    assert reply.searched
    return reply.reason


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("para 17.2", ["para-17.2"]),
        ("Show me paragraphs 19–21 please", ["para-19", "para-20", "para-21"]),
        ("paras 19, 20 and 54", ["para-19", "para-20", "para-54"]),
        ("footnote 6", ["fn-6"]),
        ("nato-wps-2024#para-54", ["para-54"]),
        ("What is in paragraph 17?", ["para-17", "para-17.1", "para-17.2", "para-17.3", "para-17.4"]),
    ],
)
def test_policy(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert locators(assistant, question) == [f"nato-wps-2024#{a}" for a in expected]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("1325 OP 8(a)", ["unscr-1325#op-8-a"]),
        ("UNSCR 1325, operative paragraph 8 (a)", ["unscr-1325#op-8-a"]),
        ("OP8(b) of resolution 1325", ["unscr-1325#op-8-b"]),
        ("S/RES/2242 PP 3", ["unscr-2242#pp-3"]),
        ("what does resolution 1960 say in paragraph 7", ["unscr-1960#op-7"]),
        ("paragraph 7 of S/RES/1960 (2010)", ["unscr-1960#op-7"]),
        ("1325 OP 8", [f"unscr-1325#op-8{s}" for s in ("", "-a", "-b", "-c")]),
    ],
)
def test_resolutions(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert locators(assistant, question) == expected


def test_what_does_not_exist_names_what_does(assistant: Assistant) -> None:
    assert "paragraphs run from 1 to 54" in reason(assistant, "para 77")
    assert "footnotes run from 1 to 25" in reason(assistant, "footnote 26")
    assert "sub-items there run from 17.1 to 17.4" in reason(assistant, "para 17.9")


def test_missing_items_of_resolutions(assistant: Assistant) -> None:
    assert "sub-items there run from a to c" in reason(assistant, "OP 8(d) of 1325")
    assert "operative paragraphs run from 1 to 18" in reason(assistant, "1325 OP 19")
    assert "of which resolution?" in reason(assistant, "OP 8")


def test_a_paragraph_of_another_document_is_not_ours(assistant: Assistant) -> None:
    documents = assistant.index.documents
    assert find_addresses("paragraph 35 of the 2022 Strategic Concept", documents) == ()
    assert find_addresses("paragraphs 5 and 6 of the Vilnius communique", documents) == ()
    asked = "What does paragraph 1 of resolution 2250 say?"
    assert "“resolution 2250” is not among the documents" in reason(assistant, asked)
    assert "has no paragraph 8.2.3; paragraph 8 has no sub-items" in reason(assistant, "para 8.2.3")
    assert "cannot be read as an address" in reason(assistant, "para 8.2.3.4.5.6")


def test_what_a_held_document_says_of_another_is_asked_of_the_one_held(assistant: Assistant) -> None:
    asked = "Does the policy cite paragraph 12 of the 2022 Strategic Concept?"
    assert not isinstance(assistant.understand(asked), LookUp)
    both = assistant.ask("paragraph 3 of 1325 and paragraph 1 of resolution 2250")
    assert isinstance(both, Answer)
    assert [str(c.locator) for c in both.citations] == ["unscr-1325#op-3"]
    assert any("“resolution 2250” is not among" in remark for remark in both.remarks)
