"""Choice of the items that make a quiz: seeded, spread over sections, topics and levels, without
near-duplicates.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.quiz.checks.among import OVERLAP, gives_away, most_trivia, same_fact
from assistant.quiz.checks.cues import told_by_overlap
from assistant.quiz.export import FORMATS, find_format
from assistant.quiz.items import CHOICES, KINDS, LEVELS, ItemKind, Level, QuizItem, Refused
from assistant.quiz.material.truth import alike
from ingest.errors import SettingsError

ROUND = 8  # items that are looked at together
WEIGHTY = 6.0  # crowd of an item that does not matter at all
ENOUGH = 50.0  # crowd of trivia, or of a key told by overlap, when a quiz holds as many as it may
NEXT = -1.0  # crowd of a decision whose case has begun: less than any
DUPLICATE = 0.6  # share of common terms at which two stems ask the same


@dataclass(frozen=True, slots=True)
class Order:
    """A trainer's order; empty tuples mean all. ``format``: only what that export can hold, empty for
    any; ``barred``: ids of items that are not wanted.
    """

    count: int
    seed: int = 1
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[ItemKind, ...] = ()
    levels: tuple[Level, ...] = ()
    format: str = ""
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that an order may use."""

    documents: tuple[str, ...]
    sections: tuple[str, ...]
    topics: tuple[str, ...]


def known_of(items: Iterable[QuizItem]) -> KnownNames:
    """The names that some of these items have."""
    pool = tuple(items)
    return KnownNames(
        tuple(sorted({i.locator.document for i in pool})),
        tuple(sorted({i.section for i in pool})),
        tuple(sorted({t for i in pool for t in i.topics})),
    )


def check_names(name: str, names: Iterable[str], known: Sequence[str]) -> None:
    """Check names. Raises `SettingsError` with the list of known ones for the first that is unknown."""
    for value in names:
        if value not in known:
            raise SettingsError(f"{name} {value!r} is unknown; known: {', '.join(known)}")


def check_order(order: Order, known: KnownNames, of: str = "") -> None:
    """Check the names in an order. Raises `SettingsError` for one that is unknown; ``of`` is put behind its
    kind in the message.
    """
    check_names(f"document{of}", order.documents, known.documents)
    check_names(f"section{of}", order.sections, known.sections)
    check_names(f"topic{of}", order.topics, known.topics)
    check_names("kind", order.kinds, KINDS)
    check_names("level", order.levels, LEVELS)
    if order.format:
        find_format(order.format)


def fitting(items: Iterable[QuizItem], order: Order) -> tuple[QuizItem, ...]:
    """The items that an order allows."""
    misfit = FORMATS[order.format].misfit if order.format else lambda item: ""
    return tuple(
        i
        for i in items
        if (not order.documents or i.locator.document in order.documents)
        and (not order.sections or i.section in order.sections)
        and (not order.topics or set(order.topics) & set(i.topics))
        and (not order.kinds or i.kind in order.kinds)
        and (not order.levels or i.level in order.levels)
        and i.id not in order.barred
        and not misfit(i)
    )


def choose_items(
    pool: Sequence[QuizItem],
    order: Order,
    complaints: Callable[[Sequence[QuizItem]], Sequence[str]],
    taken: Sequence[QuizItem] = (),
) -> tuple[tuple[QuizItem, ...], tuple[Refused, ...]]:
    """Choose at most ``order.count`` items without complaint; return them, and those refused on the way.

    ``complaints`` says what is wrong with each of some items, empty if nothing is; items are asked
    about only when their turn comes. ``taken`` items are not repeated.
    """
    rest = sorted(pool, key=lambda i: i.id)
    random.Random(order.seed).shuffle(rest)
    chosen: list[QuizItem] = []
    refused: list[Refused] = []
    counts = _Counts(order.count)
    for item in taken:
        counts.add(item)
    while rest and len(chosen) < order.count:
        most = min(ROUND, order.count - len(chosen))
        picked = _next(rest, counts, (*taken, *chosen), most)
        for item, reason in zip(picked, complaints(picked), strict=True):
            if reason:
                refused.append(Refused(item, reason))
                counts.drop(item)
            else:
                chosen.append(item)
    return tuple(chosen), tuple(refused)


def _next(rest: list[QuizItem], counts: _Counts, have: Sequence[QuizItem], most: int) -> tuple[QuizItem, ...]:
    """Up to ``most`` items whose turn it is, taken out of ``rest`` and counted as if they held. Those
    that ``have`` makes needless are dropped; one that another of the round would is left for later.
    """
    picked: list[QuizItem] = []
    while rest and len(picked) < most:
        best = min(range(len(rest)), key=lambda n: (counts.crowd(rest[n]), n))
        if any(clash(rest[best], other) for other in picked):
            break
        item = rest.pop(best)
        if not any(clash(item, other) for other in have):
            picked.append(item)
            counts.add(item)
    return tuple(picked)


class _Counts:
    """Counts of paragraphs, sections, levels, kinds, families and topics among the items chosen so far."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._counts: Counter[str] = Counter()
        self._named: dict[str, tuple[str, ...]] = {}

    def add(self, item: QuizItem) -> None:
        self._counts.update(self._names(item))

    def drop(self, item: QuizItem) -> None:
        self._counts.subtract(self._names(item))

    def crowd(self, item: QuizItem) -> float:
        """Return how much of the same has been chosen already (no unit, lower is better); asked for every
        item that is left, each time one is chosen.
        """
        paragraph, section, level, kind, family, case, sort, *topics = map(
            self._counts.__getitem__, names := self._names(item)
        )
        if item.case and case:
            return NEXT
        return (
            4.0 * paragraph
            + 0.5 * section
            + 0.6 * level
            + 0.2 * kind
            + 0.2 * family
            + 0.3 * (sum(topics) / len(topics) if topics else 0.0)
            + WEIGHTY * (1.0 - item.weight)
            + ENOUGH * (sort >= self._most(names[6]))
        )

    def _most(self, sort: str) -> float:
        """Return how many items of a sort the quiz may hold."""
        if sort == "trivia":
            return most_trivia(self._wanted)
        return max(1.0, OVERLAP * self._wanted) if sort == "told by overlap" else float("inf")

    def _names(self, item: QuizItem) -> tuple[str, ...]:
        if item.id not in self._named:
            self._named[item.id] = (
                str(item.locator),
                item.section,
                f"level {item.level}",
                f"kind {item.kind}",
                f"family {item.family}",
                f"case {item.case}",
                "trivia" if item.trivial else "told by overlap" if told_by_overlap(item) else "fair",
                *(f"topic {t}" for t in item.topics),
            )
        return self._named[item.id]


def clash(one: QuizItem, other: QuizItem) -> bool:
    """Tell whether two items should not stand in one quiz: they ask the same, or one answers the other."""
    if duplicates(one, other) or same_fact(one, other):
        return True
    return gives_away(one, other) or gives_away(other, one)


def duplicates(one: QuizItem, other: QuizItem) -> bool:
    """Tell whether two items ask the same fact, or nearly the same words with the same answer."""
    if one.id == other.id:
        return True
    if one.case and one.case == other.case:
        return False  # its decisions follow each other
    same_words = alike(_asked(one), _asked(other)) >= DUPLICATE
    if one.locator == other.locator:
        spans = (one.citations[0].span, other.citations[0].span)
        return same_words or (one.family == other.family and spans[0] == spans[1])
    return same_words and (one.kind in CHOICES) == (other.kind in CHOICES)


def _asked(item: QuizItem) -> str:
    return f"{item.stem} {item.answer}"
