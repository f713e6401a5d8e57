"""What programs use: endpoints over HTTP, tools over MCP, limits, signing in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from assistant.assistant import Assistant
from assistant.settings import read_desk_settings
from assistant.ui import build_app, free_port, serve
from assistant.ui.desk import Desk
from ingest.settings import Settings
from tests.desks import FIVE

ALTERED = f'The Policy "{FIVE.replace("five", "ten")}" (para. 54).'


@pytest.fixture(scope="module")
def served(assistant: Assistant, settings: Settings) -> Iterator[str]:
    desk = Desk(assistant, settings, read_desk_settings({"WPS_REQUESTS": "14"}))
    page = build_app(desk)
    yield serve(page, desk, "127.0.0.1", free_port(), mcp=True, wait=False)
    page.close(verbose=False)


def test_endpoints_for_programs(served: str) -> None:
    client = Client(served, verbose=False)
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/ask",
        "/show",
        "/check",
        "/quiz",
    }
    row = client.predict("How often is the policy reviewed?", api_name="/ask")
    assert row["citations"][0]["locator"] == "nato-wps-2024#para-54"
    history = [{"question": "What is the progress report?", "citations": ["nato-wps-2024#para-51"]}]
    row = client.predict("And who gets it?", [], history, api_name="/ask")
    assert row["status"] == "answer"
    shown = client.predict("nato-wps-2024#para-54", api_name="/show")
    assert (shown["first_page"], shown["official"]) == (17, True)
    assert client.predict(ALTERED, api_name="/check")["findings"][0]["status"] == "altered"
    quiz = client.predict(2, 1, ["nato-wps-2024"], [], ["cloze"], api_name="/quiz")
    assert [item["kind"] for item in quiz["items"]] == ["cloze", "cloze"]
    with pytest.raises(AppError, match="kind"):
        client.predict(2, 1, [], [], ["riddle"], api_name="/quiz")
    with pytest.raises(AppError, match="question is empty"):
        client.predict("", api_name="/ask")
    with pytest.raises(AppError, match="no such paragraph"):
        client.predict("nowhere#para-1", api_name="/show")


def test_tools_for_mcp_clients(served: str) -> None:
    async def talk() -> None:
        async with (
            streamablehttp_client(f"{served}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {t.name: t for t in (await session.list_tools()).tools}
            assert set(tools) == {"ask", "show", "check", "quiz"}
            assert "refuse" in str(tools["ask"].description)
            assert tools["ask"].inputSchema["required"] == ["question"]
            reply = await session.call_tool("ask", {"question": "para 54"})
            assert "every five years" in reply.content[0].text  # type: ignore[union-attr]
            wrong = await session.call_tool("show", {"locator": "nowhere#para-1"})
            assert wrong.isError

    asyncio.run(talk())


@pytest.mark.parametrize("path", ["", "gradio_api/run/show", "gradio_api/mcp/"])
def test_pages_of_other_sites_reach_nothing(served: str, path: str) -> None:
    rebound = httpx.post(served + path, headers={"host": "evil.example:7860"}, json={})
    assert rebound.status_code == 421
    foreign = httpx.post(served + path, headers={"origin": "https://evil.example"}, json={})
    assert foreign.status_code == 403


def test_a_visitor_who_asks_too_much_is_told_to_wait(served: str) -> None:
    client = Client(served, verbose=False)

    def show() -> None:
        for _ in range(15):
            client.predict("nato-wps-2024#para-54", api_name="/show")

    with pytest.raises(AppError, match=r"Too many requests \(14 a minute\)\. Try again in"):
        show()
