"""Flaws of an item's wording: options of two kinds, cut sentences, marks of lists, words nobody would use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.quiz.items import CHOICES, GAP, WRITTEN, Family, Flaw, QuizItem
from assistant.quiz.material.truth import bag

_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|ten|twelve|half|third)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,;:] )(?!NATO\b|I\b)[A-Z]\w+")
_MUST = re.compile(r"\b(?:must|shall|(?:has|have) to|obliges?|obliged|may|should)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“”\"]")
_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("a number", lambda text: bool(_NUMBER.search(text))),
    ("a name", lambda text: bool(_NAME.search(text))),
    ("a word of duty or leave", lambda text: bool(_MUST.search(text))),
    ("a quotation", lambda text: bool(_QUOTED.search(text))),
    ("two sentences", lambda text: ". " in text or "; " in text),
)
_LISTED = re.compile(r"[•▪◦●]|(?:^|\s)\([a-z]{1,3}\)\s")
_CUT = re.compile(r"^[,;:.)]|\(\s*$|,$|\s(?:and|or|the)$")
_LEFT = re.compile(r"\s(?:of|to|for|with)$")  # where a sentence was cut off, unless an editor ended so
_UNUSED = re.compile(r"\b(?:females|males|hotter planet)\b", re.IGNORECASE)
_GLOSS = re.compile(r"\[([^\]]+)\]")
_ASKS_OF_ONE: tuple[Family, ...] = ("scenario", "reading", "action", "actor", "provision", "drafted")


def alone(item: QuizItem) -> Iterator[Flaw]:
    """A key that is the only option of its kind."""
    if item.kind not in CHOICES or len(item.options) < 3:
        return
    key, others = item.key[0], item.distractors
    for sign, has in _SIGNS:
        if has(key) and not any(map(has, others)):
            yield Flaw("only option of its kind", f"only the key has {sign}", True)
            return
    first = {o.split()[0] for o in others}
    if len(first) == 1 and key.split()[0] not in first:
        yield Flaw("only option of its kind", "only the key begins otherwise", True)


def listed(item: QuizItem) -> Iterator[Flaw]:
    """Signs of a printed list that came along with a text."""
    found = next((t for t in _texts(item) if _LISTED.search(t)), "")
    if found:
        yield Flaw("mark of a list", f"“{found[:40]}” bears the sign of a list", False)


def cut(item: QuizItem) -> Iterator[Flaw]:
    """A text that begins or ends in mid-sentence, or opens a bracket or quotation that it does not close."""
    for text in _texts(item):
        whole = text.count("(") == text.count(")") and text.count("“") == text.count("”")
        left = item.family not in WRITTEN and bool(_LEFT.search(text.strip()))
        if left or _CUT.search(text.strip()) or not whole:
            yield Flaw("cut sentence", f"“{text[:40]}” is not whole", False)
            return
    first = item.stem[:1]
    if first.islower():
        yield Flaw("cut sentence", "the stem begins in mid-sentence", False)


def unused(item: QuizItem) -> Iterator[Flaw]:
    """Words that no colleague would say."""
    found = next((m for t in _texts(item) if (m := _UNUSED.search(t))), None)
    if found and GAP not in item.stem:
        yield Flaw("unused word", f"nobody would say “{found.group()}”", True)


def glossed(item: QuizItem) -> Iterator[Flaw]:
    """A short form written out in brackets although its words stand beside it."""
    for text in (item.stem, *item.options):
        for gloss in _GLOSS.finditer(text):
            rest = bag(text[: gloss.start()] + text[gloss.end() :])
            if bag(gloss[1]) <= rest:
                yield Flaw("needless gloss", f"“{gloss[1]}” stands beside its brackets", True)
                return


def sourceless(item: QuizItem) -> Iterator[Flaw]:
    """A stem that asks what one document says and does not name it."""
    if item.family not in _ASKS_OF_ONE:
        return
    number = re.search(r"S/RES/(\d+)", item.citations[0].label)
    name = number[1] if number else "NATO"
    if name not in item.stem:
        yield Flaw("source not named", f"the stem does not name {name}", True)


def _texts(item: QuizItem) -> tuple[str, ...]:
    return (item.stem, *item.options, *item.prompts)


RULES = (alone, listed, cut, unused, glossed, sourceless)
