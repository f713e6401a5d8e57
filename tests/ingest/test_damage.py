"""An index that was damaged in any way: one true line where it is asked, and it is built again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.__main__ import main as command
from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.index.builds import CURRENT, current_folder
from ingest.index.leftovers import KEEP
from ingest.index.opening import open_index
from ingest.index.pipeline import build_index
from ingest.index.seal import GRAPH, damage, write_seal
from ingest.settings import ROOT, Settings, read_settings
from tests.tiny import write_corpus

QUESTION = "Who is to plant an apple tree?"
Damage = Callable[[Path], None]


def built(settings: Settings) -> list[str]:
    """Lines that a build tells the operator."""
    lines: list[str] = []
    build_index(settings, lambda *step: None, lines.append)
    return lines


def answered(settings: Settings) -> bool:
    return isinstance(Assistant.open(settings).ask(QUESTION), Answer)


def halved(pattern: str) -> Damage:
    def damage(folder: Path) -> None:
        for path in folder.glob(pattern):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return damage


def garbled(pattern: str) -> Damage:
    """As many bytes as before, all of them others."""

    def damage(folder: Path) -> None:
        for path in folder.glob(pattern):
            path.write_bytes(bytes(255 - b for b in path.read_bytes()))

    return damage


def removed(pattern: str) -> Damage:
    def damage(folder: Path) -> None:
        for path in folder.glob(pattern):
            path.unlink()

    return damage


def lengthened(name: str) -> Damage:
    def damage(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("{}\n")

    return damage


def reshaped(name: str) -> Damage:
    """The same numbers in another shape, in as many bytes."""

    def damage(folder: Path) -> None:
        array = np.load(folder / name)
        np.save(folder / name, array.reshape(array.shape[::-1] if array.ndim > 1 else (1, -1)))

    return damage


SEEN = {  # by whoever opens the index
    **{
        f"half of {name}": halved(name)
        for name in ("tokens.npy", "bounds.npy", "library.json", "index.json", "files.json")
    },
    **{
        f"garbage in {name}": garbled(name)
        for name in ("index.json", "files.json", "library.json", "bounds.npy")
    },
    **{f"no {name}": removed(name) for name in ("tokens.npy", "files.json")},
    "a line more in index.json": lengthened("index.json"),
    "bounds.npy of another shape": reshaped("bounds.npy"),
    "notes-bounds.npy of another shape": reshaped("notes-bounds.npy"),
}
UNSEEN = {  # until it is searched, or checked byte by byte
    "garbage in the database": garbled("chroma/chroma.sqlite3"),
    "half of the database": halved("chroma/chroma.sqlite3"),
    "no database": removed("chroma/chroma.sqlite3"),
    "garbage in tokens.npy": garbled("tokens.npy"),
}


@pytest.fixture(scope="module")
def home(
    assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A built index that commands find through the environment; every test leaves a whole one."""
    folder = tmp_path_factory.mktemp("damage")
    write_corpus(folder)
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(settings.models)
    places = {"WPS_HOME": "home", "WPS_MANIFEST": "manifest.toml", "WPS_CORPUS": "pdfs"}
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setenv(name, str(folder / place))
        own = read_settings()
        built(own)
        yield own


