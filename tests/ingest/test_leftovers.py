"""What builds leave behind goes at the next one; `prune` says what it frees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer
from ingest.__main__ import main
from ingest.index.builds import current_folder
from ingest.index.files import read_index
from ingest.index.fingerprint import code
from ingest.index.leftovers import leftovers, size
from ingest.index.pipeline import build_index
from ingest.settings import Settings


def build(settings: Settings, title: str) -> Path:
    """A build of its own, since the manifest has changed; the folder."""
    text = settings.manifest.read_text(encoding="utf-8")
    settings.manifest.write_text(re.sub(r'"\S+ on', f'"{title} on', text), encoding="utf-8")
    return build_index(settings, lambda *step: None, lambda line: None).folder


def litter(settings: Settings, model: str) -> list[Path]:
    """What crashed and superseded builds have been seen to leave."""
    places = [
        settings.index / ".building-0123456789abcdef-01234567" / "tokens.npy",
        settings.index / ".CURRENT-4711",
        settings.index / "0123456789abcdef" / "tokens.npy",
        settings.cache / "0123456789abcdef-1" / "fruit.npz",
        settings.cache / model / "fruit.4711.npz",
        settings.cache / model / "withdrawn.npz",
    ]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(1000))
    return places


def test_the_next_build_clears_what_nobody_owns(tiny: Settings) -> None:
    one, two = build(tiny, "One"), build(tiny, "Two")
    (model,) = (f.name for f in tiny.cache.iterdir())
    own = tiny.index / "notes.txt"
    own.write_text("not ours", encoding="utf-8")
    shared = tiny.models / ".export-4711"
    shared.mkdir()
    places = litter(tiny, model)
    try:
        three = build(tiny, "Three")
        assert [p for p in (*places, one) if p.exists()] == []
        assert two.is_dir()  # may still be open
        assert three.is_dir()
        assert own.is_file()
        assert shared.is_dir()  # another home's: this one's models are a link
        assert {p.name for p in tiny.cache.glob("*/*")} == {"fruit.npz", "stars.npz"}
    finally:
        shared.rmdir()


def test_exports_of_models_that_no_kept_index_uses_go(tiny: Settings) -> None:
    index = read_index(build(tiny, "One"))
    shared = tiny.models.resolve()
    tiny.models.unlink()
    used, unused = next(shared.iterdir()).name, "0123456789abcdef-1"
    for name in (used, unused, "somebody-else"):
        (tiny.models / name).mkdir(parents=True)
    found = leftovers(tiny, index, 2)
    assert [x.path.name for x in found] == [unused]


def test_prune_says_what_it_frees(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = build(tiny, "One"), build(tiny, "Two")
    (model,) = (f.name for f in tiny.cache.iterdir())
    places = litter(tiny, model)
    for name, path in (("HOME", tiny.home), ("MANIFEST", tiny.manifest), ("CORPUS", tiny.folders[-1])):
        monkeypatch.setenv(f"WPS_{name}", str(path))
    before = size(tiny.home)
    assert main(["prune", "--dry-run"]) == 0
    listed = capsys.readouterr().out
    assert f"index/{one.name}: an index that is no longer used" in listed
    assert "would be freed" in listed
    assert all(p.exists() for p in (*places, one))
    assert main(["prune"]) == 0
    told = capsys.readouterr().out
    assert "were freed" in told
    assert [p for p in (*places, one) if p.exists()] == []
    freed = float(re.search(r"([\d.]+) MB were freed", told).group(1))  # type: ignore[union-attr]
    assert freed == pytest.approx((before - size(tiny.home)) / 1e6, abs=0.1)
    assert current_folder(tiny.index) == two
    assert isinstance(Assistant.open(tiny).ask("Who is to plant an apple tree?"), Answer)


def test_the_code_that_makes_an_index_is_all_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "readers").mkdir()
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "readers" / "b.py").write_text("", encoding="utf-8")
    before = code(tmp_path)
    code.cache_clear()
    (tmp_path / "notes.txt").write_text("no code", encoding="utf-8")
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")  # another checkout's line ends
    assert code(tmp_path) == before
    code.cache_clear()
    (tmp_path / "readers" / "b.py").rename(tmp_path / "readers" / "c.py")
    moved = code(tmp_path)
    assert moved != before
    code.cache_clear()
    (tmp_path / "readers" / "c.py").write_text("y = 2\n", encoding="utf-8")
    assert code(tmp_path) not in (before, moved)
