"""Which paragraphs of two versions belong together: those with the same words first, then the most alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from ingest.documents.versions.differing_words import tokens
from ingest.types import Paragraph

ALIKE = 0.5  # share of the words, 0..1, that two wordings of one paragraph have in common in order, at least
BETWEEN = 0.35  # the same where both stand between the same neighbours
WHOLE = 0.65  # the same of one paragraph and the several that it became
GAIN = 0.08  # by which several together are more alike than the most alike of them alone
WITHIN = 0.6  # share of the words of each of several, 0..1, that the one paragraph holds in order
ALL = 0.9  # the same of a short one, which adds little likeness
FEWEST = 5  # words and marks of such a short one
MOST = 4  # paragraphs that one is split into, or that are merged into one
LISTED = ("acronym", "timeline")  # kinds whose anchor says which entry it is


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs of the old version and what they are in the new one; either side may be empty, and one
    of the two holds no more than one.
    """

    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]


def pair(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Group, ...]:
    """Return groups that hold every paragraph once. Notes are paired with notes, entries of lists with
    entries.
    """
    return tuple(
        group
        for sort in ("text", "fn", *LISTED)
        for group in _paired(
            [p for p in old if _sort(p) == sort], [p for p in new if _sort(p) == sort], sort in LISTED
        )
    )


def out_of_order(
    groups: Sequence[Group], old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> frozenset[Group]:
    """Return the fewest groups without which all others stand in the same order in both versions."""
    before = {p.locator: n for n, p in enumerate(old)}
    after = {p.locator: n for n, p in enumerate(new)}
    moved: set[Group] = set()
    for sort in ("text", "fn", *LISTED):
        both = [g for g in groups if g.old and g.new and _sort(g.old[0]) == sort]
        both.sort(key=lambda g: before[g.old[0].locator])
        places = [after[g.new[0].locator] for g in both]
        kept = {
            i
            for block in LCSseq.opcodes(places, sorted(places))
            if block.tag == "equal"
            for i in range(block.src_start, block.src_end)
        }
        moved |= {group for i, group in enumerate(both) if i not in kept}
    return frozenset(moved)


def _sort(paragraph: Paragraph) -> str:
    kind = paragraph.locator.kind
    return kind if kind in ("fn", *LISTED) else "text"


def _paired(old: Sequence[Paragraph], new: Sequence[Paragraph], listed: bool) -> Iterator[Group]:
    before, after = ([" ".join(p.text.split()) for p in side] for side in (old, new))
    row = _in_row(before, after)
    same = {**row, **_by_key(before, after, row)}
    if listed:
        before, after = ([p.locator.anchor for p in side] for side in (old, new))
        same |= _by_key(before, after, same)
    yield from (Group((old[a],), (new[b],)) for a, b in same.items())
    left = [a for a in range(len(old)) if a not in same]
    right = [b for b in range(len(new)) if b not in same.values()]
    sides = _Sides([tokens(p.text.lower()) for p in old], [tokens(p.text.lower()) for p in new], left, right)
    for one, other in sides.groups(row):
        yield Group(tuple(old[a] for a in one), tuple(new[b] for b in other))
        left, right = [a for a in left if a not in one], [b for b in right if b not in other]
    yield from (Group((old[a],), ()) for a in left)
    yield from (Group((), (new[b],)) for b in right)


def _in_row(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return the places of the longest row of equal keys that stand in the same order on both sides."""
    return {
        a: block.dest_start + n
        for block in LCSseq.opcodes(old, new)
        if block.tag == "equal"
        for n, a in enumerate(range(block.src_start, block.src_end))
    }


def _by_key(old: Sequence[str], new: Sequence[str], done: Mapping[int, int]) -> dict[int, int]:
    """Return the places of further equal keys, in order where one comes several times."""
    places: dict[str, list[int]] = {}
    taken = set(done.values())
    for b, key in enumerate(new):
        if b not in taken:
            places.setdefault(key, []).append(b)
    return {a: places[key].pop(0) for a, key in enumerate(old) if a not in done and places.get(key)}


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Places of old and new paragraphs that may belong together, and how alike their words are, 0..1."""

    score: float
    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The words of all paragraphs of both versions, and the places of those that are not paired yet."""

    old: list[list[str]]
    new: list[list[str]]
    left: list[int]
    right: list[int]

    def groups(self, row: Mapping[int, int]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Yield the places of the groups that are alike enough, the surest first, each place once.
        ``row``: the places of the paragraphs between which they stand.
        """
        alike = cdist(
            [self.old[a] for a in self.left],
            [self.new[b] for b in self.right],
            scorer=Indel.normalized_similarity,
        )
        single = {
            (a, b): float(alike[i, j]) for i, a in enumerate(self.left) for j, b in enumerate(self.right)
        }
        found = [
            _Likeness(score, (a,), (b,))
            for (a, b), score in single.items()
            if score >= self._least(a, b, row)
        ]
        found += self._several(single)
        taken: tuple[set[int], set[int]] = set(), set()
        for one in sorted(found, key=lambda x: (-x.score, x.old, x.new)):
            if taken[0].isdisjoint(one.old) and taken[1].isdisjoint(one.new):
                taken[0].update(one.old)
                taken[1].update(one.new)
                yield one.old, one.new

    def _least(self, a: int, b: int, row: Mapping[int, int]) -> float:
        before = sum(x < a for x in row), sum(y < b for y in row.values())
        return BETWEEN if before[0] == before[1] else ALIKE

    def _several(self, single: Mapping[tuple[int, int], float]) -> Iterator[_Likeness]:
        """Yield one old paragraph with the neighbours that it was split into, and old neighbours with the
        one that they were merged into.
        """
        for run in _runs(self.right):
            for a in self.left:
                best = max(single[a, b] for b in run)
                if score := _whole(self.old[a], [self.new[b] for b in run], best):
                    yield _Likeness(score, (a,), run)
        for run in _runs(self.left):
            for b in self.right:
                best = max(single[a, b] for a in run)
                if score := _whole(self.new[b], [self.old[a] for a in run], best):
                    yield _Likeness(score, run, (b,))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield neighbours, two to `MOST` of them; a single paragraph may stand between two."""
    for first in places:
        runs: list[tuple[int, ...]] = [(first,)]
        while runs and len(runs[0]) < MOST:
            runs = [(*run, b) for run in runs for b in (run[-1] + 1, run[-1] + 2) if b in places]
            yield from runs


def _whole(one: Sequence[str], several: Sequence[Sequence[str]], best: float) -> float:
    """Return how alike one paragraph and several together are, 0..1; 0 if they are not the same in parts.
    ``best``: the likeness of the most alike of them alone.
    """
    score = float(Indel.normalized_similarity(one, [word for words in several for word in words]))
    held = min(LCSseq.similarity(words, one) / max(1, len(words)) for words in several)
    clear = held >= WITHIN and score >= best + GAIN
    short = held >= ALL and score > best and min(map(len, several)) >= FEWEST
    return score if score >= WHOLE and (clear or short) else 0.0
