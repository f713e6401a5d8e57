"""Quiz items of the real documents: drafted, checked, chosen, kept."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.__main__ import main
from assistant.assistant import Assistant
from assistant.quiz.bank import added, edited, read_bank, stale, write_bank
from assistant.quiz.clauses import read_clauses
from assistant.quiz.lint import acceptable, flaws
from assistant.quiz.select import Order, duplicates
from assistant.quiz.studio import Studio
from assistant.quiz.types import CHOICES, GAP, KINDS, LEVELS, TYPED, QuizItem
from ingest.errors import SettingsError
from ingest.settings import Settings
from ingest.types import Locator, Paragraph
from tests.quizzes import ITEMS, made


@pytest.fixture(scope="module")
def studio(assistant: Assistant, resolutions: tuple[str, ...]) -> Studio:
    return Studio(assistant)


@pytest.fixture(scope="module")
def items(studio: Studio) -> tuple[QuizItem, ...]:
    """Thirty items that passed all checks, and are enough for most tests."""
    return studio.quiz(Order(30, seed=5)).items


def test_there_are_enough_drafts_of_every_kind_and_level(studio: Studio) -> None:
    """How many of them are acceptable is measured by `python -m evals quiz`; it takes too long here."""
    good = [i for i in studio.drafts if acceptable(flaws(i))]
    assert len(good) >= 700
    assert {i.kind for i in good} == set(KINDS)
    assert {i.level for i in good} == set(LEVELS)
    assert len({i.id for i in studio.drafts}) == len(studio.drafts)
    assert len({i.locator for i in good}) >= 300


def test_every_item_rests_on_words_of_its_paragraph(studio: Studio, assistant: Assistant) -> None:
    for item in studio.drafts:
        assert item.citations
        for cited in item.citations:
            text = assistant.paragraphs[cited.locator].text
            assert cited.quote
            assert " ".join(cited.span.of(text).split()).startswith(cited.quote), item.id
        assert item.askings, item.id


def test_keys_and_options_fit_together(studio: Studio) -> None:
    for item in studio.drafts:
        if item.kind in TYPED:
            assert not item.options
            assert (GAP in item.stem) is (item.kind == "cloze")
            assert item.key
        elif item.kind in ("matching", "ordering"):
            assert sorted(item.options) == sorted(item.key)
            assert not item.prompts or len(item.prompts) == len(item.key)
        else:
            assert set(item.key) < set(item.options)
            assert len(set(item.options)) == len(item.options)
        if item.kind in CHOICES:
            assert (len(item.options), len(item.key)) == (4, 1)
        if item.kind == "true-false" and item.key == ("False",):
            assert item.correction.startswith("Correct: ")


def test_distractors_are_not_what_the_document_says(studio: Studio, assistant: Assistant) -> None:
    """No wrong option of a "which of these does X do" item stands verbatim in the document asked about."""
    checked = 0
    for item in studio.drafts:
        if item.family == "action" or (item.family == "list" and " name " not in item.stem):
            document = item.locator.document
            whole = " ".join(
                " ".join(p.text.split())
                for p in assistant.paragraphs.values()
                if p.locator.document == document
            )
            for wrong in item.distractors:
                checked += 1
                assert wrong not in whole, (item.id, wrong)
    assert checked > 200


def test_a_quiz_is_answerable_varied_and_balanced(
    studio: Studio, items: tuple[QuizItem, ...], assistant: Assistant
) -> None:
    assert len(items) == 30
    for item in items:
        assert studio.complaint(item) == ""
        asking = item.askings[0]
        only = (asking.locator.document,) if asking.inside else ()
        cited = {c.locator for c in assistant.ask(asking.question, only=only).citations}  # type: ignore[union-attr]
        assert asking.locator in cited
    assert not any(duplicates(a, b) for n, a in enumerate(items) for b in items[n + 1 :])
    assert len({i.locator for i in items}) == 30
    assert len({i.kind for i in items}) >= 6
    assert min(Counter(i.level for i in items).values()) >= 5
    places = Counter(
        i.options.index(i.key[0]) for i in items if i.kind in CHOICES and not i.options[0].isdigit()
    )
    assert max(places.values()) - min(places.get(n, 0) for n in range(4)) <= 1


def test_same_seed_same_quiz(
    studio: Studio, assistant: Assistant, items: tuple[QuizItem, ...]
) -> None:
    assert studio.quiz(Order(30, seed=5)).items == items
    assert Studio(assistant).drafts == studio.drafts
    assert {i.id for i in studio.quiz(Order(30, seed=6)).items} != {i.id for i in items}


def test_orders_are_kept_and_shortage_is_told(studio: Studio) -> None:
    order = Order(400, documents=("unscr-1325",), kinds=("true-false",))
    quiz = studio.quiz(order)
    assert 0 < len(quiz.items) < 400
    assert quiz.short_by == 400 - len(quiz.items)
    assert {i.locator.document for i in quiz.items} == {"unscr-1325"}
    assert {i.kind for i in quiz.items} == {"true-false"}
    assert sum(n for _, n in quiz.plan.sections) == len(quiz.items)
    asked = {locator for locator, done in quiz.plan.coverage if done}
    assert asked == {i.locator for i in quiz.items}
    short = studio.quiz(Order(4, short=True)).items
    assert all(len(i.stem) <= 120 and max(map(len, i.options)) <= 75 for i in short)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(1, documents=("unscr-1",)), "document 'unscr-1' is unknown; known: nato-wps-2024"),
        (Order(1, topics=("cooking",)), "topic 'cooking' is unknown; known: arms and disarmament"),
        (Order(1, sections=("x",)), "section 'x' is unknown; known: NATO WPS Policy"),
    ],
)
def test_unknown_names_get_the_known_ones(studio: Studio, order: Order, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        studio.quiz(order)


def test_ids_do_not_hang_on_wording(studio: Studio, items: tuple[QuizItem, ...]) -> None:
    item = next(i for i in items if i.kind in CHOICES)
    other = edited(item, "Another wording?", item.options, item.key, "")
    assert other.id == item.id
    assert other.stem == "Another wording?"


def test_regenerating_gives_other_options_or_another_item(
    studio: Studio, items: tuple[QuizItem, ...]
) -> None:
    item = next(i for i in studio.drafts if i.family == "action")
    other = studio.another(item, items, 2)
    assert other is not None
    assert (other.id, set(other.options)) != (item.id, set(item.options))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"stem": "Which of these is NOT a pillar of the agenda?"}, "negative stem"),
        ({"options": ("R1", "R2", "R3", "All of the above")}, "all of the above"),
        ({"options": ("R1", "R2", "a and b", "R3")}, "complex options"),
        (
            {
                "options": (
                    "one",
                    "two",
                    "three",
                    "the one that is by far the longest of them all, and right",
                ),
                "key": ("the one that is by far the longest of them all, and right",),
            },
            "longest option is the key",
        ),
        ({"options": ("3", "1", "4", "2"), "key": ("3",)}, "lost sequence"),
        ({"options": ("It is never done", "R1", "R2", "R3")}, "absolute terms"),
        ({"options": ("usually", "R1", "R2", "R3")}, "vague terms"),
        ({"stem": "The Council and its members"}, "unfocused stem"),
        ({"stem": "Which?"}, "unclear information"),
        ({"stem": f"The word is {GAP} in which resolution of these?"}, "fill-in-blank"),
        (
            {"stem": "Which resolution is it? " + "Peace and security matter to all. " * 20},
            "gratuitous information",
        ),
        (
            {"options": ("an apple", "A pear", "A plum", "A fig"), "key": ("an apple",)},
            "grammatical cue",
        ),
        (
            {
                "stem": "Which resolution mentions disarmament and reintegration camps?",
                "family": "provision",
                "options": ("Disarmament camps for reintegration", "R1", "R2", "R4"),
                "key": ("Disarmament camps for reintegration",),
            },
            "repeated words",
        ),
        (
            {
                "stem": "Is it Sanctions Committees that act here, or who?",
                "family": "actor",
                "options": ("Sanctions Committees", "R1", "R2", "R4"),
                "key": ("Sanctions Committees",),
            },
            "logical cue",
        ),
        (
            {
                "family": "actor",
                "options": ("Peace, trade and sport", "Peace and trade", "Sport and peace", "R1"),
                "key": ("Peace, trade and sport",),
            },
            "convergence",
        ),
        (
            {
                "family": "actor",
                "options": ("Women’s groups", "Women's groups", "R1", "R3"),
                "key": ("R3",),
            },
            "more than one right",
        ),
        ({"options": ("R3", "R1", "R2", "x" * 200)}, "implausible distractor"),
    ],
)
def test_flaws_are_found(change: dict[str, object], name: str) -> None:
    good = made(
        "which-says",
        "document",
        "Which resolution created the team of experts?",
        ("R1", "R2", "R3", "R4"),
        ("R3",),
    )
    assert flaws(good) == ()
    found = flaws(replace(good, **change))  # type: ignore[arg-type]
    assert name in {f.name for f in found}


def test_clauses_say_who_is_asked_what_with_which_force() -> None:
    text = (
        "Urges Member States to plant an apple tree in every village, requests the Secretary-General, where"
        " appropriate, to count the pears once a year, and decides to remain actively seized of the matter;"
    )
    found = read_clauses(Paragraph(Locator("x", "op-1"), "1.", (), text, (), 1, 1))
    assert [(c.force, c.actor, c.action) for c in found] == [
        ("urges", "Member States", "plant an apple tree in every village"),
        ("requests", "the Secretary-General", "count the pears once a year"),
    ]


@given(st.text(max_size=300))
def test_any_text_can_be_read_for_clauses(text: str) -> None:
    for clause in read_clauses(Paragraph(Locator("x", "op-1"), "1.", (), text, (), 1, 1)):
        assert 0 <= clause.span.start < clause.span.end <= len(text)


def test_the_bank_survives_and_tells_what_is_stale(
    tmp_path: Path, items: tuple[QuizItem, ...], assistant: Assistant
) -> None:
    path = tmp_path / "quiz" / "bank.json"
    assert read_bank(path) == ()
    write_bank(path, items)
    assert read_bank(path) == items
    again = added(read_bank(path), [replace(items[0], stem="Edited?")])
    assert len(again) == len(items)
    assert again[0].stem == "Edited?"
    assert stale(items, assistant.paragraphs) == ()
    changed = dict(assistant.paragraphs)
    where = items[3].locator
    changed[where] = replace(changed[where], text="All is new.")
    del changed[items[4].locator]
    found = {item.id: why for item, why in stale(items, changed)}
    assert "has changed" in found[items[3].id]
    assert "no longer" in found[items[4].id]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"form": 2, "items": []}', '{"form": 1, "items": [{}]}']
)
def test_a_broken_bank_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bank.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"bank\.json: cannot be read as a bank"):
        read_bank(path)


@pytest.mark.parametrize(
    ("stem", "options", "key"),
    [
        ("", ("a", "b"), ("a",)),
        ("Q?", ("a", "b"), ()),
        ("Q?", ("a", "b"), ("c",)),
        ("Q?", ("a", "a"), ("a",)),
    ],
)
def test_an_edit_must_leave_an_item(
    stem: str, options: tuple[str, ...], key: tuple[str, ...]
) -> None:
    with pytest.raises(SettingsError):
        edited(ITEMS[0], stem, options, key, "")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("WPS_HOME", str(settings.home))


@pytest.mark.usefixtures("environment")
def test_the_command_writes_a_quiz(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], resolutions: tuple[str, ...]
) -> None:
    out = tmp_path / "quiz.json"
    words = "quiz --documents unscr-1325 unscr-1820 --kinds true-false cloze --level recall understanding"
    assert (
        main([*words.split(), "--count", "6", "--seed", "1", "--format", "json", "--out", str(out)])
        == 0
    )
    found = json.loads(out.read_text(encoding="utf-8"))["items"]
    assert len(found) == 6
    assert {i["kind"] for i in found} <= {"true-false", "cloze"}
    assert "6 items as json" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--kinds riddle", "kind 'riddle' is unknown; known: multiple-choice, multiple-answer"),
        ("--level hard", "level 'hard' is unknown; known: recall, understanding, application"),
        ("--format scorm", "format 'scorm' is unknown; known: moodle, gift"),
        ("--count 0", "--count 0: must be a whole number from 1 to 2000"),
        ("--format anki", "format 'anki' is not text; say where with --out FILE"),
    ],
)
def test_a_bad_order_is_one_line(
    words: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quiz", *words.split()]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error
