"""Who gets in, from where and under which name: the middleware around a small app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.access.own_address import OwnAddress
from assistant.ui.access.proxies import Proxies
from assistant.ui.access.uploads import Uploads
from assistant.workplace.rate_limit import Limit
from assistant.workplace.workplace_settings import read_workplace_settings
from ingest.errors import SettingsError

URL = "https://desk.example/wps"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells what has arrived."""
    request = Request(scope, receive)
    told = {"client": scope["client"][0], "path": scope["path"], "headers": dict(request.headers)}
    await JSONResponse(told)(scope, receive, send)


def send(
    around: ASGIApp, path: str = "/", peer: str = "127.0.0.1", method: str = "GET", **headers: str
) -> httpx.Response:
    async def talk() -> httpx.Response:
        transport = httpx.ASGITransport(around, client=(peer, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, path, headers=named)

    return asyncio.run(talk())


FORWARDED = {
    "x_forwarded_for": "203.0.113.9, 192.0.2.4",
    "x_forwarded_host": "desk.example",
    "x_real_ip": "203.0.113.9",
    "forwarded": "for=203.0.113.9",
    "x_gradio_server": "http://evil",
}


@pytest.mark.parametrize(
    ("proxies", "peer", "client"),
    [
        ((), "127.0.0.1", "127.0.0.1"),  # also the machine itself is not believed unasked
        (("10.0.0.0/8",), "192.0.2.1", "192.0.2.1"),
        (("10.0.0.0/8",), "10.1.2.3", "192.0.2.4"),  # the last that is no proxy
        (("10.0.0.0/8",), "::ffff:10.1.2.3", "192.0.2.4"),
        (("10.0.0.0/8", "192.0.2.4"), "10.1.2.3", "203.0.113.9"),
    ],
)
def test_forwarded_headers_are_believed_from_known_proxies(
    proxies: tuple[str, ...], peer: str, client: str
) -> None:
    told = send(Proxies(app, proxies, ""), peer=peer, **FORWARDED).json()
    assert told["client"] == client
    if client == peer:
        assert not [h for h in told["headers"] if "forwarded" in h or h.startswith("x-")]
    else:
        assert told["headers"]["x-forwarded-host"] == "desk.example"


@pytest.mark.parametrize("named", ["unknown", "<script>", "", "10.0.0.1"])
def test_a_proxy_that_names_nobody_is_counted_itself(named: str) -> None:
    told = send(Proxies(app, ("10.0.0.1",), ""), peer="10.0.0.1", x_forwarded_for=named).json()
    assert told["client"] == "10.0.0.1"


@pytest.mark.parametrize("path", ["/wps/config", "/config"])
def test_the_path_of_a_proxy_may_be_kept_or_taken_off(path: str) -> None:
    assert send(Proxies(app, (), URL), path).json()["path"] == "/config"


def test_the_page_ends_with_a_slash() -> None:
    answer = send(Proxies(app, (), URL), "/wps")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{URL}/")
    assert send(Proxies(app, (), URL), "/wpsx").json()["path"] == "/wpsx"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:7860", 200),
        ("127.0.0.1:7860", 200),
        ("[::1]:7860", 200),
        ("LOCALHOST", 200),
        ("desk.example", 200),
        ("shared.internal:7860", 200),
        ("evil.example:7860", 421),
        ("localhost.evil.example", 421),
        ("", 421),
        ("[", 421),
        ("user@evil.example", 421),
    ],
)
def test_the_page_is_served_under_its_own_names(host: str, status: int) -> None:
    answer = send(OwnAddress(app, "shared.internal", URL, True), host=host)
    assert answer.status_code == status
    if status == 421:
        assert "WPS_URL" in answer.text
        assert len(answer.text.splitlines()) == 1


def test_signed_in_visitors_may_use_any_name() -> None:
    assert send(OwnAddress(app, "0.0.0.0", "", False), host="desk.example").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": "https://desk.example"}, 200),
        ({"origin": "https://inner.example", "x_forwarded_host": "inner.example"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_scripts_of_other_sites_are_refused(headers: dict[str, str], status: int) -> None:
    answer = send(OwnAddress(app, "127.0.0.1", URL, False), method="POST", **headers)
    assert answer.status_code == status


def test_websockets_are_refused_the_same_way() -> None:
    sent: list[Message] = []

    async def collect(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", b"evil.example")]}
    asyncio.run(OwnAddress(app, "127.0.0.1", "", True)(scope, nothing, collect))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_uploads_count_against_the_limit() -> None:
    limited: Callable[[str], None] = Limit(2, lambda: 0.0).admit
    around = Uploads(app, limited)
    path = "/gradio_api/upload"
    assert [send(around, path, method="POST").status_code for _ in range(3)] == [200, 200, 429]
    assert send(around, path, method="POST").headers["retry-after"] == "30"
    assert send(around, path, peer="192.0.2.1", method="POST").status_code == 200
    assert send(around, "/config").status_code == 200


def test_settings_of_a_proxy() -> None:
    own = read_workplace_settings({"WPS_URL": f"{URL}/", "WPS_PROXIES": "10.0.0.0/8, 127.0.0.1 ::1"})
    assert (own.url, own.proxies) == (URL, ("10.0.0.0/8", "127.0.0.1", "::1"))
    assert read_workplace_settings({}).proxies == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WPS_PROXIES", "*"),
        ("WPS_PROXIES", "10.0.0.1/8"),
        ("WPS_PROXIES", "proxy.example"),
        ("WPS_URL", "/wps"),
        ("WPS_URL", "desk.example"),
        ("WPS_URL", "https://desk.example/?x=1"),
        ("WPS_URL", "https://a@desk.example"),
        ("WPS_URL", "https://desk.example:x/"),
        ("WPS_URL", "https://desk.example/<b>"),
        ("WPS_URL", "ftp://desk.example"),
    ],
)
def test_wrong_settings_of_a_proxy_are_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_workplace_settings({name: value})
