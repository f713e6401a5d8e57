"""Every gold question to every system, one row at a time; finished rows survive whatever happens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from evals.gold import GoldQuestion
from evals.outcomes import Outcome
from evals.report import About
from evals.systems import System
from ingest.errors import SettingsError
from ingest.json_values import from_json, to_json

Progress = Callable[[str, int, int], None]


def ask_all(
    name: str,
    make: Callable[[], System],
    gold: Sequence[GoldQuestion],
    key: str,
    folder: Path,
    progress: Progress,
) -> tuple[Outcome, ...]:
    """Ask a system all questions; return its outcomes in the order of ``gold``. Rows of an earlier run with
    the same ``key`` are kept; a question that fails is recorded and the run goes on. Raises `SettingsError`
    if rows cannot be written.
    """
    path = folder / f"{name}.jsonl"
    with writing(folder):
        done = _finished(path, key)
        if not done:
            path.write_text(json.dumps({"run": key}) + "\n", encoding="utf-8")
        progress(name, len(done), len(gold))
        if any(question.id not in done for question in gold):
            system = make()
            with path.open("a", encoding="utf-8") as file:
                for question in gold:
                    if question.id not in done:
                        outcome = done[question.id] = _ask(system, question)
                        file.write(to_json(outcome) + "\n")
                        file.flush()
                        progress(name, 1, len(gold))
    return tuple(done[question.id] for question in gold)


def run_key(name: str, about: About) -> str:
    """Return the key of a system's rows: 16 hexadecimal digits, the same in every process for the same
    system, questions, documents, index and code.
    """
    text = json.dumps([name, asdict(about)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _ask(system: System, question: GoldQuestion) -> Outcome:
    try:
        return system.ask(question)
    except Exception as error:  # one question may fail in any way; the run must not
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Outcome(question.id, "failed", "", (), (), None, reason, 0.0)


def _finished(path: Path, key: str) -> dict[str, Outcome]:
    """Rows of the same run; a half-written last row, and rows of another run, are left out."""
    done: dict[str, Outcome] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or json.loads(lines[0]) != {"run": key}:
            return {}
    except (OSError, ValueError):
        return {}
    for line in lines[1:]:
        try:
            outcome = from_json(Outcome, line)
        except ValueError:
            continue
        if outcome.status != "failed":  # worth another try
            done[outcome.id] = outcome
    if done:  # leave out what was cut short
        rows = map(to_json, done.values())
        path.write_text("\n".join([lines[0], *rows]) + "\n", encoding="utf-8")
    return done


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns a full or read-only disk into one line."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise SettingsError(
            f"{folder}: cannot be written ({error.strerror or error}); finished rows are kept: make "
            "room or give another --out, and run the command again"
        ) from error
