"""What programs use: endpoints over HTTP, tools over MCP, limits, signing in."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import CallToolResult

from assistant.assistant import Assistant
from assistant.ui import build_app, free_port, serve
from assistant.ui.shared import SharedState
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings
from tests.ui.samples import FIVE

ALTERED = f'The Policy "{FIVE.replace("five", "ten")}" (para. 54).'


@contextmanager
def opened(assistant: Assistant, settings: Settings, requests: int) -> Iterator[str]:
    """The URL of a page that takes so many requests a minute."""
    shared = SharedState(assistant, settings, read_workplace_settings({"WPS_REQUESTS": str(requests)}))
    page = build_app(shared)
    yield serve(page, shared, "127.0.0.1", free_port(), mcp=True, wait=False)
    page.close(verbose=False)


@pytest.fixture(scope="module")
def served(assistant: Assistant, settings: Settings) -> Iterator[str]:
    with opened(assistant, settings, 1000) as url:
        yield url


@pytest.fixture
def strict(assistant: Assistant, settings: Settings) -> Iterator[str]:
    with opened(assistant, settings, 3) as url:
        yield url


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
    assert client.predict("Policy 2024, § 54", api_name="/show")["locator"].endswith("#para-54")
    shown = client.predict("nato-wps-2024#para-54", api_name="/show")
    assert (shown["first_page"], shown["official"]) == (17, True)
    assert client.predict(ALTERED, api_name="/check")["findings"][0]["status"] == "altered"
    quiz = client.predict(2, 1, ["nato-wps-2024"], [], ["cloze"], api_name="/quiz")
    assert [item["kind"] for item in quiz["items"]] == ["cloze", "cloze"]
    with pytest.raises(AppError, match="kind"):
        client.predict(2, 1, [], [], ["riddle"], api_name="/quiz")
    with pytest.raises(AppError, match="question is empty"):
        client.predict("", api_name="/ask")
    with pytest.raises(AppError, match="There is no document “nowhere”"):
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
            for name, given in CALLS.items():  # the client holds results against the output schema
                assert tools[name].outputSchema
                reply = await session.call_tool(name, given)
                assert not reply.isError, reply.content
                assert reply.structuredContent == json.loads(reply.content[0].text)  # type: ignore[union-attr]
            shown = await session.call_tool("show", {"locator": "1325 OP 8 (a)"})
            assert (shown.structuredContent or {})["locator"] == "unscr-1325#op-8-a"
            for given, told in WRONG:
                wrong = await session.call_tool("ask", given)
                assert wrong.isError
                assert told in wrong.content[0].text  # type: ignore[union-attr]

    asyncio.run(talk())


@pytest.mark.parametrize("path", ["", "gradio_api/run/show", "gradio_api/mcp/"])
def test_pages_of_other_sites_reach_nothing(served: str, path: str) -> None:
    rebound = httpx.post(served + path, headers={"host": "evil.example:7860"}, json={})
    assert rebound.status_code == 421
    foreign = httpx.post(served + path, headers={"origin": "https://evil.example"}, json={})
    assert foreign.status_code == 403


CALLS: dict[str, dict[str, object]] = {
    "ask": {"question": "How often is the Policy reviewed?", "documents": None, "history": None},
    "show": {"locator": "para 17.2"},
    "check": {"text": ALTERED},
    "quiz": {"count": 2, "seed": None, "documents": "nato-wps-2024"},
}
WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({}, "field 'question' is missing"),
    ({"question": None}, "field 'question' must be text, not null"),
    ({"question": 10**400}, "field 'question' must be text, not a number"),
    ({"question": "why", "documents": [1]}, "field 'documents[0]' must be text, not a number"),
    ({"question": "why", "history": "x"}, "field 'history' must be a list, not text"),
    ({"question": "why", "documents": "unscr-1"}, "document 'unscr-1' is not in the index"),
)
BODIES = (  # of requests over plain HTTP, and what is told
    ("ask", '{"data": [null]}', "field 'question' must be text, not null"),
    ("ask", '{"data": []}', "field 'question' must be text, not null"),
    ("ask", '{"data": [["why"]]}', "field 'question' must be text, not a list"),
    ("ask", '{"data": [1.5]}', "field 'question' must be text, not a number"),
    ("ask", '{"data": [NaN]}', "field 'question' must be text, not a number"),
    ("ask", f'{{"data": [{10**400}]}}', "field 'question' must be text, not a number"),
    ("ask", f'{{"data": [{"9" * 5000}]}}', "the body is not JSON that can be read"),
    ("ask", f'{{"data": {"[" * 100_000}{"]" * 100_000}}}', "the body is not JSON that can be read"),
    ("ask", r'{"data": ["\ud800"]}', "field 'question' holds half a character"),
    ("ask", '{"data": ["why", {"a": 1}]}', "field 'documents' must be a list, not an object"),
    ("ask", '{"data": ["why", null, [{"question": 5}]]}', "field 'history[0].question' must be text"),
    ("ask", '{"data": "why"}', "field 'data' must be a list of question, documents, history"),
    ("ask", "[]", "the body must be a JSON object"),
    ("ask", '{"data": ["why", [], [], 4]}', "field 'data' has 4 entries"),
    ("show", '{"data": [7]}', "field 'locator' must be text, not a number"),
    ("show", '{"data": ["hello"]}', "there is no such paragraph"),
    ("show", '{"data": ["paragraph 99"]}', "has no paragraph 99; its paragraphs run from 1 to 54"),
    ("check", '{"data": [false]}', "field 'text' must be text, not true or false"),
    ("quiz", '{"data": [2.5]}', "field 'count' must be a whole number, not a number with a fraction"),
    ("quiz", '{"data": [true]}', "field 'count' must be a whole number, not true or false"),
    ("quiz", '{"data": [Infinity]}', "field 'count' must be a whole number"),
    ("quiz", f'{{"data": [{10**400}]}}', "field 'count' must be at most 200"),
    ("quiz", '{"data": [0]}', "field 'count' must be at least 1"),
    ("quiz", '{"data": [1, -1]}', "field 'seed' must be at least 0"),
)


@pytest.mark.parametrize(("name", "body", "told"), BODIES, ids=lambda value: str(value)[:40])
def test_wrong_types_get_one_clear_message_over_http(
    served: str, name: str, body: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    headers = {"content-type": "application/json"}
    reply = httpx.post(f"{served}gradio_api/run/{name}", content=body, headers=headers)
    assert reply.status_code >= 400
    assert told in reply.json()["error"]
    queued = httpx.post(f"{served}gradio_api/call/{name}", content=body, headers=headers)
    if queued.status_code == 200:
        event = queued.json()["event_id"]
        queued = httpx.get(f"{served}gradio_api/call/{name}/{event}")
    assert told in queued.text
    assert "Traceback" not in "".join(capfd.readouterr())


def test_what_is_left_out_is_filled_up(served: str) -> None:
    for path, body in (
        ("run/show", {"data": ["S/RES/1325 (2000), para. 8 (a)"]}),
        ("run/ask", {"data": ["How often is the Policy reviewed?"]}),
        ("run/ask", {"data": ["How often is the Policy reviewed?", "nato-wps-2024", None]}),
        ("run/quiz", {"data": [1]}),
    ):
        reply = httpx.post(f"{served}gradio_api/{path}", json=body, timeout=60)
        assert reply.status_code == 200, reply.text
    named = {"question": "How often is the Policy reviewed?"}
    event = httpx.post(f"{served}gradio_api/call/v2/ask", json=named).json()["event_id"]
    assert "every five years" in httpx.get(f"{served}gradio_api/call/v2/ask/{event}", timeout=60).text


def test_a_visitor_who_asks_once_too_often_is_told_to_wait(strict: str) -> None:
    """Every way in counts."""
    client, told = Client(strict, verbose=False), r"Too many requests \(3 a minute\)\. Try again in"
    client.predict("nato-wps-2024#para-54", api_name="/show")
    client.predict("para 54", api_name="/ask")
    last = httpx.post(f"{strict}gradio_api/run/show", json={"data": ["nato-wps-2024#para-54"]})
    assert last.status_code == 200
    for name in ("/show", "/ask"):
        with pytest.raises(AppError, match=told):
            client.predict("nato-wps-2024#para-54", api_name=name)
    refused = httpx.post(f"{strict}gradio_api/run/show", json={"data": ["nato-wps-2024#para-54"]})
    assert refused.status_code >= 400
    assert "Too many requests" in refused.json()["error"]

    async def call() -> CallToolResult:
        async with (
            streamablehttp_client(f"{strict}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await session.call_tool("show", {"locator": "nato-wps-2024#para-54"})

    over_mcp = asyncio.run(call())
    assert over_mcp.isError
    assert re.search(told, over_mcp.content[0].text)  # type: ignore[union-attr]
