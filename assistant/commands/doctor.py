"""Is everything in place, and does nothing call out? Findings are data, not errors."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.commands.offline.isolation import obstacle
from assistant.commands.offline.open_sockets import watched
from assistant.commands.offline.trial import STEPS, TrialStep
from assistant.workplace.port import PortInUseError, check_port, page_url
from assistant.workplace.workplace_settings import check_address, read_workplace_settings
from ingest.documents.corpus import parse_entry
from ingest.documents.on_disk import documents_on_disk, missing_line
from ingest.embedding.model import find_model
from ingest.errors import PolicyAssistantError
from ingest.index.opening import open_index
from ingest.settings import Settings, whole_number

OFTEN, SELDOM = (0.02, 0.1)  # seconds between two looks at the sockets: packets are seen as well or not
LONGEST = 180.0  # seconds that the trial may take; some ten are usual


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``good`` is None for a step that begins."""

    good: bool | None
    text: str


def examine(settings: Settings) -> Iterator[Diagnosis]:
    """Examine model, documents, index and address. A missing resolution is a fact, not a fault."""
    yield from _model(settings)
    yield from _documents(settings)
    yield from _index(settings)
    yield from _address()


def _model(settings: Settings) -> Iterator[Diagnosis]:
    try:
        model = find_model(settings.model)
        yield Diagnosis(True, f"model {model.name}, weights sha256 {model.sha256[:16]}…")
    except PolicyAssistantError as error:
        yield Diagnosis(False, str(error))


def _documents(settings: Settings) -> Iterator[Diagnosis]:
    try:
        found, missing = documents_on_disk(settings)
    except PolicyAssistantError as error:
        yield Diagnosis(False, str(error))
        return
    for item in found:
        try:
            count = len(parse_entry(item.entry, item.path))
            yield Diagnosis(True, f"{item.entry.symbol}: {count} paragraphs, {item.path}")
        except PolicyAssistantError as error:
            yield Diagnosis(False, str(error))
    for entry in missing:
        yield Diagnosis(True, f"missing: {missing_line(entry)}")


def _index(settings: Settings) -> Iterator[Diagnosis]:
    lines: list[str] = []
    try:
        index = open_index(settings, lines.append)
        yield from (Diagnosis(False, line) for line in lines)
        yield Diagnosis(
            True,
            f"index {index.fingerprint} of {index.built}: {len(index.paragraphs)} paragraphs, "
            f"{len(index.chunks)} vectors",
        )
    except PolicyAssistantError as error:
        yield Diagnosis(False, str(error))


def _address() -> Iterator[Diagnosis]:
    host = (os.environ.get("WPS_HOST") or "127.0.0.1").strip("[]")
    try:
        port = whole_number(os.environ, "WPS_PORT", default=7860, low=1, high=65535)
        check_address(host, read_workplace_settings().auth_file is not None, False)
        check_port(host, port)
        yield Diagnosis(True, f"address {page_url(host, port)} is free")
    except PortInUseError:
        yield Diagnosis(True, f"address {page_url(host, port)} is in use, by the page if it runs")
    except PolicyAssistantError as error:
        yield Diagnosis(False, str(error))


def examine_offline(
    settings: Settings, steps: Sequence[TrialStep] = STEPS, hindrance: str | None = None
) -> Iterator[Diagnosis]:
    """Do the real work on a small corpus in a process whose network is its own, unless there is a
    hindrance (None: found out here), and whose sockets are watched.
    """
    hindrance = obstacle() if hindrance is None else hindrance
    look = OFTEN if hindrance else SELDOM
    with tempfile.TemporaryDirectory(prefix="wps-doctor-") as folder:
        calls = Path(folder) / "calls.txt"
        calls.touch()
        command = [sys.executable, "-m", "assistant.commands.offline.trial"]
        if not hindrance:
            command = [sys.executable, "-m", "assistant.commands.offline.isolation", str(calls), *command]
        task = pickle.dumps((settings.model, settings.models, settings.threads, tuple(steps)))
        with _running(command, Path(folder)) as child, watched(child.pid, look) as ends:
            good = yield from _followed(child, task, Path(folder))
        outside = sorted({*calls.read_text(encoding="utf-8").splitlines(), *ends})
    yield from (Diagnosis(False, f"called out: {call}") for call in outside)
    if good and not outside:
        yield Diagnosis(True, "offline: no attempt to call out of this machine")
    if hindrance:
        yield Diagnosis(
            True, f"not seen: short calls of native code, since there is no network namespace ({hindrance})"
        )


def _followed(child: subprocess.Popen[bytes], task: bytes, folder: Path) -> Generator[Diagnosis, None, bool]:
    """The child's findings as they come; true at the end if all are good."""
    good = True
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child has no pipes")
    with child.stdin as pipe:
        pipe.write(task)
    for line in child.stdout:
        finding = Diagnosis(*json.loads(line))
        good &= finding.good is not False
        yield Diagnosis(finding.good, f"offline: {finding.text}")
    if child.wait():
        good = False
        told = (folder / "errors.txt").read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line for line in reversed(told) if line.strip()), "it took too long")
        yield Diagnosis(False, f"offline: the trial broke off ({last.strip()})")
    return good


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The child, ended with all its own when the block ends or `LONGEST` is over."""
    with (folder / "errors.txt").open("wb") as errors:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        )
    limit = threading.Timer(LONGEST, _end, [child])
    limit.start()
    try:
        yield child
    finally:
        limit.cancel()
        _end(child)
        child.wait()


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
