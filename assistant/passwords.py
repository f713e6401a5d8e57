"""The only door to bcrypt: a file of names and hashed passwords, as ``htpasswd -B`` writes it."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ingest.errors import SettingsError

LONGEST = 72  # bytes that bcrypt looks at
_NAME = re.compile(r"[^\s:]{1,64}")
_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
_NOBODY = "$2b$12$" + "." * 22 + "X" * 31  # compared with for unknown names, which take as long


class Passwords:
    """Who may sign in. A password that was right is remembered, as a hash, until the next start,
    because bcrypt is slow on purpose.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)
        self._known: set[bytes] = set()
        self._lock = threading.Lock()

    def right(self, name: str, password: str) -> bool:
        import bcrypt

        secret = password.encode()
        stored = self._hashes.get(name, "")
        key = sha256(f"{name}\0{stored}\0".encode() + secret).digest()
        if key in self._known:
            return True
        if len(secret) > LONGEST:
            return False
        with self._lock:  # one slow comparison at a time: guessing must not take all the cores
            good = bcrypt.checkpw(secret, (stored or _NOBODY).encode())
        if good and stored:
            self._known.add(key)
            return True
        return False


def read_passwords(path: Path) -> Passwords:
    """Raises `SettingsError` naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"WPS_AUTH_FILE={path}: cannot be read ({error})") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, digest = line.strip().partition(":")
        if not _NAME.fullmatch(name) or not _HASH.fullmatch(digest):
            raise SettingsError(
                f"WPS_AUTH_FILE={path}: line {number} is not name:bcrypt-hash; make one with "
                "`python -m assistant password NAME` or `htpasswd -B`"
            )
        found[name] = digest.replace("$2y$", "$2b$", 1)
    if not found:
        raise SettingsError(
            f"WPS_AUTH_FILE={path}: names nobody; add a line with `python -m assistant password NAME`"
        )
    return Passwords(found)


def hashed(name: str, password: str) -> str:
    """A line for the file. Raises `SettingsError` for a name or password that cannot be used."""
    import bcrypt

    secret = password.rstrip("\r\n").encode()
    if not _NAME.fullmatch(name):
        raise SettingsError(f"name {name!r}: must be 1 to 64 characters without space and colon")
    if not 8 <= len(secret) <= LONGEST:
        raise SettingsError(f"the password must have 8 to {LONGEST} bytes; choose another")
    return f"{name}:{bcrypt.hashpw(secret, bcrypt.gensalt()).decode()}"
