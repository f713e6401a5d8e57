"""Nothing leaves this machine, native code included: looked at from outside the process."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from assistant.commands.doctor import examine_offline
from assistant.commands.offline.isolation import obstacle
from assistant.commands.offline.packets import call_in
from assistant.commands.offline.trial import LATE, Trial, TrialStep
from assistant.ui import free_port
from assistant.workplace.port import page_url
from ingest.offline import clear_strays, is_loopback
from ingest.settings import ROOT, Settings
from tests.tiny import ROW

FAR = ("192.0.2.1", 443)  # an address that belongs to nobody
_STRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
_ENDS = re.compile(r'sin6?_port=htons\((\d+)\).*?inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"')

Watch = Callable[[Sequence[str], dict[str, str]], tuple[subprocess.Popen[bytes], Path]]


def native_call(trial: Trial) -> str:
    """What a library does that Python never hears of."""
    libc = ctypes.CDLL(None)
    end = struct.pack("=HH4s8x", socket.AF_INET, socket.htons(FAR[1]), socket.inet_aton(FAR[0]))
    libc.connect(libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0), end, len(end))
    libc.getaddrinfo(b"hub.example", b"443", None, ctypes.byref(ctypes.c_void_p()))
    silent = libc.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)  # sends nothing: no packet is seen
    libc.connect(silent, end, len(end))
    time.sleep(0.5)
    return "called out natively"


def python_call(trial: Trial) -> str:
    with suppress(OSError):
        socket.create_connection(FAR, timeout=1).close()
    return "called out"


def test_the_doctor_sees_a_native_call(settings: Settings) -> None:
    if obstacle():
        pytest.skip(f"no network namespace can be made: {obstacle()}")
    found = list(examine_offline(settings, (TrialStep("calling natively", native_call),)))
    bad = {f.text for f in found if f.good is False}
    assert bad == {
        "called out: tcp 192.0.2.1:443",
        "called out: dns hub.example",
        "called out: udp 192.0.2.1:443",
    }
    assert not any("no attempt" in f.text for f in found)


def test_the_doctor_says_what_it_cannot_see(settings: Settings) -> None:
    found = list(examine_offline(settings, (TrialStep("calling", python_call),), "not allowed"))
    assert [f.text for f in found if f.good is False] == ["offline: called out: getaddrinfo 192.0.2.1"]
    assert [f.text for f in found if "not seen" in f.text] == [
        "not seen: short calls of native code, since there is no network namespace (not allowed)"
    ]
    assert not any("no attempt" in f.text for f in found)


def test_the_doctor_names_what_broke_a_step(settings: Settings) -> None:
    found = list(examine_offline(settings, (TrialStep("dividing", divide),)))
    assert [f.good for f in found][:2] == [None, False]
    assert found[1].text == "offline: dividing: integer division or modulo by zero"


def divide(trial: Trial) -> str:
    return str(1 // 0)


@pytest.mark.parametrize(
    ("kind", "to", "port", "seen"),
    [
        ("tcp", "192.0.2.1", 443, "tcp 192.0.2.1:443"),
        ("tcp", "2001:db8::1", 80, "tcp [2001:db8::1]:80"),
        ("udp", "192.0.2.1", 123, "udp 192.0.2.1:123"),
        ("udp", "127.0.0.53", 53, "dns a.example"),
        ("tcp", "127.0.0.1", 80, ""),
        ("tcp", "::1", 80, ""),
        ("udp", "127.0.0.1", 9, ""),
    ],
)
def test_packets_are_read(kind: str, to: str, port: int, seen: str) -> None:
    query = bytes(12) + b"\1a\7example\0" + bytes(4)
    udp = struct.pack("!4H", 9, port, 8 + len(query), 0) + query
    tcp = struct.pack("!2H8xBB", 9, port, 80, 2) + bytes(6)
    body, protocol = (tcp, 6) if kind == "tcp" else (udp, 17)
    if ":" in to:
        head = struct.pack("!IHBB", 6 << 28, len(body), protocol, 64)
        ends = bytes(16) + socket.inet_pton(socket.AF_INET6, to)
    else:
        head = struct.pack("!BBHIBBH", 69, 0, 20 + len(body), 0, 64, protocol, 0)
        ends = bytes(4) + socket.inet_aton(to)
    assert call_in(head + ends + body) == seen
    assert "cannot be read" in call_in(head + ends)


def test_a_network_of_its_own_shows_every_kind_of_call(tmp_path: Path) -> None:
    if obstacle() or not has_ipv6():
        pytest.skip(f"no IPv6, or no network namespace can be made: {obstacle()}")
    code = """if True:
        from socket import *
        for family, end in ((AF_INET, ("192.0.2.1", 80)), (AF_INET6, ("2001:db8::1", 80)),
                            (AF_INET, ("127.0.0.1", 1))):
            socket(family).connect_ex(end)
        socket(AF_INET, SOCK_DGRAM).sendto(b"x", ("192.0.2.2", 123))
        socket(AF_INET6, SOCK_DGRAM).sendto(b"x", ("2001:db8::2", 53))
    """
    log = tmp_path / "calls"
    command = ["-m", "assistant.commands.offline.isolation", str(log), sys.executable, "-c", code]
    assert subprocess.run([sys.executable, *command], cwd=ROOT).returncode == 0
    assert log.read_text(encoding="utf-8").splitlines() == [
        "tcp 192.0.2.1:80",
        "tcp [2001:db8::1]:80",
        "udp 192.0.2.2:123",
        "dns 2001:db8::2",
    ]


@pytest.fixture
def traced(tmp_path: Path) -> Watch:
    """Starts a command so that its calls are written into a file: by strace, else by the packets in
    a network of its own.
    """
    log = tmp_path / "calls"
    log.touch()
    if shutil.which("strace"):
        head = [*_STRACE, "-o", str(log)]
    elif not obstacle():
        head = [sys.executable, "-m", "assistant.commands.offline.isolation", str(log)]
    else:
        pytest.skip(f"calls cannot be seen: no strace, and no network namespace ({obstacle()})")

    def start(command: Sequence[str], env: dict[str, str]) -> tuple[subprocess.Popen[bytes], Path]:
        return subprocess.Popen(
            [*head, sys.executable, *command], env=env, cwd=ROOT, start_new_session=True
        ), log

    return start


def calls(log: Path) -> set[str]:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    if shutil.which("strace") is None:
        return set(lines)
    ends = {(host, int(port)) for line in lines for port, host in _ENDS.findall(line)}
    return {f"{host}:{port}" for host, port in ends if port == 53 or not is_loopback(host)}


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """Of a command that uses ``settings``."""
    env = {
        **os.environ,
        "WPS_HOME": str(settings.home),
        "WPS_MANIFEST": str(settings.manifest),
        "WPS_CORPUS": str(settings.folders[-1]),
    }
    env.pop("ORT_DISABLE_TELEMETRY", None)  # set by the project's import in this process
    return {**env, **more}


def test_a_native_call_is_traced(traced: Watch, settings: Settings) -> None:
    code = "import tests.commands.test_offline as t; t.native_call(None)"
    process, log = traced(["-c", code], environment(settings))
    process.wait(60)
    assert any("192.0.2.1" in call for call in calls(log))
    assert len(calls(log)) > 1, "the name server is missing"


def test_no_command_calls_out(traced: Watch, tiny: Settings, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("All are urged “to plant an apple tree in every village”.", encoding="utf-8")
    tiny.models.unlink()  # so that the model is exported again, by torch in a process of its own
    for command, codes in (
        (["-m", "ingest", "index"], {0}),
        (["-m", "ingest", "check"], {0}),
        (["-m", "assistant", "ask", "Who is to plant an apple tree?"], {0}),
        (["-m", "assistant", "check", str(draft)], {0, 1}),
        (["-m", "assistant", "quiz", "--count", "2"], {0}),
        (["-m", "assistant", "doctor"], {0}),
    ):
        process, log = traced(command, environment(tiny))
        assert process.wait(300) in codes, command
        assert calls(log) == set(), command


def test_the_page_calls_nobody_and_heeds_no_stray_variable(
    traced: Watch, tiny: Settings, tmp_path: Path
) -> None:
    """Served on IPv6's loopback; each variable opens or moves something if it is heeded."""
    secret = tmp_path / "secret" / "key.txt"
    secret.parent.mkdir()
    secret.write_text("a secret", encoding="utf-8")
    dead = f"http://127.0.0.1:{free_port()}"
    port = free_port()
    env = environment(
        tiny,
        GRADIO_ALLOWED_PATHS=str(secret.parent),
        GRADIO_ROOT_PATH="/elsewhere",
        GRADIO_SHARE="True",
        GRADIO_SERVER_NAME="0.0.0.0",
        GRADIO_NUM_PORTS="0",
        HTTP_PROXY=dead,
        ALL_PROXY="socks5://127.0.0.1:9",
        NO_PROXY="",
        HF_ENDPOINT=dead,
        CHROMA_API_IMPL="nonsense",
        CHROMA_OTEL_COLLECTION_ENDPOINT=dead,
        SYSTEM="spaces",
        SPACE_ID="a/b",
    )
    code = "import sys, tests.commands.test_offline as t; t.visit(*sys.argv[1:])"
    out = tmp_path / "visit.json"
    process, log = traced(["-c", code, str(port), str(secret), str(out)], env)
    assert process.wait(300) == 0
    page, status, file = json.loads(out.read_text(encoding="utf-8"))
    assert "/elsewhere" not in page
    assert status in (403, 404)
    assert "a secret" not in file
    assert calls(log) == set()


