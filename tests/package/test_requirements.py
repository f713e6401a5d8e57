"""The locks in ``.ci/requirements/`` say what ``pyproject.toml`` asks for, and only what was locked, for the
CPU, is installed from them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ingest.settings import NAME, ROOT

LOCKS = ROOT / ".ci" / "requirements"
EXTRAS = {"run": ("evals", "llm", "quiz"), "test": ("test",)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENTRY = re.compile(r"^(?P<pin>[^#\s][^\\\n]*?) *\\\n(?P<rest>(?:    .*\n?)+)", re.MULTILINE)


def asked_for(extras: tuple[str, ...]) -> Iterator[Requirement]:
    """Requirements of ``pyproject.toml`` with those of ``extras`` and of what they include."""
    texts = list(PROJECT["dependencies"])
    for extra in extras:
        texts += PROJECT["optional-dependencies"][extra]
    for requirement in map(Requirement, texts):
        if requirement.name == NAME:
            own = (Requirement(t) for e in requirement.extras for t in optional(e))
            yield from own
        else:
            yield requirement


def optional(extra: str) -> list[str]:
    found: list[str] = PROJECT["optional-dependencies"][extra]
    return found


def locked(name: str) -> list[tuple[Requirement, str]]:
    """Each pin of a lock, with its hashes and who asked for it."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    return [(Requirement(m["pin"]), m["rest"]) for m in ENTRY.finditer(text)]


def here(pins: list[tuple[Requirement, str]]) -> dict[str, str]:
    """Version of each package that is locked for this machine."""
    return {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin, _ in pins
        if pin.marker is None or pin.marker.evaluate()
    }


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    pins = locked(name)
    versions = here(pins)
    direct = {canonicalize_name(r.name): r for r in asked_for(EXTRAS[name])}
    torch = direct.pop("torch")
    assert str(torch.specifier).startswith("==")
    assert "torch" not in versions  # its hash depends on where its CPU build comes from
    for package, requirement in direct.items():
        assert package in versions, f"{requirement} is not in the lock; run `make lock`"
        assert requirement.specifier.contains(versions[package]), (
            f"{package} is locked at {versions[package]}, not {requirement}; run `make lock`"
        )
    said = {canonicalize_name(p.name) for p, rest in pins if f"{NAME} (pyproject.toml)" in rest}
    assert said == set(direct), "no longer asked for, or newly; run `make lock`"


@pytest.mark.parametrize("name", [*EXTRAS, "model", "uv"])
def test_every_pin_has_hashes_and_none_is_of_cuda(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    pins = locked(name)
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9].*==", text, re.MULTILINE)) > 0
    for pin, rest in pins:
        assert [s.operator for s in pin.specifier] == ["=="]
        assert "--hash=sha256:" in rest
        assert not re.match(r"nvidia|cuda|triton", pin.name)
    assert "://" not in text  # from wherever the installer looks


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_is_whole(name: str) -> None:
    """It is installed without looking for dependencies, so all of them have to be in it."""
    versions = here(locked(name))
    assert len(versions) > 100
    for package in versions:
        try:
            needed = requires(package) or []
        except PackageNotFoundError:  # of the test's extra, where only the rest is installed
            continue
        for requirement in map(Requirement, needed):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                other = canonicalize_name(requirement.name)
                assert other == "torch" or other in versions, f"{package} needs {other}"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the registry's torch is for the CPU")
def test_torch_for_the_gpu_is_never_installed_by_accident(tmp_path: Path) -> None:
    """With nothing but an empty folder to install from, the script names the CPU build and stops."""
    (tmp_path / ".ci" / "requirements").mkdir(parents=True)
    for path in (LOCKS / "install", ROOT / "pyproject.toml"):
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    uv = "uv==0.1 --hash=sha256:" + "0" * 64
    (tmp_path / ".ci" / "requirements" / "uv.txt").write_text(uv, encoding="utf-8")
    python = tmp_path / "python"
    said = tmp_path / "said.txt"
    python.write_text(f'#!/bin/sh\necho "$@" >> {said}\nexit 1\n')
    python.chmod(0o755)
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [tmp_path / ".ci" / "requirements" / "install", python, "run"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: no CPU build of torch ")
    asked = [line for line in said.read_text().splitlines() if "torch==" in line]
    assert asked
    assert all("+cpu" in line for line in asked)
