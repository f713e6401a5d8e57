"""Item-writing flaws that tell the key to somebody who does not know it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.quiz.items import CHOICES, GAP, WRITTEN, Flaw, QuizItem
from assistant.quiz.material.truth import bag
from assistant.text.words import words

BADLY = 3  # words by which a key leads
MOST = 0.5  # share of a question's terms
_NAMES = bag("According to the NATO WPS Policy (2024), resolution")
CHOSEN = (*CHOICES, "multiple-answer")  # kinds whose options are tried against each other
_ABSOLUTE = re.compile(
    r"\b(?:always|never|only|every single|completely|entirely|absolutely)\b", re.IGNORECASE
)


def longest(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and item.distractors:
        longest = max(map(len, item.distractors))
        if len(item.key[0]) > 1.3 * longest and len(item.key[0]) - longest > 12:
            yield Flaw("longest option is the key", f"{len(item.key[0])} characters against {longest}", True)


def shortest(item: QuizItem) -> Iterator[Flaw]:
    if item.kind in CHOICES and item.distractors:
        shortest = min(map(len, item.distractors))
        if 1.6 * len(item.key[0]) < shortest and shortest - len(item.key[0]) > 25:
            yield Flaw(
                "shortest option is the key", f"{len(item.key[0])} characters against {shortest}", True
            )


def grammar(item: QuizItem) -> Iterator[Flaw]:
    """An option that differs in its beginning, or an article that only one option fits."""
    if (
        item.kind in CHOSEN
        and item.family not in ("acronym", "list")
        and len({o[:1].isupper() for o in item.options}) > 1
    ):
        yield Flaw("grammatical cue", "options begin in different ways", True)
    if item.family == "list" and _cased_apart(item):
        yield Flaw("grammatical cue", "right options begin in another way than wrong ones", False)
    if re.search(rf"\ban? {GAP}", item.stem):
        yield Flaw("grammatical cue", "the article before the gap tells how the answer begins", True)


def _cased_apart(item: QuizItem) -> bool:
    """Tell whether right options begin with a capital and wrong ones do not, or the other way round."""
    right = {k[:1].isupper() for k in item.key}
    wrong = {o[:1].isupper() for o in item.distractors}
    return len(right) == len(wrong) == 1 and right != wrong


def repeats(item: QuizItem) -> Iterator[Flaw]:
    """Words that what is asked shares with the key and with no distractor; if they are most of it, whoever
    can read finds the key.
    """
    if item.kind not in CHOICES:
        return
    asked = _asked(item)
    others = frozenset().union(*(bag(o) for o in item.distractors))
    telling = (asked & bag(item.key[0])) - others
    if len(telling) >= 2:
        most = len(telling) >= MOST * len(asked)
        what = f"question and key alone share {', '.join(sorted(telling))}"
        yield Flaw("repeated words", what, not most)


def told_by_overlap(item: QuizItem) -> bool:
    """Tell whether the key alone shares most words with what is asked, so that whoever can read finds it."""
    return item.kind in CHOICES and bool(item.distractors) and _lead(item) > 0


def overlap(item: QuizItem) -> Iterator[Flaw]:
    """A key that is told by the words it shares with the stem; where it leads by several, badly."""
    if item.kind in CHOICES and item.distractors and (lead := _lead(item)) > 0:
        yield Flaw("told by overlap", f"the key shares {lead} more words with the question", lead < BADLY)


def _lead(item: QuizItem) -> int:
    """Return how many more terms of the question the key holds than any distractor does."""
    asked = _asked(item)
    most = max(len(asked & bag(option)) for option in item.distractors)
    return len(asked & bag(item.key[0])) - most


def tells(question: str, key: str) -> bool:
    """Tell whether a question uses most of the words that answer it."""
    asked = _of_question(question)
    shared = asked & bag(key)
    return len(shared) >= 2 and len(shared) >= MOST * len(asked)


def _asked(item: QuizItem) -> frozenset[str]:
    """Terms of what an item asks; a situation that quotes somebody is all of it part of the question."""
    return bag(item.stem) - _NAMES if item.family in WRITTEN else _of_question(item.stem)


def _of_question(stem: str) -> frozenset[str]:
    """Terms of what a stem quotes, of all of it if it quotes nothing, without the document's name."""
    quoted = re.search(r"“(.+)”", stem)
    return bag(quoted[1] if quoted else stem) - _NAMES


def convergence(item: QuizItem) -> Iterator[Flaw]:
    """Every part of the key comes again in distractors, which point to it."""
    if item.kind in CHOICES and item.family in ("actor", "acronym") and len(words(item.key[0])) >= 3:
        own = bag(item.key[0])
        if len(own) >= 3 and sum(len(own & bag(o)) >= 2 for o in item.distractors) >= 2:
            yield Flaw("convergence", "distractors repeat parts of the key", True)


def absolute(item: QuizItem) -> Iterator[Flaw]:
    if (
        item.kind in CHOSEN
        and any(_ABSOLUTE.search(o) for o in item.distractors)
        and not any(_ABSOLUTE.search(k) for k in item.key)
    ):
        yield Flaw("absolute terms", "only distractors are absolute", True)


def gap(item: QuizItem) -> Iterator[Flaw]:
    if item.kind == "cloze":
        if item.stem.count(GAP) != 1:
            yield Flaw("fill-in-blank", "there must be one gap", False)
        elif re.search(rf"[“\"]{GAP}", item.stem):
            yield Flaw("fill-in-blank", "the gap stands at the beginning", True)
        if any(len(k) > 2 and k.lower() in item.stem.lower() for k in item.key):
            yield Flaw("fill-in-blank", "the answer stands elsewhere in the sentence", False)
    elif GAP in item.stem and item.kind in CHOICES:
        yield Flaw("fill-in-blank", "a gap instead of a question", True)


def logical(item: QuizItem) -> Iterator[Flaw]:
    """A key whose words all stand in the stem, where those of no distractor do; or in its own prompt."""
    pairs = zip(item.prompts, item.key, strict=False)
    told_apart = sum(bag(key) <= bag(prompt) for prompt, key in pairs if bag(key))
    if told_apart > 1:
        yield Flaw("logical cue", f"{told_apart} prompts hold the words of their keys", True)
    if item.kind not in CHOICES or item.family == "acronym":
        return
    told = bag(item.stem)
    given = bool(bag(item.key[0])) and bag(item.key[0]) <= told
    if given and not any(bag(o) <= told for o in item.distractors):
        yield Flaw("logical cue", "the key stands in the stem", False)
