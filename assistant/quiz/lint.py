"""Item-writing flaws, in the spirit of SAQUET's nineteen (Moore et al. 2023, after Tarrant et al. 2006).

What a rule can see in an item's words is looked for. Two of the nineteen need the documents:
that no distractor is right as well is checked when options are picked (`distractors`) and again
when the assistant is asked (`answerable`); here only options that say the same are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.lexical import STOPWORDS, words
from assistant.quiz.truth import alike, bag
from assistant.quiz.types import CHOICES, GAP, TYPED, Flaw, QuizItem

_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|every single|completely|entirely|absolutely)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:often|sometimes|usually|frequently|occasionally|generally|many people)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\b(?:NOT|EXCEPT|not true|incorrect|except for|which of these (?:is|does) not)\b"
)
_K_TYPE = re.compile(r"^(?:both )?(?:[a-d]|i+) and (?:[a-d]|i+)\b", re.IGNORECASE)
_LONG_STEM = 75  # words
_LIMIT = 2  # minor flaws at which an item is not acceptable


def flaws(item: QuizItem) -> tuple[Flaw, ...]:
    """All that is found, in the order of the rules."""
    return tuple(flaw for rule in RULES for flaw in rule(item))


def acceptable(found: tuple[Flaw, ...]) -> bool:
    """At most one flaw, and that a minor one."""
    return len(found) < _LIMIT and all(f.minor for f in found)


def _negative(item: QuizItem) -> Iterator[Flaw]:
    if _NEGATIVE.search(item.stem) and item.kind != "cloze":
        yield Flaw("negative stem", "the stem asks for what is not so", False)


def _all_or_none(item: QuizItem) -> Iterator[Flaw]:
    for option in item.options:
        found = re.match(r"(?:all|none|both) of the (?:above|these)", option, re.IGNORECASE)
        if found:
            yield Flaw(f"{found.group().lower()}", f"option “{option}”", False)


def _complex(item: QuizItem) -> Iterator[Flaw]:
    if any(_K_TYPE.match(o) for o in item.options):
        yield Flaw("complex options", "options that combine other options", False)


def _longest(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and item.distractors:
        longest = max(map(len, item.distractors))
        if len(item.key[0]) > 1.3 * longest and len(item.key[0]) - longest > 12:
            yield Flaw(
                "longest option is the key",
                f"{len(item.key[0])} characters against {longest}",
                True,
            )


def _shortest(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and item.distractors:
        shortest = min(map(len, item.distractors))
        if 1.6 * len(item.key[0]) < shortest and shortest - len(item.key[0]) > 25:
            yield Flaw(
                "shortest option is the key",
                f"{len(item.key[0])} characters against {shortest}",
                True,
            )


def _grammar(item: QuizItem) -> Iterator[Flaw]:
    """An option that differs in its beginning, or an article that only one option fits."""
    if (
        item.kind in CHOICES
        and item.family != "acronym"
        and len({o[:1].isupper() for o in item.options}) > 1
    ):
        yield Flaw("grammatical cue", "options begin in different ways", True)
    if re.search(rf"\ban? {GAP}", item.stem):
        yield Flaw(
            "grammatical cue", "the article before the gap tells how the answer begins", True
        )


def _repeats(item: QuizItem) -> Iterator[Flaw]:
    """Words of weight that the stem shares with the key and with no distractor."""
    if item.kind not in CHOICES or item.family in ("document", "gist", "adoption"):
        return
    shared = bag(item.stem) & bag(item.key[0])
    others = frozenset().union(*(bag(o) for o in item.distractors))
    telling = shared - others
    if len(telling) >= 2:
        yield Flaw("repeated words", f"stem and key alone share {', '.join(sorted(telling))}", True)


def _convergence(item: QuizItem) -> Iterator[Flaw]:
    """Every part of the key comes again in distractors, which point to it."""
    if (
        item.kind in CHOICES
        and item.family in ("actor", "acronym")
        and len(words(item.key[0])) >= 3
    ):
        own = bag(item.key[0])
        if len(own) >= 3 and sum(len(own & bag(o)) >= 2 for o in item.distractors) >= 2:
            yield Flaw("convergence", "distractors repeat parts of the key", True)


def _implausible(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and item.distractors:
        sizes = [len(o) for o in item.options]
        if max(sizes) > 4 * min(sizes) and max(sizes) - min(sizes) > 60:
            yield Flaw(
                "implausible distractor", "an option is far longer or shorter than the others", True
            )


def _several_right(item: QuizItem) -> Iterator[Flaw]:
    for n, one in enumerate(item.options):
        for other in item.options[n + 1 :]:
            if (
                item.family not in ("document", "gist", "event", "adoption", "force")
                and alike(one, other) > 0.8
            ):
                yield Flaw("more than one right", f"“{one}” and “{other}” say the same", False)


def _absolute(item: QuizItem) -> Iterator[Flaw]:
    if (
        item.kind in CHOICES
        and any(_ABSOLUTE.search(o) for o in item.distractors)
        and not _ABSOLUTE.search(item.key[0])
    ):
        yield Flaw("absolute terms", "only distractors are absolute", True)


def _vague(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and any(_VAGUE.search(o) for o in item.options):
        yield Flaw("vague terms", "an option says how often without a number", True)


def _true_false(item: QuizItem) -> Iterator[Flaw]:
    """Two statements in one, of which one could be true and the other false."""
    if item.kind == "true-false" and re.search(
        r";| and (?:requests|urges|decides|calls) ", item.stem
    ):
        yield Flaw("true/false ambiguity", "the statement says two things", True)
    if item.kind == "true-false" and item.key == ("False",) and not item.correction:
        yield Flaw("true/false ambiguity", "a false statement without its correction", False)


def _sequence(item: QuizItem) -> Iterator[Flaw]:
    numbers = [o for o in item.options if re.fullmatch(r"\d+", o)]
    if item.kind in CHOICES and len(numbers) == len(item.options) and numbers != sorted(numbers):
        yield Flaw("lost sequence", "numbers do not stand in order", True)


def _gap(item: QuizItem) -> Iterator[Flaw]:
    if item.kind == "cloze":
        if item.stem.count(GAP) != 1:
            yield Flaw("fill-in-blank", "there must be one gap", False)
        elif re.search(rf"[“\"]{GAP}", item.stem):
            yield Flaw("fill-in-blank", "the gap stands at the beginning", True)
        if any(len(k) > 2 and k.lower() in item.stem.lower() for k in item.key):
            yield Flaw("fill-in-blank", "the answer stands elsewhere in the sentence", False)
    elif GAP in item.stem and item.kind in CHOICES:
        yield Flaw("fill-in-blank", "a gap instead of a question", True)


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


def _logical(item: QuizItem) -> Iterator[Flaw]:
    """An option that the stem already rules out or gives away."""
    if (
        item.kind in CHOICES
        and item.family != "acronym"
        and len(item.key[0]) > 12
        and item.key[0].lower() in item.stem.lower()
    ):
        yield Flaw("logical cue", "the key stands in the stem", False)


RULES: tuple[Callable[[QuizItem], Iterator[Flaw]], ...] = (
    _unclear,
    _implausible,
    _all_or_none,
    _longest,
    _shortest,
    _gratuitous,
    _true_false,
    _convergence,
    _logical,
    _gap,
    _absolute,
    _repeats,
    _unfocused,
    _complex,
    _grammar,
    _sequence,
    _vague,
    _several_right,
    _negative,
)
