"""Files that visitors send count against what they may ask."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.access.headers import VISITOR
from ingest.errors import LimitError

KEPT = ("/gradio_api/upload", "/gradio_api/deep_link")  # what Gradio writes to the disk


class Uploads:
    """``admit`` raises `LimitError` for a visitor who has sent too much."""

    def __init__(self, app: ASGIApp, admit: Callable[[str], None]) -> None:
        self._app = app
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if scope["path"].rstrip("/") in KEPT:
            client = scope.get("client")
            try:
                self._admit(headers.get(VISITOR) or (str(client[0]) if client else "unknown"))
            except LimitError as error:
                return PlainTextResponse(str(error), 429, {"retry-after": str(error.seconds)})
        return None
