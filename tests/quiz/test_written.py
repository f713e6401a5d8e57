"""Scenarios, cases and readings that editors write beside the documents."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.quiz.checks.lint import acceptable, flaws
from assistant.quiz.items import CHOICES, QuizItem, text_hash
from assistant.quiz.material.source import QuizSource
from assistant.quiz.material.truth import bag
from assistant.quiz.material.written import Written, read_written
from assistant.quiz.select import duplicates
from assistant.quiz.writers.scenarios import readings, scenarios
from ingest.errors import CorpusError
from ingest.library import Library
from ingest.types import Document, Locator, Paragraph

TEXT = "Keepers must light the lamp at dusk and write each ship into the book."
LAMP = Locator("lamp-rules", "para-1")
CHANCE = 0.3  # share of keys that may stand out by one sign; a fourth would by chance

SCENARIO = """
[[scenarios]]
name = "dusk"
paragraph = "lamp-rules#para-1"
text_hash = "{hash}"
quote = "{quote}"
level = "application"
role = "keeper"
place = "a tower"
situation = "You keep a tower and the sun goes down."
question = "What do the rules oblige you to do?"
right = "Light the lamp"
rule = "Keepers must light the lamp at dusk."
wrong = [
  {{ option = "Wait for a ship", why = "No ship is waited for", confuses = "wrong force" }},
  {{ option = "Call the harbour", why = "Keepers are meant", confuses = "wrong actor" }},
  {{ option = "Close the book", why = "It is written into", confuses = "{confuses}" }},
]
"""


@pytest.fixture
def lamps() -> Library:
    """One invented document of one paragraph."""
    day = dt.date(2020, 1, 1)
    document = Document("lamp-rules", "Rules of the lamp", "Keepers", "Lamp Rules", day, "", "x.pdf", "")
    return Library((document,), (Paragraph(LAMP, "1.", (), TEXT, (), 1, 1),))


def written(folder: Path, library: Library, **words: str) -> Written:
    """Read a corpus that holds one scenario, with some of its words changed."""
    fitting = {"hash": text_hash(TEXT), "quote": "must light the lamp", "confuses": "too narrow"}
    (folder / "scenarios").mkdir(exist_ok=True)
    text = SCENARIO.format(**{**fitting, **words})
    (folder / "scenarios" / "lamps.toml").write_text(text, encoding="utf-8")
    return read_written(folder, library)


def test_a_scenario_is_read_with_its_paragraph(tmp_path: Path, lamps: Library) -> None:
    found = written(tmp_path, lamps)
    (scenario,) = found.scenarios
    assert (scenario.role, scenario.decision.paragraph) == ("keeper", LAMP)
    assert [w.confuses for w in scenario.decision.wrong] == ["wrong force", "wrong actor", "too narrow"]
    assert found.changed == ()


def test_a_question_whose_paragraph_has_changed_is_not_asked(tmp_path: Path, lamps: Library) -> None:
    found = written(tmp_path, lamps, hash="0123456789ab")
    assert found.scenarios == ()
    (line,) = found.changed
    assert "dusk" in line
    assert "lamp-rules#para-1 has changed" in line
    assert text_hash(TEXT) in line, "the line says what to write once the question has been read again"


def test_a_corpus_without_the_document_has_nothing_to_tell(tmp_path: Path, lamps: Library) -> None:
    assert written(tmp_path, Library((), ())) == Written()
    assert read_written(tmp_path / "nowhere", lamps) == Written()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"quote": "should light the lamp"}, "dusk: the quote does not stand in lamp-rules#para-1"),
        ({"confuses": "other document"}, "'other document' needs the paragraph that it comes from"),
        ({"confuses": "chance"}, "confuses"),
    ],
)
def test_a_damaged_scenario_is_named(
    tmp_path: Path, lamps: Library, words: dict[str, str], complaint: str
) -> None:
    with pytest.raises(CorpusError, match=complaint):
        written(tmp_path, lamps, **words)


def test_two_questions_of_one_name_are_refused(tmp_path: Path, lamps: Library) -> None:
    written(tmp_path, lamps)
    (tmp_path / "scenarios" / "more.toml").write_bytes((tmp_path / "scenarios" / "lamps.toml").read_bytes())
    with pytest.raises(CorpusError, match="two quiz questions are named 'dusk'"):
        read_written(tmp_path, lamps)


@pytest.fixture(scope="module")
def source(assistant: Assistant, resolutions: tuple[str, ...]) -> QuizSource:
    return QuizSource(assistant.index, folder=assistant.folder)


@pytest.fixture(scope="module")
def items(source: QuizSource) -> tuple[QuizItem, ...]:
    return (*scenarios(source), *readings(source))


def test_scenarios_are_many_and_spread(source: QuizSource) -> None:
    found = source.written
    assert found.changed == ()
    assert len(found.scenarios) >= 150
    assert len(found.cases) >= 15
    assert len({r.paragraph for r in found.readings}) >= 200
    decisions = [s.decision for s in found.scenarios]
    assert len({d.paragraph for d in decisions}) >= 120
    assert len({d.paragraph.document for d in decisions}) == 11
    assert len({s.role for s in found.scenarios}) >= 12
    topics = {t for d in decisions for t in source.topics(d.paragraph)}
    assert len(topics) >= 25
    assert {d.level for d in decisions} >= {"application", "analysis"}
    wrong = Counter(w.confuses for d in decisions for w in d.wrong)
    assert max(wrong.values()) < 0.4 * wrong.total(), "one kind of slip tells the wrong options"
    assert min(wrong.values()) > 0.05 * wrong.total()


def test_written_items_are_acceptable_and_explain_every_option(
    source: QuizSource, items: tuple[QuizItem, ...]
) -> None:
    everyday = source.library.vocabulary.everyday
    for item in items:
        assert acceptable(found := flaws(item, everyday)), (item.stem, found)
        assert len(item.options) == 4
        for option in item.options:
            assert len(item.feedback_on(option).split()) >= 6, (item.stem, option)
        assert item.citations[0].quote in item.feedback_on(item.key[0])
        symbol = source.library.document(item.locator.document).symbol
        assert all(symbol in note.text or "see " in note.text for note in item.option_feedback)


def test_no_sign_tells_the_key_of_written_items(items: tuple[QuizItem, ...]) -> None:
    """Neither the words of the stem nor length tell it, the most or the least of either."""
    told: Counter[str] = Counter()
    for item in (i for i in items if i.kind in CHOICES):
        key, asked = item.key[0], bag(item.stem)
        shared = len(asked & bag(key))
        others = [len(asked & bag(o)) for o in item.distractors]
        told["most words of the stem"] += shared > max(others)
        told["fewest words of the stem"] += shared < min(others)
        told["longest"] += len(key) > max(map(len, item.distractors))
        told["shortest"] += len(key) < min(map(len, item.distractors))
    assert all(n <= CHANCE * len(items) for n in told.values()), told


def test_steps_of_a_case_belong_together_and_are_no_duplicates(items: tuple[QuizItem, ...]) -> None:
    cases: dict[str, list[QuizItem]] = {}
    for item in (i for i in items if i.case):
        cases.setdefault(item.case, []).append(item)
    for steps in cases.values():
        assert 2 <= len(steps) <= 4
        assert not any(duplicates(a, b) for n, a in enumerate(steps) for b in steps[n + 1 :])
