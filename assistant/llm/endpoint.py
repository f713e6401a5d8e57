"""The address of a language model's server, as ``WPS_LLM`` names it. Nothing secret is part of it or
shown.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.errors import SettingsError

# no "@" (a password), "?" or "#" (a key) in the address
_SPEC = re.compile(r"(?P<kind>ollama|openai-like):(?P<model>[^\s@]+)@(?P<url>https?://[^\s@?#]+)")
_SECRET = re.compile(r"(https?://)(?:[^\s'\"<>]*@)?([^\s'\"<>?#]*)[^\s'\"<>]*")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``kind``: the protocol; ``url`` has neither credentials nor a query."""

    kind: str
    model: str
    url: str

    @property
    def outside(self) -> str:
        """The server's address if what is sent to it leaves this machine, else empty."""
        host = urlsplit(self.url).hostname or ""
        try:
            local = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            local = False
        return "" if local else f"{urlsplit(self.url).scheme}://{urlsplit(self.url).netloc}"


def parse_endpoint(spec: str) -> Endpoint:
    """Read the setting ``WPS_LLM``. Raises `SettingsError` for anything but ollama:MODEL@URL and
    openai-like:MODEL@URL.
    """
    match = _SPEC.fullmatch(spec)
    try:
        good = match is not None and bool(urlsplit(match["url"]).hostname)
    except ValueError:
        good = False
    if match is None or not good:
        head = re.split(r"@|://|\?|#", spec, maxsplit=1)[0]  # what follows may hold a secret
        shown = head if head == spec else f"{head}…"
        raise SettingsError(
            f"WPS_LLM={shown!r}: must read ollama:MODEL@URL or openai-like:MODEL@URL, the URL without "
            "user, password or query; a key goes into WPS_LLM_API_KEY"
        )
    return Endpoint(match["kind"], match["model"], match["url"].rstrip("/"))


def public(text: str, key: str) -> str:
    """Put a text on one line, without the key and without what an address may hide before its host or behind
    its path.
    """
    plain = " ".join(_SECRET.sub(r"\1\2", text).split())
    return plain.replace(key, "…") if key else plain
