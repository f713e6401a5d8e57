"""Signing in: every request of every kind needs a name and password if there is a file of them.

HTTP Basic, so that browsers, `gradio_client` and MCP clients all know how; put TLS in front of it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections import deque
from collections.abc import Coroutine
from math import ceil

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.access.guesses import Failed, Guesses, GuessOutcome
from assistant.ui.access.headers import VISITOR, refuse
from assistant.workplace.guess_limit import GuessLimit
from assistant.workplace.passwords import Passwords
from assistant.workplace.rate_limit import seconds

SIGN_OUT = "/sign-out"  # refuses every name, so that the browser forgets the one it has
STARTUP = "/gradio_api/startup-events"  # asked once by the server itself; tells nothing
HELD = 64 * 1024  # bytes of a request that are taken in before it is known who sends it
LONGEST_NAME = 64  # characters; nobody has a longer one
_CHALLENGE = {"www-authenticate": 'Basic realm="Policy assistant", charset="UTF-8"'}


class SignIn:
    """Lets through who signs in (everybody, without ``passwords``) and names the visitor in the
    header `VISITOR`, which cannot come from outside.

    A password that was compared before is known at once. Others are guesses, slow and limited;
    ``failed`` is told of the wrong ones.
    """

    def __init__(self, app: ASGIApp, passwords: Passwords | None, failed: Failed) -> None:
        self._app = app
        self._passwords = passwords
        self._guesses = Guesses(passwords, GuessLimit(), failed) if passwords else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if k != VISITOR.encode()]
        scope = {**scope, "headers": headers}
        if self._passwords is None or self._guesses is None or scope.get("path") == STARTUP:
            await self._app(scope, receive, send)
            return
        if str(scope.get("path", "")).endswith(SIGN_OUT):
            await refuse(PlainTextResponse("You are signed out.", 401, _CHALLENGE), scope, receive, send)
            return
        name, password = credentials(dict(headers).get(b"authorization", b""))
        if name and self._passwords.remembered(name, password) is None:
            request = _Request(receive)
            receive = request.receive
            verdict = await _unless_gone(self._guesses.judge(name, password, _address(scope)), request)
            if verdict is None:
                return
            if verdict.wait:
                await refuse(_too_many(ceil(verdict.wait)), scope, receive, send)
                return
        if name and self._passwords.remembered(name, password):
            scope["headers"] = [*headers, (VISITOR.encode(), name.encode())]
            await self._app(scope, receive, send)
        else:
            await refuse(PlainTextResponse("Sign in first.", 401, _CHALLENGE), scope, receive, send)


def _too_many(wait: int) -> Response:
    return PlainTextResponse(
        f"Too many attempts to sign in. Try again in {seconds(wait)}.", 429, {"retry-after": str(wait)}
    )


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def credentials(header: bytes) -> tuple[str, str]:
    """Name and password of a Basic header; empty if it is none."""
    kind, _, value = header.partition(b" ")
    if kind.lower() != b"basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (name, password) if len(name) <= LONGEST_NAME else ("", "")


class _Request:
    """A request that is listened to before it is passed on: what has come is held and given then."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._held: deque[Message] = deque()

    async def gone(self) -> None:
        """Return when the visitor has gone away; never if a long body hides it."""
        size = 0
        while size < HELD:
            try:
                message = await self._receive()
            except HTTPException:  # a body over the limit: raised again to whoever reads it
                break
            self._held.append(message)
            size += len(message.get("body", b""))
            if message["type"].endswith(".disconnect"):
                return
        await asyncio.Event().wait()

    async def receive(self) -> Message:
        return self._held.popleft() if self._held else await self._receive()


async def _unless_gone(
    judging: Coroutine[None, None, GuessOutcome], request: _Request
) -> GuessOutcome | None:
    """The verdict; None if nobody waits for it any more."""
    gone = asyncio.create_task(request.gone())
    verdict = asyncio.create_task(judging)
    tasks: set[asyncio.Task[None] | asyncio.Task[GuessOutcome]] = {gone, verdict}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return verdict.result() if verdict.done() else None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
