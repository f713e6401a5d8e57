"""Real questions to the real documents, end to end."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path

import pytest
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever

from assistant.assistant import Assistant
from assistant.commands.batch import run_batch
from assistant.export.copied_text import Occasion, laid_out
from assistant.export.terminal import reply_row, reply_text
from assistant.llama_engine import ParagraphRetriever, PolicyQueryEngine
from assistant.text.labels import pages
from assistant.types import Answer, Refusal, Turn
from assistant.ui.ask.answer_html import reply_html
from ingest.errors import QuestionError, SettingsError
from ingest.types import Locator, Span


def cited(assistant: Assistant, question: str, **how: object) -> list[str]:
    reply = assistant.ask(question, **how)  # type: ignore[arg-type]
    assert isinstance(reply, Answer), reply
    for citation in reply.citations:
        text = assistant.library.paragraph(citation.locator).text
        assert citation.span.of(text).strip()
    for statement in reply.statements:
        assert statement.citations
        quotes = [c.span.of(assistant.library.paragraph(c.locator).text) for c in statement.citations]
        assert statement.text in quotes
    return list(dict.fromkeys(str(c.locator).partition("#")[2] for c in reply.citations))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How often is the policy reviewed?", "para-54"),
        ("Which five areas does the Human Security agenda encompass?", "fn-4"),
        ("What does CSAP stand for?", "acronym-csap"),
        ("What approach does NATO take to sexual exploitation and abuse?", "para-44"),
        ("Data disaggregated by sex and age", "para-41"),
    ],
)
def test_the_right_paragraph_comes_first(assistant: Assistant, question: str, first: str) -> None:
    assert cited(assistant, question, only=["nato-wps-2024"])[0] == first


def test_a_list_comes_whole(assistant: Assistant) -> None:
    found = cited(assistant, "What are the four strategic objectives?", only=["nato-wps-2024"])
    assert found[:5] == ["para-17", "para-17.1", "para-17.2", "para-17.3", "para-17.4"]


def test_resolutions_answer_too(assistant: Assistant) -> None:
    question = "What does resolution 1325 say about mine clearance?"
    assert cited(assistant, question)[0] == "pp-7"


@pytest.mark.parametrize(
    "question",
    ["What is the price of bread in Paris?", "asdkjh qwelkj zxcmn", "How do I bake sourdough bread?"],
)
def test_what_the_documents_do_not_answer_is_refused(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Refusal)
    assert len(reply.evidence) >= 10
    assert set(reply.searched) == {d.id for d in assistant.library.documents}
    text = reply_text(reply, assistant.library)
    assert "do not answer" in text
    nearest = text.split("Nearest paragraphs, which may not answer:")[1]
    assert len(re.findall(r"^  \S.*, (?:p\. \d+|digest.*)$", nearest, re.MULTILINE)) == 3, text


def test_the_filter_holds(lighthouses: Assistant) -> None:
    everything = lighthouses.ask("harbours and wrecks")
    assert len({e.paragraph.locator.document for e in everything.evidence}) == 3
    reply = lighthouses.ask("harbours and wrecks", only=["harbour-9102"])
    assert {e.paragraph.locator.document for e in reply.evidence} == {"harbour-9102"}
    with pytest.raises(SettingsError, match="known: lighthouse-policy-2031"):
        lighthouses.ask("harbours", only=["unscr-1"])


def test_same_question_same_answer(assistant: Assistant) -> None:
    assert assistant.ask("climate change") == assistant.ask("climate change")


@pytest.mark.parametrize("question", ["", " ", "x" * 25_000])
def test_what_cannot_be_asked_is_an_error(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)


def test_rows_for_programs(assistant: Assistant) -> None:
    row = reply_row(assistant.ask("para 54"), assistant.library)
    assert row["citations"] == [
        {
            "locator": "nato-wps-2024#para-54",
            "label": "NATO WPS Policy (2024), para. 54",
            "page": 17,
            "pages": [17],
            "quote": "This Policy will be reviewed at a minimum of every five years, or sooner as needed.",
        }
    ]
    assert row["status"] == "answer"


def test_a_citation_names_all_pages_of_its_words(assistant: Assistant) -> None:
    paragraph = assistant.library.paragraph(Locator("nato-wps-2024", "para-11"))
    cut = next(start for start, _ in paragraph.page_starts)
    assert pages(paragraph) == pages(paragraph, Span(0, cut + 1)) == (10, 11)
    assert pages(paragraph, Span(0, cut)) == (10,)
    assert pages(paragraph, Span(cut, cut + 9)) == (11,)
    reply = assistant.ask("para 11")
    assert isinstance(reply, Answer)
    assert reply_row(reply, assistant.library)["citations"][0]["pages"] == [10, 11]  # type: ignore[index]
    occasion = Occasion(dt.date(2030, 1, 2))
    shown = [reply_text(reply, assistant.library), laid_out(reply, assistant.library, "un", occasion)]
    shown.append(laid_out(reply, assistant.library, "markdown", occasion))
    tip = re.search("data-tip='(.*?)'", reply_html(reply, assistant.library, "en"))
    assert tip
    assert "› pp. 10–11. " in tip[1]
    assert all("para. 11, pp. 10–11" in html.unescape(re.sub("<[^>]+>", "", s)) for s in shown)


def test_batch_keeps_going_over_bad_rows(assistant: Assistant, tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "question": "How often is the policy reviewed?"}',
        "not json",
        '{"id": "c"}',
        '{"id": "d", "question": ""}',
        "[1]",
        '{"id": "f", "question": "And who reports on it?", "history": [{"question": "What is the '
        'progress report?", "answer": "…", "citations": ["nato-wps-2024#para-51"]}]}',
        '{"id": "g", "question": "peace?", "history": [{"question": "x", "citations": ["nope"]}]}',
        '{"id": "h", "question": 5}',
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert run_batch(source, target, assistant, lambda *step: None) == (2, 6)
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in out] == ["a", 2, "c", "d", 5, "f", "g", "h"]
    assert [r["status"] for r in out].count("error") == 6
    told = {"id", "status", "how", "answer", "citations", "evidence", "reason", "offers", "seconds"}
    assert set(out[0]) == told
    assert all("row" in r["reason"] for r in out if r["status"] == "error")
    assert len(out[0]["evidence"]) >= 10
    with pytest.raises(QuestionError, match="cannot be read"):
        run_batch(tmp_path / "none.jsonl", target, assistant, lambda *step: None)


def test_llama_index_interfaces(assistant: Assistant) -> None:
    retriever, engine = ParagraphRetriever(assistant, top_k=3), PolicyQueryEngine(assistant)
    assert isinstance(retriever, BaseRetriever)
    assert isinstance(engine, BaseQueryEngine)
    nodes = retriever.retrieve("How often is the policy reviewed?")
    assert nodes[0].node.node_id == "nato-wps-2024#para-54"
    assert len(nodes) == 3
    response = engine.query("How often is the policy reviewed?")
    assert "every five years" in str(response)
    assert response.metadata is not None
    assert response.metadata["status"] == "answer"


def test_a_part_without_answer_is_named(assistant: Assistant) -> None:
    reply = assistant.ask("How often is the policy reviewed? How do I bake sourdough bread?")
    assert isinstance(reply, Answer)
    assert [str(c.locator) for c in reply.citations] == ["nato-wps-2024#para-54"]
    assert reply.remarks == ("Not answered by the documents: “How do I bake sourdough bread?”",)
    assert reply.remarks[0] in reply_text(reply, assistant.library)


def test_a_date_that_a_question_takes_for_granted_is_not_confirmed(assistant: Assistant) -> None:
    wrong = assistant.ask("What changed when the post of SGSR was made permanent in 2012?")
    right = assistant.ask("What changed when the post of SGSR was made permanent in 2014?")
    assert isinstance(wrong, Answer)
    assert isinstance(right, Answer)
    assert wrong.remarks == ("The question says “2012”; the paragraphs quoted here do not.",)
    assert right.remarks == ()


def test_short_forms_that_are_never_printed_find_the_words_they_stand_for(assistant: Assistant) -> None:
    reply = assistant.ask("Which op of 1888 creates the SRSG?")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].locator) == "unscr-1888#op-4"


def test_a_follow_up_says_what_it_was_read_with(assistant: Assistant) -> None:
    before = Turn("What does the annual progress report contain?", (Locator("nato-wps-2024", "para-51"),))
    reply = assistant.ask("And who gets it?", [before])
    assert isinstance(reply, Answer)
    assert reply.remarks[0] == f"Read as a follow-up to “{before.question}”."


@pytest.mark.parametrize(
    ("question", "naming"),
    [
        ("What does NATO's CRSV policy say about reporting?", "fn 6"),
        ("Summarise NATO's AI Strategy.", "fn 19"),
        ("Quote article 2 of the SEA policy", "fn 21"),
    ],
)
def test_a_document_that_is_only_named_is_refused_with_its_note(
    assistant: Assistant, question: str, naming: str
) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Refusal)
    assert f"NATO WPS Policy (2024), {naming} names it" in reply.reason
    assert reply.evidence[0].paragraph.locator.anchor == naming.replace(" ", "-")


def test_what_the_policy_says_of_a_document_that_it_names_is_answered(assistant: Assistant) -> None:
    found = cited(assistant, "How does the policy relate to the 2022 Strategic Concept?")
    assert {"para-16", "fn-15"} & set(found)


def test_nothing_is_composed(assistant: Assistant) -> None:
    reply = assistant.ask("Write a speech about WPS for my boss")
    assert isinstance(reply, Refusal)
    assert "nothing is composed" in reply.reason


@pytest.mark.parametrize("which", ["leadership", "technical"])
def test_a_question_that_holds_a_heading_is_answered_from_under_it(assistant: Assistant, which: str) -> None:
    reply = assistant.ask(f"How often does the WPS {which.title()} Task Force meet?")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].locator) == f"nato-wps-2024#section-wps-{which}-task-force"
