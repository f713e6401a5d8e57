"""What is around every page: headers that let nothing in or out, the visitor, the page's script."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency
from markupsafe import escape
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.desk import Desk
from ingest.errors import LimitError

POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' data: blob:; frame-ancestors 'self'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'"
)
VISITOR = "x-wps-visitor"  # set by `assistant.ui.access.signin`; what comes from outside is taken off
STATIC = Path(__file__).with_name("static")
COPY_JS = "(text) => text && window.wpsCopy(text)"
SAVE_JS = """(text) => {
  if (!text) return;
  const {name, kind, data} = JSON.parse(text);
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type: kind}));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}"""
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_OUTSIDE = re.compile(
    rb"<(?:link|meta|script)\b[^>]*https?://(?!127\.0\.0\.1|localhost|\[::1\])[^>]*>(?:\s*</script>)?"
)


def page_html(value: str, template: str = "${value}", elem_id: str | None = None) -> gr.HTML:
    """A part of the page whose buttons and links carry ``data-do`` (see ``page.js``)."""
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    return gr.HTML(value, html_template=template, js_on_load=script, elem_id=elem_id)


def download(name: str, kind: str, data: bytes) -> str:
    """What `SAVE_JS` makes a file of; nothing is left on the server."""
    return json.dumps({"name": name, "kind": kind, "data": base64.b64encode(data).decode()})


def on(
    event: Callable[..., Dependency],
    fn: Callable[..., object] | None,
    inputs: Sequence[Block],
    outputs: Sequence[Block],
    **more: Any,
) -> Dependency:
    """An event of the page's own: no progress bar, and not offered to programs."""
    return event(fn, list(inputs), list(outputs), show_progress="hidden", api_visibility="private", **more)


def visitor(request: gr.Request | None) -> str:
    """Who asks: the name signed in with, else the address of the machine."""
    if request is None:
        return "local"
    client = request.client
    return str(request.headers.get(VISITOR, "") or (client.host if client else "unknown"))


def admitted(desk: Desk, request: gr.Request | None) -> bool:
    """Whether the visitor may look something up now; whoever may not is told so."""
    try:
        desk.admit(visitor(request))
    except LimitError as error:
        show_warning(error)
        return False
    return True


def show_warning(message: object) -> None:
    """Tell the visitor what went wrong; the text is escaped, since Gradio shows it as HTML."""
    gr.Warning(escape(str(message)))


async def refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send ``answer``; a websocket is closed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await answer(scope, receive, send)


class StayLocal:
    """Adds the headers, and cuts tags that name other machines out of HTML pages.

    Gradio's page carries links for social networks and preconnects; the browser would be
    stopped by the policy anyway, but a page that names no other host is easier to trust.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
                    held.update(start=message, body=b"")
                    return
            elif held:
                held["body"] += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = _OUTSIDE.sub(b"", held["body"])
                start = held.pop("start")
                start["headers"] = [
                    (k, str(len(body)).encode() if k == b"content-length" else v) for k, v in start["headers"]
                ]
                held.clear()
                await send(start)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, answer)
