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
from assistant.quiz.types import QuizItem
from assistant.ui.desk import Desk
from assistant.ui.quiz import tab as quiz
from assistant.ui.quiz.actions import Room
from assistant.ui.quiz.item_html import feedback_html, item_html, paragraphs_html, question_html
from assistant.ui.quiz.review import read_edit, shown
from assistant.ui.quiz.session import Paper
from assistant.ui.quiz.tab import planned, read_order
from assistant.ui.quiz.take import DONE, answered, posed
from assistant.workplace.settings import read_desk_settings
from ingest.errors import SettingsError
from ingest.settings import Settings
from tests.quiz.quizzes import ITEMS

BY_KIND = {i.kind: i for i in ITEMS}


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> gr.Blocks:
    own = replace(settings, home=tmp_path_factory.mktemp("home"))
    with gr.Blocks(analytics_enabled=False) as blocks:
        quiz.build(Desk(assistant, own, read_desk_settings({})))
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
    paper = event(page, "written")(Paper(), *ordered("nato-wps-2024", kinds=("multiple-choice",)))
    assert len(paper.items) == 3
    assert paper.order.seed == 1, "a seed that was cleared"
    path = event(page, "made")(paper, "json", "all")
    assert len(json.loads(Path(path).read_text(encoding="utf-8"))["items"]) == 3
    assert event(page, "made")(paper, "json", "accepted") is None


def test_unknown_wishes_are_a_warning_and_the_quiz_stays(page: gr.Blocks) -> None:
    before = Paper(ITEMS)
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
    assert all(s.startswith("S/RES/1325") for s in update["choices"])
    assert update["value"] == ["S/RES/1325 (2000), preamble"]


@pytest.fixture
def room(studio: Studio, settings: Settings, tmp_path: Path) -> Room:
    return Room(lambda: studio, replace(settings, home=tmp_path).bank)


@pytest.fixture(scope="module")
def studio(assistant: Assistant) -> Studio:
    return Studio(assistant)


@pytest.fixture
def bank(room: Room, tmp_path: Path) -> Path:
    return tmp_path / "quiz" / "bank.json"


def quiet(*values: object, desc: str = "") -> None:
    """Instead of Gradio's progress."""


def test_accepted_items_stay_and_rejected_ones_go(room: Room, bank: Path) -> None:
    paper = Paper(ITEMS)
    paper = room.accept(room.accept(paper))
    assert read_bank(bank) == ITEMS[:2]
    assert paper.place == 2
    paper = room.reject(room.move(paper, -1))
    assert read_bank(bank) == ITEMS[:1]
    assert len(paper.items) == len(ITEMS) - 1
    assert room.load(paper).items == ITEMS[:1]


def test_what_was_rejected_does_not_come_back(room: Room) -> None:
    order = Order(3, documents=("nato-wps-2024",), kinds=("which-says",))
    paper = room.write(Paper(), order, quiet)
    gone = paper.items[0].id
    paper = room.reject(paper)
    again = room.write(paper, order, quiet)
    assert gone not in {i.id for i in again.items}
    assert len(again.items) == 3
    assert "1 rejected items are kept out" in again.lines[-1]
    for _ in range(3):
        again = room.again(again)
        assert gone not in {i.id for i in again.items}
    assert gone in {i.id for i in room.write(Paper(), order, quiet).items}, "another visitor's quiz"


def test_an_edit_that_was_accepted_is_what_a_new_quiz_shows(room: Room, bank: Path) -> None:
    """The fresh draft used to be shown and exported as accepted, and Accept to overwrite the edit."""
    order = Order(2, documents=("nato-wps-2024",), kinds=("true-false", "which-says"))
    paper = room.write(Paper(), order, quiet)
    draft = paper.items[0]
    paper = replace(room.accept(paper), place=0)
    paper = room.edit(paper, replace(edit_of(draft), stem="Which provision is it, edited?"))
    later = room.write(Paper(), order, quiet)
    assert later.items[0].stem == "Which provision is it, edited?"
    assert room.status(later) == "accepted"
    room.accept(later)
    room.accept(Paper((draft,)))
    assert [i.stem for i in read_bank(bank)] == ["Which provision is it, edited?"]
    path = Path(room.file(later, "json", "accepted"))
    stems = [i["stem"] for i in json.loads(path.read_text(encoding="utf-8"))["items"]]
    assert stems == ["Which provision is it, edited?"]


def test_an_accepted_item_that_is_stale_says_so(room: Room) -> None:
    item = room.studio.drafts[0]
    cited = replace(item.citations[0], text_hash="0")
    paper = replace(room.accept(Paper((replace(item, citations=(cited,)),))), place=0)
    assert "has changed" in room.status(paper)


