"""The container's files say what the project does; where Docker is at hand, it reads them, too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest
import yaml
from dockerfile_parse import DockerfileParser

from ingest.settings import ROOT
from tests.package.test_package import SHIPPED
from tests.package.test_requirements import here, locked

BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
PAGE, CHROMA = COMPOSE["services"]["page"], COMPOSE["services"]["chroma"]


@pytest.fixture
def dockerfile(tmp_path: Path) -> DockerfileParser:
    shutil.copy(ROOT / "Dockerfile", tmp_path)  # the parser opens its file for writing
    return DockerfileParser(path=str(tmp_path))


def values(dockerfile: DockerfileParser, instruction: str) -> list[str]:
    return [s["value"] for s in dockerfile.structure if s["instruction"] == instruction]


@pytest.mark.parametrize("command", [["hadolint", "Dockerfile"], ["compose-lint", "compose.yaml"]])
def test_linters_find_nothing(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_docker_reads_the_compose_file(tmp_path: Path) -> None:
    shutil.copy(ROOT / "compose.yaml", tmp_path)
    command = ["docker", "compose", "--file", str(tmp_path / "compose.yaml"), "config", "--quiet"]
    if (
        shutil.which("docker") is None
        or subprocess.run([*command[:2], "version"], capture_output=True).returncode
    ):
        pytest.skip("docker compose is not at hand")
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_copied_into_the_image_builds_the_whole_wheel(
    dockerfile: DockerfileParser, tmp_path: Path
) -> None:
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = tmp_path / "src"
    for value in values(dockerfile, "COPY"):
        if value.startswith("--from"):
            continue
        *names, target = value.split()
        for name in names:
            assert f"!{name}" in let_in
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, sources / target, dirs_exist_ok=True)
            else:
                (sources / target).mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, sources / target)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=sources,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    there = {n.split("/")[0] for n in ZipFile(next(tmp_path.glob("*.whl"))).namelist()}
    assert {*SHIPPED} <= there
    assert (sources / ".ci" / "requirements" / "install").stat().st_mode & 0o111


def test_nobody_is_root_and_only_the_volume_is_written(dockerfile: DockerfileParser) -> None:
    instructions = [s["instruction"] for s in dockerfile.structure]
    last = len(instructions) - instructions[::-1].index("FROM")
    assert "USER" in instructions[last:]
    assert int(values(dockerfile, "USER")[-1]) > 0
    home = dockerfile.envs["WPS_HOME"]
    assert values(dockerfile, "VOLUME") == [home]
    assert PAGE["read_only"] is CHROMA["read_only"] is True
    assert [v.split(":")[1] for v in PAGE["volumes"]] == [home]
    assert all(s["cap_drop"] == ["ALL"] for s in (PAGE, CHROMA))


def test_ports_are_one_and_reached_from_this_machine_only(dockerfile: DockerfileParser) -> None:
    port = dockerfile.envs["WPS_PORT"]
    assert values(dockerfile, "EXPOSE") == [port]
    assert PAGE["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f"'127.0.0.1', {port}," in values(dockerfile, "HEALTHCHECK")[0]
    assert "ports" not in CHROMA
    assert COMPOSE["networks"]["back"]["internal"] is True


def test_every_setting_is_one_that_is_read(dockerfile: DockerfileParser) -> None:
    sources = [p for f in ("assistant", "ingest") for p in (ROOT / f).rglob("*.py")]
    read = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "app.py", *sources))
    names = {*dockerfile.envs, *PAGE["environment"]}
    assert {n for n in names if n.startswith("WPS_")} >= {"WPS_AUTH_FILE", "WPS_HOME", "WPS_HOST"}
    for name in names - {"PATH", "PYTHONDONTWRITEBYTECODE"}:
        assert f'"{name}"' in read, f"{name} is read nowhere"
    assert PAGE["environment"]["WPS_AUTH_FILE"] == f"/run/secrets/{PAGE['secrets'][0]}"
    assert PAGE["secrets"][0] in COMPOSE["secrets"]


def test_the_chroma_server_is_of_the_version_that_is_locked() -> None:
    assert CHROMA["image"] == f"chromadb/chroma:{here(locked('run'))['chromadb']}"
    assert PAGE["environment"]["WPS_CHROMA"] == "http://chroma:8000"


@pytest.fixture
def page() -> Iterator[tuple[ThreadingHTTPServer, list[int]]]:
    """A server on loopback that answers with the one status in the list."""
    status = [200]

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status[0])
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server, status
    server.shutdown()
    server.server_close()


def test_the_health_check_tells_a_page_from_none(
    dockerfile: DockerfileParser, page: tuple[ThreadingHTTPServer, list[int]]
) -> None:
    server, status = page
    command = json.loads(values(dockerfile, "HEALTHCHECK")[0].partition("CMD ")[2])
    code = re.sub(r"\b7860\b", str(server.server_port), command[-1])

    def healthy() -> bool:
        done = subprocess.run([sys.executable, *command[1:-1], code], capture_output=True)
        return done.returncode == 0

    found = []
    for answered in (200, 401, 500):  # 401: who is asked to sign in has reached the page
        status[0] = answered
        found.append(healthy())
    assert found == [True, True, False]
