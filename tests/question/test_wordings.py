"""Several questions, phrases, negations and small talk, asked of the real documents."""

from __future__ import annotations

import re

import pytest

from assistant.answer.absence import left_out
from assistant.assistant import Assistant
from assistant.export.terminal import reply_text
from assistant.question.absence import Absence, absence_asked
from assistant.question.intent import Unmentioned
from assistant.types import Answer, Refusal, Turn
from assistant.ui.ask.answer_html import reply_html
from ingest.types import Locator


def anchors(reply: object) -> list[str]:
    assert isinstance(reply, Answer), reply
    return list(dict.fromkeys(str(c.locator).partition("#")[2] for c in reply.citations))


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("How often is the Policy reviewed? What are the four strategic objectives?", {"para-54", "para-17"}),
        (
            "1. How often is the Policy reviewed?\n2. What does CSAP stand for?\n"
            "3. What are the four strategic objectives?",
            {"para-54", "acronym-csap", "para-17"},
        ),
        ("What does para 54 say? And what are the four strategic objectives?", {"para-54", "para-17"}),
    ],
)
def test_every_sure_part_is_answered(assistant: Assistant, question: str, cited: set[str]) -> None:
    assert cited <= set(anchors(assistant.ask(question)))


def test_a_part_that_another_document_would_answer_is_named_with_the_reason(assistant: Assistant) -> None:
    reply = assistant.ask("How often is the policy reviewed? What does the Rome Statute say?")
    assert anchors(reply) == ["para-54"]
    assert isinstance(reply, Answer)
    assert "“What does the Rome Statute say?” “Rome Statute” is not among" in " ".join(reply.remarks)


def test_two_documents_are_asked_in_one_go(assistant: Assistant) -> None:
    reply = assistant.ask("What does para 54 say? And what does 1325 say about mine clearance?")
    assert anchors(reply) == ["para-54", "pp-7"]


@pytest.mark.parametrize("mark", ["“{}”", "«{}»", "'{}'"])
def test_words_in_quotation_marks_are_found_where_they_stand(assistant: Assistant, mark: str) -> None:
    words = "local women’s and civil society networks"
    reply = assistant.ask(f"Where does it say {mark.format(words)}?")
    assert anchors(reply) == ["para-28"]
    assert isinstance(reply, Answer)
    marked = re.findall("<mark class='pa-m'>(.*?)</mark>", reply_html(reply, assistant.library, "en"))
    assert marked == ["local women&#39;s and civil society networks"]


def test_words_that_stand_nowhere_are_said_to(assistant: Assistant) -> None:
    nowhere = "“every seven and a half years” stands nowhere in the documents word for word."
    refused = assistant.ask("Where does it say “every seven and a half years”?")
    assert isinstance(refused, Refusal)
    assert nowhere in refused.reason
    answered = assistant.ask(
        "Is the policy reviewed “every seven and a half years”, or how often is it reviewed?"
    )
    assert isinstance(answered, Answer)
    assert nowhere in answered.remarks


def test_what_documents_leave_out_is_told_from_all_their_words(
    assistant: Assistant, resolutions: tuple[str, ...]
) -> None:
    reply = assistant.ask("Which resolutions do NOT mention terrorism?")
    assert isinstance(reply, Answer)
    printed = {
        d.id: any("terroris" in p.text for p in assistant.index.paragraphs if p.locator.document == d.id)
        for d in assistant.index.documents
        if d.id in resolutions
    }
    named = set(re.findall(r"S/RES/(\d+)", reply.remarks[0]))
    assert named == {d.removeprefix("unscr-") for d, holds in printed.items() if not holds}
    assert {c.locator.document for c in reply.citations} == {d for d, holds in printed.items() if holds}
    assert all("terroris" in s.text for s in reply.statements)
    assert isinstance(assistant.ask("Which paragraphs do not mention women?"), Refusal)
    refused = assistant.ask("which documents never mention unicorns?")
    assert isinstance(refused, Refusal)
    assert "None of the 11 documents mentions “unicorns”" in refused.reason


