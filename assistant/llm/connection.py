"""One call to a model's server: how long it may be silent, and a way for another thread to hang up."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

import httpx

CONNECT_SECONDS = 5.0  # a server that is up answers at once, however slow its model is
PULSE_SECONDS = 0.25
T = TypeVar("T")


class Connections:
    """The connections of one call; `cut` may come from another thread and ends a read that waits."""

    def __init__(self, wait_seconds: float) -> None:
        """``wait_seconds``: for the next piece of a reply."""
        self._timeout = httpx.Timeout(wait_seconds, connect=min(wait_seconds, CONNECT_SECONDS))
        self._sockets: list[socket.socket] = []
        self._cut = Event()
        self._lock = Lock()

    @property
    def is_cut(self) -> bool:
        return self._cut.is_set()

    def prepare(self, request: httpx.Request) -> None:
        """A hook for an `httpx.Client`; clients set time-outs of their own, this one holds."""
        request.extensions["timeout"] = self._timeout.as_dict()
        request.extensions["trace"] = self._watch

    def cut(self) -> None:
        """Hang up. What is still read afterwards fails."""
        with self._lock:
            self._cut.set()
            for connection in self._sockets:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _watch(self, event: str, info: Mapping[str, object]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")  # type: ignore[attr-defined]
            with self._lock:
                self._sockets.append(found)
            if self.is_cut:
                self.cut()


class _End:
    """Nothing more comes."""


class BackgroundReader(Generic[T]):
    """Reads on a thread of its own, so that whoever waits for the next piece can leave in between."""

    def __init__(self, read: Callable[[], Iterator[T]], line: Connections) -> None:
        self._read, self._line = read, line
        self._pieces: Queue[T | Exception | _End] = Queue(maxsize=1)

    def run(self) -> Generator[T | None, None, None]:
        """Pieces as they come, None whenever none came for `PULSE_SECONDS`. Closing it hangs up; it
        raises what reading raised.
        """
        Thread(target=self._fill, daemon=True).start()
        try:
            while True:
                try:
                    piece = self._pieces.get(timeout=PULSE_SECONDS)
                except Empty:
                    yield None
                    continue
                if isinstance(piece, Exception):
                    raise piece
                if isinstance(piece, _End):
                    return
                yield piece
        finally:
            self._line.cut()

    def _fill(self) -> None:
        try:
            for piece in self._read():
                if not self._put(piece):
                    return
            self._put(_End())
        except Exception as error:  # every client raises errors of its own; the reader's thread has them
            self._put(error)

    def _put(self, piece: T | Exception | _End) -> bool:
        """Hand a piece to the reader; false if nobody took it."""
        while not self._line.is_cut:
            with suppress(Full):
                self._pieces.put(piece, timeout=PULSE_SECONDS)
                return True
        return False
