"""Which numbers at the heads of paragraphs are numbers of lists: those that stand in sequence.

A line of running text that begins "1. January" is out of sequence and stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.documents.grammars.markers import Marker

HOLE = 9  # numbers that may be missing between two; more means that the second is none
DEEPER = 6.0  # points by which a list inside another is set in

Candidates = Sequence[tuple[Marker, ...]]  # of each element the readings of its number


@dataclass(frozen=True, slots=True)
class Open:
    """A list that is open: the last of its numbers; ``x``: left edge of that, points."""

    marker: Marker
    x: float


@dataclass(slots=True)
class Sequences:
    """State of counting through a document. ``boundary``: a heading has come since the last number of the
    outermost list; ``doubts``: what is out of order.
    """

    candidates: Candidates
    levels: list[Open] = field(default_factory=list)
    boundary: bool = True
    restarted: bool = False
    article: int = 0  # whose paragraphs may be numbered 4.1, 4.2
    doubts: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Begin afresh, as below an article or an annex."""
        self.levels, self.boundary = [], True

    def heading(self) -> None:
        """Close all lists but the outermost, which may go on or begin again."""
        self.levels, self.boundary = self.levels[:1], True

    def placed(self, place: int, x: float, apart: bool, where: str) -> Marker | None:
        """Return the reading of an element's number that stands in sequence, and open its list; None if the
        number is part of the text. ``apart``: the print sets the element apart.
        """
        readings = self.candidates[place]
        for follow in (self._follows, self._begins, self._jumps):
            for marker in self._preferred(readings, place):
                if follow(marker, place, x, apart, where):
                    return marker
        return None

    def _preferred(self, readings: Sequence[Marker], place: int) -> Sequence[Marker]:
        """Roman before letters where the next number is the Roman one."""
        if len(readings) < 2:
            return readings
        letter, roman = readings
        following = self._next(roman, place)
        if following is not None and following.value == (roman.value[0] + 1,) and following.name != "j":
            return (roman, letter)
        return readings if any(o.marker.style == letter.style for o in self.levels) else (roman, letter)

    def _next(self, marker: Marker, place: int) -> Marker | None:
        """The next number of the same style in the document."""
        for readings in self.candidates[place + 1 :]:
            for reading in readings:
                if reading.style == marker.style:
                    return reading
        return None

    def _depth(self, style: str) -> int | None:
        return next(
            (n for n in range(len(self.levels) - 1, -1, -1) if self.levels[n].marker.style == style), None
        )

    def _set(self, depth: int, marker: Marker, x: float) -> bool:
        self.levels = [*self.levels[:depth], Open(marker, x)]
        if depth == 0:
            self.boundary = False
        return True

    def _follows(self, marker: Marker, place: int, x: float, apart: bool, where: str) -> bool:
        for depth in range(len(self.levels) - 1, -1, -1):
            before = self.levels[depth].marker
            if before.style == marker.style and _after(before, marker):
                if marker.bare and not apart:
                    return False
                return self._set(depth, marker, x)
        return False

    def _begins(self, marker: Marker, place: int, x: float, apart: bool, where: str) -> bool:
        own = marker.value == (self.article, 1) and not marker.addition
        if not (marker.opens or own) or (marker.bare and not (apart and self._two(marker, place))):
            return False
        depth = self._depth(marker.style)
        if depth is None:
            below = self.levels if not self.boundary or not self._outer(marker) else []
            return self._set(len(below), marker, x)
        if x > self.levels[-1].x + DEEPER and self._two(marker, place):
            return self._set(len(self.levels), marker, x)
        again = self.boundary or (apart and self._two(marker, place))
        if not again or (len(marker.value) > 1 and not own):
            return False
        self.restarted = self.restarted or depth == 0
        return self._set(depth, marker, x)

    def _outer(self, marker: Marker) -> bool:
        return marker.style in ("number", "paren", "both", "step")

    def _two(self, marker: Marker, place: int) -> bool:
        following = self._next(marker, place)
        return following is not None and following.value == (*marker.value[:-1], marker.value[-1] + 1)

    def _jumps(self, marker: Marker, place: int, x: float, apart: bool, where: str) -> bool:
        """Tell whether a number goes on behind a hole, or a list does not begin with 1."""
        if not apart or marker.bare:
            return False
        depth = self._depth(marker.style)
        following = self._next(marker, place)
        goes_on = following is not None and _after(marker, following)
        if depth is None:
            if not goes_on or (self.levels and not self._outer(marker)):
                return False
            self.doubts.append(f"a list begins with {marker.printed} ({where})")
            return self._set(len(self.levels), marker, x)
        before = self.levels[depth].marker
        hole = _hole(before, marker)
        if not hole or not (goes_on or following is None):
            return False
        self.doubts.append(f"{hole} is missing: after {before.printed} comes {marker.printed} ({where})")
        return self._set(depth, marker, x)


def _after(before: Marker, marker: Marker) -> bool:
    """Tell whether a number may come next: 3 after 2, 2.1 after 2, 3 after 2.4.1, 1 bis after 1."""
    one, two = before.value, marker.value
    if marker.addition:
        return one == two and marker.addition == before.addition + 1
    for level in range(len(one)):
        if two == (*one[:level], one[level] + 1):
            return True
    fresh = two[0] == one[0] + 1 and len(two) > 1 and all(part == 1 for part in two[1:])
    skipped = len(two) > len(one) and two[: len(one)] == one and all(p == 1 for p in two[len(one) :])
    return fresh or skipped or _stepped(one, two)


def _stepped(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    """Tell whether a level is passed over on the way: 2.2.1 after 2.1.4."""
    for level in range(min(len(one), len(two))):
        if one[level] != two[level]:
            return two[level] == one[level] + 1 and all(part == 1 for part in two[level + 1 :])
    return False


def _hole(before: Marker, marker: Marker) -> str:
    """Name the numbers that are missing between two, empty if the second cannot come behind the first."""
    one, two = before.value, marker.value
    for level in range(min(len(one), len(two))):
        if one[level] != two[level]:
            gap = two[level] - one[level]
            if not 1 < gap <= HOLE:
                return ""
            missing = [".".join(map(str, (*one[:level], one[level] + n))) for n in (1, gap - 1)]
            return missing[0] if gap == 2 else f"{missing[0]} to {missing[-1]}"
    return ""