def test_a_digest_is_never_said_to_leave_something_out(assistant: Assistant) -> None:
    from dataclasses import replace

    library = assistant.index.library
    digests = replace(library, documents=tuple(replace(d, official=False) for d in library.documents))
    query = assistant.understanding.query("Which documents never mention unicorns?")
    found = left_out(Unmentioned(query, Absence("document", "unicorns")), digests)
    assert isinstance(found, Answer)
    assert not any("Do not mention" in r for r in found.remarks)


@pytest.mark.parametrize(
    "question",
    [
        "In which resolutions is terrorism not mentioned?",
        "Where is terrorism not mentioned?",
        "Which resolutions mention terrorism and which don't?",
        "Which resolutions besides 1325 do not mention terrorism?",
    ],
)
def test_an_absence_asked_in_other_words_is_never_answered_with_what_mentions(question: str) -> None:
    asked = absence_asked(question)
    assert asked is not None
    assert asked.term == "terrorism"


def test_either_word_and_the_full_title_of_a_short_form_are_a_mention(
    assistant: Assistant, resolutions: tuple[str, ...]
) -> None:
    reply = assistant.ask("Which resolutions never mention men or boys?")
    assert isinstance(reply, Answer)
    assert {"unscr-2106", "unscr-2242"} <= {c.locator.document for c in reply.citations}
    reply = assistant.ask("Are there resolutions without a reference to CEDAW?")
    assert isinstance(reply, Answer)
    assert "unscr-1325" in {c.locator.document for c in reply.citations}


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "ok",
        "x",
        "test",
        "hi there",
        "got it, thanks",
        "noted",
        "testing 1 2 3",
        "Hello, what can you do?",
    ],
)
def test_small_talk_is_not_searched(assistant: Assistant, text: str) -> None:
    before = Turn("How often is the policy reviewed?", (Locator("nato-wps-2024", "para-54"),))
    for history in ([], [before]):
        reply = assistant.ask(text, history)
        assert isinstance(reply, Refusal)
        assert reply.evidence == ()
        below = reply_text(reply, assistant.library).removeprefix(f"{reply.reason}\n\n")
        assert [line.strip() for line in below.splitlines()] == ["You can go on with:", *reply.offers]
        assert "Nearest" not in reply_html(reply, assistant.library, "en")


def test_small_talk_in_between_is_no_question_to_lean_on(assistant: Assistant) -> None:
    before = Turn("What does the annual progress report contain?", (Locator("nato-wps-2024", "para-51"),))
    reply = assistant.ask("And who gets it?", [before, Turn("thanks")])
    assert isinstance(reply, Answer)
    assert reply.remarks[0] == f"Read as a follow-up to “{before.question}”."


def test_capitals_and_an_email_are_read_as_the_question_in_them(assistant: Assistant) -> None:
    assert anchors(assistant.ask("HOW OFTEN IS THE POLICY REVIEWED?")) == ["para-54"]
    assert anchors(assistant.ask("WHAT DOES CSAP STAND FOR?")) == ["acronym-csap"]
    email = "Dear team,\n\nwe write a brief.\nHow often is the Policy reviewed?\n\nBest regards,\nAnna"
    reply = assistant.ask(email)
    assert anchors(reply) == ["para-54"]
    assert reply.question == "How often is the Policy reviewed?"
    email = (
        "Hi all,\n\nI need to know how often the Policy is reviewed. Could you let me know?\n\nRegards,\nTom"
    )
    assert anchors(assistant.ask(email)) == ["para-54"]
    assert anchors(assistant.ask("🙏 how often is the policy reviewed 🤔")) == ["para-54"]
    assert anchors(assistant.ask("How often is the policy reviewed")) == ["para-54"]
