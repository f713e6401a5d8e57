"""Items among each other: answers given away, facts asked twice, templates in a row, shares."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.quiz.arrange import arranged, template
from assistant.quiz.checks.among import gives_away, same_fact, set_flaws
from assistant.quiz.checks.cues import told_by_overlap
from assistant.quiz.checks.lint import flaws
from assistant.quiz.items import QuizItem
from assistant.quiz.material.importance import read_importance
from assistant.quiz.select import Order, choose_items
from ingest.errors import CorpusError
from ingest.library import Library
from ingest.types import Headnote, Locator, Paragraph, Span
from tests.quiz.quizzes import made

OPTIONS = ("light the lamp", "ring the bell", "sweep the stairs", "paint the door")


def item(stem: str, key: str = OPTIONS[0], options: tuple[str, ...] = OPTIONS, place: int = 0) -> QuizItem:
    """A choice of four on a paragraph of its own."""
    base = made("multiple-choice", "action", stem, options, (key,))
    where = Locator("unscr-1325", f"op-{place + 1}")
    cited = replace(base.citations[0], locator=where, label=f"S/RES/1325 (2000), para. {place + 1}")
    return replace(base, id=f"{place:012x}", citations=(cited,))


def test_a_stem_that_prints_another_answer_gives_it_away() -> None:
    asked = item(
        "In which year did the keepers of Skerry elect a master?", "1932", ("1931", "1932", "1933", "1934")
    )
    telling = item("What did the master whom the keepers of Skerry elect in 1932 change?", place=1)
    other = item("What was painted in 1932?", place=2)
    assert gives_away(telling, asked)
    assert not gives_away(other, asked), "the same year, but nothing else of what is asked"
    assert not gives_away(asked, telling)
    assert "answers another" in {f.name for f in set_flaws((asked, telling))}


def test_decisions_of_one_case_may_build_on_each_other() -> None:
    first = item(
        "Who lights the lamp at Skerry at dusk?",
        "the keeper",
        ("the keeper", "the smith", "a guest", "nobody"),
    )
    second = item("The keeper lights the lamp at Skerry at dusk. What next?", place=1)
    assert gives_away(second, first)
    first, second = (replace(i, case="skerry", step=n) for n, i in enumerate((first, second), start=1))
    assert not gives_away(second, first)
    assert not same_fact(first, replace(second, citations=first.citations))


def test_overlapping_words_are_one_fact() -> None:
    one = item("Who?")
    cited = one.citations[0]
    near = replace(
        one, id="b", citations=(replace(cited, span=Span(cited.span.end - 1, cited.span.end + 9)),)
    )
    far = replace(one, id="c", citations=(replace(cited, span=Span(cited.span.end, cited.span.end + 9)),))
    assert same_fact(one, near)
    assert not same_fact(one, far)


def test_a_template_comes_twice_in_a_row_at_most_where_items_allow() -> None:
    alike = [item(f"What does text {n} ask?", place=n) for n in range(4)]
    others = [replace(i, family="actor") for i in (item("Who is it?", place=8), item("Who was it?", place=9))]
    done = arranged((*alike, *others))
    names = [template(i) for i in done]
    assert not any(len(set(names[n : n + 3])) == 1 for n in range(len(names) - 2))
    assert sorted(i.id for i in done) == sorted(i.id for i in (*alike, *others))
    row = arranged(alike)
    assert [f.name for f in set_flaws(row)] == ["template in a row"], "what cannot be avoided is said"


def test_decisions_of_a_case_stand_together_in_their_order() -> None:
    steps = [replace(item(f"Step {n}?", place=n), case="skerry", step=3 - n) for n in range(3)]
    other = item("Another?", place=7)
    done = arranged((steps[0], other, steps[1], steps[2]))
    assert [i.step for i in done] == [1, 2, 3, 0]


def test_a_key_that_repeats_the_question_is_told_by_overlap() -> None:
    told = item(
        "Who has to light the lamp of the tower?",
        "whoever lights the lamp",
        ("whoever lights the lamp", "a smith", "a guest", "nobody"),
    )
    fair = item(
        "Who has to light the lamp of the tower?",
        "the keeper",
        ("the keeper", "a lamp smith", "a guest", "nobody"),
    )
    assert told_by_overlap(told)
    assert not told_by_overlap(fair)
    assert "told by overlap" in {f.name for f in flaws(told)}
    assert "told by overlap" not in {f.name for f in flaws(fair)}


@pytest.mark.parametrize(
    ("options", "sign"),
    [
        (("after 3 days", "at dusk", "on a call", "when it rains"), "a number"),
        (("the Lord of Skerry", "the smith of the town", "a guest", "nobody"), "a name"),
        (("it must be lit", "it is lit", "it goes out", "it stays dark"), "a word of duty or leave"),
        (("the keeper", "a smith", "a guest", "a child"), "begins otherwise"),
    ],
)
def test_a_key_that_is_alone_of_its_kind_is_a_flaw(options: tuple[str, ...], sign: str) -> None:
    found = [
        f
        for f in flaws(item("What do the rules of resolution 1325 say?", options[0], options))
        if "kind" in f.name
    ]
    assert sign in found[0].detail
    others = (options[1], options[1] + " or so", options[2], options[3])
    assert not [
        f for f in flaws(item("What do the rules of 1325 say?", options[1], others)) if sign in f.detail
    ]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("What does 1325 say: • light the lamp?", "mark of a list"),
        ("and what does 1325 say of lamps?", "cut sentence"),
        ("What does 1325 say (of lamps?", "cut sentence"),
        ("What does 1325 ask of females at sea?", "unused word"),
        (
            "What do women's protection advisers, WPAs [women's protection advisers], do by 1325?",
            "needless gloss",
        ),
        ("Who lights the lamp?", "source not named"),
    ],
)
def test_flaws_of_wording_are_named(stem: str, name: str) -> None:
    assert name in {f.name for f in flaws(item(stem))}
    assert name not in {f.name for f in flaws(item("What does resolution 1325 say of towers?"))}


def test_trivia_wait_until_nothing_better_is_left() -> None:
    trivia = [replace(item(f"In which year was tower {n} built?", place=n), weight=0.1) for n in range(20)]
    duties = [
        item(f"What is duty number {n} {'abcdefghijklmnopqrst'[n] * 5}?", place=n + 20) for n in range(20)
    ]
    chosen, _ = choose_items((*trivia, *duties), Order(20), lambda some: [""] * len(some))
    assert len(chosen) == 20
    assert sum(i.trivial for i in chosen) <= 1
    only, _ = choose_items(trivia, Order(5), lambda some: [""] * len(some))
    assert only, "who orders nothing else gets them"


def test_weights_are_of_kind_force_topic_and_family(tmp_path: Path) -> None:
    where = Locator("lamp-rules", "pp-1")
    notes = (Headnote(where, "s", (), ("lamps", "bells"), "recalls"),)
    library = Library((), (Paragraph(where, "", (), "text", (), 1, 1),), notes)
    assert read_importance(tmp_path).of_item("event", where, library) == 1.0
    text = "[kinds]\npp = 0.5\n[forces]\nrecalls = 0.5\n[topics]\nlamps = 0.2\nbells = 0.8\n"
    text += "[families]\nevent = 0.1\n"
    (tmp_path / "importance.toml").write_text(text, encoding="utf-8")
    weights = read_importance(tmp_path)
    assert weights.of_paragraph(where, library) == pytest.approx(0.5 * 0.5 * 0.8)
    assert weights.of_item("event", where, library) == pytest.approx(0.02)
    (tmp_path / "importance.toml").write_text("[kinds]\npp = 2.0\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="pp weighs 2"):
        read_importance(tmp_path)
