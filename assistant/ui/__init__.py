"""The Gradio app: one module a room, put together and served here. Nothing is loaded from the net."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.ui.shared import SharedState
from assistant.workplace.passwords import Passwords
from assistant.workplace.port import page_url
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings

if TYPE_CHECKING:
    import gradio as gr

TITLE = "Women, Peace and Security: the policy assistant"
FONT = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
CLEARED = 3600  # seconds after which uploaded drafts and written files are deleted
LARGEST_FILE, LARGEST_REQUEST = 5 * 1024**2, 8 * 1024**2  # bytes that a visitor may send
MONO = ["ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace"]


def build_app(shared: SharedState) -> gr.Blocks:
    """Build Gradio's part of the page; `serve` serves it in its frame (`assistant.ui.frame`)."""
    import gradio as gr

    from assistant.ui.ask.tab import AskTab
    from assistant.ui.check import CheckTab
    from assistant.ui.documents import DocumentsTab
    from assistant.ui.events import bridge
    from assistant.ui.programs.endpoints import endpoints
    from assistant.ui.programs.server import Programs
    from assistant.ui.quiz.tab import build as quiz_tab
    from assistant.ui.read.tab import ReadTab

    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(CLEARED, CLEARED))
    with page:
        endpoints(Programs(shared))  # first, so that their names are free
        with gr.Column(elem_id="room-ask", elem_classes="pa-room pa-scroll"):
            ask = AskTab(shared)
        with gr.Column(elem_id="room-read", elem_classes="pa-room"):
            read = ReadTab(shared)
        with gr.Column(elem_id="room-check", elem_classes="pa-room pa-scroll"):
            check = CheckTab(shared)
        with gr.Column(elem_id="room-quiz", elem_classes="pa-room pa-scroll"):
            quiz_tab(shared)
        with gr.Column(elem_id="room-documents", elem_classes="pa-room pa-scroll"):
            documents = DocumentsTab(shared)
        pressed = bridge()  # last: its events may come as soon as it is there
        ask.wire(page, pressed)
        read.wire(page, pressed, ask.evidence)
        check.wire()
        documents.wire(page)
    return page


def leaving(assistant: Assistant) -> str:
    """Say what is sent to the machine of the language model; for visitors of a page that uses one."""
    return f"questions and the paragraphs found for them are sent to {assistant.outside}"


def serve(
    page: gr.Blocks,
    shared: SharedState,
    host: str,
    port: int,
    passwords: Passwords | None = None,
    mcp: bool = False,
    wait: bool = True,
) -> str:
    """Serve and return the URL; blocks until stopped if ``wait``. ``OSError`` if the port is taken.

    Whoever is not in ``passwords`` is turned away, nobody if there are none.
    """
    from starlette.middleware import Middleware

    from assistant.ui.access.middleware import middleware
    from assistant.ui.programs.bodies import Bodies
    from assistant.ui.programs.server import Programs
    from assistant.ui.programs.tools import tool_middleware

    os.environ["FORWARDED_ALLOW_IPS"] = ""  # uvicorn's; `assistant.ui.access.proxies` decides instead
    page.queue(default_concurrency_limit=4).launch(
        server_name=f"[{host}]" if ":" in host else host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        theme=theme(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,  # its results are Python's, not JSON
        enable_monitoring=False,
        max_file_size=LARGEST_FILE,
        root_path=shared.settings.url,
        app_kwargs={
            "docs_url": None,
            "redoc_url": None,
            "max_body_size": LARGEST_REQUEST,
            "middleware": [
                *middleware(shared, host, passwords),
                *(tool_middleware(Programs(shared)) if mcp else ()),
                Middleware(Bodies),
            ],
        },
    )
    url = page_url(host, port)
    if wait:
        shown = shared.settings.url or url
        print(f"The policy assistant is at {shown}  (Ctrl-C stops it)", flush=True)
        page.block_thread()
    return url


def theme() -> gr.themes.Base:
    """Gradio's default with fonts of the visitor's own machine and text dark enough to read."""
    import gradio as gr

    return gr.themes.Default(primary_hue="blue", font=FONT, font_mono=MONO).set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
    )


def page_size(assistant: Assistant, settings: Settings) -> int:
    """Start the app on any free port, load its page once, stop it; bytes of the page."""
    import httpx

    shared = SharedState(assistant, settings, read_workplace_settings({}))
    page = build_app(shared)
    url = serve(page, shared, "127.0.0.1", free_port(), wait=False)
    try:
        return len(httpx.get(url, timeout=30).raise_for_status().content)
    finally:
        page.close(verbose=False)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
