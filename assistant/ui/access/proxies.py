"""The address of the visitor: the machine at the other end, or the one that a known proxy names."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from contextlib import suppress
from typing import cast
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_FORWARDED = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-gradio-server")
_PEER = "wps.peer"


class Proxies:
    """Takes forwarded headers off what does not come from ``trusted`` addresses and networks; of what
    does, the client becomes the one that they name. The path of ``url``, under which a proxy shows the
    page, is taken off in case the proxy has not done so.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str], url: str) -> None:
        self._app = app
        self._trusted = [ipaddress.ip_network(t) for t in trusted]
        self._named = cast(ASGIApp, ProxyHeadersMiddleware(self._settled, list(trusted)))  # type: ignore[arg-type]
        self._url = url
        self._prefix = urlsplit(url).path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._prefix and scope["path"] == self._prefix and scope["type"] == "http":
            await RedirectResponse(f"{self._url}/")(scope, receive, send)
            return
        client = scope.get("client") or ("unknown", 0)
        peer = bare_address(client[0])
        scope = {**scope, "client": (peer, client[1]), _PEER: peer, **self._path(scope)}
        if self._trusts(peer):
            await self._named(scope, receive, send)
        else:
            headers = [(k, v) for k, v in scope["headers"] if not k.startswith(_FORWARDED)]
            await self._app({**scope, "headers": headers}, receive, send)

    async def _settled(self, scope: Scope, receive: Receive, send: Send) -> None:
        """With the client that the proxy names if it is an address at all."""
        named = bare_address(scope["client"][0])
        try:
            ipaddress.ip_address(named)
        except ValueError:
            named = scope[_PEER]
        await self._app({**scope, "client": (named, 0)}, receive, send)

    def _trusts(self, peer: str) -> bool:
        with suppress(ValueError):
            address = ipaddress.ip_address(peer)
            return any(address in network for network in self._trusted)
        return False

    def _path(self, scope: Scope) -> dict[str, object]:
        path: str = scope["path"]
        if not self._prefix or not path.startswith(f"{self._prefix}/"):
            return {}
        raw: bytes = scope.get("raw_path") or path.encode()
        return {"path": path[len(self._prefix) :], "raw_path": raw[len(self._prefix) :]}


def bare_address(host: str) -> str:
    """An address without what IPv6 adds to it: the zone, the wrapping of an IPv4 address."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    wrapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(wrapped or address)
