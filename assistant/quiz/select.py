"""Which items make a quiz: seeded, spread over sections, topics and levels, without near-duplicates."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.quiz.truth import alike
from assistant.quiz.types import CHOICES, KINDS, LEVELS, TRUE, Kind, Level, QuizItem, Refused
from ingest.errors import SettingsError
from ingest.types import Locator

ROUND = 8  # items that are looked at together
DUPLICATE = 0.6  # share of common terms at which two stems ask the same


@dataclass(frozen=True, slots=True)
class Order:
    """What a trainer wants; empty tuples mean all. ``short``: only what fits Kahoot."""

    count: int
    seed: int = 1
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How many items per section, topic, level and kind; and which of the paragraphs that could be
    asked about are asked about.
    """

    sections: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    coverage: tuple[tuple[Locator, bool], ...]


def check(name: str, wanted: Iterable[str], known: Sequence[str]) -> None:
    """Raises `SettingsError` with the list of known names for one that is unknown."""
    for value in wanted:
        if value not in known:
            raise SettingsError(f"{name} {value!r} is unknown; known: {', '.join(known)}")


def fitting(items: Iterable[QuizItem], order: Order) -> tuple[QuizItem, ...]:
    """The items an order allows. Raises `SettingsError` for names that no item has."""
    pool = tuple(items)
    check("document", order.documents, sorted({i.locator.document for i in pool}))
    check("section", order.sections, sorted({i.section for i in pool}))
    check("topic", order.topics, sorted({t for i in pool for t in i.topics}))
    check("kind", order.kinds, KINDS)
    check("level", order.levels, LEVELS)
    return tuple(
        i for i in pool
        if (not order.documents or i.locator.document in order.documents)
        and (not order.sections or i.section in order.sections)
        and (not order.topics or set(order.topics) & set(i.topics))
        and (not order.kinds or i.kind in order.kinds)
        and (not order.levels or i.level in order.levels)
    )  # fmt: skip


def choose(
    pool: Sequence[QuizItem], order: Order,
    complaints: Callable[[Sequence[QuizItem]], Sequence[str]], taken: Sequence[QuizItem] = (),
) -> tuple[tuple[QuizItem, ...], tuple[Refused, ...]]:  # fmt: skip
    """Items that hold, at most ``order.count``, and those that were refused on the way.

    ``complaints`` says what is wrong with each of some items, empty if nothing is; items are asked
    about only when their turn comes. ``taken`` items are not repeated.
    """
    rest = sorted(pool, key=lambda i: i.id)
    random.Random(order.seed).shuffle(rest)
    chosen: list[QuizItem] = []
    refused: list[Refused] = []
    counts = _Counts()
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


def _next(
    rest: list[QuizItem], counts: _Counts, have: Sequence[QuizItem], most: int
) -> tuple[QuizItem, ...]:
    """Up to ``most`` items whose turn it is, taken out of ``rest`` and counted as if they held. Those
    that ``have`` makes needless are dropped; one that another of the round would is left for later.
    """
    picked: list[QuizItem] = []
    while rest and len(picked) < most:
        best = min(range(len(rest)), key=lambda n: (counts.crowd(rest[n]), n))
        if any(duplicates(rest[best], other) for other in picked):
            break
        item = rest.pop(best)
        if not any(duplicates(item, other) for other in have):
            picked.append(item)
            counts.add(item)
    return tuple(picked)


class _Counts:
    """How often paragraphs, sections, levels, kinds, families and topics came up already."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, item: QuizItem) -> None:
        self._counts.update(self._names(item))

    def drop(self, item: QuizItem) -> None:
        self._counts.subtract(self._names(item))

    def crowd(self, item: QuizItem) -> float:
        paragraph, section, level, kind, family, *topics = (
            self._counts[n] for n in self._names(item)
        )
        return (
            4.0 * paragraph + 0.5 * section + 0.6 * level + 0.8 * kind + 0.6 * family
            + 0.3 * (sum(topics) / len(topics) if topics else 0.0)
        )  # fmt: skip

    def _names(self, item: QuizItem) -> tuple[str, ...]:
        return (str(item.locator), item.section, f"level {item.level}", f"kind {item.kind}",
                f"family {item.family}", *(f"topic {t}" for t in item.topics))  # fmt: skip


def duplicates(one: QuizItem, other: QuizItem) -> bool:
    """Whether two items ask the same: the same fact, or nearly the same words with the same answer."""
    if one.id == other.id:
        return True
    same_words = alike(_asked(one), _asked(other)) >= DUPLICATE
    if one.locator == other.locator:
        spans = (one.citations[0].span, other.citations[0].span)
        return same_words or (one.family == other.family and spans[0] == spans[1])
    return same_words and (one.kind in CHOICES) == (other.kind in CHOICES)


def _asked(item: QuizItem) -> str:
    return f"{item.stem} {item.answer}"


def laid_out(items: Sequence[QuizItem], seed: int) -> tuple[QuizItem, ...]:
    """Options shuffled so that the right one stands in each place about equally often."""
    random_ = random.Random(seed)
    places: list[int] = []
    done: list[QuizItem] = []
    for item in items:
        numbers = all(o.isdigit() for o in item.options)
        if item.kind == "true-false":
            done.append(replace(item, options=(TRUE, "False")))
        elif item.kind in CHOICES and not numbers:
            if not places:
                places = list(range(len(item.options)))
                random_.shuffle(places)
            wrong = list(item.distractors)
            random_.shuffle(wrong)
            wrong.insert(places.pop() % len(item.options), item.key[0])
            done.append(replace(item, options=tuple(wrong)))
        elif item.kind in CHOICES or not item.options:
            done.append(item)
        else:
            mixed = list(item.options)
            while len(mixed) > 2 and tuple(mixed) in (item.options, item.key):
                random_.shuffle(mixed)
            done.append(replace(item, options=tuple(mixed)))
    return tuple(done)


def blueprint(items: Sequence[QuizItem], pool: Sequence[QuizItem]) -> Blueprint:
    """``pool``: all items that could have been chosen."""
    asked = {c.locator for i in items for c in i.citations}
    possible = dict.fromkeys(i.locator for i in pool)
    return Blueprint(
        tuple(sorted(Counter(i.section for i in items).items())),
        tuple(sorted(Counter(t for i in items for t in i.topics).items())),
        tuple((level, sum(i.level == level for i in items)) for level in LEVELS),
        tuple((kind, sum(i.kind == kind for i in items)) for kind in KINDS),
        tuple((locator, locator in asked) for locator in possible),
    )
