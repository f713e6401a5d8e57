"""What programs use: endpoints over HTTP, tools over MCP, limits, signing in."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from assistant.assistant import Assistant
from assistant.passwords import hashed, read_passwords
from assistant.settings import read_desk_settings
from assistant.ui import build_app, free_port, serve
from assistant.ui.desk import Desk
from ingest.settings import Settings
from tests.desks import FIVE

ALTERED = f'The Policy "{FIVE.replace("five", "ten")}" (para. 54).'


@pytest.fixture(scope="module")
def served(assistant: Assistant, settings: Settings) -> Iterator[str]:
    page = build_app(Desk(assistant, settings, read_desk_settings({"WPS_REQUESTS": "14"})))
    yield serve(page, "127.0.0.1", free_port(), mcp=True, wait=False)
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


def test_a_visitor_who_asks_too_much_is_told_to_wait(served: str) -> None:
    client = Client(served, verbose=False)

    def show() -> None:
        for _ in range(15):
            client.predict("nato-wps-2024#para-54", api_name="/show")

    with pytest.raises(AppError, match="requests in a minute; wait"):
        show()


def test_signing_in(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    people = tmp_path / "people"
    people.write_text(hashed("anna", "correct horse") + "\n", encoding="utf-8")
    log = tmp_path / "audit.jsonl"
    own = read_desk_settings({"WPS_AUDIT_LOG": str(log)})
    page = build_app(Desk(assistant, settings, own))
    url = serve(page, "127.0.0.1", free_port(), read_passwords(people), mcp=True, wait=False)
    try:
        known = {"authorization": "Basic " + b64encode(b"anna:correct horse").decode()}
        wrong = {"authorization": "Basic " + b64encode(b"anna:wrong").decode()}
        for path in ("", "config", "gradio_api/info", "gradio_api/mcp/", "gradio_api/upload"):
            for headers in ({}, wrong, {"x-wps-visitor": "anna"}, {"authorization": "Basic !"}):
                assert httpx.get(url + path, headers=headers).status_code == 401, path
        assert httpx.get(url, headers=known).status_code == 200
        client = Client(url, verbose=False, headers={**known, "x-wps-visitor": "otto"})
        client.predict("para 54", api_name="/ask")
        assert json.loads(log.read_text(encoding="utf-8"))["visitor"] == "anna"
    finally:
        page.close(verbose=False)
