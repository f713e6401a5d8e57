"""Adding documents: what is proposed, what is indexed, and that nothing else is touched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.adding.added import added, confirm, remove
from ingest.adding.facts import day_in, fact_words, language_of
from ingest.adding.proposal import propose
from ingest.adding.watch import look, state_of
from ingest.documents.corpus import parse_entry
from ingest.documents.manifest import read_manifest
from ingest.documents.on_disk import documents_on_disk, listed
from ingest.errors import CorpusError
from ingest.index.builds import current_name
from ingest.index.opening import check_contents, open_index
from ingest.index.pipeline import build_index
from ingest.settings import Settings
from ingest.types import UNKNOWN_DAY
from tests.ingest.lay_outs import acts, files
from tests.tiny import tiny_settings


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Settings:
    """An indexed corpus of two small resolutions."""
    own = tiny_settings(tmp_path, settings)
    build_index(own, quiet, silent)
    return own


def quiet(label: str, done: int, total: int) -> None:
    """A build that shows no progress."""


def silent(line: str) -> None:
    """Nobody is told."""


def test_a_file_is_proposed_with_what_it_says_of_itself(tmp_path: Path) -> None:
    path, _ = acts.regulation(tmp_path)
    proposal = propose(path)
    assert proposal.title == "REGULATION (EU) 2031/17 OF THE COUNCIL OF ISLANDS"
    assert (proposal.symbol, proposal.adopted) == ("(EU) 2031/17", dt.date(2031, 3, 3))
    assert (proposal.id, proposal.language, proposal.grammar) == ("eu-2031-17", "en", "articles")
    assert "Article 1 Subject matter" in [row.heading for row in proposal.outline]
    assert len(proposal.samples) == 3
    assert not proposal.doubts
    assert propose(acts.french_treaty(tmp_path)[0]).language == "fr"


def test_ids_are_free_and_chosen_ones_are_kept(tmp_path: Path) -> None:
    path, _ = files.plain(tmp_path)
    assert propose(path, known=["statute-of-the-cafe-club"]).id == "statute-of-the-cafe-club-2"
    assert propose(path, id="club", title="The club").title == "The club"
    with pytest.raises(CorpusError, match="'The Club' is no id; write small letters"):
        propose(path, id="The Club")


def test_a_document_is_added_found_and_removed(home: Settings, tmp_path: Path) -> None:
    before = open_index(home)
    path, _ = files.word(tmp_path)
    steps: list[tuple[str, int, int]] = []
    proposal = propose(path, id="travel")
    index = confirm(proposal, home, lambda *step: steps.append(step), silent)
    known = {label.partition(" ")[0] for label, done, total in steps if done == total > 0}
    assert known >= {"fruit", "stars"}, "what was embedded before is not embedded again"
    assert "travel" not in known
    assert [d.id for d in index.documents] == ["fruit", "stars", "travel"]
    assert index.library.of("fruit") == before.library.of("fruit")
    check_contents(index)
    rows = [n for n, key in enumerate(index.chunks) if key.startswith("fruit#")]
    old = [before.chunks.index(index.chunks[n]) for n in rows]
    assert (index.vectors.at(rows) == before.vectors.at(old)).all()
    assert read_manifest(home.added)[0].title == "Travel rules"
    assert (home.documents / "travel.docx").read_bytes() == path.read_bytes()

    after = remove("travel", home, quiet, silent)
    assert after.chunks == before.chunks
    check_contents(after)
    assert not home.added.exists()
    assert not (home.documents / "travel.docx").exists()


def test_an_index_out_of_another_is_the_one_that_is_built_anew(home: Settings, tmp_path: Path) -> None:
    index = confirm(propose(files.plain(tmp_path)[0], id="club"), home, quiet, silent)
    rows = list(range(len(index.chunks)))
    vectors = index.vectors.at(rows)
    for folder in home.index.iterdir():
        if folder.is_dir():
            (folder / "files.json").unlink()
    anew = build_index(home, quiet, silent)
    assert anew.folder != index.folder
    assert anew.chunks == index.chunks
    assert abs(anew.vectors.at(rows) - vectors).max() < 1e-6


def test_a_changed_file_is_told_by_its_learned_structure(home: Settings, tmp_path: Path) -> None:
    path, _ = files.plain(tmp_path)
    confirm(propose(path, id="club"), home, quiet, silent)
    own = home.documents / "club.txt"
    own.write_bytes(own.read_bytes().replace(b"4.  The chair", b"The chair"))
    found = next(f for f in documents_on_disk(home)[0] if f.entry.id == "club")
    with pytest.raises(CorpusError, match="is no longer laid out as it was when club was added"):
        parse_entry(found.entry, found.path)


def test_what_cannot_be_indexed_leaves_the_list_as_it_was(home: Settings, tmp_path: Path) -> None:
    path, _ = files.plain(tmp_path)
    proposal = propose(path, id="club")
    path.write_text("Something else.", encoding="utf-8")
    with pytest.raises(CorpusError, match="has changed since it was looked at"):
        confirm(proposal, home, quiet, silent)
    with pytest.raises(CorpusError, match="'fruit' is a document of the manifest"):
        confirm(propose(files.markdown(tmp_path)[0], id="fruit"), home, quiet, silent)
    with pytest.raises(CorpusError, match="'club' was not added here; documents that were: none"):
        remove("club", home, quiet, silent)
    assert added(home) == ()


def test_a_manifest_needs_id_and_file_only(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text('[[documents]]\nid = "club"\nfile = "statute.txt"\n', encoding="utf-8")
    entry = read_manifest(path)[0]
    assert (entry.title, entry.symbol, entry.adopted) == ("club", "club", UNKNOWN_DAY)
    source, _ = files.plain(tmp_path)
    assert len(parse_entry(entry, source)) == 6


def test_a_watched_folder(home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path, _ = files.plain(folder)
    (folder / "empty.pdf").touch()
    done: dict[Path, tuple[int, int]] = {}
    now = state_of(folder)
    look(done, {}, now, home, None)
    assert not added(home), "a file that has just come may still be growing"
    look(done, now, now, home, None)
    assert [e.id for e in added(home)] == ["statute-of-the-cafe-club"]
    name = current_name(home.index)
    look(done, now, now, home, None)
    assert current_name(home.index) == name
    path.unlink()
    look(done, now, state_of(folder), home, None)
    assert not added(home)
    said = capsys.readouterr()
    assert "grammar   numbered: numbered paragraphs" in said.out
    assert "statute.txt is gone" in said.out
    assert "empty.pdf: is empty" in said.err


def test_the_commands(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, path in (("HOME", home.home), ("MANIFEST", home.manifest), ("CORPUS", home.folders[-1])):
        monkeypatch.setenv(f"WPS_{name}", str(path))
    source, _ = files.markdown(tmp_path)
    assert main(["add", str(source), "--id", "guide"]) == 2
    said = capsys.readouterr()
    assert "outline   8 paragraphs" in said.out
    assert "nobody is there to say yes" in said.err
    assert main(["add", str(source), "--id", "guide", "--date", "2031-03-05", "--yes"]) == 0
    assert listed(home)[-1].adopted == dt.date(2031, 3, 5)
    capsys.readouterr()
    assert main(["list"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "added   guide: Guide to meetings"
    assert main(["remove", "guide"]) == 0
    assert main(["remove", "guide"]) == 2
    assert "'guide' was not added here" in capsys.readouterr().err


def test_examples_of_facts() -> None:
    for text, day in fact_words().examples.items():
        assert day_in(text).isoformat() == day
    assert day_in("On 31 February 2030") == UNKNOWN_DAY
    assert language_of("Les bateaux sont sur la mer et dans le port") == "fr"
    assert language_of("12 34") == ""


def test_the_list_keeps_odd_letters(home: Settings, tmp_path: Path) -> None:
    path, _ = files.plain(tmp_path)
    title = 'A "quoted" \\ title, é\t\x7f'
    confirm(propose(path, id="club", title=title), home, quiet, silent)
    assert added(home)[0].title == title
