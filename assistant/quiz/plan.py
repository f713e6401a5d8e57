"""The blueprint of a quiz: how its items are spread, and which paragraphs are asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.quiz.items import KINDS, LEVELS, QuizItem
from ingest.types import Locator

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Counts of items by section, topic, level and kind. ``weight``: their mean, 0..1, and how many are
    ``trivia`` (see `assistant.quiz.material.importance`). ``coverage``: the paragraphs that could be
    asked about, in print order, and whether they are; ``silent``: those of which nothing can be asked.
    """

    sections: Counts
    topics: Counts
    levels: Counts
    kinds: Counts
    coverage: tuple[tuple[Locator, bool], ...]
    silent: tuple[Locator, ...]
    weight: float = 0.0
    trivia: int = 0

    @property
    def asked(self) -> int:
        return sum(done for _, done in self.coverage)


def blueprint(
    items: Sequence[QuizItem], pool: Sequence[QuizItem], paragraphs: Iterable[Locator]
) -> Blueprint:
    """Count items and paragraphs. ``pool``: all items that could have been chosen; ``paragraphs``: all that
    were to be asked about, in print order.
    """
    asked = {c.locator for i in items for c in i.citations}
    possible = {c.locator for i in pool for c in i.citations} | asked
    scope = tuple(dict.fromkeys((*paragraphs, *sorted(possible, key=str))))
    return Blueprint(
        tuple(sorted(Counter(i.section for i in items).items())),
        tuple(sorted(Counter(t for i in items for t in i.topics).items())),
        tuple((level, sum(i.level == level for i in items)) for level in LEVELS),
        tuple((kind, sum(i.kind == kind for i in items)) for kind in KINDS),
        tuple((x, x in asked) for x in scope if x in possible),
        tuple(x for x in scope if x not in possible),
        sum(i.weight for i in items) / len(items) if items else 0.0,
        sum(i.trivial for i in items),
    )
