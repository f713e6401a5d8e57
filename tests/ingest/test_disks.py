"""Disks that are full or cannot be written to, for real: small file systems mounted for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.settings import ROOT, Settings

Disk = Callable[[str], Path]
QUESTION = "Who is to plant an apple tree?"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        folder = tmp_path / f"disk-{size}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("mounting a small disk needs root")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def built_on(folder: Path, tiny: Settings) -> Settings:
    """``tiny`` with its home, already indexed, on another disk."""
    settings = replace(tiny, home=folder / "home", folders=tiny.folders[2:])
    settings.home.mkdir()
    settings.models.symlink_to(tiny.models.resolve())
    assert index(settings, settings.folders[0]).returncode == 0
    return settings


def index(settings: Settings, corpus: Path | str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "WPS_HOME": str(settings.home),
        "WPS_MANIFEST": str(settings.manifest),
        "WPS_CORPUS": str(corpus),
    }
    command = [sys.executable, "-m", "ingest", "index"]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)


def test_a_full_disk(tiny: Settings, disk: Disk, tmp_path: Path) -> None:
    settings = built_on(disk("20m"), tiny)
    free = shutil.disk_usage(settings.home).free
    (settings.home.parent / "filler").write_bytes(bytes(free))
    (tmp_path / "one").mkdir()
    shutil.copy(tmp_path / "pdfs" / "fruit.pdf", tmp_path / "one")
    done = index(settings, tmp_path / "one")
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("error: ")
    assert "full" in done.stderr or "No space" in done.stderr
    assert "Traceback" not in done.stderr
    assert isinstance(Assistant.open(settings).ask(QUESTION), Answer)


def test_a_read_only_disk(tiny: Settings, disk: Disk) -> None:
    settings = built_on(disk("40m"), tiny)
    folder = settings.home.parent
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    assert isinstance(Assistant.open(settings).ask(QUESTION), Answer)
    done = index(settings, "")
    assert done.returncode == 2
    assert "Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr
