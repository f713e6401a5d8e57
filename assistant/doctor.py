"""Is everything in place, and does nothing call out? Findings are data, not errors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.corpus import find_documents, missing_line, parse_entry
from ingest.errors import PolicyAssistantError
from ingest.model import find_model
from ingest.offline import blocked
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
            f"{len(index.chunks)} vectors",
        )
    except PolicyAssistantError as error:
        yield Finding(False, str(error))


def examine_offline(settings: Settings) -> list[Finding]:
    """Build an index aside, ask, and start the app, with every socket to another machine blocked."""
    with tempfile.TemporaryDirectory(prefix="wps-doctor-") as folder, blocked() as attempts:
        aside = replace(settings, home=Path(folder), chroma="")
        findings = [*_trial(aside)]
        tried = attempts()
    findings += [Finding(False, f"tried to call out: {attempt}") for attempt in tried]
    if not tried:
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

        size = page_size(assistant, settings)
        yield Finding(True, f"offline: the app started and served {size:,} bytes")
    except PolicyAssistantError as error:
        yield Finding(False, f"offline: {error}")


def _kind(reply: object) -> str:
    return f"got {'an answer' if isinstance(reply, Answer) else 'a refusal'}"
