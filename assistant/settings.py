"""Settings of the workplace: who may use it, what is logged, how what is taken away is marked."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingsError
from ingest.settings import whole_number

MARKING_LENGTH = 120  # characters


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """``auth_file`` (``WPS_AUTH_FILE``): lines ``name:bcrypt hash`` as htpasswd writes them; None:
    nobody signs in. ``audit_log`` (``WPS_AUDIT_LOG``): file that gets a line a question; None: nothing
    is logged. ``classification`` (``WPS_CLASSIFICATION``): line on what is taken away, may be empty.
    ``per_minute`` (``WPS_REQUESTS``): questions, look-ups and checks that one visitor may send a
    minute.
    """

    auth_file: Path | None
    audit_log: Path | None
    classification: str
    per_minute: int


def read_desk_settings(environment: Mapping[str, str] | None = None) -> DeskSettings:
    """From ``WPS_*`` variables. Raises `SettingsError` for values that make no sense."""
    env = os.environ if environment is None else environment
    marking = " ".join(env.get("WPS_CLASSIFICATION", "").split())
    if len(marking) > MARKING_LENGTH:
        raise SettingsError(
            f"WPS_CLASSIFICATION has {len(marking)} characters, more than {MARKING_LENGTH}; shorten it"
        )
    return DeskSettings(
        _path(env.get("WPS_AUTH_FILE", "")),
        _path(env.get("WPS_AUDIT_LOG", "")),
        marking,
        whole_number(env, "WPS_REQUESTS", default=120, low=1, high=1_000_000),
    )


def _path(text: str) -> Path | None:
    return Path(text).expanduser() if text else None


def check_address(host: str, signed_in: bool, unprotected: bool) -> None:
    """Raises `SettingsError` for an address that other machines reach while nobody has to sign in."""
    if signed_in or unprotected or _loopback(host):
        return
    raise SettingsError(
        f"{host} is reached from other machines and nobody has to sign in: name a file of passwords in "
        "WPS_AUTH_FILE, or say --unprotected if everybody there may ask"
    )


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
