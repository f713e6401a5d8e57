"""The only door to bcrypt: a file of names and hashed passwords, as ``htpasswd -B -C 12`` writes it."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

from ingest.errors import SettingsError

LONGEST = 72  # bytes that bcrypt looks at
LOWEST_COST, HIGHEST_COST = (10, 16)  # below, a stolen file is guessed soon; above, signing in takes seconds
MOST_WRONG = 1000  # wrong passwords remembered, so that an old one in a browser is no new guess
_NAME = re.compile(r"[^\s:]{1,64}")
_HASH = re.compile(r"\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}")
_NOBODY = "." * 22 + "X" * 31  # salt and digest that no password has
Stamp = tuple[int, int, int]  # time of change in ns, bytes, inode


class Passwords:
    """The people who may sign in: the lines of ``path``, read again whenever the file changes.

    A file that cannot be used when it is read again is reported to ``warn`` once, and the names read
    before stay. Passwords that were compared are remembered, as keyed hashes, until the next start,
    because bcrypt is slow on purpose. Raises `SettingsError` naming the line that is wrong.
    """

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        self._path = path
        self._warn = warn
        self._key = os.urandom(32)
        self._right: dict[str, bytes] = {}  # by name
        self._wrong: OrderedDict[bytes, None] = OrderedDict()
        self._hashes, self._stamp = _read(path)

    def has(self, name: str) -> bool:
        return name in self._hashes

    def remembered(self, name: str, password: str) -> bool | None:
        """Return at once whether ``password`` was right when it was compared; None if it never was, or
        if the file says something else since.
        """
        self._read_again()
        digest = self._digest(name, password)
        if name in self._hashes and compare_digest(self._right.get(name, b""), digest):
            return True
        return False if digest in self._wrong else None

    def right(self, name: str, password: str) -> bool:
        """Compare by bcrypt, which takes a while: the same for every name, in the file or not."""
        import bcrypt

        hashes, secret = self._hashes, password.encode()
        if len(secret) > LONGEST:
            return False
        stored = hashes.get(name)
        costs = [_cost(h) for h in hashes.values()]
        highest = max(costs)
        try:
            good = stored is not None and bcrypt.checkpw(secret, stored.encode())
        except ValueError:  # a line of the right form that is no hash: nobody has its password
            good = False
        # each cost takes twice as long as the one below: these sum up to what is missing
        for cost in [highest] if stored is None else range(_cost(stored), highest):
            bcrypt.checkpw(secret, f"$2b${cost:02}${_NOBODY}".encode())
        digest = self._digest(name, password, hashes)
        if good:
            self._right[name] = digest
        else:
            self._wrong[digest] = None
            if len(self._wrong) > MOST_WRONG:
                self._wrong.popitem(last=False)
        return good

    def _digest(self, name: str, password: str, hashes: Mapping[str, str] | None = None) -> bytes:
        stored = (self._hashes if hashes is None else hashes).get(name, "")
        return blake2b(repr((name, stored, password)).encode(), key=self._key).digest()

    def _read_again(self) -> None:
        try:
            stamp = _stamp(self._path.stat())
        except OSError:
            stamp = (0, 0, 0)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._hashes, self._stamp = _read(self._path)
        except SettingsError as error:
            self._warn(f"{error}; until then the names read before may sign in")


def _read(path: Path) -> tuple[dict[str, str], Stamp]:
    """Hashes by name, and the stamp of the very file that they were read from."""
    try:
        with path.open(encoding="utf-8") as file:
            stamp = _stamp(os.fstat(file.fileno()))
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"WPS_AUTH_FILE={path}: cannot be read ({error}); mend the file") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, digest = _entry(f"WPS_AUTH_FILE={path}: line {number}", line.strip())
        if name in found:
            raise SettingsError(
                f"WPS_AUTH_FILE={path}: line {number} names {name!r} again; delete one of the lines"
            )
        found[name] = digest
    if not found:
        raise SettingsError(
            f"WPS_AUTH_FILE={path}: names nobody; add a line with `python -m assistant password NAME`"
        )
    return found, stamp


def _entry(place: str, line: str) -> tuple[str, str]:
    """Name and hash of a line."""
    name, _, digest = line.partition(":")
    if not _NAME.fullmatch(name) or not _HASH.fullmatch(digest):
        raise SettingsError(
            f"{place} is not name:bcrypt-hash; make one with `python -m assistant password NAME` or "
            "`htpasswd -B -C 12`"
        )
    if not LOWEST_COST <= _cost(digest) <= HIGHEST_COST:
        raise SettingsError(
            f"{place}: bcrypt cost {_cost(digest)} is not between {LOWEST_COST} and {HIGHEST_COST}; make "
            "the line again with `python -m assistant password NAME` or `htpasswd -B -C 12`"
        )
    return name, digest.replace("$2y$", "$2b$", 1)


def _cost(digest: str) -> int:
    return int(digest[4:6])


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def hashed(name: str, password: str) -> str:
    """A line for the file. Raises `SettingsError` for a name or password that cannot be used."""
    import bcrypt

    secret = password.rstrip("\r\n").encode()
    if not _NAME.fullmatch(name):
        raise SettingsError(f"name {name!r}: must be 1 to 64 characters without space and colon")
    if not 8 <= len(secret) <= LONGEST:
        raise SettingsError(f"the password must have 8 to {LONGEST} bytes; choose another")
    return f"{name}:{bcrypt.hashpw(secret, bcrypt.gensalt()).decode()}"
