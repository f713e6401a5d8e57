"""What people paste and type instead of a bare question: markup, e-mails, small talk, several questions."""

from __future__ import annotations

import pytest

from assistant.question.absence import absence_asked
from assistant.question.parts import split
from assistant.question.pasted import lines_of
from assistant.question.phrases import asks_nothing_else, asks_where, phrases, spans_of
from assistant.question.small_talk import small_talk

ASKED = "How often is the Policy reviewed?"


@pytest.mark.parametrize(
    "text",
    [
        "**How often** is the _Policy_ reviewed?",
        "> How often is\n> the Policy reviewed?",
        "<p>How often is <b>the Policy</b> reviewed?</p>",
        "```\nHow often is the Policy reviewed?\n```",
        "## How often is the Policy reviewed?",
        "Q: How often is the Policy reviewed? A:",
        "Question: Who is it?\nAnswer: Anna.\nQuestion: How often is the Policy reviewed?\nAnswer:",
        "How often is the [Policy](https://example.org/x?y=1) reviewed?",
        "https://example.org/policy.pdf How often is the Policy reviewed?",
        "How of\u200bten is the Pol\u00adicy re\ufeffviewed?",
        "Ｈｏｗ often is the Policy reviewed?",
        "How often is the\nPolicy reviewed?",
        "Dear Dr. Berg,\n\nI hope all is well. We brief the staff on Monday.\nHow often is the Policy "
        "reviewed?\n\nKind regards,\nAnna Lind\nGender Adviser\n+32 555 0100",
        "Hi team! How often is the Policy reviewed? Cheers, Tom",
        "Dear Dr. Berg – How often is the Policy reviewed? Thank you very much. Anna Lind",
        "On 3 May 2025 at 10:12, Anna Lind wrote:\n> How often is the Policy reviewed?",
        "[10:32] Anna Lind: How often is the Policy reviewed?",
        "@assistant How often is the Policy reviewed?",
        "Fwd: WPS\n\nHow often is the Policy reviewed?",
        "User: How often is the Policy reviewed?\nAssistant:",
        "User: Who is it?\nAssistant: Anna.\nUser: How often is the Policy reviewed?",
        "From: a@example.org\nTo: b@example.org\nSubject: WPS\n\nHi Tom,\n\nHow often is the Policy "
        "reviewed?\n\n--\nAnna",
    ],
)
def test_the_question_in_what_is_pasted_is_found(text: str) -> None:
    assert lines_of(text) == (ASKED,)


@pytest.mark.parametrize(
    "text",
    [
        "What about S/RES/1325 (2000) & OP 8(a)?",
        "1325. What does it say?",
        "para_17_2 < para_17_3",
        "<script>alert(1)</script>",
        "https://example.org/1325",
        "Dear colleagues of the Alliance",
    ],
)
def test_what_only_looks_like_markup_is_kept(text: str) -> None:
    assert lines_of(text) == (text,)


