"""The wheel, made from the sdist and installed away from the checkout, does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.ui import free_port
from ingest.settings import NAME, ROOT, Settings, default_home
from tests.tiny import write_corpus

SHIPPED = ("assistant", "corpus", "evals", "ingest")
IGNORED = shutil.ignore_patterns("__pycache__", ".*", "*.egg-info", "build", "tests", "docs")


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment of its own in ``folder``, with the wheel; a person whose home is there."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "share" / NAME

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WPS_", "PYTHON"))}
        return {**kept, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "share")}

    @property
    def small(self) -> dict[str, str]:
        """Two invented resolutions in place of the project's documents, whose index takes a minute."""
        return {"WPS_MANIFEST": str(self.folder / "manifest.toml"), "WPS_CORPUS": str(self.folder / "pdfs")}

    def run(self, command: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run an installed command from a folder that holds nothing of the project."""
        return subprocess.run(
            [self.folder / "venv" / "bin" / command, *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
        )

    @contextmanager
    def serve(self, port: int) -> Iterator[subprocess.Popen[bytes]]:
        command = [self.folder / "venv" / "bin" / "policy-assistant", "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=self.folder, env={**self.environment, **self.small})
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made from the sdist that is made from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(ROOT, folder / "project", ignore=IGNORED)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist")]
    done = subprocess.run([*command, str(folder / "project")], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, assistant: Assistant, settings: Settings
) -> Installed:
    """The wheel beside the dependencies of the environment that runs the tests, but not beside what
    else that environment knows: a path file does not read the path files of the folder it names.
    The model's export made for ``assistant`` is lent.
    """
    made = Installed(tmp_path_factory.mktemp("installed"))
    venv.create(made.folder / "venv", symlinks=True)
    python = made.folder / "venv" / "bin" / "python"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            wheel,
        ],
        cwd=made.folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    site = Path(next((made.folder / "venv" / "lib").glob("*/site-packages")))
    paths = sorted({sysconfig.get_path(kind) for kind in ("purelib", "platlib")})
    (site / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    made.home.mkdir(parents=True)
    (made.home / "models").symlink_to(settings.models)
    write_corpus(made.folder)
    return made


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    there = set(ZipFile(wheel).namelist())
    files = (p for folder in SHIPPED for p in (ROOT / folder).rglob("*") if p.is_file())
    names = {str(p.relative_to(ROOT)) for p in files if p.suffix != ".pyc" and p.name[0] != "."}
    assert len(names) > 200
    assert names <= there
    assert not {n for n in there if n.startswith(("tests", "docs")) or n.endswith(".pyc")}


def test_an_installed_wheel_answers_away_from_the_checkout(installed: Installed) -> None:
    built = installed.run("policy-ingest", "index", **installed.small)
    assert built.returncode == 0, built.stderr
    done = installed.run("policy-assistant", "ask", "Who is to plant an apple tree?", **installed.small)
    assert done.returncode == 0, done.stderr
    assert "plant an apple tree in every village" in done.stdout
    assert (installed.home / "index" / "CURRENT").is_file()


def test_an_installed_wheel_holds_the_projects_documents_and_their_headnotes(installed: Installed) -> None:
    shown = installed.run("policy-ingest", "show", "nato-wps-2024#para-54")
    assert "every five years" in shown.stdout, shown.stderr
    code = (
        "from ingest.settings import read_settings\n"
        "from ingest.documents.headnotes import read_headnotes\n"
        "from ingest.documents.vocabulary import read_vocabulary\n"
        "own = read_settings()\n"
        "print(len(read_headnotes(own.headnotes, 'unscr-1325')), len(read_vocabulary(own.vocabulary).actors))"
    )
    done = installed.run("python", "-c", code)
    headnotes, actors = map(int, done.stdout.split())
    assert headnotes > 30, done.stderr
    assert actors > 20


def test_an_installed_wheel_serves_the_page(installed: Installed) -> None:
    """Its options are those of the app beside the packages, not of another `app` on the path."""
    (installed.folder / "app.py").write_text("raise SystemExit(9)", encoding="utf-8")
    for command in (["policy-assistant"], ["python", "-m", "assistant"]):
        done = installed.run(*command, "serve", "--help")
        assert done.stdout.startswith(f"usage: {' '.join(command)} serve [-h] [--host HOST]")
        done = installed.run(*command, "serve", "--port", "99999")
        assert done.returncode == 2
        assert "WPS_PORT" in done.stderr
    port = free_port()
    with installed.serve(port) as process:
        while process.poll() is None:
            with suppress(httpx.TransportError):
                assert httpx.get(f"http://127.0.0.1:{port}/", timeout=60).status_code == 200
                return
            time.sleep(0.2)
    pytest.fail("the page ended before it was served")


@pytest.mark.parametrize("command", ["policy-assistant", "policy-ingest", "policy-evals"])
def test_installed_commands_say_who_they_are(installed: Installed, command: str) -> None:
    done = installed.run(command, "--version")
    assert done.stdout.split()[0] == NAME, done.stderr
    assert done.stdout.split()[1][0].isdigit()
    done = installed.run(command, "--help")
    assert done.stdout.startswith(f"usage: {command} "), done.stderr


def test_a_module_is_called_as_a_module() -> None:
    command = [sys.executable, "-m", "ingest", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith("usage: python -m ingest ")


def test_the_gold_is_installed(installed: Installed) -> None:
    code = "from evals.gold import read_gold; print(len(read_gold()))"
    done = installed.run("python", "-c", code)
    assert int(done.stdout or 0) > 1000, done.stderr


def test_where_things_are_kept(tmp_path: Path) -> None:
    assert default_home(ROOT) == ROOT / ".wps"
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "another"\n', encoding="utf-8")
    elsewhere = default_home(tmp_path)
    assert elsewhere.name == NAME
    assert tmp_path not in elsewhere.parents


WITHOUT = ("fpdf", "genanki", "llama_index.llms", "ollama", "openai", "openpyxl", "scipy", "sklearn")


def test_asking_checking_and_the_page_do_without_the_extras(installed: Installed) -> None:
    """Every module is imported beside no package of an extra; none is lent by another environment."""
    code = (
        "import importlib, pkgutil, sys\n"
        f"sys.modules.update(dict.fromkeys({WITHOUT}))\n"
        "import assistant, evals, ingest\n"
        "for package in (assistant, evals, ingest):\n"
        "    for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        if not found.name.endswith('__main__'):\n"
        "            module = importlib.import_module(found.name)\n"
        "            assert module.__file__.startswith(sys.prefix), module.__file__\n"
    )
    done = installed.run("python", "-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("form", "package"), [("anki", "genanki"), ("kahoot", "openpyxl"), ("pdf", "fpdf")])
def test_a_format_whose_package_is_missing_names_the_extra(form: str, package: str) -> None:
    code = (
        "import sys; from assistant.quiz.export import export; from tests.quiz.quizzes import ITEMS\n"
        f"sys.modules['{package}'] = None\n"
        f"export(ITEMS, '{form}')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == (
        f"ingest.errors.SettingsError: format '{form}' needs {package}, which is not installed; "
        f"run `pip install '{NAME}[quiz]'`"
    )


def test_a_language_model_whose_package_is_missing_names_the_extra() -> None:
    code = (
        "import sys; from assistant.llm.language_model import open_model\n"
        "from assistant.llm.endpoint import parse_endpoint\n"
        "sys.modules['llama_index.llms.ollama'] = None\n"
        "open_model(parse_endpoint('ollama:m@http://127.0.0.1:1'), '')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "WPS_LLM needs llama_index.llms.ollama" in done.stderr.splitlines()[-1]
    assert f"{NAME}[llm]" in done.stderr
