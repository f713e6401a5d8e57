"""Is everything in place, and does nothing call out? Findings are data, not errors."""

from __future__ import annotations

import ipaddress
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.corpus import find_documents, missing_line, parse_entry
from ingest.errors import PolicyAssistantError
from ingest.model import find_model
from ingest.pipeline import build_index, open_index
from ingest.settings import Settings

QUESTION = "How often is the Policy reviewed?"


@dataclass(frozen=True, slots=True)
class Finding:
    good: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Model, documents, index. A missing resolution is a fact, not a fault."""
    return [*_model(settings), *_documents(settings), *_index(settings)]


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        model = find_model(settings.model)
        yield Finding(True, f"model {model.name}, weights sha256 {model.sha256[:16]}…")
    except PolicyAssistantError as error:
        yield Finding(False, str(error))


def _documents(settings: Settings) -> Iterator[Finding]:
    try:
        found, missing = find_documents(settings)
    except PolicyAssistantError as error:
        yield Finding(False, str(error))
        return
    for item in found:
        try:
            count = len(parse_entry(item.entry, item.path))
            yield Finding(True, f"{item.entry.symbol}: {count} paragraphs, {item.path}")
        except PolicyAssistantError as error:
            yield Finding(False, str(error))
    for entry in missing:
        yield Finding(True, f"missing: {missing_line(entry)}")


def _index(settings: Settings) -> Iterator[Finding]:
    try:
        index = open_index(settings)
        yield Finding(
            True,
            f"index {index.fingerprint} of {index.built}: {len(index.paragraphs)} paragraphs, "
            f"{index.chunks} vectors",
        )
    except PolicyAssistantError as error:
        yield Finding(False, str(error))


def examine_offline(settings: Settings) -> list[Finding]:
    """Build an index aside, ask, and start the app, with every socket to another machine blocked."""
    with tempfile.TemporaryDirectory(prefix="wps-doctor-") as folder, blocked() as attempts:
        aside = replace(settings, home=Path(folder), chroma="")
        findings = [*_trial(aside)]
    findings += [Finding(False, f"tried to call out: {attempt}") for attempt in attempts]
    if not attempts:
        findings.append(Finding(True, "no attempt to call out of this machine"))
    return findings


def _trial(settings: Settings) -> Iterator[Finding]:
    try:
        index = build_index(settings, lambda label, done, total: None, lambda line: None)
        yield Finding(True, f"offline: indexed {len(index.paragraphs)} paragraphs")
        assistant = Assistant.open(settings)
        reply = assistant.ask(QUESTION)
        yield Finding(isinstance(reply, Answer), f"offline: asked “{QUESTION}”, {_kind(reply)}")
        from assistant.ui import page_size

        yield Finding(True, f"offline: the app started and served {page_size(assistant):,} bytes")
    except PolicyAssistantError as error:
        yield Finding(False, f"offline: {error}")


def _kind(reply: object) -> str:
    return f"got {'an answer' if isinstance(reply, Answer) else 'a refusal'}"


@contextmanager
def blocked() -> Iterator[list[str]]:
    """Refuse every connection or look-up that leaves this machine; the list names what was tried.

    Built on the interpreter's audit events, which no library can switch off. The hook cannot be
    removed, so it goes quiet when the block ends.
    """
    attempts: list[str] = []
    active = [True]

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if active[0] and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo",
                                   "socket.gethostbyname"):  # fmt: skip
            host = _host(event, args)
            if host is not None and not is_loopback(host):
                attempts.append(f"{event.removeprefix('socket.')} {host}")
                raise ConnectionRefusedError(f"blocked: {host} is not this machine")

    sys.addaudithook(watch)
    try:
        yield attempts
    finally:
        active[0] = False


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
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
