"""No call leaves this machine: switches libraries' telemetry and hub look-ups off, and proves it.

Imported by the packages' ``__init__`` so that it runs before any of those libraries.
"""

from __future__ import annotations

import ipaddress
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_OFF = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


_LOG = "WPS_CALLS_OUT"  # file that lists what was tried; set for child processes by `blocked`
_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def go_offline() -> None:
    """Overrides what the caller's environment says: offline is a promise, not a preference."""
    os.environ.update(_OFF)
    if os.environ.get(_LOG):
        sys.addaudithook(_watch)


@contextmanager
def blocked() -> Iterator[Callable[[], list[str]]]:
    """Refuse every connection or look-up that leaves this machine, in child processes too; the
    function that is yielded lists what was tried.

    Built on the interpreter's audit events, which no library can switch off.
    """
    with tempfile.TemporaryDirectory(prefix="wps-calls-") as folder:
        log = Path(folder) / "calls.txt"
        log.touch()
        os.environ[_LOG] = str(log)
        sys.addaudithook(_watch)  # cannot be taken off again; quiet when the block ends
        try:
            yield lambda: log.read_text(encoding="utf-8").splitlines()
        finally:
            del os.environ[_LOG]


def _watch(event: str, args: tuple[Any, ...]) -> None:
    log = os.environ.get(_LOG) if event in _EVENTS else None
    host = _host(event, args) if log else None
    if log and host is not None and not is_loopback(host):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{event.removeprefix('socket.')} {host}\n")
        raise ConnectionRefusedError(f"blocked: {host} is not this machine")


def _host(event: str, args: tuple[Any, ...]) -> str | None:
    target = args[1] if event in ("socket.connect", "socket.sendto") else args[0]
    if isinstance(target, tuple):
        target = target[0]
    if isinstance(target, bytes):
        target = target.decode(errors="replace")
    return target if isinstance(target, str) and not target.startswith(("/", "\0")) else None


def is_loopback(host: str) -> bool:
    """Also true of names and wildcards that can only mean this machine."""
    if host in ("", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
