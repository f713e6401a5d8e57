"""Signing in to the real page: every way in, what is written down, and an attack on the passwords."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import bcrypt
import httpx
import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

from assistant.assistant import Assistant
from assistant.ui import build_app, free_port, serve
from assistant.ui.shared import SharedState
from assistant.workplace.passwords import Passwords
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.settings import Settings

SHOW = "gradio_api/run/show"
EACH = 15  # requests measured quietly and under attack, three times
AT_ONCE = 60  # wrong passwords


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "audit.jsonl"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people") / "people"
    salt = bcrypt.gensalt(10)
    path.write_text(f"anna:{bcrypt.hashpw(b'correct horse', salt).decode()}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def url(assistant: Assistant, settings: Settings, log: Path, people: Path) -> Iterator[str]:
    """Behind a proxy on this machine, so that the tests can come from many addresses."""
    env = {"WPS_AUDIT_LOG": str(log), "WPS_PROXIES": "127.0.0.1", "WPS_REQUESTS": "10000"}
    shared = SharedState(assistant, settings, read_workplace_settings(env))
    page = build_app(shared)
    passwords = Passwords(people, lambda line: None)
    yield serve(page, shared, "127.0.0.1", free_port(), passwords, mcp=True, wait=False)
    page.close(verbose=False)


def signed(name: str, password: str, address: str = "") -> dict[str, str]:
    basic = {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}
    return basic | ({"x-forwarded-for": address} if address else {})


KNOWN = signed("anna", "correct horse")


def rows(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_every_way_in_needs_a_password(url: str, log: Path) -> None:
    assert httpx.get(url, headers=KNOWN).status_code == 200
    wrong = signed("anna", "wr0ng")
    for path in ("", "config", "gradio_api/info", "gradio_api/mcp/", "gradio_api/upload"):
        for headers in ({}, wrong, {"x-wps-visitor": "anna"}, {"authorization": "Basic !"}):
            assert httpx.get(url + path, headers=headers).status_code == 401, path
    client = Client(url, verbose=False, headers={**KNOWN, "x-wps-visitor": "otto"})
    client.predict("para 54", api_name="/ask")
    assert rows(log)[-1]["visitor"] == "anna"
    assert log.stat().st_mode & 0o777 == 0o600


def test_requests_are_bounded_in_size(url: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(9):
            yield b" " * 1024**2

    body = b"".join(pieces())
    for content in (body, pieces()):  # with its length and without
        answer = httpx.post(url + SHOW, headers=KNOWN, content=content, timeout=60)
        assert answer.status_code == 413
    named = {"files": ("draft.md", body[: 6 * 1024**2])}
    answer = httpx.post(f"{url}gradio_api/upload", headers=KNOWN, files=named, timeout=60)
    assert answer.status_code == 413


def test_tools_need_a_password_too(url: str) -> None:
    async def talk() -> str:
        async with (
            streamablehttp_client(f"{url}gradio_api/mcp/", headers=KNOWN) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            reply = await session.call_tool("ask", {"question": "para 54"})
            return str(reply.content[0].text)  # type: ignore[union-attr]

    assert "every five years" in asyncio.run(talk())


def test_failures_are_written_down_without_the_password(url: str, log: Path) -> None:
    httpx.get(url, headers=signed("anna", "secret-of-anna", "192.0.2.200"))
    httpx.get(url, headers=signed("typed-password", "secret-too", "192.0.2.201"))
    failures = [r for r in rows(log) if r["status"] == "sign-in failed"]
    assert [(r["name"], r["address"]) for r in failures[-2:]] == [
        ("anna", "192.0.2.200"),
        ("", "192.0.2.201"),
    ]
    text = log.read_text(encoding="utf-8")
    assert not [s for s in ("secret-of-anna", "typed-password", "secret-too") if s in text]


def test_who_guesses_too_often_is_told_when_to_come_back(url: str) -> None:
    async def guess() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=60) as client:
            return await asyncio.gather(
                *(client.get(url, headers=signed("otto", str(n), "192.0.2.210")) for n in range(20))
            )

    answers = asyncio.run(guess())
    late = [a for a in answers if a.status_code == 429]
    assert len(late) == 15
    assert {(a.text, a.headers["retry-after"]) for a in late} == {
        ("Too many attempts to sign in. Try again in 1 second.", "1")
    }
    assert httpx.get(url, headers=signed("anna", "correct horse", "192.0.2.210")).status_code == 200


async def look_up(client: httpx.AsyncClient, url: str) -> float:
    """Seconds that a visitor who has signed in waits for the page and for a paragraph."""
    began = perf_counter()
    body = {"data": ["nato-wps-2024#para-54"]}
    page = await client.get(url, headers=KNOWN)
    shown = await client.post(url + SHOW, headers=KNOWN, json=body)
    assert (page.status_code, shown.status_code) == (200, 200)
    return perf_counter() - began


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def test_an_attack_on_passwords_does_not_slow_down_who_has_signed_in(url: str) -> None:
    """Waves of wrong passwords from ever new addresses, for known and unknown names: the worst case,
    in which many are compared. Quiet and attack alternate, so that other load meets both.
    """
    quiet: list[float] = []
    attacked: list[float] = []
    compared = 0

    async def wave(client: httpx.AsyncClient, number: int) -> None:
        nonlocal compared
        guesses = (
            client.get(url, headers=signed(f"n{n}", f"{number}", f"198.18.{number}.{n}"))
            for n in range(AT_ONCE)
        )
        answers = await asyncio.gather(*guesses)
        compared += sum(a.status_code == 401 for a in answers)

    async def run() -> None:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(timeout=120, limits=limits) as client:
            await look_up(client, url)
            for number in range(3):
                quiet.extend([await look_up(client, url) for _ in range(EACH)])
                attack = asyncio.create_task(wave(client, number))
                await asyncio.sleep(0.3)  # the connections stand
                for _ in range(EACH):
                    attacked.append(await look_up(client, url))
                    assert not attack.done(), "the attack was over before the measurement"
                await attack

    asyncio.run(run())
    assert compared >= 60  # 33 of each wave
    assert p95(attacked) <= 2 * p95(quiet), (p95(quiet), p95(attacked))