def visit(port: str, file: str, out: str) -> None:
    """Serve the page, ask for it and for a file, and write what comes: page, status, file."""
    host = "::1" if has_ipv6() else "127.0.0.1"
    command = [sys.executable, "app.py", "--host", host, "--port", port]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        url = page_url(host, int(port))
        assert f"is at {url} " in told
        with httpx.Client(trust_env=False, timeout=30) as client:
            page = client.get(url).raise_for_status().text
            answer = client.get(f"{url}gradio_api/file={file}")
        time.sleep(LATE)
        process.terminate()
    found = json.dumps((page, answer.status_code, answer.text))
    Path(out).write_text(found, encoding="utf-8")


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_addresses_as_a_browser_takes_them() -> None:
    assert page_url("::1", 7860) == "http://[::1]:7860/"
    assert page_url("::", 80) == page_url("0.0.0.0", 80) == "http://localhost:80/"


class Proxy(BaseHTTPRequestHandler):
    """Notes what it is asked for, and has none of it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *args: object) -> None:
        pass


def test_a_fetch_goes_through_the_proxy_and_loopback_does_not(tmp_path: Path) -> None:
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    port = proxy.server_port
    manifest = tmp_path / "manifest.toml"
    rows = ROW.format(id="far", number=1) + ROW.format(id="near", number=2)
    manifest.write_text(rows.replace("127.0.0.1:9/far", "far.example/far"), encoding="utf-8")
    env = {
        **os.environ,
        "WPS_HOME": str(tmp_path),
        "WPS_MANIFEST": str(manifest),
        "HTTP_PROXY": f"http://127.0.0.1:{port}",
        "ALL_PROXY": "socks5://127.0.0.1:9",
    }
    command = [sys.executable, "-m", "ingest", "fetch"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    proxy.shutdown()
    proxy.server_close()
    assert done.returncode == 2
    assert "ALL_PROXY is not used" in done.stderr
    assert Proxy.asked == ["http://far.example/far.pdf"]
    assert "127.0.0.1:9/near.pdf gave no usable document" in done.stderr


def test_a_program_that_loads_onnxruntime_first_is_warned() -> None:
    env = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    for code, told in (("import onnxruntime, ingest", True), ("import ingest, onnxruntime", False)):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        assert ("set ORT_DISABLE_TELEMETRY=1" in done.stderr) == told


def test_chroma_heeds_no_settings_but_ours(tmp_path: Path) -> None:
    """Chroma reads variables of plain names, and the ``.env`` of the folder it is started in."""
    told = tmp_path / ".env"
    code = (
        "import pathlib; from ingest.index.store import Store\n"
        "store = Store(pathlib.Path('chroma'), 'wps-test'); store.begin(); store.close(); print('made')"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "IS_PERSISTENT": "False"}
    for line, out, error in (
        ("CHROMA_API_IMPL=chromadb.api.fastapi.FastAPI", "made\n", ""),
        ("MIGRATIONS=nonsense", "", "take that name out of the environment or out of the .env"),
    ):
        told.write_text(line, encoding="utf-8")
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.stdout == out, done.stderr
        assert error in done.stderr.rpartition("StoreError: ")[2]


@pytest.mark.parametrize(
    ("given", "proxies", "kept"),
    [
        ({"GRADIO_SHARE": "True", "chroma_server_host": "x", "PATH": "/bin"}, False, {"PATH"}),
        ({"HF_HOME": "/models", "HF_TOKEN": "x", "SYSTEM": "spaces"}, False, {"HF_HOME"}),
        ({"http_proxy": "http://p:1", "NO_PROXY": "a"}, False, {"NO_PROXY"}),
        ({"HTTPS_PROXY": "http://p:1"}, True, {"HTTPS_PROXY", "NO_PROXY", "no_proxy"}),
        ({"HTTPS_PROXY": "p:1", "WPS_LLM": "x"}, False, {"HTTPS_PROXY", "WPS_LLM", "NO_PROXY", "no_proxy"}),
        ({"ALL_PROXY": "socks://p:1"}, True, set()),
    ],
)
def test_stray_variables_are_cleared(given: dict[str, str], proxies: bool, kept: set[str]) -> None:
    env = dict(given)
    unusable = clear_strays(env, proxies)
    switched = {"HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY", "GRADIO_ANALYTICS_ENABLED"}
    assert switched <= set(env)
    shared = set(env) & (set(given) | {"NO_PROXY", "no_proxy"})
    assert shared == kept
    assert unusable == (("ALL_PROXY",) if "ALL_PROXY" in given else ())
    if "HTTPS_PROXY" in kept:
        assert env["no_proxy"].split(",")[-3:] == ["localhost", "127.0.0.1", "::1"]
