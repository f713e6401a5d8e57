"""The same store on a real Chroma server on loopback, and when the server dies."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from chromadb import HttpClient

from assistant.assistant import Assistant
from assistant.types import Answer
from assistant.ui import free_port
from ingest.errors import StoreError
from ingest.index.pipeline import build_index
from ingest.settings import Settings

Server = tuple[subprocess.Popen[bytes], str]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [command, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            httpx.get(f"{url}/api/v2/heartbeat").raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.2)
    yield process, url
    process.kill()
    process.wait()


def collections(url: str) -> list[str]:
    port = int(url.rpartition(":")[2])
    return [c.name for c in HttpClient(host="127.0.0.1", port=port).list_collections()]


def test_index_and_answer_from_a_server_until_it_dies(tiny: Settings, server: Server) -> None:
    process, url = server
    remote = replace(tiny, chroma=url)
    build_index(remote, lambda *step: None, lambda line: None)
    elsewhere = replace(remote, home=tiny.home.with_name("another-machine"))
    build_index(elsewhere, lambda *step: None, lambda line: None)
    assert len(collections(url)) == 2  # each home its own, for nobody else to take away
    manifest = tiny.manifest.read_text(encoding="utf-8")
    for title in ("One", "Two"):
        tiny.manifest.write_text(manifest.replace("Resolution", title), encoding="utf-8")
        build_index(elsewhere, lambda *step: None, lambda line: None)
    assert len(collections(url)) == 3  # of the builds of one home the last two are kept
    assistant = Assistant.open(elsewhere)
    reply = assistant.ask("Who plants an apple tree in every village?")
    assert isinstance(reply, Answer)
    assert str(reply.citations[0].locator) == "fruit#op-1"
    process.kill()
    process.wait()
    assert isinstance(assistant.ask("Who plants an apple tree in every village?"), Answer)
    with pytest.raises(StoreError, match="start the server"):
        Assistant.open(elsewhere).ask("Who plants an apple tree in every village?")


def test_a_server_that_is_not_there(tiny: Settings) -> None:
    remote = replace(tiny, chroma=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match=r"start the server, or unset WPS_CHROMA"):
        build_index(remote, lambda *step: None, lambda line: None)
