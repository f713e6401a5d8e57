"""Bodies of requests to the named endpoints: told in one line if wrong, and filled up with null where
arguments are left out, which Gradio itself only asks of its own client.
"""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.programs.server import ARGUMENTS
from ingest.errors import QuestionError

MOST_BYTES = 5_000_000
_PATH = re.compile(rf"/gradio_api/(?:run|api|call(?P<named>/v2)?)/(?P<name>{'|'.join(ARGUMENTS)})/?$")


class _TooLargeError(QuestionError):
    """A body with more than `MOST_BYTES`."""


class Bodies:
    """Hands requests to the endpoints on with whole bodies, and answers those that cannot be read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if match is None or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            body = await _read(Request(scope, receive))
            whole = _filled(json.loads(body), match["name"], named=bool(match["named"]))
        except _TooLargeError as error:
            await JSONResponse({"error": str(error)}, 413)(scope, receive, send)
        except QuestionError as error:
            await JSONResponse({"error": str(error)}, 422)(scope, receive, send)
        except (ValueError, RecursionError):
            told = "the body is not JSON that can be read; send an object with a list 'data'"
            await JSONResponse({"error": told}, 400)(scope, receive, send)
        else:
            await self._app(_sized(scope, whole), _again(whole, receive), send)


async def _read(request: Request) -> bytes:
    """The whole body; one that is too large is refused before it is read, or while it comes."""
    told = request.headers.get("content-length", "")
    found = bytearray()
    too_large = _TooLargeError(f"the body is larger than {MOST_BYTES:,} bytes; send less")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise too_large
    async for piece in request.stream():
        found += piece
        if len(found) > MOST_BYTES:
            raise too_large
    return bytes(found)


def _filled(body: object, name: str, named: bool) -> bytes:
    """The body with every argument of the endpoint; those left out are null."""
    wanted = list(ARGUMENTS[name].model_fields)
    if not isinstance(body, dict):
        raise QuestionError("the body must be a JSON object")
    if named:
        unknown = [key for key in body if key not in wanted]
        if unknown:
            raise QuestionError(f"there is no field {unknown[0][:40]!r}; there are {', '.join(wanted)}")
        return json.dumps({key: body.get(key) for key in wanted}).encode()
    data: Any = body.get("data")
    if not isinstance(data, list):
        raise QuestionError(f"field 'data' must be a list of {', '.join(wanted)}")
    if len(data) > len(wanted):
        raise QuestionError(f"field 'data' has {len(data)} entries; there are {', '.join(wanted)}")
    return json.dumps({**body, "data": data + [None] * (len(wanted) - len(data))}).encode()


def _sized(scope: Scope, body: bytes) -> Scope:
    headers = [(k, v) for k, v in scope["headers"] if k not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*headers, (b"content-length", str(len(body)).encode())]}


def _again(body: bytes, receive: Receive) -> Receive:
    """Give the body once, then what the connection gives."""
    given = False

    async def next_message() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_message
