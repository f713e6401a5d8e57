"""A language model behind a server: its protocols, its failures, and stopping it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from itertools import islice

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.export.terminal import reply_text
from assistant.llm.connection import CONNECT_SECONDS
from assistant.llm.endpoint import parse_endpoint, public
from assistant.llm.language_model import WHOLE_SECONDS, LanguageModel, open_model
from assistant.llm.writer import Writer
from assistant.support.judge import fitted_judge
from assistant.types import Answer, Statement
from ingest.embedding.encoder import TextEncoder, open_encoder
from ingest.embedding.model import find_model
from ingest.errors import SettingsError
from ingest.settings import Settings, read_settings
from tests.llm.fake_model import GOOD, HERE, QUESTION, ScriptedModel, chat_server, draft, finished, written


@pytest.fixture(scope="module")
def encoder(assistant: Assistant, settings: Settings) -> TextEncoder:
    return open_encoder(settings.models, find_model(settings.model), settings.threads)


@pytest.fixture(scope="module")
def plain(assistant: Assistant) -> Answer:
    found = assistant.ask(QUESTION)
    assert isinstance(found, Answer)
    return found


@pytest.fixture(scope="module")
def write(assistant: Assistant, encoder: TextEncoder, plain: Answer) -> Callable[[LanguageModel], Answer]:
    """What becomes of the question with a model."""
    return lambda model: finished(Writer(model, fitted_judge(assistant.index, encoder)).pieces(plain, ()))


Write = Callable[[LanguageModel], Answer]


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
@pytest.mark.parametrize("mode", ["whole", "strict"])
def test_a_server_on_loopback(write: Write, kind: str, mode: str) -> None:
    with chat_server(draft((GOOD, HERE, "")), mode) as server:
        found = written(write(open_model(parse_endpoint(f"{kind}:tiny:1b@{server.url}"), "secret-key-1")))
        assert (found.used, found.model) == (True, "tiny:1b")
        assert (found.prompt_tokens, found.reply_tokens) == (321, 12)
        path, body, key = server.requests[0]
        assert path == ("/api/chat" if kind == "ollama" else "/v1/chat/completions")
        assert body["stream"] is True
        assert key == "Bearer secret-key-1"
        assert len(server.requests) == (2 if mode == "strict" else 1)
        assert "five years" in json.dumps(body["messages"])


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("half", "broke off|did not answer"),
        ("refuses", "refuses the key"),
        ("busy", "rate limit"),
        ("black hole", "too slow"),
        ("empty", "broke off"),
    ],
)
def test_a_server_that_fails(
    assistant: Assistant, write: Write, plain: Answer, kind: str, mode: str, words: str
) -> None:
    with chat_server(draft((GOOD, HERE, "")), mode) as server:
        place = parse_endpoint(f"{kind}:tiny@{server.url}")
        started = time.monotonic()
        reply = write(open_model(place, "secret-key-1", wait_seconds=0.5))
        assert time.monotonic() - started < 3
    found = written(reply)
    assert not found.used
    assert "\n" not in found.notice
    assert any(word in found.details for word in words.split("|")), found.details
    assert "secret-key-1" not in repr(reply)
    assert reply.statements == plain.statements
    assert found.notice in reply_text(reply, assistant.library)


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
def test_a_server_that_is_not_there(write: Write, kind: str) -> None:
    with chat_server("") as server:
        url = server.url
    found = written(write(open_model(parse_endpoint(f"{kind}:tiny@{url}"), "")))
    assert not found.used
    assert "is its server running?" in found.details


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
def test_a_host_that_cannot_be_reached_is_given_up_soon(write: Write, kind: str) -> None:
    """Its queue of connections is full, so the next one is neither taken nor refused."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        address = deaf.getsockname()
        with socket.create_connection(address):
            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            started = time.monotonic()
            url = f"http://127.0.0.1:{address[1]}"
            found = written(write(open_model(parse_endpoint(f"{kind}:tiny@{url}"), "")))
    assert CONNECT_SECONDS - 1 < time.monotonic() - started < CONNECT_SECONDS + 5
    assert not found.used
    assert "is its server running?" in found.details


