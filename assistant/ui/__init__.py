"""The Gradio app: one module a tab, put together and served here. Nothing is loaded from the net."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant

if TYPE_CHECKING:
    import gradio as gr

TITLE = "Women, Peace and Security: the policy assistant"
FONT = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
MONO = ["ui-monospace", "Consolas", "DejaVu Sans Mono", "monospace"]


def build_app(assistant: Assistant, feedback: Path) -> gr.Blocks:
    """The page, not yet served."""
    import gradio as gr

    from assistant.ui import ask

    page = gr.Blocks(title=TITLE, analytics_enabled=False)
    with page:
        gr.Markdown(f"# {TITLE}")
        if assistant.outside:
            gr.HTML(
                f"<p><strong>Text leaves this machine:</strong> {escape(leaving(assistant))}</p>"
            )
        with gr.Tab("Ask"):
            ask.build(assistant, feedback)
    return page


def leaving(assistant: Assistant) -> str:
    """What a visitor must know where a language model is on another machine."""
    return f"questions and the paragraphs found for them are sent to {assistant.outside}"


def serve(page: gr.Blocks, host: str, port: int, wait: bool = True) -> str:
    """Serve and return the URL; blocks until stopped if ``wait``. ``OSError`` if the port is taken."""
    import gradio as gr

    from assistant.ui.ask import CSS
    from assistant.ui.shell import stay_local

    _, url, _ = page.queue(default_concurrency_limit=4).launch(
        server_name=host,
        server_port=port,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        theme=gr.themes.Default(font=FONT, font_mono=MONO),
        css=CSS,
        footer_links=[],
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size="1mb",
        app_kwargs={"docs_url": None, "redoc_url": None, "middleware": stay_local()},
    )
    if wait:
        print(f"The policy assistant is at {url}  (Ctrl-C stops it)", flush=True)
        page.block_thread()
    return str(url)


def page_size(assistant: Assistant, feedback: Path) -> int:
    """Start the app on any free port, load its page once, stop it; bytes of the page."""
    import httpx

    page = build_app(assistant, feedback)
    url = serve(page, "127.0.0.1", free_port(), wait=False)
    try:
        return len(httpx.get(url, timeout=30).raise_for_status().content)
    finally:
        page.close(verbose=False)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
