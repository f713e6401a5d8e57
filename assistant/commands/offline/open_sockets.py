"""The sockets of a process and its children, as Linux lists them: where they lead."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.commands.offline.packets import DNS

_LISTS = (("tcp", "net/tcp"), ("tcp", "net/tcp6"), ("udp", "net/udp"), ("udp", "net/udp6"))


@contextmanager
def watched(process: int, seconds: float) -> Iterator[set[str]]:
    """The ends beyond this machine that sockets of a process and its children have meanwhile, for
    example ``tcp 192.0.2.1:443``; looks every few ``seconds``, so shorter ones may be missed. Empty
    where there is no ``/proc``.
    """
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.wait(seconds):
            for member in _family(process):
                seen.update(far_ends(member))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def far_ends(process: int) -> set[str]:
    """The far ends of one process's sockets now, loopback left out."""
    folder = Path("/proc") / str(process)
    try:
        held = {str(entry.readlink()) for entry in (folder / "fd").iterdir()}
        rows = [
            (kind, line.split())
            for kind, name in _LISTS
            for line in (folder / name).read_text(encoding="ascii").splitlines()[1:]
        ]
    except OSError:  # it has ended, or is not ours to see
        return set()
    return {end for kind, row in rows if f"socket:[{row[9]}]" in held and (end := _end(kind, row[2]))}


def _end(kind: str, listed: str) -> str:
    """``0100007F:0035`` as text; empty if it is not connected or on loopback."""
    host, _, port = listed.partition(":")
    words = [bytes.fromhex(host[at : at + 8]) for at in range(0, len(host), 8)]
    if sys.byteorder == "little":
        words = [word[::-1] for word in words]
    raw, number = b"".join(words), int(port, 16)
    family = socket.AF_INET if len(raw) == 4 else socket.AF_INET6
    address = ipaddress.ip_address(raw)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    if not number or address.is_unspecified or (address.is_loopback and number != DNS):
        return ""
    name = socket.inet_ntop(family, raw) if mapped is None else str(mapped)
    return f"{kind} {f'[{name}]' if ':' in name else name}:{number}"


def _family(process: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))
