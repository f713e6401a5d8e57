"""A command in a network of its own, in which nothing leaves and every packet is read.

    python -m assistant.commands.offline.isolation LOG COMMAND …

runs COMMAND, writes each call that it makes beyond this machine as a line into LOG, and exits as it
does. Linux only, and only where users may make namespaces. The network holds a loopback device that
takes in every address, so a call to another machine is refused at once and its packets are seen,
whichever library or child process sends them.

Not seen: a request to another program on this machine through a Unix socket, which that program may
pass on. The sockets of the name services that do so are hidden.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.commands.offline.packets import call_in

NO_NAMESPACE = 97  # exit code
_NEW_USER, _NEW_NETWORK, _NEW_MOUNTS = 0x10000000, 0x40000000, 0x00020000
_NAME_SERVICES = ("/run/nscd", "/run/systemd/resolve", "/run/avahi-daemon", "/run/dbus")
_SET_FLAGS, _UP = 0x8914, 0x1 | 0x40  # ioctl SIOCSIFFLAGS; the device is up and running
_NEW_ROUTE, _REQUEST = 24, 0x1 | 0x4 | 0x200 | 0x400  # netlink: create, acknowledge, must be new
_TABLE, _STATIC, _LOCAL, _OUT_DEVICE = 254, 3, 2, 4  # of a route: table, origin, type, attribute
_HOST_SCOPE = 254
_ALL_PACKETS = 3
_ATTACH_FILTER = 26
_OPENING = (  # BPF: operation, steps to skip if true, if false, operand
    (0x30, 0, 0, 0),
    (0x54, 0, 0, 0xF0),
    (0x15, 0, 5, 0x40),  # IPv4, or on to IPv6
    (0x30, 0, 0, 9),
    (0x15, 0, 8, 6),
    (0xB1, 0, 0, 0),
    (0x50, 0, 0, 13),
    (0x05, 0, 0, 3),
    (0x30, 0, 0, 6),
    (0x15, 0, 3, 6),
    (0x30, 0, 0, 53),
    (0x54, 0, 0, 0x12),
    (0x15, 0, 1, 0x02),  # flags SYN and ACK: SYN alone
    (0x06, 0, 0, 0xFFFF),
    (0x06, 0, 0, 0),  # whole, or not at all
)
_LONGEST = 65_535
_LAST_SECONDS = 0.3  # a packet sent last is read within this time


def main(arguments: Sequence[str]) -> int:
    """Exit code of the command, or `NO_NAMESPACE` with the reason on stderr."""
    log, *command = arguments
    try:
        isolate()
        tap = open_tap()
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return NO_NAMESPACE
    reader = threading.Thread(target=_record, args=(tap, Path(log)), daemon=True)
    reader.start()
    code = subprocess.call(command)
    reader.join(_LAST_SECONDS)
    return code


def obstacle() -> str:
    """Return why nothing can be isolated on this machine; empty if it can."""
    if sys.platform != "linux":
        return f"{sys.platform} has none"
    command = [sys.executable, "-m", "assistant.commands.offline.isolation", os.devnull, "true"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    return "" if done.returncode == 0 else last


def isolate() -> None:
    """Move this process, which must have one thread only, into namespaces of its own. Raises
    ``OSError`` where that is not allowed.
    """
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_MOUNTS):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    for folder in filter(os.path.isdir, _NAME_SERVICES):
        libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, None)
    _raise_loopback()
    for family in (socket.AF_INET, socket.AF_INET6):
        _take_in_every_address(family)


def open_tap() -> socket.socket:
    """Return a socket that gets every packet of this network, of TCP those that open a connection:
    its buffer would not hold whole pages.
    """
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL_PACKETS))
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in _OPENING))
    head = struct.pack("HP", len(_OPENING), ctypes.addressof(program))
    tap.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, head)
    return tap


def _record(tap: socket.socket, log: Path) -> None:
    seen = {""}
    while True:
        call = call_in(tap.recv(_LONGEST))
        if call not in seen:
            seen.add(call)
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{call}\n")


def _raise_loopback() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14s", b"lo", _UP, b""))


def _take_in_every_address(family: int) -> None:
    """Route all addresses of an IP version to the loopback device, as if they were its own."""
    scope = _HOST_SCOPE if family == socket.AF_INET else 0
    route = struct.pack("8BI", family, 0, 0, 0, _TABLE, _STATIC, scope, _LOCAL, 0)
    route += struct.pack("HHI", 8, _OUT_DEVICE, socket.if_nametoindex("lo"))
    head = struct.pack("IHHII", 16 + len(route), _NEW_ROUTE, _REQUEST, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.send(head + route)
        code = -int(struct.unpack_from("i", kernel.recv(_LONGEST), 16)[0])
    if code and family == socket.AF_INET:  # a kernel without IPv6 has no such addresses
        raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
