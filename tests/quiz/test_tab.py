"""The Quiz tab: laid out in a page, and what its buttons do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gradio as gr
import pytest
from markupsafe import escape

from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank
from assistant.quiz.edit import edit_of
from assistant.quiz.marking import mark
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.ui.quiz import tab as quiz
from assistant.ui.quiz.actions import QuizActions
from assistant.ui.quiz.item_html import feedback_html, item_html, paragraphs_html, question_html
from assistant.ui.quiz.review import read_edit, review_fields
from assistant.ui.quiz.session import QuizSession
from assistant.ui.quiz.tab import planned, read_order
from assistant.ui.quiz.take import DONE, answered, posed
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.errors import SettingsError
from ingest.settings import Settings
from tests.quiz.quizzes import ITEMS

BY_KIND = {i.kind: i for i in ITEMS}


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> gr.Blocks:
    own = replace(settings, home=tmp_path_factory.mktemp("home"))
    with gr.Blocks(analytics_enabled=False) as blocks:
        quiz.build(SharedState(assistant, own, read_workplace_settings({})))
    return blocks


def event(page: gr.Blocks, name: str) -> Callable[..., Any]:
    """What the page runs for one of its events."""
    return next(f.fn for f in page.fns.values() if f.name == name)  # type: ignore[return-value]


def ordered(*documents: str, kinds: tuple[str, ...] = (), count: int | None = 3) -> tuple[Any, ...]:
    """The fields of an order as the page sends them."""
    return list(documents), [], [], list(kinds), [], "", count, None


def test_a_quiz_is_written_shown_and_asked(page: gr.Blocks) -> None:
    labels = {b.value for b in page.blocks.values() if isinstance(b, gr.Button)}
    assert {
        "Write the quiz",
        "Accept",
        "Reject",
        "Regenerate",
        "Move up",
        "Answer",
        "Make the file",
    } <= labels
    fields = {b.label for b in page.blocks.values() if isinstance(b, gr.Dropdown)}
    assert {"Documents", "Sections", "Topics", "Kinds", "Difficulty", "Written for"} <= fields
    session = event(page, "written")(QuizSession(), *ordered("nato-wps-2024", kinds=("multiple-choice",)))
    assert len(session.items) == 3
    assert session.order.seed == 1, "a seed that was cleared"
    path = event(page, "made")(session, "json", "all")
    assert len(json.loads(Path(path).read_text(encoding="utf-8"))["items"]) == 3
    assert event(page, "made")(session, "json", "accepted") is None


def test_unknown_wishes_are_a_warning_and_the_quiz_stays(page: gr.Blocks) -> None:
    before = QuizSession(ITEMS)
    assert event(page, "written")(before, *ordered("unscr-1")) == before


def test_an_order_is_read_with_empty_fields() -> None:
    """A cleared seed used to be a TypeError."""
    assert read_order([], [], [], [], [], None, None, None) == Order(20, 1)
    wanted = read_order(["a"], ["b"], ["c"], ["cloze"], ["recall"], "kahoot", 7.0, -3.0)
    assert wanted == Order(7, -3, ("a",), ("b",), ("c",), ("cloze",), ("recall",), "kahoot")


def test_sections_follow_the_documents(page: gr.Blocks, assistant: Assistant) -> None:
    every = Studio(assistant).sections(())
    field = next(b for b in page.blocks.values() if getattr(b, "label", "") == "Sections")
    assert [name for name, _ in field.choices] == list(every)  # type: ignore[attr-defined]
    update = event(page, "narrowed")(["unscr-1325"], [every[0], "S/RES/1325 (2000), preamble"])
    assert update["choices"] == [s for s in every if s.startswith("S/RES/1325")] != []
    assert update["value"] == ["S/RES/1325 (2000), preamble"]


@pytest.fixture
def actions(studio: Studio, settings: Settings, tmp_path: Path) -> QuizActions:
    return QuizActions(lambda: studio, replace(settings, home=tmp_path).bank)


@pytest.fixture(scope="module")
def studio(assistant: Assistant) -> Studio:
    return Studio(assistant)


@pytest.fixture
def bank(actions: QuizActions, tmp_path: Path) -> Path:
    return tmp_path / "quiz" / "bank.json"


def quiet(*values: object, desc: str = "") -> None:
    """Instead of Gradio's progress."""


