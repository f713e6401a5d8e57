"""Item-writing flaws: each rule finds its flaw, and nothing in a good item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.quiz.checks.lint import acceptable, flaws
from assistant.quiz.items import FALSE, GAP, TRUE, QuizItem
from assistant.quiz.material.abbreviations import without_long_forms, written_out
from tests.quiz.quizzes import made

SEVERAL = made(
    "multiple-answer",
    "list",
    "Which of these does resolution 1 name as services that victims need? Choose all that apply.",
    ("health care", "legal assistance", "mine clearance", "arms control"),
    ("health care", "legal assistance"),
)
STATEMENT = made(
    "true-false",
    "statement",
    "True or false? Resolution 1 urges donors to plant apple trees.",
    (TRUE, FALSE),
    (FALSE,),
)
CLOZE = made(
    "cloze",
    "concept",
    f"In resolution 1, complete: “Donors are urged to plant {GAP} in villages.”",
    (),
    ("apple trees",),
)


def names(item: QuizItem, **change: object) -> set[str]:
    return {f.name for f in flaws(replace(item, **change))}  # type: ignore[arg-type]


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
        ({"options": ("an apple", "A pear", "A plum", "A fig"), "key": ("an apple",)}, "grammatical cue"),
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
            {"family": "actor", "options": ("Women’s groups", "Women's groups", "R1", "R3"), "key": ("R3",)},
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


@pytest.mark.parametrize("text", ["None of the above", "none of these", "Both of these"])
def test_none_and_both_are_found_like_all(text: str) -> None:
    found = names(SEVERAL, options=("health care", "legal assistance", "mine clearance", text))
    assert any(f.startswith(("none of", "both of")) for f in found)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"options": ("health care", "legal assistance", "usually arms", "mines")}, "vague terms"),
        ({"options": ("health care", "legal assistance", "never arms", "mines")}, "absolute terms"),
        ({"options": ("health care", "legal assistance", "Mines", "Arms")}, "grammatical cue"),
        ({"options": ("health care", "legal assistance", "mines", "x" * 150)}, "implausible distractor"),
        ({"options": ("health care", "legal assistance", "arms in particular", "mines")}, "cut-out options"),
    ],
)
def test_multiple_answer_is_held_to_the_same_rules(change: dict[str, object], name: str) -> None:
    assert flaws(SEVERAL) == ()
    assert name in names(SEVERAL, **change)


def test_true_false_rules() -> None:
    assert flaws(STATEMENT) == ()
    assert names(STATEMENT, stem=f"{STATEMENT.stem[:-1]}; banks pay.") == {"true/false ambiguity"}
    assert names(STATEMENT, stem=f"{STATEMENT.stem[:-1]} and requests banks to pay.") == {
        "true/false ambiguity"
    }
    wanting = flaws(replace(STATEMENT, correction=""))
    assert [(f.name, f.minor) for f in wanting] == [("true/false ambiguity", False)]
    assert not acceptable(wanting)


def test_cloze_rules() -> None:
    assert flaws(CLOZE) == ()
    for stem in (CLOZE.stem.replace(GAP, "pears"), CLOZE.stem.replace("villages", GAP)):
        assert not acceptable(flaws(replace(CLOZE, stem=stem))), "there must be one gap"
    assert names(CLOZE, stem=CLOZE.stem.replace("Donors", GAP).replace(f"plant {GAP}", "plant")) == {
        "fill-in-blank"
    }
    again = replace(CLOZE, stem=CLOZE.stem.replace("villages", "villages with apple trees"))
    assert not acceptable(flaws(again)), "the answer stands elsewhere in the sentence"
    assert names(CLOZE, stem=CLOZE.stem.replace(f"plant {GAP}", f"plant an {GAP}")) == {"grammatical cue"}


def test_a_short_key_that_stands_in_the_stem_is_a_cue() -> None:
    """Only keys of more than twelve characters used to be looked for."""
    item = made(
        "multiple-choice",
        "objective",
        "Which objective is it “To promote the protection and safeguarding of women and girls”?",
        ("Prevention", "Protection", "Participation", "Leadership"),
        ("Protection",),
    )
    assert not acceptable(flaws(item))
    assert "logical cue" not in names(item, key=("Prevention",))


def test_options_cut_out_of_sentences_are_found() -> None:
    options = ("Appropriate regional bodies in particular", "Donors", "States", "Banks")
    item = made("multiple-choice", "list", "Whom does resolution 1 urge to pay?", options, ("Donors",))
    assert names(item) == {"cut-out options"}


def test_abbreviations_must_be_written_out_also_in_the_plural() -> None:
    stem = "True or false? Resolution 1888 (2009) requests the Council to assess WPAs in UN missions."
    item = replace(STATEMENT, stem=stem)
    assert [(f.name, f.detail) for f in flaws(item)] == [("unexplained abbreviation", "WPA")]
    told = written_out(stem, {"WPA": "women’s protection advisers", "UN": "United Nations"}, ())
    assert "assess WPAs [women’s protection advisers] in UN missions" in told
    assert flaws(replace(item, stem=told)) == ()
    assert without_long_forms(told) == stem
    assert names(item, stem=stem.replace("WPAs", "women’s protection advisers (WPAs)")) == set()
    assert names(item, family="acronym") == set(), "there it is what is asked for"
