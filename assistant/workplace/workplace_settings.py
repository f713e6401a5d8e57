"""Settings of the workplace: who may use it, what is logged, how what is taken away is marked."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from ingest.errors import SettingsError
from ingest.settings import whole_number

MARKING_LENGTH = 120  # characters
_URL = re.compile(r"[A-Za-z0-9:/.\[\]_~-]+")


Uploads = Literal["off", "everyone", "signed-in"]


@dataclass(frozen=True, slots=True)
class WorkplaceSettings:
    """``auth_file`` (``WPS_AUTH_FILE``): lines ``name:bcrypt hash`` as htpasswd writes them; None:
    nobody signs in. ``audit_log`` (``WPS_AUDIT_LOG``): file that gets a line a question; None: nothing
    is logged. ``classification`` (``WPS_CLASSIFICATION``): line on what is taken away, may be empty.
    ``per_minute`` (``WPS_REQUESTS``): questions, look-ups and checks that one visitor may send a
    minute. ``url`` (``WPS_URL``): address that visitors use where it is not the server's own, without a
    slash at the end, may be empty. ``proxies`` (``WPS_PROXIES``): addresses and networks whose
    forwarded headers are believed. ``uploads`` (``WPS_UPLOADS``): who may add documents in the page, nobody
    unless it is set.
    """

    auth_file: Path | None
    audit_log: Path | None
    classification: str
    per_minute: int
    url: str = ""
    proxies: tuple[str, ...] = ()
    uploads: Uploads = "off"

    def may_add(self, name: str) -> bool:
        """Tell whether a visitor, signed in as ``name`` or without one, may add documents."""
        return self.uploads == "everyone" or (self.uploads == "signed-in" and bool(name))


def read_workplace_settings(environment: Mapping[str, str] | None = None) -> WorkplaceSettings:
    """From ``WPS_*`` variables. Raises `SettingsError` for values that make no sense."""
    env = os.environ if environment is None else environment
    marking = " ".join(env.get("WPS_CLASSIFICATION", "").split())
    if len(marking) > MARKING_LENGTH:
        raise SettingsError(
            f"WPS_CLASSIFICATION has {len(marking)} characters, more than {MARKING_LENGTH}; shorten it"
        )
    return WorkplaceSettings(
        _path(env.get("WPS_AUTH_FILE", "")),
        _path(env.get("WPS_AUDIT_LOG", "")),
        marking,
        whole_number(env, "WPS_REQUESTS", default=120, low=1, high=1_000_000),
        _url(env.get("WPS_URL", "").strip()),
        tuple(_network(part) for part in env.get("WPS_PROXIES", "").replace(",", " ").split()),
        _uploads(env.get("WPS_UPLOADS", "").strip() or "off"),
    )


def _uploads(text: str) -> Uploads:
    known: tuple[Uploads, ...] = get_args(Uploads)
    for value in known:
        if text == value:
            return value
    raise SettingsError(f"WPS_UPLOADS={text!r}: must be {', '.join(get_args(Uploads))}")


def _path(text: str) -> Path | None:
    return Path(text).expanduser() if text else None


def _url(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        good = False
    else:
        good = good and "@" not in parts.netloc and not parts.query and not parts.fragment
    if not good or not _URL.fullmatch(text):
        raise SettingsError(
            f"WPS_URL={text!r}: must read like https://desk.example/wps, the address that visitors use"
        )
    return text.rstrip("/")


def _network(text: str) -> str:
    """As it is written shortest. A network with a wrong length would trust others than were meant."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise SettingsError(
            f"WPS_PROXIES: {text!r} is neither an address nor a network such as 10.0.0.0/8 ({error})"
        ) from error
    return str(network.network_address if network.num_addresses == 1 else network)


def check_address(host: str, signed_in: bool, unprotected: bool) -> None:
    """Raises `SettingsError` for an address that other machines reach while nobody has to sign in."""
    if signed_in or unprotected or loopback(host):
        return
    raise SettingsError(
        f"{host} is reached from other machines and nobody has to sign in: name a file of passwords in "
        "WPS_AUTH_FILE, or say --unprotected if everybody there may ask"
    )


def loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