def test_regenerating_an_accepted_item_takes_it_out_of_the_bank(room: Room, bank: Path) -> None:
    """It used to stay there, or to be called accepted with options that nobody had seen."""
    drafts = [i for i in room.studio.drafts if i.family == "action"]
    item = next(i for i in drafts if not room.studio.complaint(i))
    paper = replace(room.accept(Paper((item,))), place=0)
    assert read_bank(bank) == (item,)
    after = room.again(paper)
    assert after.items[0] != item
    assert after.kept == frozenset()
    assert room.status(after) == "not yet accepted"
    assert read_bank(bank) == ()
    other = replace(item, id="other")  # a draft of the same kind: another item takes its place
    again = room.again(replace(room.accept(Paper((other,))), place=0))
    assert again.items[0].id != "other"
    assert "other" not in {i.id for i in read_bank(bank)}
    assert "other" in again.order.barred


def test_two_visitors_lose_nothing(room: Room, bank: Path) -> None:
    """Reading, changing and writing used to be three steps, between which another could write."""
    one, other = Paper(ITEMS[:4]), Paper(ITEMS[4:])

    def accept_all(paper: Paper) -> None:
        for _ in paper.items:
            paper = room.accept(paper)

    with ThreadPoolExecutor(2) as visitors:
        list(visitors.map(accept_all, [one, other]))
    assert {i.id for i in read_bank(bank)} == {i.id for i in ITEMS}


def test_items_move_and_are_edited(room: Room, bank: Path) -> None:
    paper = room.shift(Paper(ITEMS), 1)
    assert paper.items[:2] == (ITEMS[1], ITEMS[0])
    assert paper.place == 1
    assert room.shift(paper, 1).items[2] == ITEMS[0]
    paper = room.accept(replace(Paper(ITEMS), place=7))
    wording = read_edit("Which resolution?", "R1\nR2\nR3\nR5", "R3", "Because.", "", "")
    paper = room.edit(replace(paper, place=7), wording)
    assert paper.items[7].stem == "Which resolution?"
    assert read_bank(bank)[0].stem == "Which resolution?"
    with pytest.raises(SettingsError, match="key must be among them"):
        room.edit(paper, read_edit("Which?", "R1\nR2", "R9", "", "", ""))


def test_review_shows_all_that_can_be_edited(room: Room) -> None:
    for place, item in enumerate(ITEMS):
        paper = replace(Paper(ITEMS), place=place)
        _, _, *texts = shown(room, paper)
        assert room.edit(paper, read_edit(*texts)).items[place].key == item.key
    assert shown(room, Paper())[1:] == ("",) * 7
    _, _, *texts = shown(room, replace(Paper(ITEMS), place=2))
    assert texts[4] == "Correct: so."
    _, _, *texts = shown(room, replace(Paper(ITEMS), place=5))
    assert texts[5] == "p{1}\np2\np3\np4"


def test_regenerating_keeps_the_rest(room: Room) -> None:
    items = room.studio.quiz(Order(2, documents=("nato-wps-2024",), kinds=("cloze",))).items
    paper = room.again(Paper(items))
    assert paper.items[1] == items[1]
    assert paper.items[0] != items[0]


def test_the_plan_follows_the_quiz(room: Room) -> None:
    """It used to be drawn once, when the quiz was written, and to show eight topics."""
    order = Order(12, documents=("nato-wps-2024",))
    paper = room.write(Paper(), order, quiet)
    before = planned(room, paper)
    topics = {t for i in paper.items for t in i.topics}
    assert len(topics) > 8
    assert all(f"{escape(t)} " in before for t in topics)
    silent = room.studio.plan(paper.items, order).silent
    assert silent
    assert f"No such question can be asked of {len(silent)} more paragraphs" in before
    assert all(str(x) in before for x in silent)
    fewer = planned(room, room.reject(paper))
    assert fewer.count("class='asked'") < before.count("class='asked'")
    room.accept(paper)
    assert planned(room, room.load(paper)).count("class='asked'") == len(paper.items[0].citations)
    assert planned(room, Paper()) == ""


def test_a_format_that_leaves_items_out_says_why(room: Room) -> None:
    with pytest.warns(UserWarning, match="5 items cannot be held by aiken and are left out") as told:
        room.file(Paper(ITEMS), "aiken", "all")
    assert "1 of a kind it does not have (cloze)" in str(told[0].message)