def test_accepted_items_stay_and_rejected_ones_go(actions: QuizActions, bank: Path) -> None:
    session = QuizSession(ITEMS)
    session = actions.accept(actions.accept(session))
    assert read_bank(bank) == ITEMS[:2]
    assert session.place == 2
    session = actions.reject(actions.move(session, -1))
    assert read_bank(bank) == ITEMS[:1]
    assert len(session.items) == len(ITEMS) - 1
    assert actions.load(session).items == ITEMS[:1]


def test_what_was_rejected_does_not_come_back(actions: QuizActions) -> None:
    order = Order(3, documents=("nato-wps-2024",), kinds=("cloze",))
    session = actions.write(QuizSession(), order, quiet)
    gone = session.items[0].id
    session = actions.reject(session)
    again = actions.write(session, order, quiet)
    assert gone not in {i.id for i in again.items}
    assert len(again.items) == 3
    assert "1 rejected item left out" in again.lines[-1]
    for _ in range(3):
        again = actions.again(again)
        assert gone not in {i.id for i in again.items}
    assert gone in {i.id for i in actions.write(QuizSession(), order, quiet).items}, "another visitor's quiz"


def test_an_edit_that_was_accepted_is_what_a_new_quiz_shows(actions: QuizActions, bank: Path) -> None:
    """The fresh draft used to be shown and exported as accepted, and Accept to overwrite the edit."""
    order = Order(2, documents=("nato-wps-2024",), kinds=("true-false", "which-says"))
    session = actions.write(QuizSession(), order, quiet)
    draft = session.items[0]
    session = replace(actions.accept(session), place=0)
    session = actions.edit(session, replace(edit_of(draft), stem="Which provision is it, edited?"))
    later = actions.write(QuizSession(), order, quiet)
    assert later.items[0].stem == "Which provision is it, edited?"
    assert actions.status(later) == "accepted"
    actions.accept(later)
    actions.accept(QuizSession((draft,)))
    assert [i.stem for i in read_bank(bank)] == ["Which provision is it, edited?"]
    path = Path(actions.file(later, "json", "accepted"))
    stems = [i["stem"] for i in json.loads(path.read_text(encoding="utf-8"))["items"]]
    assert stems == ["Which provision is it, edited?"]


def test_an_accepted_item_that_is_stale_says_so(actions: QuizActions) -> None:
    item = actions.studio.drafts[0]
    cited = replace(item.citations[0], text_hash="0")
    session = replace(actions.accept(QuizSession((replace(item, citations=(cited,)),))), place=0)
    assert "has changed" in actions.status(session)


def test_regenerating_an_accepted_item_takes_it_out_of_the_bank(actions: QuizActions, bank: Path) -> None:
    """It used to stay there, or to be called accepted with options that nobody had seen."""
    drafts = [i for i in actions.studio.drafts if i.family == "action"]
    item = next(i for i in drafts if not actions.studio.complaint(i))
    session = replace(actions.accept(QuizSession((item,))), place=0)
    assert read_bank(bank) == (item,)
    after = actions.again(session)
    assert after.items[0] != item
    assert after.kept == frozenset()
    assert actions.status(after) == "not yet accepted"
    assert read_bank(bank) == ()
    other = replace(item, id="other")  # a draft of the same kind: another item takes its place
    again = actions.again(replace(actions.accept(QuizSession((other,))), place=0))
    assert again.items[0].id != "other"
    assert "other" not in {i.id for i in read_bank(bank)}
    assert "other" in again.order.barred


