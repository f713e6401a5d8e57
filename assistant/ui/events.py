"""The bridge between the page's own scripts and the server, its events, and the visitor behind an event."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.events import Dependency
from markupsafe import escape

from assistant.text.language import Language
from assistant.ui.access.headers import VISITOR
from assistant.ui.frame import language_of_cookies
from assistant.ui.shared import SharedState
from ingest.errors import LimitError

EVENTS = (
    *("ask", "stop", "retry", "turn", "open", "take", "word", "rate", "export"),
    *("read", "document", "search", "topics", "duties", "table", "tray", "brief"),
)
BRIDGE_JS = f"""const known = {json.dumps(EVENTS)};
window.pa.bridge((name, data) => known.includes(name) && trigger(name, data));"""
COPY_JS = "(text) => text && window.pa.copy(text)"
SAVE_JS = "(text) => window.pa.save(text)"


def bridge() -> gr.HTML:
    """Return the one part of the page through which its scripts reach the server."""
    return gr.HTML("", js_on_load=BRIDGE_JS, elem_id="pa-bridge", visible="hidden", apply_default_css=False)


def drawn(value: str, elem_id: str, then: str = "", classes: str = "") -> gr.HTML:
    """A part of the page that the server draws; ``then``: script that runs whenever it has."""
    script = f"watch('value', () => {{ {then} }});" if then else None
    return gr.HTML(
        value,
        elem_id=elem_id,
        elem_classes=f"pa {classes}".strip(),
        js_on_load=script,
        apply_default_css=False,
    )


def carrier(elem_id: str, then: str) -> gr.HTML:
    """A part that is never seen: the script ``then`` is given, as ``props.value``, what the server sends."""
    script = f"watch('value', () => {{ {then} }});"
    return gr.HTML("", elem_id=elem_id, js_on_load=script, visible="hidden", apply_default_css=False)


def hidden_text() -> gr.Textbox:
    """A text that travels between server and scripts."""
    return gr.Textbox(visible="hidden", show_label=False, elem_classes="pa-hidden")


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


def page_language(request: gr.Request | None) -> Language:
    """Return the language that the visitor has chosen for the page."""
    return language_of_cookies(str(request.headers.get("cookie", ""))) if request is not None else "en"


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
