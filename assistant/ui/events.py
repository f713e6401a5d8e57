"""Parts of the page that can be clicked, their events, and the visitor behind an event."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency
from markupsafe import escape

from assistant.ui.access.headers import VISITOR
from assistant.ui.shared import SharedState
from ingest.errors import LimitError

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


def page_html(value: str, template: str = "${value}", elem_id: str | None = None) -> gr.HTML:
    """A part of the page whose buttons and links carry ``data-do`` (see ``page.js``)."""
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    return gr.HTML(value, html_template=template, js_on_load=script, elem_id=elem_id)


def download(name: str, kind: str, data: bytes) -> str:
    """Pack a file as JSON for `SAVE_JS`, which saves it in the browser; nothing stays on the server."""
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
    """Return the name that the visitor signed in with, else the address of the machine."""
    if request is None:
        return "local"
    client = request.client
    return str(request.headers.get(VISITOR, "") or (client.host if client else "unknown"))


def admitted(shared: SharedState, request: gr.Request | None) -> bool:
    """Tell whether the visitor may look something up now; warn on the page if not."""
    try:
        shared.admit(visitor(request))
    except LimitError as error:
        show_warning(error)
        return False
    return True


def show_warning(message: object) -> None:
    """Tell the visitor what went wrong; the text is escaped, since Gradio shows it as HTML."""
    gr.Warning(escape(str(message)))