def test_two_visitors_lose_nothing(actions: QuizActions, bank: Path) -> None:
    """Reading, changing and writing used to be three steps, between which another could write."""
    one, other = QuizSession(ITEMS[:4]), QuizSession(ITEMS[4:])

    def accept_all(session: QuizSession) -> None:
        for _ in session.items:
            session = actions.accept(session)

    with ThreadPoolExecutor(2) as visitors:
        list(visitors.map(accept_all, [one, other]))
    assert {i.id for i in read_bank(bank)} == {i.id for i in ITEMS}


def test_items_move_and_are_edited(actions: QuizActions, bank: Path) -> None:
    session = actions.shift(QuizSession(ITEMS), 1)
    assert session.items[:2] == (ITEMS[1], ITEMS[0])
    assert session.place == 1
    assert actions.shift(session, 1).items[2] == ITEMS[0]
    session = actions.accept(replace(QuizSession(ITEMS), place=7))
    wording = read_edit("Which resolution?", "R1\nR2\nR3\nR5", "R3", "Because.", "", "")
    session = actions.edit(replace(session, place=7), wording)
    assert session.items[7].stem == "Which resolution?"
    assert read_bank(bank)[0].stem == "Which resolution?"
    with pytest.raises(SettingsError, match="key must be among them"):
        actions.edit(session, read_edit("Which?", "R1\nR2", "R9", "", "", ""))


def test_review_shows_all_that_can_be_edited(actions: QuizActions) -> None:
    for place, item in enumerate(ITEMS):
        session = replace(QuizSession(ITEMS), place=place)
        _, _, *texts = review_fields(actions, session)
        assert actions.edit(session, read_edit(*texts)).items[place].key == item.key
    assert review_fields(actions, QuizSession())[1:] == ("",) * 7
    _, _, *texts = review_fields(actions, replace(QuizSession(ITEMS), place=2))
    assert texts[4] == "Correct: so."
    _, _, *texts = review_fields(actions, replace(QuizSession(ITEMS), place=5))
    assert texts[5] == "p{1}\np2\np3\np4"


def test_regenerating_keeps_the_rest(actions: QuizActions) -> None:
    items = actions.studio.quiz(Order(2, documents=("nato-wps-2024",), kinds=("cloze",))).items
    session = actions.again(QuizSession(items))
    assert session.items[1] == items[1]
    assert session.items[0] != items[0]


def test_the_plan_follows_the_quiz(actions: QuizActions) -> None:
    """It used to be drawn once, when the quiz was written, and to show eight topics."""
    order = Order(12, documents=("nato-wps-2024",))
    session = actions.write(QuizSession(), order, quiet)
    before = planned(actions, session)
    topics = {t for i in session.items for t in i.topics}
    assert len(topics) > 8
    assert all(f"{escape(t)} " in before for t in topics)
    silent = actions.studio.plan(session.items, order).silent
    assert silent
    assert f"No question of these kinds can be asked about {len(silent)} more paragraph" in before
    assert all(str(x) in before for x in silent)
    fewer = planned(actions, actions.reject(session))
    assert fewer.count("class='asked'") < before.count("class='asked'")
    actions.accept(session)
    assert planned(actions, actions.load(session)).count("class='asked'") == len(session.items[0].citations)
    assert planned(actions, QuizSession()) == ""


def test_a_format_that_leaves_items_out_says_why(actions: QuizActions) -> None:
    with pytest.warns(UserWarning, match="5 items cannot be held by aiken and are left out") as told:
        actions.file(QuizSession(ITEMS), "aiken", "all")
    assert "1 of a kind it does not have (cloze)" in str(told[0].message)


