"""The address that the page is served at: found out to be usable before anything is opened."""

from __future__ import annotations

import errno
import os
import socket

from ingest.errors import SettingsError

_GRADIO = "127.0.0.1"  # where Gradio looks whether a port is free, whatever the host
_EVERYWHERE = ("0.0.0.0", "::")


class PortInUseError(SettingsError):
    """Another program listens there, or the page itself."""


def page_url(host: str, port: int) -> str:
    """The URL to type in a browser on this machine."""
    name = "localhost" if host in _EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def check_port(host: str, port: int) -> None:
    """Raises `SettingsError` if no server can listen at ``host`` (without brackets) and ``port``."""
    for name in dict.fromkeys((host, _GRADIO)):
        try:
            for family, _, _, _, address in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM):
                _listen(family, address)
        except OSError as error:
            kind = PortInUseError if error.errno == errno.EADDRINUSE else SettingsError
            raise kind(_why(error, name, port)) from error


def _listen(family: int, address: tuple[object, ...]) -> None:
    with socket.socket(family) as probe:
        if os.name == "posix":  # as servers do; elsewhere it would let two listen at once
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        probe.bind(address)


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use; stop the program that uses it, or choose another with "
            "--port or WPS_PORT"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is not open to this account; choose one above 1023 with --port or WPS_PORT"
    return (
        f"{host} is not an address of this machine ({error.strerror or error}); choose another with "
        "--host or WPS_HOST, for example 127.0.0.1"
    )
