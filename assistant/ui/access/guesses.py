"""Passwords that are not known yet: compared one after the other, on a thread of their own."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from assistant.workplace.guess_limit import GuessLimit
from assistant.workplace.passwords import Passwords

WAITING = 32  # guesses that may wait for their turn
BUSY = 2.0  # seconds to come back after if more are waiting
NICENESS = 5  # of the thread, so that those who have signed in come first

Failed = Callable[[str, str], None]  # called with the name, empty if nobody has it, and the address


@dataclass(frozen=True, slots=True)
class GuessOutcome:
    """``wait``: seconds after which a guess that was not compared may be made again."""

    right: bool
    wait: float = 0.0


@dataclass(slots=True)
class _Guess:
    comparison: Future[bool]
    outcome: asyncio.Future[bool]
    asked: int = 0  # requests that wait for the outcome


class Guesses:
    """Belongs to one event loop. Equal guesses at the same time are one; a guess whose requests have
    all gone away before its turn is dropped. ``failed`` is told of each wrong one.
    """

    def __init__(self, passwords: Passwords, limit: GuessLimit, failed: Failed) -> None:
        self._passwords = passwords
        self._limit = limit
        self._failed = failed
        self._pool = ThreadPoolExecutor(1, "guesses", initializer=_stand_back)
        self._open: dict[tuple[str, str], _Guess] = {}

    async def judge(self, name: str, password: str, address: str) -> GuessOutcome:
        guess = self._open.get((name, password))
        if guess is None:
            if len(self._open) > WAITING:
                return GuessOutcome(False, BUSY)
            wait = self._limit.admit(name, address)
            if wait > 0:
                return GuessOutcome(False, wait)
            guess = self._begin(name, password, address)
        guess.asked += 1
        try:
            return GuessOutcome(await asyncio.shield(guess.outcome))
        finally:
            guess.asked -= 1
            if not guess.asked:
                guess.comparison.cancel()  # without effect once it has begun

    def _begin(self, name: str, password: str, address: str) -> _Guess:
        comparison = self._pool.submit(self._passwords.right, name, password)
        guess = _Guess(comparison, asyncio.wrap_future(comparison))
        self._open[name, password] = guess

        def settle(outcome: asyncio.Future[bool]) -> None:
            del self._open[name, password]
            if outcome.cancelled():
                self._limit.take_back(name, address)
            elif outcome.result():
                self._limit.signed_in(name, address)
            else:
                self._failed(name if self._passwords.has(name) else "", address)

        guess.outcome.add_done_callback(settle)
        return guess


def _stand_back() -> None:
    """Linux counts niceness by thread; elsewhere it stays as it is."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