def test_a_learner_who_has_not_answered_is_asked_to(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing chosen used to be worth nothing."""
    for item in ITEMS:
        paper = Paper((item,))
        assert answered(room, paper, None, [], " ") == paper
    told = capsys.readouterr().out  # where Gradio says it, outside of a page
    assert told.count("Choose an answer first.") == 4
    assert told.count("Write an answer first.") == 2
    assert told.count("Write 4 letters, in order.") == 2
    assert room.answer(Paper((ITEMS[6],)), "B D").answers == ()


def test_a_quiz_is_taken_to_the_end(room: Room) -> None:
    items = room.studio.quiz(Order(3, documents=("nato-wps-2024",), kinds=("true-false", "cloze"))).items
    paper, before = Paper(items), ""
    for n, item in enumerate(items):
        score, feedback, before, question, *fields = posed(room, paper, before)
        assert escape(item.stem) in question
        assert f"Question {n + 1} of {len(items)}" in question
        assert [f["visible"] for f in fields].count(True) == 1
        assert posed(room, paper, before)[3:] == (gr.skip(),) * 4, "what is half chosen stays"
        paper = answered(room, paper, item.key[0], [item.key[0]], item.key[0])
        assert posed(room, paper, before)[1].count("Right.") == 1
    score, _, _, question, *_ = posed(room, paper, before)
    assert score == f"{len(items)} of {len(items)} answered, score {len(items)} of {len(items)}"
    assert question == DONE
    score, feedback, _, question, *_ = posed(room, paper.afresh(), before)
    assert (score, feedback) == (f"0 of {len(items)} answered", "")
    assert escape(items[0].stem) in question


def test_review_and_learner_do_not_get_in_each_other_s_way(room: Room) -> None:
    """Rejecting or moving an item used to shift the others under the learner's answers."""
    paper = room.answer(Paper(ITEMS), ITEMS[0].key[0])
    assert [(a.item.id, a.marked.share) for a in paper.answers] == [(ITEMS[0].id, 1.0)]
    assert paper.asked == ITEMS[1]
    moved = room.shift(paper, 1)
    assert moved.asked == ITEMS[1], "the one answered stands second, and is not asked again"
    gone = room.reject(paper)
    assert (gone.answers, gone.asked) == ((), ITEMS[1])
    assert posed(room, gone, "")[1] == "", "feedback on an item that is gone"
    kept = room.reject(replace(paper, place=3))
    assert kept.answers == paper.answers
    fresh = room.write(paper, Order(1, documents=("nato-wps-2024",)), quiet)
    assert posed(room, fresh, "")[:2] == ("0 of 1 answered", "")
    changed = room.edit(paper, replace(edit_of(ITEMS[0]), stem="Who is it now?"))
    assert changed.asked == changed.items[0], "an item edited is asked anew"


def test_paragraphs_open_in_the_reader_and_no_address_is_there_twice(room: Room) -> None:
    """Both panes used to give their paragraphs the same DOM id, and to link nowhere else."""
    item = next(i for i in room.studio.drafts if i.kind == "matching" and i.family == "adoption")
    assert len(item.citations) > len({c.locator for c in item.citations})
    beside = paragraphs_html(item, room.studio.assistant)
    feedback = feedback_html(item, mark(item, "ABCD"), room.studio.assistant)
    link = f"href='/?p={quote(str(item.locator), safe='')}' target='_blank'"
    assert beside.count(link) == len(re.findall("wps-source", beside)) == 1
    assert beside.count("<mark>") >= 1
    assert feedback.count(link) == 2 * 1 + len({c.page for c in item.citations}) - 1
    assert " id='" not in beside + feedback


def test_words_of_documents_and_trainers_are_escaped(assistant: Assistant) -> None:
    for item in ITEMS:
        shown = (
            item_html(item, 0, 1, "new")
            + question_html(item, 0, 1)
            + feedback_html(item, mark(item, "x"), assistant)
            + paragraphs_html(item, assistant)
        )
        assert "<b>&amp;" not in shown
        assert "<b>&" not in shown.replace("<b>&amp;amp;", "")


@pytest.mark.parametrize(
    ("kind", "given", "share"),
    [
        ("which-says", "R3", 1.0),
        ("which-says", "R1", 0.0),
        ("which-says", "", 0.0),
        ("multiple-answer", ["a", "c", "e"], 1.0),
        ("multiple-answer", ["a", "c"], 2 / 3),
        ("multiple-answer", ["a", "b"], 0.0),
        ("multiple-answer", ["a", "b", "c", "d", "e"], 1 / 3),
        ("true-false", "False", 1.0),
        ("short-answer", " csap. ", 1.0),
        ("short-answer", "the CSAP", 1.0),
        ("cloze", "10", 1.0),
        ("cloze", "11", 0.0),
        ("ordering", "B D A C", 1.0),
        ("ordering", "bdca", 0.0),
        ("matching", "B, A, D, C", 1.0),
        ("matching", "B A C D", 0.5),
        ("matching", "?!", 0.0),
    ],
)
def test_marks(kind: str, given: str | list[str], share: float) -> None:
    item: QuizItem = BY_KIND[kind]  # type: ignore[index]
    assert mark(item, given).share == pytest.approx(share)
