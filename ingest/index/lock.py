"""One writer at a time in a home, and one line for a disk that cannot be written to."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import StoreError

POLL = 0.2  # seconds between two looks at a lock that another program holds


@contextmanager
def only_writer(home: Path, warn: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other program builds or prunes in ``home``; ``warn`` is told if there is one. The
    lock goes with the program that holds it, even if that is killed. Raises `StoreError` if the disk
    cannot be written to, now or while the lock is held.
    """
    with _writing(home):
        lock = FileLock(home / "index.lock", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            warn(f"{home}: another program is building the index; waiting until it has finished")
            lock.acquire(poll_interval=POLL)
        try:
            yield
        finally:
            lock.release()


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Turn what a full or read-only disk does to a build into one line."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "make room on the disk" if full else "check that the folder can be written to"
        raise StoreError(
            f"{home}: the index could not be written ({error.strerror or error}); {remedy} and run "
            "`python -m ingest index` again; an earlier index is untouched"
        ) from error
