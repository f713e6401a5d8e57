"""A page on an index that is out of date: a new one is built meanwhile and takes its place when whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress

from assistant.assistant import Assistant
from assistant.ui.shared import SharedState
from ingest.console import warn
from ingest.errors import PolicyAssistantError
from ingest.index.builds import current_name
from ingest.settings import Settings

POLL = 2.0  # seconds between two looks at which index is in use
KINDNESS = 10  # of 19: how far the build steps back behind the visitors


class Renewal:
    """Keeps the shared state on the index in use, whoever built it."""

    def __init__(self, shared: SharedState, settings: Settings) -> None:
        self._shared = shared
        self._settings = settings
        self._failed = ""  # a build that could not be opened

    def start(self, reason: str) -> None:
        """Follow the index in use for as long as the program runs; with a ``reason`` why the one that is
        open is out of date, have a new one built first.
        """
        if reason:
            self._shared.notice = f"{self._answering(reason)} until the new one is complete."
        threading.Thread(target=self._run, args=(reason,), daemon=True).start()

    def _run(self, reason: str) -> None:
        if reason and _build() != 0:
            self._shared.notice = (
                f"{self._answering(reason)}; a new one could not be built. Whoever runs this page finds "
                "the cause in its terminal."
            )
        pause = threading.Event()
        while True:
            self.follow()
            pause.wait(POLL)

    def follow(self) -> None:
        """Answer from the index in use if that is no longer the one that is open."""
        name = current_name(self._settings.index)
        if name in ("", self._failed, self._shared.assistant.index.folder.name):
            return
        lines: list[str] = []
        try:
            self._shared.renew(Assistant.open(self._settings, lines.append))
        except PolicyAssistantError as error:
            self._failed = name
            warn(f"{error} (the page goes on with the index of {self._shared.assistant.index.day})")
        else:
            self._shared.notice = ""
            warn(f"the page now answers from the index of {self._shared.assistant.index.day}")
        for line in lines:
            warn(line)

    def _answering(self, reason: str) -> str:
        day = self._shared.assistant.index.day
        return f"{reason[0].upper()}{reason[1:]}: answers come from the index of {day}"


def _build() -> int:
    """Build the index in a program of its own, so that answers need not wait for it; its exit code."""
    with subprocess.Popen([sys.executable, "-m", "ingest", "index"], stdin=subprocess.DEVNULL) as build:
        if hasattr(os, "setpriority"):
            with suppress(OSError):  # it may be over already
                os.setpriority(os.PRIO_PROCESS, build.pid, KINDNESS)
        return build.wait()
