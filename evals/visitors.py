"""Eight people at the page at once: seconds from sending a question to the first words and to the end.

Speaks to a real `app.py` as the page does: the same events over the same queue, and after each reply
the one that keeps the conversation and draws the evidence.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import numpy as np

from ingest.settings import ROOT

VISITORS = 8
READING = 3.0  # mean seconds between two questions of one visitor who reads
TALK = 5  # questions a conversation
WARM = 1  # questions of each visitor before the clock counts


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds from sending to the first words of a reply, and to its end."""

    first: float
    whole: float


@contextmanager
def running_app(environment: dict[str, str]) -> Iterator[str]:
    """A served app in a process of its own; its address."""
    from assistant.ui import free_port

    port = free_port()
    command = [sys.executable, "app.py", "--port", str(port)]
    everybody = {**environment, "WPS_REQUESTS": "1000000"}  # all visitors come from one machine here
    process = subprocess.Popen(
        command, cwd=ROOT, env=everybody, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            try:
                httpx.get(url, timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait()


class Visitor:
    """One browser session without the browser."""

    def __init__(self, url: str, name: str) -> None:
        self._client = httpx.Client(base_url=f"{url}gradio_api/", timeout=60)
        self._name = name
        events = httpx.get(f"{url}config", timeout=60).json()["dependencies"]
        self._ask = next(e["id"] for e in events if e["api_name"] == "ask_1")
        self._keep = next(e["id"] for e in events if e["api_name"] == "keep")
        self._own = json.dumps({"id": name, "stamp": ""})  # the browser's note of its conversation
        self._shown = 0  # statements and refusals on screen

    def ask(self, question: str) -> Waited:
        started = time.perf_counter()
        first, shown = 0.0, 0
        for message in self._run(self._ask, [None], {"text": question, "documents": []}):
            shown = max(shown, message.count("class='pa-lead'"))
            if not first and shown > self._shown:
                first = time.perf_counter() - started
        self._shown = shown
        return Waited(first, time.perf_counter() - started)

    def keep(self) -> None:
        """Keep a finished reply as the page does."""
        for _ in self._run(self._keep, [None, self._own], None):
            pass

    def _run(self, event: int, data: Sequence[object], given: object) -> Iterator[str]:
        body = {"data": data, "fn_index": event, "session_hash": self._name, "event_data": given}
        joined = self._client.post("queue/join", json=body).raise_for_status().json()["event_id"]
        with self._client.stream("GET", f"queue/data?session_hash={self._name}") as stream:
            for line in stream.iter_lines():
                message = line.removeprefix("data: ")
                if joined in message:
                    yield message
                    if '"process_completed"' in message:
                        break


def wait_times(url: str, questions: Sequence[str], each: int, reading: float) -> dict[str, float]:
    """``each`` questions of every visitor, ``reading`` seconds apart on average (seeded)."""
    waited: list[Waited] = []
    together = threading.Barrier(VISITORS)

    def visit(number: int) -> None:
        dice = random.Random(number)
        visitor = Visitor(url, f"visitor{number}-0")
        together.wait()
        for n in range(each + WARM):
            if n and n % TALK == 0:
                visitor = Visitor(url, f"visitor{number}-{n}")
            time.sleep(dice.uniform(0, 2 * reading))
            found = visitor.ask(questions[(number * (each + WARM) + n) % len(questions)])
            visitor.keep()
            if n >= WARM:
                waited.append(found)

    threads = [threading.Thread(target=visit, args=(n,)) for n in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _figures(waited)


def _figures(waited: Sequence[Waited]) -> dict[str, float]:
    found: dict[str, float] = {"n": len(waited)}
    for name in ("first", "whole"):
        times = [1000 * getattr(w, name) for w in waited]
        for q in (50, 95):
            found[f"{name}_p{q}_ms"] = round(float(np.percentile(times, q)), 0)
    return found
