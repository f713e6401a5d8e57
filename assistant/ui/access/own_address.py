"""Requests are answered under the page's own address, and to the page's own scripts, only.

Any page of the net can point a name of its own at this machine (DNS rebinding), or send requests from
the browser of somebody who has signed in here. Both say so in a header.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.access.headers import refuse

LOCAL = ("localhost", "127.0.0.1", "::1")


class OwnAddress:
    """Refuses other names than those of this machine, ``host`` and ``url`` if ``named``, and always what a
    browser sends for a page of another origin. Programs send no origin.
    """

    def __init__(self, app: ASGIApp, host: str, url: str, named: bool) -> None:
        self._app = app
        self._names = {*LOCAL, host.strip("[]").lower(), hostname(url)} if named else None
        self._url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._names is not None and hostname(f"//{host}") not in self._names:
            text = (
                "The page is not served under this name. Open it under the address that the server "
                "printed at its start, or name the address that visitors use in WPS_URL."
            )
            await refuse(PlainTextResponse(text, 421), scope, receive, send)
        elif not self._own(headers.get("origin"), host, headers.get("x-forwarded-host", "")):
            text = (
                "A page of another site asked for this. Open the policy assistant itself; behind a "
                "proxy, name the address that visitors use in WPS_URL."
            )
            await refuse(PlainTextResponse(text, 403), scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _own(self, origin: str | None, host: str, forwarded: str) -> bool:
        """Tell whether a script comes from the page; ``forwarded`` is only set by known proxies."""
        if origin is None:
            return True
        first = forwarded.partition(",")[0].strip()
        own = {f"{s}://{h.lower()}" for h in (host, first) if h for s in ("http", "https")}
        parts = urlsplit(self._url)
        return origin.lower() in {*own, f"{parts.scheme}://{parts.netloc}".lower()}


def hostname(url: str) -> str:
    """Return the host of a URL in small letters; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