@pytest.mark.parametrize("kind", [*SEEN, *UNSEEN])
def test_a_damaged_index_is_built_again(
    home: Settings, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = current_folder(home.index)
    assert folder is not None
    {**SEEN, **UNSEEN}[kind](folder)
    if kind in SEEN:
        assert command(["ask", QUESTION]) == 2
        error = capsys.readouterr().err.strip()
        assert error.startswith(f"error: {folder}: the index is damaged (")
        assert error.endswith("run `python -m ingest index` to build it again")
        assert "\n" not in error
    elif "database" in kind:
        assert command(["ask", QUESTION]) == 2
        error = capsys.readouterr().err.strip()
        assert error.startswith(f"error: Chroma in {folder / 'chroma'}: ")
        assert "run `python -m ingest index`" in error
        assert "\n" not in error
    (line,) = built(home)
    assert line.startswith(f"{folder}: the index is damaged (")
    assert line.endswith("; building it again")
    assert answered(home)
    assert not folder.exists()
    assert built(home) == []


@pytest.mark.parametrize("name", ["library.json", "code_books.npz"])
def test_an_index_of_an_earlier_version_is_told_apart(home: Settings, name: str) -> None:
    folder = current_folder(home.index)
    assert folder is not None
    (folder / name).rename(folder / "earlier")
    write_seal(folder)
    (line,) = built(home)
    assert line == f"{folder}: the index was made by an earlier version; building it again"
    assert answered(home)


def test_a_changed_graph_of_chroma_is_seen_before_native_code_reads_it(tmp_path: Path) -> None:
    graph = tmp_path / "chroma" / "segment"
    graph.mkdir(parents=True)
    for path in (graph / GRAPH, graph / "data_level0.bin", tmp_path / "tokens.npy"):
        path.write_bytes(b"as built")
    write_seal(tmp_path)
    garbled("tokens.npy")(tmp_path)
    assert damage(tmp_path) == ""
    garbled("chroma/*/data_level0.bin")(tmp_path)
    assert damage(tmp_path) == "chroma/segment/data_level0.bin is not what was written"


@pytest.mark.parametrize("kind", ["empty", "of nothing", "not text", "missing"])
def test_without_a_name_of_the_index_in_use_the_newest_is_used(home: Settings, kind: str) -> None:
    folder, current = current_folder(home.index), home.index / CURRENT
    content = {"empty": b"", "of nothing": b"../../tmp\n", "not text": b"\xff\xfe", "missing": b""}
    current.write_bytes(content[kind])
    if kind == "missing":
        current.unlink()
    assert answered(home)
    assert built(home) == []
    assert current_folder(home.index) == folder
    assert current.read_text(encoding="utf-8").strip() == folder.name  # type: ignore[union-attr]


def test_while_the_index_in_use_is_damaged_the_one_before_answers(home: Settings) -> None:
    before = current_folder(home.index)
    text = home.manifest.read_text(encoding="utf-8")
    home.manifest.write_text(text.replace("Resolution on", "On"), encoding="utf-8")
    built(home)
    now = current_folder(home.index)
    assert now != before
    garbled("index.json")(now)  # type: ignore[arg-type]
    told: list[str] = []
    assert open_index(home, told.append).folder == before
    assert "damaged" in told[0]
    assert "the manifest has changed" in told[1]


@pytest.mark.parametrize("kind", ["half", "garbage", "empty", "an array"])
def test_a_damaged_cache_counts_as_empty(home: Settings, kind: str) -> None:
    for path in home.cache.glob("*/*.npz"):
        whole = path.read_bytes()
        content = {"half": whole[: len(whole) // 2], "garbage": b"PK" + whole[9:], "empty": b""}
        path.write_bytes(content.get(kind, b""))
        if kind == "an array":
            with path.open("wb") as file:
                np.save(file, np.zeros(3))
    reshaped("bounds.npy")(current_folder(home.index))  # type: ignore[arg-type]
    assert len(built(home)) == 1
    assert answered(home)


CRASHING = """
import os, signal, sys
home, left = sys.argv[1], [int(sys.argv[2])]
def watch(event, args):
    if event in ("os.rename", "shutil.rmtree") and home in str(args[0]):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
from ingest.__main__ import main
sys.addaudithook(watch)
sys.exit(main(["index"]))
"""


def test_whenever_the_power_fails_an_index_answers(home: Settings) -> None:
    """A build dies before its first change in the folder of indexes, the next before its second, until
    one gets through.
    """
    text = home.manifest.read_text(encoding="utf-8")
    home.manifest.write_text(text + "\n# changed\n", encoding="utf-8")
    for step in range(1, 20):
        command = [sys.executable, "-c", CRASHING, str(home.index), str(step)]
        code = subprocess.run(command, cwd=ROOT, capture_output=True).returncode
        assert answered(home)
        if code == 0:
            break
    assert step > 3
    assert code == 0
    names = {path.name for path in home.index.iterdir()}
    folder = current_folder(home.index)
    assert folder is not None
    assert {CURRENT, folder.name} <= names
    assert len(names) <= 1 + KEEP
    assert built(home) == []
