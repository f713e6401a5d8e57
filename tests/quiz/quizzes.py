"""Quiz items made by hand for the tests of formats and bank: one of each kind, full of marks."""

from __future__ import annotations

from assistant.quiz.items import GAP, KINDS, Family, ItemKind, QuizCitation, QuizItem, item_id
from assistant.quiz.material.levels import level_of
from ingest.types import Locator, Span

MARKS = "~ = # { } : % \\ <b>&amp; \"quoted\" 'x' → “é”"
PLACE = Locator("nato-wps-2024", "para-54")


def made(
    kind: ItemKind,
    family: Family,
    stem: str,
    options: tuple[str, ...],
    key: tuple[str, ...],
    prompts: tuple[str, ...] = (),
) -> QuizItem:
    cited = QuizCitation(PLACE, Span(0, 11), f"a quote {MARKS}", "NATO WPS Policy (2024), para. 54", 17, "0")
    return QuizItem(
        item_id(PLACE, kind, stem),
        kind,
        level_of(family),
        family,
        stem,
        options,
        key,
        f"Because {MARKS}",
        (cited,),
        ("participation",),
        "a section",
        "f",
        prompts,
        "Correct: so." if kind == "true-false" else "",
    )


ITEMS = (
    made(
        "multiple-choice",
        "actor",
        f"Who {MARKS}?",
        ("one", f"two {MARKS}", "=three", "four"),
        (f"two {MARKS}",),
    ),
    made(
        "multiple-answer", "list", "Which of these? Choose all.", ("a", "b", "c", "d", "e"), ("a", "c", "e")
    ),
    made("true-false", "statement", f"True or false? {MARKS}", ("True", "False"), ("False",)),
    made(
        "cloze", "concept", f"Complete: “The {MARKS} has {GAP} marks: {MARKS}.”", (), (f"ten {MARKS}", "10")
    ),
    made("short-answer", "acronym", "Which acronym?", (), ("CSAP", "csap")),
    made(
        "matching",
        "acronym",
        "Match.",
        ("w:1", "x=2", "y~3", "z#4"),
        ("x=2", "w:1", "z#4", "y~3"),
        ("p{1}", "p2", "p3", "p4"),
    ),
    made("ordering", "event", "Put in order.", ("c", "a", "d", "b"), ("a", "b", "c", "d")),
    made("which-says", "document", "Which says so?", ("R1", "R2", "R3", "R4"), ("R3",)),
)
assert {i.kind for i in ITEMS} == set(KINDS)
