"""Fetching, against a real server on loopback that misbehaves on purpose."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.documents.fetch import UnreachableError, fetch, fetch_within, open_client
from ingest.documents.manifest import Entry, read_manifest
from ingest.errors import CorpusError
from ingest.settings import ROOT
from tests.tiny import ONE, write_resolution

PDF = (ROOT / "corpus" / "nato-wps-policy-2024.pdf").read_bytes()
OLD = b"the old file"


@dataclass
class Site:
    url: str
    paths: list[str] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    site: Site
    other: bytes

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.site.paths.append(self.path)
        getattr(self, self.path.strip("/"))()

    def _head(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def good(self) -> None:
        self._head(Content_Length=str(len(PDF)))
        self.wfile.write(PDF)

    def moved(self) -> None:
        self._head(302, Location="/good", Content_Length="0")

    def truncated(self) -> None:
        self._head(Content_Length=str(len(PDF)))
        self.wfile.write(PDF[: len(PDF) // 2])

    def page(self) -> None:
        self._head(Content_Type="text/html")
        self.wfile.write(b"<!DOCTYPE html><html><body>Official text</body></html>")

    def announced(self) -> None:
        self._head(Content_Length="999999999")

    def endless(self) -> None:
        self._head()
        for _ in range(100):
            self.wfile.write(b"%PDF-" + b"x" * 10_000)

    def drip(self) -> None:
        self._head()
        for _ in range(100):
            self.wfile.write(b"%PDF-")
            self.wfile.flush()
            time.sleep(0.05)

    def missing(self) -> None:
        self._head(404)

    def another(self) -> None:
        self._head(Content_Length=str(len(self.other)))
        self.wfile.write(self.other)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    write_resolution(tmp_path / "other.pdf", ONE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.site = Site(f"http://127.0.0.1:{server.server_port}")
    Handler.other = (tmp_path / "other.pdf").read_bytes()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Handler.site
    server.shutdown()
    server.server_close()


def entry(url: str) -> Entry:
    policy = read_manifest(ROOT / "corpus" / "manifest.toml")[0]
    return replace(policy, source_url=url)


@pytest.mark.parametrize("path", ["/good", "/moved"])
def test_a_good_document_replaces_the_old_one(site: Site, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "documents"
    with open_client() as client:
        found = fetch(entry(site.url + path), folder, client)
    assert found.read_bytes() == PDF
    assert [f.name for f in folder.iterdir()] == [found.name]
    assert site.paths == ([path] if path == "/good" else ["/moved", "/good"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/truncated", "broke off before the end"),
        ("/page", "what came is a web page"),
        ("/announced", "999,999,999 bytes are more than 200,000"),
        ("/endless", "more than 200,000 bytes"),
        ("/drip", "took too long"),
        ("/missing", "answered 404"),
        ("/another", "as the manifest describes it"),
    ],
)
def test_what_fails_is_refused_and_the_old_file_stays(
    site: Site, tmp_path: Path, path: str, words: str
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    wanted = entry(site.url + path)
    (folder / wanted.filename).write_bytes(OLD)
    with open_client() as client, pytest.raises(CorpusError) as caught:
        fetch(wanted, folder, client, max_bytes=200_000, deadline_seconds=0.5)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message
    assert wanted.source_url in message
    assert "open the address in a browser" in message
    assert [f.name for f in folder.iterdir()] == [wanted.filename]
    assert (folder / wanted.filename).read_bytes() == OLD
    assert site.paths == [path]


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with open_client() as client, pytest.raises(UnreachableError, match="gave no usable document"):
        fetch(entry("http://127.0.0.1:9/x.pdf"), tmp_path, client)


def test_a_folder_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with open_client() as client, pytest.raises(CorpusError, match="cannot be written"):
        fetch(entry(f"{site.url}/good"), blocked, client)
    assert site.paths == []


def test_all_documents_are_tried_once_within_a_time(site: Site, tmp_path: Path) -> None:
    lines: list[str] = []
    wanted = [entry(site.url + path) for path in ("/missing", "/page", "/good")]
    fetch_within(wanted, tmp_path, 30, lines.append)
    assert site.paths == ["/missing", "/page", "/good"]
    assert len(lines) == 3
    assert lines[2].endswith(wanted[2].filename)
    assert (tmp_path / wanted[2].filename).read_bytes() == PDF


def test_without_a_network_one_line_says_so(site: Site, tmp_path: Path) -> None:
    lines: list[str] = []
    fetch_within([entry("http://127.0.0.1:9/x.pdf"), entry(f"{site.url}/good")], tmp_path, 30, lines.append)
    (line,) = lines
    assert line.startswith("no network: 2 official texts were not downloaded")
    assert site.paths == []


def test_without_time_nothing_is_asked(site: Site, tmp_path: Path) -> None:
    lines: list[str] = []
    fetch_within([entry(f"{site.url}/good")] * 2, tmp_path, 1, lines.append)
    (line,) = lines
    assert "and 1 more: no time left" in line
    assert site.paths == []
