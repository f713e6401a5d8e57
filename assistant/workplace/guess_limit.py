"""Limits on guessing passwords: delays that grow with every failure of an address or a name."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from assistant.workplace.rate_limit import source

MOST_KEYS = 100_000  # addresses or names remembered; the one not seen for longest is forgotten first
FORGOTTEN = 3600.0  # seconds after the last failure
FREE_BY_ADDRESS, LONGEST_BY_ADDRESS = (20, 900.0)  # failures without delay; seconds of the longest delay
FREE_BY_NAME, LONGEST_BY_NAME = 5, 60.0


class Delays:
    """Failures by key. The first ``free`` cost nothing, then each doubles the delay, from one second
    up to ``longest``.
    """

    def __init__(self, free: int, longest: float, clock: Callable[[], float]) -> None:
        self._free = free
        self._longest = longest
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, the last when

    def failures(self, key: str) -> int:
        count, last = self._failures.get(key, (0, 0.0))
        return count if self._clock() - last < FORGOTTEN else 0

    def wait(self, key: str) -> float:
        """Seconds until the next guess is compared."""
        over = self.failures(key) - self._free
        if over < 0:
            return 0.0
        delay = min(self._longest, 2.0 ** min(over, 32))
        return max(0.0, self._failures[key][1] + delay - self._clock())

    def count(self, key: str) -> None:
        self._failures[key] = (self.failures(key) + 1, self._clock())
        self._failures.move_to_end(key)
        if len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)

    def take_back(self, key: str) -> None:
        count, last = self._failures.get(key, (0, 0.0))
        if count > 1:
            self._failures[key] = (count - 1, last)
        else:
            self._failures.pop(key, None)


class GuessLimit:
    """Every guess counts as a failure of its address and its name until it turns out right.

    Whoever guesses one name from many addresses must not lock its owner out: the delay of a name does
    not hold for an address without any failure, nor for one from which the name has signed in.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._addresses = Delays(FREE_BY_ADDRESS, LONGEST_BY_ADDRESS, clock)
        self._names = Delays(FREE_BY_NAME, LONGEST_BY_NAME, clock)
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()  # names and their addresses

    def admit(self, name: str, address: str) -> float:
        """Seconds to wait; 0 if the guess may be compared now, and then it counts."""
        place = source(address)
        wait = self._addresses.wait(place)
        if self._addresses.failures(place) and (name, place) not in self._seen:
            wait = max(wait, self._names.wait(name))
        if wait <= 0:
            self._addresses.count(place)
            self._names.count(name)
        return wait

    def take_back(self, name: str, address: str) -> None:
        """For a guess that was never compared."""
        self._addresses.take_back(source(address))
        self._names.take_back(name)

    def signed_in(self, name: str, address: str) -> None:
        self.take_back(name, address)
        self._seen[name, source(address)] = None
        if len(self._seen) > MOST_KEYS:
            self._seen.popitem(last=False)
