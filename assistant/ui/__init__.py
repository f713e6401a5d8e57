"""The Gradio app: one module a tab, put together and served here. Nothing is loaded from the net."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

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
STATUS = "<p role='status' aria-live='polite'>${value}</p>"
_LEAVING = Markup("<p><strong>Text leaves this machine:</strong> {}</p>")
MONO = ["ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace"]


def build_app(shared: SharedState) -> gr.Blocks:
    """Build the page; `serve` serves it."""
    import gradio as gr

    from assistant.ui.ask.tab import AskTab
    from assistant.ui.check import CheckTab
    from assistant.ui.programs.endpoints import endpoints
    from assistant.ui.programs.server import Programs
    from assistant.ui.quiz.tab import build as quiz_tab
    from assistant.ui.read.tab import ReadTab

    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(CLEARED, CLEARED))
    with page:
        endpoints(Programs(shared))  # first, so that their names are free
        gr.Markdown(f"# {TITLE}")
        if shared.assistant.outside:
            gr.HTML(_LEAVING.format(leaving(shared.assistant)))
        notice = gr.HTML("", elem_id="wps-notice")
        page.load(partial(notice_html, shared), None, notice, api_visibility="private")
        # one for all tabs, and never replaced: readers of the screen only hear what changes in it
        status = gr.HTML("", html_template=STATUS, elem_id="wps-status")
        with gr.Tabs() as tabs:
            with gr.Tab("Ask", id="ask"):
                ask = AskTab(shared)
            with gr.Tab("Read", id="read") as reading:
                read = ReadTab(shared)
            with gr.Tab("Check", id="check"):
                check = CheckTab(shared)
            with gr.Tab("Quiz", id="quiz"):
                quiz_tab(shared)
        ask.wire(page, status)
        read.wire(page, tabs, reading, (ask.evidence, check.found))
        check.wire()
    return page


def notice_html(shared: SharedState) -> str:
    """Draw the notice that the index is out of date; empty if it is up to date."""
    return Markup("<p role='note'>{}</p>").format(shared.notice) if shared.notice else ""


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
    from assistant.ui.events import STATIC
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
        css_paths=[STATIC / "style.css"],
        head=f"<style>{(STATIC / 'print.css').read_text(encoding='utf-8')}</style>",
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
