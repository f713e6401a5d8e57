"""Speed and memory, beside a plain llama-index vector index with the same model in the same run.

Every part runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from evals.gold import read_gold
from evals.visitors import READING, VISITORS, Visitor, running_app, wait_times
from ingest.settings import read_settings

PARTS = ("index", "ask", "graph", "cold", "help", "page", "plain", "reading", "rushing")
WARM = 10  # questions asked before the clock counts
QUESTION = "How often is the Policy reviewed?"


def run(questions: int) -> dict[str, dict[str, float]]:
    """Figures by part; milliseconds, seconds and megabytes as their names say."""
    found: dict[str, dict[str, float]] = {}
    for part in PARTS:
        command = [sys.executable, "-m", "evals.speed", part, str(questions)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[part] = json.loads(done.stdout.splitlines()[-1])
    plain, ours = found["plain"], found["ask"]
    found["ratio"] = {
        key: round(ours[key] / plain[key], 2) for key in ("p50_ms", "p95_ms", "p99_ms", "peak_mb")
    }
    found["ratio"]["index_seconds"] = round(found["index"]["index_seconds"] / plain["index_seconds"], 2)
    return found


def table(parts: dict[str, dict[str, float]]) -> str:
    rows = [
        f"{part:7} " + "  ".join(f"{k} {v:g}" for k, v in values.items()) for part, values in parts.items()
    ]
    return "\n".join(rows)


def _index(questions: int) -> dict[str, float]:
    """From PDFs to a finished index: first on a new machine, then with the model exported before; and what
    it takes on the disk, the model apart.
    """
    from dataclasses import replace

    from ingest.index.leftovers import size
    from ingest.index.pipeline import build_index

    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(read_settings(), home=Path(folder), chroma="")
        for _ in range(2):
            started = time.perf_counter()
            build_index(settings, lambda label, done, total: None, lambda line: None)
            seconds.append(round(time.perf_counter() - started, 2))
            taken = sum(size(settings.home / kept) for kept in ("index", "cache")) / 1e6
            for kept in ("index", "cache"):
                shutil.rmtree(settings.home / kept)
    return {
        "first_seconds": seconds[0],
        "index_seconds": seconds[1],
        "disk_mb": round(taken, 1),
        "peak_mb": _peak_mb(),
    }


def _ask(questions: int) -> dict[str, float]:
    from assistant.assistant import Assistant

    assistant = Assistant.open(read_settings())
    return _timed(lambda text: assistant.ask(text), _texts(questions))


def _graph(questions: int) -> dict[str, float]:
    """Share of the exactly nearest chunks that Chroma's HNSW graph finds, which answers above a bound."""
    from assistant.assistant import Assistant

    assistant = Assistant.open(read_settings())
    vectors, shares = assistant.index.vectors, []
    for text in _texts(questions):
        vector = assistant.finder.searcher.encoder.embed_one(text).vector
        exact = [vectors.chunks[i] for i in vectors.nearest(vectors.cosines(vector), vector, 50)]
        found = [key for key, _ in vectors.store.nearest(vector, 50)]
        shares.append([len({*exact[:n]} & {*found[:n]}) / n for n in (10, 50)])
    at_10, at_50 = np.mean(shares, axis=0)
    return {"recall_at_10": round(float(at_10), 4), "recall_at_50": round(float(at_50), 4), "n": len(shares)}


def _cold(questions: int) -> dict[str, float]:
    seconds = _command("-m", "assistant", "ask", QUESTION)
    return {"seconds": seconds, "peak_mb": _peak_mb()}


def _help(questions: int) -> dict[str, float]:
    return {"seconds": _command("-m", "assistant", "--help")}


def _page(questions: int) -> dict[str, float]:
    """From starting the page to the end of its first answer."""
    started = time.perf_counter()
    with running_app(dict(os.environ)) as url:
        Visitor(url, "first").ask(QUESTION)
        seconds = round(time.perf_counter() - started, 2)
    return {"first_answer_seconds": seconds, "peak_mb": _peak_mb()}


def _plain(questions: int) -> dict[str, float]:
    from evals.baselines import PlainIndex
    from ingest.embedding.model import find_model
    from ingest.embedding.torch_model import Embedder
    from ingest.index.opening import open_index

    settings = read_settings()
    started = time.perf_counter()
    plain = PlainIndex(
        open_index(settings).paragraphs, Embedder(find_model(settings.model), settings.threads)
    )
    seconds = round(time.perf_counter() - started, 2)
    return {**_timed(plain.retrieve, _texts(questions)), "index_seconds": seconds}


def _reading(questions: int) -> dict[str, float]:
    """Eight visitors at the page, who read what they get."""
    return _visitors(questions, READING)


def _rushing(questions: int) -> dict[str, float]:
    """Eight visitors who send the next question the moment they have a reply."""
    return _visitors(questions, 0.0)


def _visitors(questions: int, reading: float) -> dict[str, float]:
    with running_app(dict(os.environ)) as url:
        return wait_times(url, _texts(questions), max(1, questions // VISITORS), reading)


def _texts(questions: int) -> list[str]:
    texts = [q.question for q in read_gold() if q.split == "dev"]
    return [texts[i % len(texts)] for i in range(questions + WARM)]


def _timed(ask: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    seconds = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        seconds.append(time.perf_counter() - started)
    p50, p95, p99 = (1000 * float(v) for v in np.percentile(seconds[WARM:], [50, 95, 99]))
    return {
        "p50_ms": round(p50, 1),
        "p95_ms": round(p95, 1),
        "p99_ms": round(p99, 1),
        "n": len(seconds) - WARM,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    """Peak resident memory of this process or of one it started; Linux reports kilobytes."""
    peaks = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(peaks) / 1024, 0)


def _command(*arguments: str) -> float:
    """Median seconds of three runs of the command, from start to exit."""
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True, env=os.environ)
        seconds.append(time.perf_counter() - started)
    return round(float(np.median(seconds)), 2)


if __name__ == "__main__":
    part = {
        "index": _index,
        "ask": _ask,
        "graph": _graph,
        "cold": _cold,
        "help": _help,
        "page": _page,
        "plain": _plain,
        "reading": _reading,
        "rushing": _rushing,
    }
    print(json.dumps(part[sys.argv[1]](int(sys.argv[2]))))
