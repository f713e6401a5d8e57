"""Limit on one visitor's questions: a bucket that fills again by the minute."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

from ingest.errors import LimitError

MOST_VISITORS = 10_000  # remembered; the one not seen for longest is forgotten first
NETWORK = 64  # bits of an IPv6 address that tell one household or office from another


class Limit:
    """``per_minute`` requests a visitor, which may come all at once; ``clock`` counts seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, when

    def admit(self, visitor: str) -> None:
        """Raises `LimitError` with the seconds to wait if the visitor's bucket is empty."""
        visitor = source(visitor)
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
                f"Too many requests ({self._per_minute} a minute). Try again in {seconds(wait)}.", wait
            )


def source(visitor: str) -> str:
    """Name or address that is counted: of an IPv6 address its network, for anybody has many of them."""
    try:
        address = ipaddress.ip_address(visitor)
    except ValueError:
        return visitor
    if address.version == 4:
        return visitor
    return str(ipaddress.ip_network((address.packed, NETWORK), strict=False))


def seconds(wait: int) -> str:
    return "1 second" if wait == 1 else f"{wait} seconds"
