"""Item-writing flaws, in the spirit of SAQUET's nineteen (Moore et al. 2023, after Tarrant et al. 2006).

What a rule can see in an item's words is looked for. Two of the nineteen need the documents:
that no distractor is right as well is checked when options are picked (`distractors`) and again
when the assistant is asked (`answerable`); here only options that say the same are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from assistant.quiz.checks import cues, wording
from assistant.quiz.checks.cues import CHOSEN
from assistant.quiz.items import CHOICES, TYPED, WRITTEN, Flaw, QuizItem
from assistant.quiz.material.abbreviations import bare
from assistant.quiz.material.distractors import CUT_OUT
from assistant.quiz.material.truth import alike
from assistant.text.words import STOPWORDS, words

_VAGUE = re.compile(
    r"\b(?:often|sometimes|usually|frequently|occasionally|generally|many people)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|not true|incorrect|except for|which of these (?:is|does) not)\b")
_K_TYPE = re.compile(r"^(?:both )?(?:[a-d]|i+) and (?:[a-d]|i+)\b", re.IGNORECASE)
_LONG_STEM = 75  # words
_LIMIT = 2  # minor flaws at which an item is not acceptable


def flaws(item: QuizItem, everyday: Collection[str] = ()) -> tuple[Flaw, ...]:
    """Return all flaws in the order of the rules. ``everyday``: short forms of the documents that need no
    explanation.
    """
    found = (flaw for rule in RULES for flaw in rule(item))
    return (*found, *_abbreviation(item, everyday))


def acceptable(problems: tuple[Flaw, ...]) -> bool:
    """Tell whether an item with these flaws may be offered: at most one, and that a minor one."""
    return len(problems) < _LIMIT and all(f.minor for f in problems)


def _negative(item: QuizItem) -> Iterator[Flaw]:
    if _NEGATIVE.search(item.stem) and item.kind != "cloze":
        yield Flaw("negative stem", "the stem asks for what is not so", False)


def _all_or_none(item: QuizItem) -> Iterator[Flaw]:
    for option in item.options:
        found = re.match(r"(?:all|none|both|neither) of (?:the above|these|them)\b", option, re.IGNORECASE)
        if found:
            yield Flaw(f"{found.group().lower()}", f"option “{option}”", False)


def _complex(item: QuizItem) -> Iterator[Flaw]:
    if any(_K_TYPE.match(o) for o in item.options):
        yield Flaw("complex options", "options that combine other options", False)


def _implausible(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOSEN and item.distractors:
        sizes = [len(o) for o in item.options]
        if max(sizes) > 4 * min(sizes) and max(sizes) - min(sizes) > 60:
            yield Flaw("implausible distractor", "an option is far longer or shorter than the others", True)


def _several_right(item: QuizItem) -> Iterator[Flaw]:
    for n, one in enumerate(item.options):
        for other in item.options[n + 1 :]:
            if (
                item.family not in ("document", "gist", "event", "adoption", "force", *WRITTEN)
                and alike(one, other) > 0.8
            ):
                yield Flaw("more than one right", f"“{one}” and “{other}” say the same", False)


def _vague(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOSEN and any(_VAGUE.search(o) for o in item.options):
        yield Flaw("vague terms", "an option says how often without a number", True)


def _true_false(item: QuizItem) -> Iterator[Flaw]:
    """Two statements in one, of which one could be true and the other false."""
    if item.kind == "true-false" and re.search(r";| and (?:requests|urges|decides|calls) ", item.stem):
        yield Flaw("true/false ambiguity", "the statement says two things", True)
    if item.kind == "true-false" and item.key == ("False",) and not item.correction:
        yield Flaw("true/false ambiguity", "a false statement without its correction", False)


def _sequence(item: QuizItem) -> Iterator[Flaw]:
    numbers = [o for o in item.options if re.fullmatch(r"\d+", o)]
    if item.kind in CHOICES and len(numbers) == len(item.options) and numbers != sorted(numbers):
        yield Flaw("lost sequence", "numbers do not stand in order", True)


def _gratuitous(item: QuizItem) -> Iterator[Flaw]:
    count = len(item.stem.split())
    if count > _LONG_STEM:
        yield Flaw("gratuitous information", f"the stem has {count} words", True)


def _unfocused(item: QuizItem) -> Iterator[Flaw]:
    """A stem that asks nothing until the options are read."""
    if item.kind in CHOICES and not item.stem.rstrip("”").endswith(("?", "?”")):
        yield Flaw("unfocused stem", "the stem is not a question", True)


def _unclear(item: QuizItem) -> Iterator[Flaw]:
    meaning = [w for w in words(item.stem) if w not in STOPWORDS]
    if len(meaning) < 3:
        yield Flaw("unclear information", "the stem says too little", False)
    if item.kind in TYPED and len(item.key[0].split()) > 8:
        yield Flaw("unclear information", "nobody will write so long an answer", True)


def _cut_out(item: QuizItem) -> Iterator[Flaw]:
    excerpts = item.kind in CHOSEN and item.family not in WRITTEN
    cut = [o for o in item.options if CUT_OUT.search(o)] if excerpts else []
    if cut:
        yield Flaw("cut-out options", f"“{cut[0]}” reads like a piece of a sentence", True)


def _abbreviation(item: QuizItem, everyday: Collection[str]) -> Iterator[Flaw]:
    """Letters that nothing in the item writes out, in the singular or plural, where they are not what is
    asked for; worse where the question or its answer needs them.
    """
    if item.family == "acronym":
        return
    when = item.family == "event"  # its name is printed so, and only its year is asked for
    needed = () if when else bare(" ".join((item.stem, *item.key, *item.prompts)), everyday)
    shown = bare(" ".join((item.stem, *item.options, *item.prompts)), everyday)
    if shown:
        yield Flaw("unexplained abbreviation", ", ".join(shown), not set(needed) & set(shown))


RULES: tuple[Callable[[QuizItem], Iterator[Flaw]], ...] = (
    _unclear,
    _implausible,
    _all_or_none,
    cues.longest,
    cues.shortest,
    _gratuitous,
    _true_false,
    cues.convergence,
    cues.logical,
    cues.gap,
    cues.absolute,
    cues.repeats,
    cues.overlap,
    _unfocused,
    _complex,
    cues.grammar,
    _sequence,
    _vague,
    _several_right,
    _negative,
    _cut_out,
    *wording.RULES,
)