def test_what_a_letter_calls_it_is_in_its_subject() -> None:
    letter = "Subject: Re: Resolution 1820\n\nDear Anna,\n\nWhen was it adopted?\nWho pays?\n\nBest,\nTom"
    assert lines_of(letter) == ("Resolution 1820: When was it adopted?", "Who pays?")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "How often is the Policy reviewed? Who reports on progress?",
            ("How often is the Policy reviewed?", "Who reports on progress?"),
        ),
        (
            "1. How often is the Policy reviewed?\n2. Who reports on progress?\n"
            "3. Who pays for the training?",
            ("How often is the Policy reviewed?", "Who reports on progress?", "Who pays for the training?"),
        ),
        (
            "(a) reviews of the policy (b) strategic objectives",
            ("reviews of the policy", "strategic objectives"),
        ),
        (
            "How often is the Policy reviewed, and also list the strategic objectives",
            ("How often is the Policy reviewed", "list the strategic objectives"),
        ),
        (
            "how often is the policy reviewed\nwho reports on progress",
            ("how often is the policy reviewed", "who reports on progress"),
        ),
        (
            "List the strategic objectives. How often is the policy reviewed?",
            ("List the strategic objectives.", "How often is the policy reviewed?"),
        ),
        (
            "What is CSAP and how often is the policy reviewed?",
            ("What is CSAP", "how often is the policy reviewed?"),
        ),
        (
            "How often is the Policy reviewed?\nfour strategic objectives",
            ("How often is the Policy reviewed?", "four strategic objectives"),
        ),
        (
            "Is there a quota? How often is the policy reviewed?",
            ("Is there a quota?", "How often is the policy reviewed?"),
        ),
        (
            "How often is the Policy reviewed? By whom? Why?",
            ("How often is the Policy reviewed?", "By whom?", "Why?"),
        ),
        (
            "When was 1325 adopted, what does it say about girls, and who signed it?",
            ("When was 1325 adopted", "what does it say about girls", "who signed it?"),
        ),
        ("What does 1325 say on girls? And 1820?", ("What does 1325 say on girls?", "And 1820?")),
        ("Who reports on progress, and how?", ()),
        ("Who drafts the plan and who approves it?", ()),
        (
            "Who drafts the plan, what does it cost, and who pays?",
            ("Who drafts the plan", "what does it cost", "who pays?"),
        ),
        ("When a mandate is renewed, what is asked for?", ()),
        ("What about the Allies, what should they report?", ()),
        ("What counts as a mineral? gold?", ()),
        ("How often is the policy reviewed, right?", ()),
        ("How often is the Policy reviewed? need one line for a slide", ()),
        ("We plan a mission. What should gender advisers do?", ()),
        ("What do 1325 and 2242 say about women in peace talks?", ()),
        ("How often is the\nPolicy reviewed?", ()),
    ],
)
def test_each_part_of_a_question_is_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert split(lines_of(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "ok",
        "x",
        "Test",
        "hi there",
        "Hello, what can you do?",
        "Thank you so much!",
        "👍 cheers",
        "Good morning team",
        "yes",
        "how are you?",
        "so?",
        "and?",
        "Why?",
        "so what",
        "and then?",
    ],
)
def test_small_talk_gets_one_line(text: str) -> None:
    assert small_talk(text)
    assert "\n" not in small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "why not 1820?",
        "and 1820?",
        "CSAP",
        "para 54",
        "UN",
        "thanks, and who reports?",
        "What does OK mean?",
        "hi, how often is it reviewed?",
        "help for survivors",
        "is it good?",
    ],
)
def test_a_short_question_is_no_small_talk(text: str) -> None:
    assert small_talk(text) == ""


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "„{}“", "«{}»", "‹{}›", "'{}'", "‘{}’", "`{}`", "''{}''"])
def test_words_in_every_kind_of_quotation_marks_are_a_phrase(marks: str) -> None:
    asked = f"Where does the policy say {marks.format('women’s networks')}?"
    assert phrases(asked) == ("women’s networks",)
    assert asks_where(asked)
    assert asks_nothing_else(asked)
    assert phrases(marks.format(ASKED)) == ()
    assert phrases("the policy's aim and women's rights") == ()
    about = f"What is meant by {marks.format('integration')} here?"
    assert phrases(about) == ("integration",)
    assert not asks_where(about)


def test_a_phrase_is_found_whatever_its_typography() -> None:
    text = "NATO is com\u00admitted to zero‑tolerance, “women’s\n groups” and eﬀorts."
    found = {
        w: [s.of(text) for s in spans_of(w, text)]
        for w in ("Committed", "zero-tolerance", "women's groups", "efforts", "effort", "group")
    }
    assert found == {
        "Committed": ["com\u00admitted"],
        "zero-tolerance": ["zero‑tolerance"],
        "women's groups": ["women’s\n groups"],
        "efforts": ["eﬀorts"],
        "effort": [],
        "group": [],
    }


@pytest.mark.parametrize(
    ("question", "unit", "term"),
    [
        ("Which resolutions do NOT mention drones?", "resolution", "drones"),
        ("which texts never refer to climate change", "document", "climate change"),
        ("List all documents without any reference to “sea level rise”.", "document", "sea level rise"),
        ("Which of the ten resolutions make no mention of quotas at all?", "resolution", "quotas"),
        ("Which resolutions say nothing about refugees?", "resolution", "refugees"),
        ("Are there resolutions that don't mention men?", "resolution", "men"),
        ("which paragraphs do not mention women?", "paragraph", "women"),
        ("What does 1325 not say about terrorism?", "one", "terrorism"),
        ("What doesn't the Policy say about nuclear weapons?", "one", "nuclear weapons"),
        ("What is left out about drones in 2242?", "one", "drones"),
    ],
)
def test_what_is_left_out_is_asked_for(question: str, unit: str, term: str) -> None:
    asked = absence_asked(question)
    assert asked is not None
    assert (asked.unit, asked.term) == (unit, term)


@pytest.mark.parametrize(
    "question",
    [
        "Which resolutions mention terrorism?",
        "Why do the resolutions not mention quotas?",
        "Which resolution calls for training without delay?",
        "Does 1325 not mention men?",
    ],
)
def test_other_questions_ask_for_nothing_left_out(question: str) -> None:
    assert absence_asked(question) is None
