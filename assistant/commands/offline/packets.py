"""Network packets as text: which other machine a packet is for, or which name it asks for."""

from __future__ import annotations

import ipaddress
import struct

DNS = 53  # port; whoever answers there may ask another machine
_TCP, _UDP, _IPV6_OPTIONS = 6, 17, 0
_KERNEL = {1, 2, 58}  # ICMP and IGMP: the kernel's own replies and announcements
_SYN, _ACK = 0x02, 0x10


def call_in(packet: bytes) -> str:
    """Return the call that an IP packet makes beyond this machine, for example ``tcp 192.0.2.1:443``
    or ``dns hub.example``; empty for loopback, for replies and for the kernel's own messages.
    """
    try:
        host, protocol, body = _opened(packet)
        if protocol in _KERNEL:
            return ""
        if protocol not in (_TCP, _UDP):
            return "" if host.is_loopback else f"protocol {protocol} {host}"
        port = int(struct.unpack_from("!H", body, 2)[0])
        if protocol == _TCP and body[13] & (_SYN | _ACK) != _SYN:
            return ""
        if port == DNS:
            return f"dns {(_name(body[8:]) if protocol == _UDP else '') or host}"
        end = f"[{host}]" if host.version == 6 else str(host)
        kind = "tcp" if protocol == _TCP else "udp"
        return "" if host.is_loopback else f"{kind} {end}:{port}"
    except (struct.error, IndexError, ValueError):
        return f"a packet that cannot be read ({len(packet)} bytes)"


def _opened(packet: bytes) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, int, bytes]:
    """Destination, protocol and body of a packet."""
    if packet[0] >> 4 == 4:
        return ipaddress.IPv4Address(packet[16:20]), packet[9], packet[(packet[0] & 15) * 4 :]
    protocol, body = packet[6], packet[40:]
    if protocol == _IPV6_OPTIONS:
        protocol, body = body[0], body[(body[1] + 1) * 8 :]
    return ipaddress.IPv6Address(packet[24:40]), protocol, body


def _name(query: bytes) -> str:
    """The name that a DNS query asks for, empty if it is none."""
    labels, at = [], 12
    while at < len(query) and query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
        at += 1 + query[at]
    return ".".join(labels)
