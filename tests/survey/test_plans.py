"""Surveys of six hand-made paragraphs: what is shown, in which order, and that each entry is verified."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answer.offers import offers
from assistant.export.copied_text import Occasion, laid_out
from assistant.export.survey_text import survey_rows
from assistant.export.terminal import reply_row, reply_text
from assistant.question.carried import carried
from assistant.question.intent import Scope, Survey
from assistant.question.query import query_of
from assistant.question.scope import scope_of
from assistant.question.typed import QuestionReader
from assistant.survey.compare import compare
from assistant.survey.listing import listing
from assistant.survey.plan import shortened, telling, verified
from assistant.survey.select import Selected, above, in_scope
from assistant.survey.time_limits import ASKED, AskingWords, asks_for_limits
from assistant.survey.timeline import timeline
from assistant.types import Answer, Form
from ingest.library import Library
from ingest.types import Headnote, Locator
from tests.answer.six_paragraphs import LIBRARY as BARE

NOTES = tuple(
    Headnote(Locator.parse(place), summary, (question,), (topic,), force)
    for place, summary, question, topic, force in (
        (
            "lamp-policy#para-1",
            "Keepers light lamps.",
            "When does every keeper light the lamp?",
            "light",
            "must",
        ),
        ("wrecks#op-1", "States count wrecks.", "What must all Member States count?", "wrecks", "urges"),
    )
)
LIBRARY = replace(BARE, headnotes=NOTES)
READER = QuestionReader(LIBRARY)


def survey(question: str, form: Form, topic: str = "") -> Survey:
    query = query_of(READER.typed(question), iter(()), LIBRARY.documents)
    scope, left = scope_of(query, topic, LIBRARY)
    return Survey(query, form, left, scope)


def selected(*chances: float) -> tuple[Selected, ...]:
    return tuple(Selected(p, c) for p, c in zip(LIBRARY.paragraphs, chances, strict=False))


def listed(*chances: float, library: Library = LIBRARY) -> Answer:
    asked = survey("Which documents speak of lamps?", "list", "lamps")
    return verified(asked, listing(asked, above(selected(*chances), 0.5), library), library)


def test_a_list_names_the_documents_and_shows_every_paragraph_above_the_cut() -> None:
    answer = listed(0.9, 0.6, 0.1, 0.2, 0.8, 0.1)
    assert [str(e.locator) for e in answer.entries] == [
        "lamp-policy#para-1",
        "lamp-policy#para-2",
        "wrecks#op-1",
    ]
    assert answer.lead == "“lamps”: 3 paragraphs in 2 documents: Lamp Policy (2032), S/RES/9101 (2032)."
    assert [g.document for g in answer.groups] == ["lamp-policy", "wrecks"]
    assert answer.entries[0].summary == "Keepers light lamps."
    assert [s for e in answer.entries for s in e.statements] == list(answer.statements)


def test_a_survey_is_whole_in_text_row_and_markdown() -> None:
    answer = listed(0.9, 0.1, 0.1, 0.1, 0.8, 0.1)
    text = reply_text(answer, LIBRARY)
    assert "Editors’ summary: Keepers light lamps." in text
    assert "“Urges all Member States to count their wrecks;”" in text
    row = reply_row(answer, LIBRARY)
    assert row["survey"]["form"] == "list"  # type: ignore[index]
    assert [c["locator"] for c in row["citations"]] == ["lamp-policy#para-1", "wrecks#op-1"]  # type: ignore[attr-defined]
    markdown = laid_out(answer, LIBRARY, "markdown", Occasion(dt.date(2033, 1, 1)))
    assert "### S/RES/9101 \\(2032\\)" in markdown or "### S/RES/9101 (2032)" in markdown
    assert [r.heading for r in survey_rows(answer, LIBRARY) if r.heading] == [
        g.heading for g in answer.groups
    ]


def test_a_comparison_shows_both_sides_and_what_stands_on_one_only() -> None:
    asked = survey("Compare the Lamp Policy and 9101 on lamps", "compare", "lamps")
    asked = replace(asked, scope=Scope(("lamp-policy", "wrecks")))
    answer = verified(asked, compare(asked, selected(0.9, 0.1, 0.1, 0.1, 0.2, 0.1), 0.5, LIBRARY), LIBRARY)
    assert {e.locator.document for e in answer.entries} == {"lamp-policy", "wrecks"}
    assert [e.differs for e in answer.entries] == ["Lamp Policy: “must”; S/RES/9101: “urges”"] * 2


def test_a_timeline_gives_the_days_of_adoption() -> None:
    asked = survey("When were the documents adopted?", "timeline")
    every = selected(*[1.0] * 6)
    answer = verified(asked, timeline(asked, every, every, LIBRARY, dt.date(2033, 1, 1)), LIBRARY)
    assert [e.date for e in answer.entries] == [
        "4 May 2032: Lamp Policy (2032) adopted",
        "4 May 2032: S/RES/9101 (2032) adopted",
    ]


def test_a_question_for_time_limits_gets_what_is_due_and_how_often() -> None:
    texts = ("Keepers must report by 1 March 2033.", "The lamp is red.", "Keepers will meet twice a year.")
    due = replace(
        BARE,
        paragraphs=tuple(
            replace(BARE.paragraphs[0], locator=Locator("lamp-policy", f"para-{n}"), text=text)
            for n, text in enumerate(texts, start=1)
        ),
    )
    every = tuple(Selected(p, 0.0) for p in due.paragraphs)
    asked = survey("Which deadlines does the Lamp Policy set?", "timeline", "deadlines")
    plan = timeline(asked, (), every, due, dt.date(2033, 6, 1))
    assert [(e.paragraph.locator.anchor, e.date, e.past) for e in plan.entries] == [
        ("para-3", "2032: twice a year", False),
        ("para-1", "by 1 March 2033", True),
    ]


@pytest.mark.parametrize("words", ASKED, ids=lambda words: str(words.example))
def test_words_for_time_limits_are_read(words: AskingWords) -> None:
    assert asks_for_limits(words.example)
    assert not asks_for_limits("due to the storm, who repairs the lamps?")


def test_a_shorter_survey_keeps_the_likeliest_and_counts_the_rest() -> None:
    asked = survey("Which documents speak of lamps?", "list", "lamps")
    plan = shortened(listing(asked, selected(0.9, 0.6, 0.7, 0.5, 0.8, 0.5), LIBRARY), 2)
    assert [e.paragraph.locator.anchor for e in plan.entries] == ["para-1", "op-1"]
    assert len(plan.rest) == 4


def test_scope_is_read_from_names_kinds_and_resolutions_in_general() -> None:
    assert survey("List what resolution 9101 says on wrecks", "list", "wrecks").scope.documents == ("wrecks",)
    assert survey("Which resolutions mention wrecks?", "list", "wrecks").scope.documents == ("wrecks",)
    preamble = survey("What does the preamble of 9101 say?", "overview", "preamble")
    assert (preamble.scope.kind, preamble.topic) == ("preamble", "")
    assert not in_scope(LIBRARY.paragraphs[4], preamble.scope)


def test_a_long_paragraph_is_quoted_by_its_telling_sentences() -> None:
    paragraph = replace(
        LIBRARY.paragraphs[0], text=f"{'Ships sail far. ' * 20}Lamps burn. {'Ships rest. ' * 20}"
    )
    assert [s.of(paragraph.text) for s in telling(paragraph, frozenset({"lamp"}))] == ["Lamps burn."]


def test_short_follow_ups_are_told_from_questions() -> None:
    assert carried(READER.typed("give me more")).operation == "more"
    assert carried(READER.typed("same as a table please")).operation == "again"
    assert carried(READER.typed("only the operative ones")).operation == "operative"
    assert not carried(READER.typed("Who must count more wrecks?"))
    assert not carried(READER.typed("how many more, and by when?"))


def test_offers_are_questions_on_paragraphs_that_are_not_cited() -> None:
    answer = listed(0.9, 0.1, 0.1, 0.1, 0.8, 0.1)
    assert "What must all Member States count?" in offers(answer, LIBRARY)


def test_a_digest_is_no_quotation_and_has_no_summary_beside_it() -> None:
    digest = replace(LIBRARY, documents=tuple(replace(d, official=False) for d in LIBRARY.documents))
    answer = listed(0.9, 0.1, 0.1, 0.1, 0.8, 0.1, library=digest)
    assert [e.summary for e in answer.entries] == ["", ""]
    text = reply_text(answer, digest)
    assert "“Urges all" not in text
    assert "Urges all Member States to count their wrecks;" in text
