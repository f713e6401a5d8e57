"""No call leaves this machine: switches libraries' telemetry and hub look-ups off, and proves it.

Imported by the packages' ``__init__`` so that it runs before any of those libraries. The commands
also clear what other variables tell those libraries (`clear_strays`): settings are ``WPS_*`` only.
Two things that are meant stay: ``HF_HOME`` and ``HF_HUB_CACHE``, the folder of models that
``WPS_MODEL`` may name, and proxies where something leaves on purpose, which is `ingest fetch` and
whatever ``WPS_CHROMA`` and ``WPS_LLM`` name. Loopback is never reached through a proxy.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TELEMETRY = "ORT_DISABLE_TELEMETRY"  # of onnxruntime, which calls from native threads
_OFF = {
    _TELEMETRY: "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_XET": "1",
    "DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_STRAYS = (  # beginnings of names that Gradio, Chroma, the hub, model clients … read
    "GRADIO_",
    "SPACE_",
    "SPACES_",
    "OAUTH_",
    "OPENID_",
    "FASTMCP_",
    "HF_",
    "HUGGINGFACE_",
    "TRANSFORMERS_",
    "SENTENCE_TRANSFORMERS_",
    "CHROMA_",
    "LLAMA_INDEX_",
    "LLAMA_CLOUD_",
    "NLTK_",
    "TIKTOKEN_",
    "OPENAI_",
    "OLLAMA_",
    "OTEL_",
    "GRPC_",
    "ORT_",
)
_STRAY = {"SYSTEM", "FORWARDED_ALLOW_IPS", "WEB_CONCURRENCY"}  # read by Gradio and its server
_MEANT = {"HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}
_ELSEWHERE = ("WPS_CHROMA", "WPS_LLM")  # settings that may name another machine
_NO_PROXY = ("no_proxy", "NO_PROXY")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_LOG = "WPS_CALLS_OUT"  # file that lists what was tried; set for child processes by `blocked`
_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def go_offline() -> None:
    """Override what the caller's environment says: offline is a promise, not a preference.

    Warns a program that has loaded onnxruntime before: it has read its variables already.
    """
    if "onnxruntime" in sys.modules and os.environ.get(_TELEMETRY) != "1":
        warnings.warn(
            f"onnxruntime was imported first and sends telemetry: set {_TELEMETRY}=1, or import this "
            "package before it",
            stacklevel=2,
        )
    os.environ.update(_OFF)
    if os.environ.get(_LOG):
        sys.addaudithook(_watch)


def clear_strays(environment: MutableMapping[str, str], proxies: bool = False) -> tuple[str, ...]:
    """Remove the variables that would open or change something by accident, proxies too unless the
    command needs them (``proxies``) or a setting names another machine. Return the names of proxies
    that are needed and cannot be used, which are removed as well.
    """
    proxies = proxies or any(environment.get(name) for name in _ELSEWHERE)
    unusable = []
    for name, value in list(environment.items()):
        if _is_proxy(name):
            unusable += [name] if proxies and not _usable(value) else []
            stray = not proxies or not _usable(value)
        else:
            stray = name.upper().startswith(_STRAYS) or name.upper() in _STRAY
        if stray and name not in _MEANT:
            del environment[name]
    environment.update(_OFF)
    pass_proxies_by(environment, *_LOOPBACK)
    return tuple(unusable)


def pass_proxies_by(environment: MutableMapping[str, str], *hosts: str) -> None:
    """Have these hosts reached directly, if there are proxies at all."""
    if any(_is_proxy(name) for name in environment):
        known = next((environment[name] for name in _NO_PROXY if environment.get(name)), "")
        environment.update(dict.fromkeys(_NO_PROXY, ",".join(filter(None, (known, *hosts)))))


def _is_proxy(name: str) -> bool:
    return name.upper().endswith("_PROXY") and name not in _NO_PROXY


def _usable(proxy: str) -> bool:
    """Tell whether httpx can go through a proxy: SOCKS needs a package that is not required here."""
    scheme = proxy.partition("://")[0] if "://" in proxy else "http"
    socks = scheme in ("socks5", "socks5h") and importlib.util.find_spec("socksio") is not None
    return socks or scheme in ("http", "https")


@contextmanager
def blocked() -> Iterator[Callable[[], list[str]]]:
    """Refuse every connection or look-up that leaves this machine, in child processes too; the
    function that is yielded lists what was tried.

    Built on the interpreter's audit events, which no library can switch off.
    """
    with tempfile.TemporaryDirectory(prefix="wps-calls-") as folder:
        log = Path(folder) / "calls.txt"
        log.touch()
        os.environ[_LOG] = str(log)
        sys.addaudithook(_watch)  # cannot be taken off again; quiet when the block ends
        try:
            yield lambda: log.read_text(encoding="utf-8").splitlines()
        finally:
            del os.environ[_LOG]


def _watch(event: str, args: tuple[Any, ...]) -> None:
    log = os.environ.get(_LOG) if event in _EVENTS else None
    host = _host(event, args) if log else None
    if log and host is not None and not is_loopback(host):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{event.removeprefix('socket.')} {host}\n")
        raise ConnectionRefusedError(f"blocked: {host} is not this machine")


def _host(event: str, args: tuple[Any, ...]) -> str | None:
    target = args[1] if event in ("socket.connect", "socket.sendto") else args[0]
    if isinstance(target, tuple):
        target = target[0]
    if isinstance(target, bytes):
        target = target.decode(errors="replace")
    return target if isinstance(target, str) and not target.startswith(("/", "\0")) else None


def is_loopback(host: str) -> bool:
    """Also true of names and wildcards that can only mean this machine."""
    if host in ("", "localhost", "0.0.0.0", "::"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
