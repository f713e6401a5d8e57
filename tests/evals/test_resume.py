"""Runs in other processes: the same inputs give the same keys and the same report; a killed run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evals.gold import gold_digest, read_gold

IDS = tuple("abcdefgh")
RUN = """
import json, os, signal, sys
from pathlib import Path
from evals.gold import gold_digest, read_gold
from evals.outcomes import CitedQuote, Outcome, Texts
from evals.report import About, build_report
from evals.run import ask_all, run_key
from ingest.types import Paragraph

gold = read_gold(Path(sys.argv[1]))
folder, killed_at = Path(sys.argv[2]), sys.argv[3]
about = About("x", "all", gold_digest(gold), "corpus", "index", "version", ("harbour",))
key = run_key("x", about)

class Killed:
    def ask(self, question):
        if question.id == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        with (folder / "asked").open("a") as file:
            file.write(question.id)
        cited = tuple(CitedQuote(str(x), "") for s in question.gold for x in sorted(s)[:2])
        return Outcome(question.id, "answer", "", cited, tuple(c.locator for c in cited), 0.5, "", 0.1)

outcomes = ask_all("x", Killed, gold, key, folder, lambda *step: None)
every = sorted({x for question in gold for s in question.gold for x in s})
texts = Texts.of(tuple(Paragraph(x, "", (), "Lamps burn.", (), 1, 1) for x in every))
report = build_report(about, gold, {"x": outcomes}, texts)
print(json.dumps({"key": key, "report": {**report, "times": None}}))
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    sets = [[f"harbour#op-{n}-{letter}" for letter in "abcdefg"] for n in (1, 2)]
    rows = [{"id": i, "question": f"What of {i}?", "gold": sets, "also_ok": sets[0]} for i in IDS]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(gold: Path, folder: Path, hash_seed: int, killed_at: str = "") -> subprocess.CompletedProcess[str]:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-c", RUN, str(gold), str(folder), killed_at]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_another_process_gives_the_same_report_to_the_byte(gold: Path, tmp_path: Path) -> None:
    first, second = (run(gold, tmp_path / str(seed), seed) for seed in (1, 2))
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["report"]["about"]["gold"] == gold_digest(read_gold(gold))
    rows = [(tmp_path / seed / "x.jsonl").read_bytes() for seed in ("1", "2")]
    assert rows[0] == rows[1]


def test_a_killed_run_goes_on_row_by_row(gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run(gold, folder, 1, killed_at="d").returncode == -signal.SIGKILL
    assert (folder / "asked").read_text() == "abc"
    assert run(gold, folder, 2, killed_at="g").returncode == -signal.SIGKILL
    assert (folder / "asked").read_text() == "abcdef"
    last = run(gold, folder, 3)
    assert last.returncode == 0, last.stderr
    assert (folder / "asked").read_text() == "abcdefgh"  # every question once
    assert last.stdout == run(gold, tmp_path / "whole", 4).stdout


def test_the_digest_changes_with_every_field_and_not_with_the_order(gold: Path, tmp_path: Path) -> None:
    digest = gold_digest(read_gold(gold))
    row, *others = gold.read_text(encoding="utf-8").splitlines()
    other = tmp_path / "other.jsonl"
    other.write_text("\n".join([*others, row]), encoding="utf-8")
    assert gold_digest(read_gold(other)) == digest
    changes: dict[str, object] = {
        "question": "And?",
        "gold": [["harbour#op-1"]],
        "also_ok": ["harbour#op-1"],
        "category": "direct",
        "must_contain": [["lamp"]],
        "history": [{"question": "Before?"}],
        "split": "test" if read_gold(gold)[0].split == "dev" else "dev",
    }
    for field, value in changes.items():
        other.write_text(
            "\n".join([json.dumps({**json.loads(row), field: value}), *others]), encoding="utf-8"
        )
        assert gold_digest(read_gold(other)) != digest, field