def test_both_tries_share_one_time_out(write: Write) -> None:
    """The first reply cannot be read; the second comes too late by the clock of the first."""
    ticks = iter([0.0, *[1.0] * 5])
    model = ScriptedModel("Certainly! I", draft((GOOD, HERE, "")))
    language = LanguageModel(
        lambda line: nullcontext(model), "tiny", clock=lambda: next(ticks, WHOLE_SECONDS + 1)
    )
    found = written(write(language))
    assert len(model.asked) == 2
    assert not found.used
    assert "too slow" in found.details


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
@pytest.mark.parametrize("mode", ["endless", "black hole"])
def test_stopping_in_the_middle_hangs_up(
    assistant: Assistant, encoder: TextEncoder, plain: Answer, kind: str, mode: str
) -> None:
    """Closed from another thread while it waits, and tried again as Gradio does."""
    with chat_server('{"statements": [' + " " * 100_000, mode) as server:
        model = open_model(parse_endpoint(f"{kind}:tiny@{server.url}"), "")
        pieces = Writer(model, fitted_judge(assistant.index, encoder)).pieces(plain, ())
        taken: list[object] = []
        reader = threading.Thread(target=lambda: taken.extend(islice(pieces, 3)))
        reader.start()
        reader.join(5)
        assert taken == [None, None, None]
        reader = threading.Thread(target=lambda: next(pieces))
        reader.start()
        started = time.monotonic()
        while True:
            try:
                pieces.close()
                break
            except ValueError:  # generator already executing
                time.sleep(0.02)
        assert time.monotonic() - started < 1
        assert server.dropped.wait(1)


@pytest.mark.parametrize("kind", ["ollama", "openai-like"])
def test_stopping_between_statements_hangs_up(
    assistant: Assistant, encoder: TextEncoder, plain: Answer, kind: str
) -> None:
    with chat_server(draft((GOOD, HERE, "")) + " " * 200_000, "endless") as server:
        model = open_model(parse_endpoint(f"{kind}:tiny@{server.url}"), "")
        stream = Writer(model, fitted_judge(assistant.index, encoder)).pieces(plain, ())
        assert isinstance(next(filter(None, stream)), Statement)
        stream.close()
        assert server.dropped.wait(1)


def test_errors_of_the_stub_are_shaped_as_ollamas() -> None:
    with chat_server("", "busy") as server:
        answer = httpx.post(f"{server.url}/api/chat", json={"model": "tiny"})
        assert answer.json() == {"error": "too many requests"}


@pytest.mark.parametrize(
    ("spec", "outside"),
    [
        ("ollama:llama3.2:3b@http://127.0.0.1:11434", ""),
        ("ollama:m@http://localhost:11434", ""),
        ("openai-like:org/m@http://[::1]:8080/v1", ""),
        ("openai-like:m@https://models.example.org/v1", "https://models.example.org"),
        ("openai-like:m@http://10.0.0.7:8000", "http://10.0.0.7:8000"),
    ],
)
def test_where_text_goes(spec: str, outside: str) -> None:
    assert parse_endpoint(spec).outside == outside


@pytest.mark.parametrize(
    "spec",
    [
        "llama",
        "ollama:m",
        "openai:m@http://127.0.0.1",
        "ollama:@http://127.0.0.1",
        "ollama:m@ftp://x",
        "openai-like:m@https://user:hunter2@example.org",
        "ollama:m@http://",
        "openai-like:m@https://user:hun/hunter2@example.org",
        "ollama:m@https://example.org/v1?key=hunter2",
        "ollama:m@https://example.org#hunter2",
        "ollama:m@user:hunter2@example.org",
    ],
)
def test_a_model_that_cannot_be_meant(spec: str) -> None:
    with pytest.raises(SettingsError, match="must read ollama:MODEL@URL") as caught:
        parse_endpoint(spec)
    assert "hunter2" not in str(caught.value)


def test_errors_of_clients_show_no_secrets() -> None:
    text = "302 Found for 'https://u:hunt/er2@example.org/a?key=hunter2'\nwith hunter3"
    assert public(text, "hunter3") == "302 Found for 'https://example.org/a' with …"


def test_the_key_is_not_shown() -> None:
    settings = read_settings({"WPS_LLM": "ollama:m@http://127.0.0.1:1", "WPS_LLM_API_KEY": "hunter2"})
    assert settings.llm_key == "hunter2"
    assert "hunter2" not in repr(settings)
