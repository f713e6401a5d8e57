"""Building, switching, staleness: what may never happen is an answer from half an index."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.errors import CorpusError, StoreError
from ingest.index.builds import current_folder
from ingest.index.opening import open_index
from ingest.index.pipeline import build_index
from ingest.settings import Settings
from tests.tiny import write_resolution


def build(settings: Settings, warned: list[str] | None = None) -> list[tuple[str, int, int]]:
    """What the progress bar was told."""
    told: list[tuple[str, int, int]] = []
    warnings = [] if warned is None else warned
    build_index(settings, lambda *step: told.append(step), warnings.append)
    return told


def warnings_of(settings: Settings) -> list[str]:
    """What whoever opens the index is told."""
    found: list[str] = []
    open_index(settings, found.append)
    return found


def ask(settings: Settings) -> Answer:
    reply = Assistant.open(settings).ask("fruit 9001 OP 2")
    assert isinstance(reply, Answer)
    return reply


def test_without_an_index_the_message_says_how_to_get_one(tiny: Settings) -> None:
    with pytest.raises(StoreError, match=r"no index yet; run `python -m ingest index`"):
        open_index(tiny)


def test_a_second_build_does_nothing(tiny: Settings) -> None:
    assert build(tiny)
    before = current_folder(tiny.index)
    assert build(tiny) == []
    assert current_folder(tiny.index) == before


def test_life_of_an_index(tiny: Settings) -> None:
    build(tiny)
    assert ask(tiny).statements[0].text.startswith("Requests the Secretary-General to count")
    pdf = tiny.folders[-1] / "stars.pdf"

    good = pdf.read_bytes()
    pdf.write_bytes(good[: len(good) // 2])  # a damaged file must not take the old text away
    assert "stars.pdf" in warnings_of(tiny)[0]
    with pytest.raises(CorpusError, match=r"stars\.pdf"):
        build(tiny)
    assert ask(tiny)

    write_resolution(pdf, ("Decides to lend every school a globe;", "Invites all to report maps;"))
    (warning,) = warnings_of(tiny)
    assert "stars.pdf has changed or is new: answers come from the index of" in warning
    assert ask(tiny)  # until the new one is complete
    cache = next((tiny.home / "cache").glob("*/fruit.npz"))
    untouched = cache.stat().st_size
    vectors = cache.read_bytes()
    build(tiny)
    assert (cache.stat().st_size, cache.read_bytes()) == (untouched, vectors)
    texts = {p.text for p in open_index(tiny).paragraphs}
    assert "Decides to lend every school a globe;" in texts
    assert "Decides to lend every school a telescope;" not in texts

    pdf.unlink()
    assert "no longer on disk: stars" in warnings_of(tiny)[0]


def test_a_second_build_waits_and_uses_what_the_first_made(tiny: Settings) -> None:
    told: list[list[tuple[str, int, int]]] = []
    warned: list[str] = []
    waiting = threading.Event()

    def warn(line: str) -> None:
        warned.append(line)
        waiting.set()

    def second() -> None:
        steps: list[tuple[str, int, int]] = []
        build_index(tiny, lambda *step: steps.append(step), warn)
        told.append(steps)

    thread = threading.Thread(target=second)

    def progress(*step: object) -> None:
        if not thread.ident:
            thread.start()
            assert waiting.wait(20)

    build_index(tiny, progress, lambda line: None)
    thread.join(60)
    assert told == [[]]
    assert warned == [f"{tiny.home}: another program is building the index; waiting until it has finished"]


def test_a_lock_goes_with_the_program_that_held_it(tiny: Settings) -> None:
    code = """
import pathlib, sys, time
from ingest.index.lock import only_writer
with only_writer(pathlib.Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(tiny.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
    warned: list[str] = []
    assert build(tiny, warned)
    assert warned == []


def test_an_interrupted_build_leaves_the_old_index(tiny: Settings) -> None:
    build(tiny)
    before = current_folder(tiny.index)
    write_resolution(tiny.folders[-1] / "fruit.pdf", ("Urges figs;", "Requests plums;"))

    def interrupt(*step: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(tiny, interrupt, lambda line: None)
    assert current_folder(tiny.index) == before
    assert [f.name for f in tiny.index.iterdir() if f.name.startswith(".building")] == []


def test_an_index_that_cannot_be_written_says_so(tiny: Settings) -> None:
    tiny.index.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match="could not be written"):
        build(tiny)


def test_another_manifest_makes_it_stale(tiny: Settings) -> None:
    build(tiny)
    text = tiny.manifest.read_text(encoding="utf-8")
    tiny.manifest.write_text(text.replace("Resolution on", "On"), encoding="utf-8")
    assert "the manifest has changed" in warnings_of(tiny)[0]


def test_every_chunk_lies_inside_one_paragraph(assistant: Assistant) -> None:
    from ingest.index.chunks import chunks

    for paragraph in assistant.index.paragraphs:
        made = list(chunks(paragraph, "title"))
        assert made
        for chunk in made:
            assert 0 <= chunk.span.start < chunk.span.end <= len(paragraph.text)
            assert chunk.span.of(paragraph.text) in chunk.text
            assert chunk.locator == paragraph.locator


def test_an_index_names_its_documents(tiny: Settings) -> None:
    build(tiny)
    folder = current_folder(tiny.index)
    assert folder is not None
    head = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    assert [d["id"] for d in head["documents"]] == ["fruit", "stars"]
    assistant = Assistant.open(tiny)
    shutil.rmtree(folder / "chroma")
    with pytest.raises(StoreError, match="Chroma"):
        assistant.ask("which trees are planted?")
