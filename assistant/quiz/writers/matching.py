"""Things that belong together, in groups of four: to be matched, or put in order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.quiz.items import Asking, Family, QuizItem
from assistant.quiz.material.source import Excerpt, QuizSource

GROUP = 4  # pairs of a matching item, steps of an ordering


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together, where that stands, and the question that leads there; ``inside``:
    only that document is searched. ``name`` stays when ``left`` is worded anew; empty: it is ``left``.
    """

    left: str
    right: str
    place: Excerpt
    question: str
    name: str = ""
    inside: bool = True

    @property
    def fact(self) -> str:
        return self.name or self.left

    @property
    def asking(self) -> Asking:
        return Asking(self.question, self.place[0], self.inside)


def matching(source: QuizSource, family: Family, stem: str, pairs: Sequence[Pair]) -> Iterator[QuizItem]:
    """Write matching items of four pairs each; a pair stands in one item only."""
    for group in _groups(source, family, pairs):
        yield source.make(
            "matching",
            family,
            stem,
            [p.right for p in group],
            "|".join(sorted(p.fact for p in group)),
            [p.place for p in group],
            prompts=[p.left for p in group],
            rationale="; ".join(f"{p.left}: {p.right}" for p in group) + ".",
            askings=[p.asking for p in group],
        )


def ordering(source: QuizSource, family: Family, stem: str, pairs: Sequence[Pair]) -> Iterator[QuizItem]:
    """Write ordering items of four steps each; ``pairs`` stand in the right order."""
    place = {p.left: i for i, p in enumerate(pairs)}
    for group in _groups(source, f"{family} order", pairs):
        ordered = sorted(group, key=lambda p: place[p.left])
        yield source.make(
            "ordering",
            family,
            stem,
            [p.left for p in ordered],
            "|".join(sorted(p.fact for p in group)),
            [p.place for p in ordered],
            rationale="; ".join(f"{p.right}: {p.left}" for p in ordered) + ".",
            askings=[p.asking for p in ordered],
        )


def _groups(source: QuizSource, name: str, pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    mixed = list(pairs)
    random.Random(source.seed(name)).shuffle(mixed)
    rest = iter(mixed)
    while len(group := list(islice(rest, GROUP))) == GROUP:
        yield group
