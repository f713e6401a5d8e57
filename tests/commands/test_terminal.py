"""Odd terminals, closed and full pipes, taken ports: text with replacement, the documented exit code."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.ui import free_port
from assistant.workplace.port import PortInUseError, check_port
from ingest.console import run as run_parser
from ingest.documents.plain_text import ERRORS, register
from ingest.errors import SettingsError
from ingest.settings import ROOT, Settings
from tests.commands.test_commands import assert_one_line_error
from tests.commands.test_commands import run as run_command
from tests.tiny import tiny_settings


def run(
    *arguments: str | bytes, encoding: str, env: dict[str, str], stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """A command whose streams have an encoding and are strict about it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        cwd=ROOT,
        input=stdin,
        check=False,
        env={**os.environ, **env, "PYTHONIOENCODING": f"{encoding}:strict"},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode(encoding)
    done.stdout.decode(encoding), done.stderr.decode(encoding)
    return done


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory, assistant: Assistant, settings: Settings) -> dict[str, str]:
    """Of commands on the small corpus, whose index is built in a terminal that writes ASCII only."""
    made = tiny_settings(tmp_path_factory.mktemp("terminal"), settings)
    found = {
        "WPS_HOME": str(made.home),
        "WPS_MANIFEST": str(made.manifest),
        "WPS_CORPUS": str(made.folders[-1]),
    }
    assert run("-m", "ingest", "index", encoding="ascii", env=found).returncode == 0
    return found


def test_every_command_line_writes_into_every_encoding(env: dict[str, str], tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("It says: “urges all Member States to plant a pear tree”.", encoding="utf-8")
    for encoding in ("ascii", "latin-1", "cp850"):
        done = run("-m", "assistant", "check", str(draft), encoding=encoding, env=env)
        assert done.returncode == 1
    for encoding, arguments, code, told in (
        ("ascii", ("-m", "ingest", "show", "fruit#op-1"), 0, b"plant an apple tree"),
        ("latin-1", ("-m", "evals", "gate", "no–such.json"), 2, b"no-such.json"),
        ("cp850", ("app.py", "--port", "‽"), 2, b"error: WPS_PORT='?'"),
    ):
        done = run(*arguments, encoding=encoding, env=env)
        assert done.returncode == code
        assert told in done.stdout + done.stderr


def test_json_loses_no_letter(env: dict[str, str], tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("It says: “plant a päar ‽ tree in every village”.", encoding="utf-8")
    command = ("-m", "assistant", "check", str(draft), "--json")
    plain, whole = (run(*command, encoding=e, env=env).stdout for e in ("ascii", "utf-8"))
    assert json.loads(plain) == json.loads(whole)
    assert "päar ‽" in str(json.loads(plain))


def test_a_question_that_is_no_text(env: dict[str, str]) -> None:
    done = run("-m", "assistant", "ask", b"Who is to plant \xff?", encoding="utf-8", env=env)
    assert done.returncode == 0, done.stderr
    assert run("-m", "assistant", b"\xff", encoding="ascii", env=env).returncode == 2


def test_a_password_that_is_no_text(env: dict[str, str]) -> None:
    command = ("-m", "assistant", "password", "anna")
    done = run(*command, encoding="ascii", env=env, stdin="pässwort".encode())
    assert done.returncode == 2
    assert b"the password is no text in ascii" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ingest", "parse", "corpus/nato-wps-policy-2024.pdf"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: No space left on device; check disk and rights"]
    closed = subprocess.run(f"{sys.executable} -m ingest check >&-", shell=True, cwd=ROOT)
    assert closed.returncode == 0


def test_a_defect_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 means that a draft or a report was found wanting, and nothing else."""
    for raised, code, told in (
        (ZeroDivisionError("by nought"), 2, "ZeroDivisionError: by nought"),
        (SettingsError("set it\nright"), 2, "error: set it right"),
        (KeyboardInterrupt(), 2, "error: interrupted"),
        (None, 1, ""),
    ):
        assert run_parser(lambda raised=raised: parser_of(raised), []) == code
        assert told in capsys.readouterr().err


def parser_of(raised: BaseException | None) -> argparse.ArgumentParser:
    """Of a command that raises, or finds something wanting."""

    def command(args: argparse.Namespace) -> int:
        if raised is not None:
            raise raised
        return 1

    parser = argparse.ArgumentParser()
    parser.set_defaults(run=command)
    return parser


def test_letters_that_are_missing_get_their_likeness() -> None:
    register()
    told = "“Don’t” – naïve… › ŝ 中 n\udcff"
    assert told.encode("ascii", ERRORS) == b'"Don\'t" - naive... > s ? n?'
    assert told.encode("latin-1", ERRORS) == b'"Don\'t" - na\xefve... > s ? n?'


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def test_a_taken_port_is_told_before_the_index_is_built(tmp_path: Path, taken: int) -> None:
    done = run_command("app.py", "--port", str(taken), home=tmp_path / "home")
    assert_one_line_error(done, f"port {taken} on 127.0.0.1 is in use; stop the program")
    assert not (tmp_path / "home").exists()


def test_addresses_that_cannot_be_used(taken: int) -> None:
    for host in ("127.0.0.1", "0.0.0.0", "localhost"):
        with pytest.raises(PortInUseError, match="is in use"):
            check_port(host, taken)
    for host in ("192.0.2.7", "2001:db8::7"):
        with pytest.raises(SettingsError, match=f"{host} is not an address of this machine"):
            check_port(host, free_port())
    check_port("127.0.0.1", free_port())
