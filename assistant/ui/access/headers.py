"""Headers of requests and answers: nothing that the page loads or sends leaves this machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' data: blob:; frame-ancestors 'self'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'"
)
VISITOR = "x-wps-visitor"  # set by `assistant.ui.access.signin`; a visitor's own is taken off
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
Framed = Callable[[str, Scope], str]  # HTML of a page, with what asked for it
_OUTSIDE = re.compile(
    rb"<(?:link|meta|script)\b[^>]*https?://(?!127\.0\.0\.1|localhost|\[::1\])[^>]*>(?:\s*</script>)?"
)


async def refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer``; a websocket is closed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(scope, receive, send)


class StayLocal:
    """Adds the headers, cuts tags that name other machines out of HTML pages, and has ``framed`` put a frame
    around them.

    Gradio's page carries links for social networks and preconnects; the browser would be
    stopped by the policy anyway, but a page that names no other host is easier to trust.
    """

    def __init__(self, app: ASGIApp, framed: Framed = lambda html, scope: html) -> None:
        self._app = app
        self._framed = framed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: dict[str, Any] = {}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *HEADERS]
                html = any(k == b"content-type" and b"text/html" in v for k, v in headers)
                message = {**message, "headers": headers}
                if html:
                    held.update(start=message, body=b"", scope=scope)
                    return
            elif held:
                held["body"] += message.get("body", b"")
                if message.get("more_body"):
                    return
                page = _OUTSIDE.sub(b"", held["body"]).decode("utf-8", "surrogateescape")
                body = self._framed(page, held["scope"]).encode("utf-8", "surrogateescape")
                start = held.pop("start")
                start["headers"] = [
                    (k, str(len(body)).encode() if k == b"content-length" else v) for k, v in start["headers"]
                ]
                held.clear()
                await send(start)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, answer)
