"""Flaws of items among each other: what an item gives away, repeats or makes too much of in one quiz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.quiz.arrange import MOST, template
from assistant.quiz.checks.cues import told_by_overlap
from assistant.quiz.items import CHOICES, LEVELS, QuizItem
from assistant.quiz.material.truth import bag

TRIVIA = 0.05  # share of trivia that a quiz may hold, and at least one item
OVERLAP = (
    0.3  # share of items with options whose key may share most words with the stem; a fourth would by chance
)
TOPIC = 0.5  # share of items that may be on one topic
SHORT = 6  # words of a key that another item could print
TOLD = 0.3  # share of what an item asks that another's stem repeats if it speaks of the same
FEW = 8  # items below which shares mean nothing


@dataclass(frozen=True, slots=True)
class SetFlaw:
    """A flaw of several items of one quiz; ``items``: their ids, in the order of the quiz."""

    name: str
    detail: str
    items: tuple[str, ...]


def gives_away(one: QuizItem, other: QuizItem) -> bool:
    """Tell whether the stem of ``one`` prints the answer of ``other`` beside the words that ask for it."""
    key = bag(other.key[0])
    if other.kind in ("matching", "ordering", "true-false", "multiple-answer") or not key:
        return False
    if one.case and one.case == other.case:
        return False
    asked, told = bag(other.stem) - key, bag(one.stem)
    short = len(other.key[0].split()) <= SHORT
    return short and key <= told and len(asked & told) >= max(2, TOLD * len(asked))


def same_fact(one: QuizItem, other: QuizItem) -> bool:
    """Tell whether two items rest on the same words of one paragraph."""
    if one.case and one.case == other.case:
        return False
    places = {(c.locator, c.span) for c in one.citations}
    return any(
        c.locator == locator and c.span.start < span.end and span.start < c.span.end
        for c in other.citations
        for locator, span in places
    )


def set_flaws(items: Sequence[QuizItem]) -> tuple[SetFlaw, ...]:
    """Return the flaws of a quiz whose items stand in this order."""
    return (*_pairs(items), *_rows(items), *(_shares(items) if len(items) >= FEW else ()))


def _pairs(items: Sequence[QuizItem]) -> Iterator[SetFlaw]:
    for n, one in enumerate(items):
        for other in items[n + 1 :]:
            ids = (one.id, other.id)
            if gives_away(one, other) or gives_away(other, one):
                yield SetFlaw("answers another", "a stem prints another item's answer", ids)
            if same_fact(one, other):
                yield SetFlaw("same fact twice", f"both rest on the same words of {one.locator}", ids)


def _rows(items: Sequence[QuizItem]) -> Iterator[SetFlaw]:
    for name, group in groupby(items, template):
        row = tuple(item.id for item in group)
        if len(row) > MOST:
            yield SetFlaw("template in a row", f"{name} comes {len(row)} times in a row", row)


def _shares(items: Sequence[QuizItem]) -> Iterator[SetFlaw]:
    trivia = tuple(i.id for i in items if i.trivial)
    if len(trivia) > most_trivia(len(items)):
        yield SetFlaw("trivia", f"{len(trivia)} of {len(items)} items ask for trivia", trivia)
    choices = [i for i in items if i.kind in CHOICES]
    told = tuple(i.id for i in choices if told_by_overlap(i))
    if len(told) > max(1.0, OVERLAP * len(choices)):
        yield SetFlaw("overlap", f"{len(told)} of {len(choices)} keys share most words with their stem", told)
    yield from _unbalanced(items, choices)


def _unbalanced(items: Sequence[QuizItem], choices: Sequence[QuizItem]) -> Iterator[SetFlaw]:
    """Places of keys, levels and topics of which one comes far more often than others."""
    free = [i for i in choices if not i.options[0].isdigit()]
    places = Counter(i.options.index(i.key[0]) for i in free)
    if free and max(places.values()) - min(places.get(n, 0) for n in range(len(free[0].options))) > 2:
        yield SetFlaw("places of keys", "the right option stands in one place too often", ())
    levels = Counter(i.level for i in items)
    if len(levels) > 1 and max(levels.values()) > 0.75 * len(items):
        yield SetFlaw("levels", f"nearly all items are of one of {len(LEVELS)} levels", ())
    topics = Counter(topic for i in items for topic in i.topics)
    for topic, count in topics.most_common(1):
        if len(topics) > 4 and count > TOPIC * len(items):
            yield SetFlaw("topics", f"{count} of {len(items)} items are on {topic}", ())


def most_trivia(count: int) -> int:
    """Return how many items of trivia a quiz of ``count`` items may hold."""
    return max(1, int(TRIVIA * count))
