"""The page behind a reverse proxy, under a path of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from time import sleep

import httpx
import pytest
import uvicorn
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from assistant.assistant import Assistant
from assistant.ui import build_app, free_port, serve
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings
from tests.ui.browser import Visitor
from tests.ui.samples import REVIEWED

PREFIX = "/wps"
OF_A_CONNECTION = ("host", "connection", "transfer-encoding", "content-length", "content-encoding")


@contextmanager
def proxied(port: int, target: str, keep: bool) -> Iterator[None]:
    """A reverse proxy on ``port`` that shows ``target`` under `PREFIX`, with or without taking it off."""
    client = httpx.AsyncClient(timeout=60)

    async def forward(request: Request) -> StreamingResponse:
        path = request.url.path if keep else request.url.path.removeprefix(PREFIX)
        headers = {k: v for k, v in request.headers.items() if k not in OF_A_CONNECTION}
        headers["accept-encoding"] = "identity"
        url = f"{target.rstrip('/')}{path}?{request.url.query}"
        sent = client.build_request(request.method, url, headers=headers, content=await request.body())
        answer = await client.send(sent, stream=True)

        async def body() -> AsyncIterator[bytes]:
            async for piece in answer.aiter_raw():
                yield piece
            await answer.aclose()

        back = {k: v for k, v in answer.headers.items() if k not in OF_A_CONNECTION}
        return StreamingResponse(body(), answer.status_code, back)

    methods = ["GET", "HEAD", "POST", "DELETE"]
    app = Starlette(routes=[Route(f"{PREFIX}{{rest:path}}", forward, methods=methods)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    yield
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module", params=["kept", "taken off"])
def url(request: pytest.FixtureRequest, assistant: Assistant, settings: Settings) -> Iterator[str]:
    """Of the page as visitors see it."""
    port = free_port()
    shown = f"http://127.0.0.1:{port}{PREFIX}"
    shared = SharedState(
        assistant, settings, read_workplace_settings({"WPS_URL": shown, "WPS_REQUESTS": "10000"})
    )
    page = build_app(shared)
    target = serve(page, shared, "127.0.0.1", free_port(), mcp=True, wait=False)
    with proxied(port, target, request.param == "kept"):
        yield f"{shown}/"
    page.close(verbose=False)


def test_links_and_the_address_bar_keep_the_path(browser: Browser, url: str) -> None:
    visitor = Visitor(browser, url)
    page = visitor.open()
    visitor.ask(REVIEWED)
    evidence = page.locator("#pa-ev")
    expect(evidence.locator(".pa-sheet img")).to_be_visible()
    assert evidence.locator(".pa-sheet img").evaluate("e => e.complete && e.naturalWidth > 0")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    evidence.get_by_role("button", name="Link").click()
    expect(page.locator("#pa-status")).to_have_text("Copied")
    address = f"{url}?p=nato-wps-2024%23para-54"
    assert page.evaluate("navigator.clipboard.readText()") == address
    evidence.get_by_role("link", name="Read in place").click()
    expect(page.locator(".pa-here")).to_be_visible()
    assert page.url == address
    page.go_back()
    expect(page.locator("#pa-box")).to_be_visible()
    visitor.open("?p=nato-wps-2024%23para-6")
    expect(page.locator(".pa-here")).to_contain_text("6")
    link = page.locator("a[data-do='read']").first
    assert link.evaluate("e => e.href").startswith(f"{url}?p=")
    visitor.turn_to("Check")
    page.locator("#room-check input[type=file]").set_input_files(
        {"name": "draft.md", "mimeType": "text/markdown", "buffer": b"Staff should ask (para. 54)."}
    )
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator(".pa-finding").first).to_be_visible()
    visitor.close()


def test_programs_reach_it_too(url: str) -> None:
    row = Client(url, verbose=False).predict("nato-wps-2024#para-54", api_name="/show")
    assert row["first_page"] == 17

    async def talk() -> str:
        async with (
            streamablehttp_client(f"{url}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            reply = await session.call_tool("show", {"locator": "nato-wps-2024#para-54"})
            return str(reply.content[0].text)  # type: ignore[union-attr]

    with ThreadPoolExecutor(1) as elsewhere:  # the browser's driver has a loop in this thread
        assert "every five years" in elsewhere.submit(lambda: asyncio.run(talk())).result()
