"""The commands as a person types them: exit codes, one line an error, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from ingest.settings import ROOT, Settings


def run(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "WPS_HOME": str(home), **environment}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=env, cwd=ROOT, check=False
    )


def assert_one_line_error(done: subprocess.CompletedProcess[str], words: str) -> None:
    errors = [line for line in done.stderr.splitlines() if not line.startswith("note: ")]
    assert done.returncode == 2, done.stderr
    assert len(errors) == 1, done.stderr
    assert errors[0].startswith("error: ")
    assert words in errors[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("-m", "assistant", "ask", ""), {}, "question is empty"),
        (("-m", "assistant", "ask", "x" * 25_000), {}, "25,000 characters"),
        (("-m", "assistant", "ask", "peace"), {}, "no index yet"),
        (("-m", "ingest", "show", "nonsense"), {}, "is not a locator"),
        (("-m", "ingest", "show", "nato-wps-2024#para-99"), {}, "para-1 to para-54"),
        (("-m", "ingest", "parse", "docs/ask.png"), {}, "ask.png: is a picture"),
        (("-m", "ingest", "parse", "no-such.pdf"), {}, "no-such.pdf"),
        (("-m", "ingest", "fetch", "unscr-1"), {}, "not in the manifest"),
        (("-m", "ingest", "check"), {"WPS_MANIFEST": "no-such.toml"}, "no-such.toml"),
        (("-m", "ingest", "index"), {"WPS_THREADS": "many"}, "WPS_THREADS"),
        (("-m", "ingest", "index"), {"WPS_CHROMA": "nowhere"}, "WPS_CHROMA"),
        (("-m", "ingest", "index"), {"WPS_MODEL": "/no/such/model"}, "WPS_MODEL"),
        (("app.py", "--port", "99999"), {}, "WPS_PORT"),
    ],
)
def test_bad_input(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    assert_one_line_error(run(*arguments, home=tmp_path, **environment), words)


def test_a_manifest_with_an_unknown_field(tmp_path: Path) -> None:
    text = (ROOT / "corpus" / "manifest.toml").read_text(encoding="utf-8")
    path = tmp_path / "manifest.toml"
    path.write_text(text.replace("symbol =", "colour = 1\nsymbol =", 1), encoding="utf-8")
    done = run("-m", "ingest", "check", home=tmp_path, WPS_MANIFEST=str(path))
    assert_one_line_error(done, "colour: Unexpected")


def test_ask_prints_paragraph_page_and_quote(assistant: Assistant, settings: Settings) -> None:
    done = run("-m", "assistant", "ask", "How often is the policy reviewed?", home=settings.home)
    assert done.returncode == 0, done.stderr
    assert "NATO WPS Policy (2024), para. 54, p. 17" in done.stdout
    assert "every five years" in done.stdout


def test_parse_prints_a_json_line_a_paragraph(tmp_path: Path) -> None:
    import json

    done = run("-m", "ingest", "parse", "corpus/nato-wps-policy-2024.pdf", "--json", home=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(rows[0]) == {
        *("anchor", "number", "printed", "headings", "text", "notes", "first_page", "last_page")
    }
    assert {r["anchor"]: r["number"] for r in rows}["para-17.2"] == "17.2"
    assert len([r for r in rows if r["anchor"].startswith("para-")]) == 58


def test_doctor_offline_finds_no_call_out(assistant: Assistant, settings: Settings) -> None:
    done = run("-m", "assistant", "doctor", "--offline", home=settings.home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no attempt to call out" in done.stdout
    assert "indexed 3 paragraphs" in done.stdout
    steps = ("a small index", "asking", "checking", "a quiz", "serving the page", "late calls")
    told = [line for line in done.stdout.splitlines() if line.startswith("...")]
    assert all(step in line for step, line in zip(steps, told, strict=True))
    assert "the app started" in done.stdout
    assert "BAD" not in done.stdout


def test_the_doctor_sees_a_call_out_of_a_child_process_too() -> None:
    code = (
        "import socket, subprocess, sys\nfrom ingest.offline import blocked\n"
        "with blocked() as attempts:\n"
        "    try: socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
        "    except OSError: pass\n"
        "    child = 'import ingest, socket; socket.gethostbyname(\"hub.example\")'\n"
        "    subprocess.run([sys.executable, '-c', child], stderr=subprocess.DEVNULL)\n"
        "    print(attempts())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "192.0.2.1" in done.stdout
    assert "hub.example" in done.stdout