def test_a_learner_who_has_not_answered_is_asked_to(
    actions: QuizActions, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing chosen used to be worth nothing."""
    for item in ITEMS:
        session = QuizSession((item,))
        assert answered(actions, session, None, [], " ") == session
    told = capsys.readouterr().out  # where Gradio says it, outside of a page
    assert told.count("Choose an answer first.") == 4
    assert told.count("Write an answer first.") == 2
    assert told.count("Write 4 letters, in order.") == 2
    assert actions.answer(QuizSession((ITEMS[6],)), "B D").answers == ()


def test_a_quiz_is_taken_to_the_end(actions: QuizActions) -> None:
    items = actions.studio.quiz(Order(3, documents=("nato-wps-2024",), kinds=("true-false", "cloze"))).items
    session, before = QuizSession(items), ""
    for n, item in enumerate(items):
        score, feedback, before, question, *fields = posed(actions, session, before)
        assert escape(item.stem) in question
        assert f"Question {n + 1} of {len(items)}" in question
        assert [f["visible"] for f in fields].count(True) == 1
        assert posed(actions, session, before)[3:] == (gr.skip(),) * 4, "what is half chosen stays"
        session = answered(actions, session, item.key[0], [item.key[0]], item.key[0])
        assert posed(actions, session, before)[1].count("Right.") == 1
    score, _, _, question, *_ = posed(actions, session, before)
    assert score == f"{len(items)} of {len(items)} answered, score {len(items)} of {len(items)}"
    assert question == DONE
    score, feedback, _, question, *_ = posed(actions, session.afresh(), before)
    assert (score, feedback) == (f"0 of {len(items)} answered", "")
    assert escape(items[0].stem) in question


def test_review_and_learner_do_not_get_in_each_other_s_way(actions: QuizActions) -> None:
    """Rejecting or moving an item used to shift the others under the learner's answers."""
    session = actions.answer(QuizSession(ITEMS), ITEMS[0].key[0])
    assert [(a.item.id, a.marked.share) for a in session.answers] == [(ITEMS[0].id, 1.0)]
    assert session.asked == ITEMS[1]
    moved = actions.shift(session, 1)
    assert moved.asked == ITEMS[1], "the one answered stands second, and is not asked again"
    gone = actions.reject(session)
    assert (gone.answers, gone.asked) == ((), ITEMS[1])
    assert posed(actions, gone, "")[1] == "", "feedback on an item that is gone"
    kept = actions.reject(replace(session, place=3))
    assert kept.answers == session.answers
    fresh = actions.write(session, Order(1, documents=("nato-wps-2024",)), quiet)
    assert posed(actions, fresh, "")[:2] == ("0 of 1 answered", "")
    changed = actions.edit(session, replace(edit_of(ITEMS[0]), stem="Who is it now?"))
    assert changed.asked == changed.items[0], "an item edited is asked anew"


def test_paragraphs_open_in_the_reader_and_no_address_is_there_twice(actions: QuizActions) -> None:
    """Both panes used to give their paragraphs the same DOM id, and to link nowhere else."""
    item = next(i for i in actions.studio.drafts if i.kind == "matching" and i.family == "adoption")
    assert len(item.citations) > len({c.locator for c in item.citations})
    beside = paragraphs_html(item, actions.studio.assistant.library)
    feedback = feedback_html(item, mark(item, "ABCD"), actions.studio.assistant.library)
    link = f"href='?p={quote(str(item.locator), safe='')}' target='_blank'"
    assert beside.count(link) == len(re.findall("pa-source", beside)) == 1
    assert beside.count("<mark class='pa-m'>") >= 1
    assert feedback.count(link) == 2 * 1 + len({c.page for c in item.citations}) - 1
    assert " id='" not in beside + feedback


def test_words_of_documents_and_trainers_are_escaped(assistant: Assistant) -> None:
    for item in ITEMS:
        shown = (
            item_html(item, 0, 1, "new")
            + question_html(item, 0, 1)
            + feedback_html(item, mark(item, "x"), assistant.library)
            + paragraphs_html(item, assistant.library)
        )
        assert "<b>&amp;" not in shown
        assert "<b>&" not in shown.replace("<b>&amp;amp;", "")
