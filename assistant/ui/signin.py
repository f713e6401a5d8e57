"""Signing in: every request of every kind needs a name and password if there is a file of them.

HTTP Basic, so that browsers, `gradio_client` and MCP clients all know how; put TLS in front of it.
"""

from __future__ import annotations

import base64
import binascii

from anyio.to_thread import run_sync
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.passwords import Passwords
from assistant.ui.shell import VISITOR, StayLocal

STARTUP = "/gradio_api/startup-events"  # asked once by the server itself; tells nothing
_CHALLENGE = {"www-authenticate": 'Basic realm="Policy assistant", charset="UTF-8"'}


def around(passwords: Passwords | None) -> list[Middleware]:
    """What every request passes on its way in and out."""
    return [Middleware(StayLocal), Middleware(SignIn, passwords=passwords)]


class SignIn:
    """Lets through who signs in (everybody, without ``passwords``) and names the visitor in the
    header `VISITOR`, which cannot come from outside.
    """

    def __init__(self, app: ASGIApp, passwords: Passwords | None) -> None:
        self._app = app
        self._passwords = passwords

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if k != VISITOR.encode()]
        scope = {**scope, "headers": headers}
        if self._passwords is None or scope.get("path") == STARTUP:
            await self._app(scope, receive, send)
            return
        name, password = _credentials(dict(headers).get(b"authorization", b""))
        if name and await self._right(name, password):
            scope["headers"] = [*headers, (VISITOR.encode(), name.encode())]
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("Sign in first.", 401, _CHALLENGE)
            await refusal(scope, receive, send)

    async def _right(self, name: str, password: str) -> bool:
        """In a thread: comparing is slow on purpose and must not hold up everybody else."""
        passwords = self._passwords
        return passwords is not None and await run_sync(lambda: passwords.right(name, password))


def _credentials(header: bytes) -> tuple[str, str]:
    """Name and password of a Basic header; empty if it is none."""
    kind, _, value = header.partition(b" ")
    if kind.lower() != b"basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password
