"""How much one visitor may ask: a bucket that fills again by the minute."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

from ingest.errors import LimitError

MOST_VISITORS = 10_000  # remembered; the one not seen for longest is forgotten first


class Limit:
    """``per_minute`` requests a visitor, which may come all at once; ``clock`` counts seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, when

    def admit(self, visitor: str) -> None:
        """Raises `LimitError` with the seconds to wait if the visitor's bucket is empty."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(visitor, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - then) * self._per_minute / 60)
            self._left[visitor] = (max(0.0, left - 1) if left >= 1 else left, now)
            if len(self._left) > MOST_VISITORS:
                self._left.popitem(last=False)
        if left < 1:
            wait = ceil((1 - left) * 60 / self._per_minute)
            raise LimitError(
                f"more than {self._per_minute} requests in a minute; wait {wait} s and try again"
            )
