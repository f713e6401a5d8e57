"""A scripted language model, and servers on loopback that speak Ollama's and OpenAI's protocols."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.llms import CustomLLM
from pydantic import PrivateAttr

from assistant.types import Answer, Reply, Statement, Written

PIECE = 7  # characters
HERE = "nato-wps-2024#para-54"
QUESTION = "How often is the policy reviewed?"
GOOD = "The Policy is reviewed at least every five years."
Row = tuple[str, str, str]


def draft(*rows: Row) -> str:
    """The JSON that a model is asked for."""
    return json.dumps({"statements": [{"statement": s, "locator": m, "quote": q} for s, m, q in rows]})


def finished(pieces: Generator[Statement | None, None, Answer]) -> Answer:
    """What a writer returns at last."""
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            answer: Answer = done.value
            return answer


def written(reply: Reply) -> Written:
    """How the model took part."""
    assert isinstance(reply, Answer)
    assert reply.written is not None
    return reply.written


class ScriptedModel(CustomLLM):
    """Gives the replies of its script in turn and keeps what it was asked."""

    _script: list[str] = PrivateAttr()
    _asked: list[str] = PrivateAttr(default_factory=list)
    _sent: list[str] = PrivateAttr(default_factory=list)

    def __init__(self, *script: str) -> None:
        super().__init__()
        self._script = list(script)

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="scripted")

    @property
    def asked(self) -> list[str]:
        return self._asked

    @property
    def sent(self) -> str:
        """What of its replies was taken."""
        return "".join(self._sent)

    def say(self, *script: str) -> None:
        self._script = list(script)
        self._asked.clear()
        self._sent.clear()

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        self._asked.append("\n".join(str(m.content) for m in messages))
        reply = self._script.pop(0)
        for at in range(0, len(reply), PIECE):
            piece = reply[at : at + PIECE]
            self._sent.append(piece)
            yield ChatResponse(message=ChatMessage(role="assistant", content=""), delta=piece)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        raise NotImplementedError

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        raise NotImplementedError


class ChatServer(ThreadingHTTPServer):
    """``mode``: whole; half (breaks off in the middle); empty (a good status and no body); black hole (takes
    the question and never answers); endless; refuses; busy; strict (knows no options).
    """

    daemon_threads = True

    def __init__(self, reply: str, mode: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reply, self.mode = reply, mode
        self.requests: list[tuple[str, dict[str, Any], str]] = []
        self.dropped = threading.Event()  # the reader went away

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, body, self.headers.get("Authorization", "")))
        mode = self.server.mode
        if mode == "refuses":
            return self._error(401, "Incorrect API key provided: secret-key-1")
        if mode == "busy":
            return self._error(429, "too many requests")
        if mode == "strict" and ("response_format" in body or body.get("format")):
            return self._error(400, "unknown option")
        if mode == "black hole":
            if not self.connection.recv(1):  # nothing comes until the reader hangs up
                self.server.dropped.set()
            self.close_connection = True
            return None
        ollama = self.path == "/api/chat"
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson" if ollama else "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            self._stream(ollama, body["model"])
        except OSError:
            self.server.dropped.set()
        return None

    def _stream(self, ollama: bool, model: str) -> None:
        reply = self.server.reply
        if self.server.mode == "empty":
            return self._chunk(b"")
        half = self.server.mode == "half"
        for at in range(0, len(reply) // 2 if half else len(reply), PIECE):
            piece = reply[at : at + PIECE]
            self._chunk(_ollama_line(model, piece) if ollama else _event(model, piece, None))
            if self.server.mode == "endless":
                time.sleep(0.01)
        if half:
            self.close_connection = True
            self.connection.close()
            return None
        self._chunk(
            _ollama_line(model, "", done=True)
            if ollama
            else _event(model, "", "stop") + _usage(model) + b"data: [DONE]\n\n"
        )
        return self._chunk(b"")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _error(self, status: int, text: str) -> None:
        """Ollama gives a sentence, OpenAI an object."""
        ollama = self.path == "/api/chat"
        error = text if ollama else {"message": text, "type": "error", "param": None, "code": None}
        data = json.dumps({"error": error}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _ollama_line(model: str, text: str, done: bool = False) -> bytes:
    row: dict[str, Any] = {
        "model": model,
        "created_at": "2026-11-24T00:00:00Z",
        "done": done,
        "message": {"role": "assistant", "content": text},
    }
    if done:
        row |= {"done_reason": "stop", "prompt_eval_count": 321, "eval_count": 12}
    return json.dumps(row).encode() + b"\n"


def _event(model: str, text: str, finish: str | None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
    row = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [choice]}
    return b"data: " + json.dumps(row).encode() + b"\n\n"


def _usage(model: str) -> bytes:
    usage = {"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333}
    row = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": model,
        "choices": [],
        "usage": usage,
    }
    return b"data: " + json.dumps(row).encode() + b"\n\n"


@contextmanager
def chat_server(reply: str, mode: str = "whole") -> Iterator[ChatServer]:
    server = ChatServer(reply, mode)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
