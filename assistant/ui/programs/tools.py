"""The programs as tools for MCP clients: results are JSON with a schema, in text and structured alike.

Gradio's own MCP server gives Python's way of writing a dictionary and no schema, so this one stands in its
place, at the same address. Every request stands by itself; nothing is kept between two of them.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from typing import Any

from anyio.to_thread import run_sync
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolResult, TextContent, Tool
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.events import visitor
from assistant.ui.programs.results import result_schema
from assistant.ui.programs.server import ARGUMENTS, Programs
from ingest.errors import PolicyAssistantError

ADDRESS = "/gradio_api/mcp"
_ABOUT = {
    "ask": """Answer a question from the NATO Policy on Women, Peace and Security (2024) and ten Security
        Council resolutions, every statement cited to its paragraph, or refuse.""",
    "show": """Show one paragraph by its address: official text, headings, notes, page, and a headnote,
        which is the editors' and not the document's. Others: further paragraphs that it names.""",
    "check": """Check the quotations, paragraph references and claims of a text against the documents. A
        finding is "exact", "reference fits", "altered", "wrong paragraph", "not in the corpus" or "claim
        without citation"; corrected is the text with every correction made.""",
    "quiz": """Write quiz items from the documents, each with its key, its paragraph and the words it
        rests on. short_by: how many fewer there are than were asked for.""",
}


def tool_middleware(programs: Programs) -> Sequence[Middleware]:
    """Return the middleware that answers MCP clients before Gradio sees their requests, behind the
    sign-in.
    """
    return (Middleware(Tools, programs=programs),)


class Tools:
    """Answers requests at `ADDRESS` and passes on all others."""

    def __init__(self, app: ASGIApp, programs: Programs) -> None:
        self._app = app
        self._server = _server(programs)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].rstrip("/").endswith(ADDRESS):
            await self._app(scope, receive, send)
        elif scope["method"] != "POST":  # nothing is ever sent unasked, so there is nothing to listen to
            told = PlainTextResponse("Tools for MCP clients: connect one to this address.", 405)
            await told(scope, receive, send)
        else:
            manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
            async with manager.run():
                await manager.handle_request(scope, receive, send)


def _server(programs: Programs) -> Server[Any, Any]:
    server: Server[Any, Any] = Server("policy-assistant")
    tools = [
        Tool(
            name=name,
            description=inspect.cleandoc(_ABOUT[name]).replace("\n", " "),
            inputSchema=arguments.model_json_schema(),
            outputSchema=result_schema(name),
        )
        for name, arguments in ARGUMENTS.items()
    ]

    @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
    async def listed() -> list[Tool]:
        return tools

    # the programs say in plainer words what is wrong
    @server.call_tool(validate_input=False)  # type: ignore[untyped-decorator]
    async def called(name: str, given: dict[str, Any]) -> CallToolResult:
        who = visitor(server.request_context.request)
        try:
            row = await run_sync(lambda: programs.call(name, who, given))
        except PolicyAssistantError as error:
            return CallToolResult(content=[_text(str(error))], isError=True)
        text = json.dumps(row, ensure_ascii=False, allow_nan=False)
        return CallToolResult(content=[_text(text)], structuredContent=row)

    return server


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)
