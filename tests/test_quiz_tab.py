"""The Quiz tab: laid out in a page, and what its buttons do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank
from assistant.quiz.marking import mark
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.quiz.types import QuizItem
from assistant.settings import read_desk_settings
from assistant.ui import quiz
from assistant.ui.desk import Desk
from assistant.ui.quiz_room import Paper, Room
from assistant.ui.quiz_show import feedback_html, item_html, paragraphs_html, question_html
from ingest.errors import SettingsError
from ingest.settings import Settings
from tests.quizzes import ITEMS

BY_KIND = {i.kind: i for i in ITEMS}


@pytest.fixture(scope="module")
def page(
    assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> gr.Blocks:
    own = replace(settings, home=tmp_path_factory.mktemp("home"))
    with gr.Blocks(analytics_enabled=False) as blocks:
        quiz.build(Desk(assistant, own, read_desk_settings({})))
    return blocks


def event(page: gr.Blocks, name: str) -> Callable[..., Any]:
    """What the page runs for one of its events."""
    return next(f.fn for f in page.fns.values() if f.name == name)  # type: ignore[return-value]


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
    paper, plan = event(page, "written")(["nato-wps-2024"], [], ["multiple-choice"], [], 3, 1)
    assert len(paper.items) == 3
    assert "paragraphs asked about" in plan
    assert "class='asked'" in plan
    asked = paper.asked
    after, feedback = event(page, "answered")(paper, asked.key[0], [], "")
    assert after.marks == (1.0,)
    assert "Right." in feedback
    assert f"href='#quiz-{asked.locator}'" in feedback
    assert f"id='quiz-{asked.locator}'" in feedback
    path = event(page, "made")(paper, "json", "all")
    assert len(json.loads(Path(path).read_text(encoding="utf-8"))["items"]) == 3


def test_unknown_wishes_are_a_warning(page: gr.Blocks) -> None:
    paper, plan = event(page, "written")(["unscr-1"], [], [], [], 3, 1)
    assert paper == Paper()
    assert plan == ""


@pytest.fixture
def room(assistant: Assistant, settings: Settings, tmp_path: Path) -> Room:
    return Room(Studio(assistant), replace(settings, home=tmp_path).bank)


def test_accepted_items_stay_and_rejected_ones_go(room: Room, tmp_path: Path) -> None:
    paper = Paper(ITEMS)
    paper = room.accept(room.accept(paper))
    bank = tmp_path / "quiz" / "bank.json"
    assert read_bank(bank) == ITEMS[:2]
    assert paper.place == 2
    paper = room.reject(room.move(paper, -1))
    assert read_bank(bank) == ITEMS[:1]
    assert len(paper.items) == len(ITEMS) - 1
    assert room.load().items == ITEMS[:1]


def test_items_move_and_are_edited(room: Room, tmp_path: Path) -> None:
    paper = room.shift(Paper(ITEMS), 1)
    assert paper.items[:2] == (ITEMS[1], ITEMS[0])
    assert paper.place == 1
    assert room.shift(paper, 1).items[2] == ITEMS[0]
    paper = room.accept(replace(Paper(ITEMS), place=7))
    paper = room.edit(
        replace(paper, place=7), "Which resolution?", "R1\nR2\nR3\nR5", "R3", "Because."
    )
    assert paper.items[7].stem == "Which resolution?"
    assert read_bank(tmp_path / "quiz" / "bank.json")[0].stem == "Which resolution?"
    with pytest.raises(SettingsError, match="key must be among them"):
        room.edit(paper, "Which?", "R1\nR2", "R9", "")


def test_regenerating_keeps_the_rest(room: Room) -> None:
    items = room.studio.quiz(Order(2, documents=("nato-wps-2024",), kinds=("cloze",))).items
    paper = room.again(Paper(items))
    assert paper.items[1] == items[1]
    assert paper.items[0] != items[0]


def test_words_of_documents_and_trainers_are_escaped(assistant: Assistant) -> None:
    for item in ITEMS:
        shown = (
            item_html(item, 0, 1, "new") + question_html(item, 0, 1)
            + feedback_html(item, mark(item, "x"), assistant) + paragraphs_html(item, assistant)
        )  # fmt: skip
        assert "<b>&amp;" not in shown
        assert "<b>&" not in shown.replace("<b>&amp;amp;", "")


@pytest.mark.parametrize(
    ("kind", "given", "share"),
    [
        ("which-says", "R3", 1.0), ("which-says", "R1", 0.0), ("which-says", "", 0.0),
        ("multiple-answer", ["a", "c", "e"], 1.0), ("multiple-answer", ["a", "c"], 2 / 3),
        ("multiple-answer", ["a", "b"], 0.0), ("multiple-answer", ["a", "b", "c", "d", "e"], 1 / 3),
        ("true-false", "False", 1.0), ("short-answer", " csap. ", 1.0), ("short-answer", "the CSAP", 1.0),
        ("cloze", "10", 1.0), ("cloze", "11", 0.0), ("ordering", "B D A C", 1.0), ("ordering", "bdca", 0.0),
        ("matching", "B, A, D, C", 1.0), ("matching", "B A C D", 0.5), ("matching", "?!", 0.0),
    ],
)  # fmt: skip
def test_marks(kind: str, given: str | list[str], share: float) -> None:
    item: QuizItem = BY_KIND[kind]  # type: ignore[index]
    assert mark(item, given).share == pytest.approx(share)
