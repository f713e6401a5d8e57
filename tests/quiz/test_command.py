"""`python -m assistant quiz`: new quizzes, accepted items, stale ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.assistant import Assistant
from assistant.quiz.bank import read_bank, write_bank
from assistant.quiz.items import QuizItem, text_hash
from assistant.quiz.option_order import in_option_order
from assistant.quiz.studio import Studio
from ingest.documents.manifest import read_manifest
from ingest.settings import Settings
from tests.quiz.test_written import SCENARIO

Out = pytest.CaptureFixture[str]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("WPS_HOME", str(settings.home))


@pytest.mark.usefixtures("environment")
def test_the_command_writes_a_quiz(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], resolutions: tuple[str, ...]
) -> None:
    out = tmp_path / "quiz.json"
    words = "quiz --documents unscr-1325 unscr-1820 --kinds true-false cloze --level recall understanding"
    assert main([*words.split(), "--count", "6", "--seed", "1", "--format", "json", "--out", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["items"]
    assert len(found) == 6
    assert {i["kind"] for i in found} <= {"true-false", "cloze"}
    assert "6 items as json" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--kinds riddle", "kind 'riddle' is unknown; known: multiple-choice, multiple-answer"),
        ("--level hard", "level 'hard' is unknown; known: recall, understanding, application, analysis"),
        ("--format scorm", "format 'scorm' is unknown; known: moodle, gift"),
        ("--count 0", "--count 0: must be a whole number from 1 to 2000"),
        ("--format anki", "format 'anki' is not text; say where with --out FILE"),
    ],
)
def test_a_bad_order_is_one_line(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quiz", *words.split()]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


@pytest.mark.usefixtures("environment")
def test_a_shortage_is_told(tmp_path: Path, capsys: Out, assistant: Assistant) -> None:
    words = "quiz --documents nato-wps-2024 --kinds ordering --count 50 --format json --out"
    assert main([*words.split(), str(tmp_path / "q.json")]) == 0
    found = len(json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))["items"])
    told = capsys.readouterr().err
    assert 0 < found < 50
    assert f"asked for 50: there are only {found} such items that pass the checks" in told
    assert "no such question can be asked of" in told


@pytest.mark.usefixtures("environment")
def test_aiken_gets_only_kinds_that_it_can_hold(capsys: Out, assistant: Assistant) -> None:
    """Of twenty items about half used to be left out."""
    assert main("quiz --documents nato-wps-2024 --count 6 --format aiken".split()) == 0
    out, err = capsys.readouterr()
    assert out.count("ANSWER: ") == 6
    assert "left out" not in err


@pytest.mark.usefixtures("environment")
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Out, banked: Path) -> None:
    out = tmp_path / "no" / "such" / "folder.json"
    assert main(["quiz", "--bank", "--format", "json", "--out", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def banked(settings: Settings, studio: Studio) -> Iterator[Path]:
    """Accepted items of several documents and kinds; the bank of the test's home, gone afterwards."""
    kinds = ("true-false", "cloze", "which-says")
    chosen = [i for i in studio.drafts if i.kind in kinds][:400:8]
    write_bank(settings.bank, in_option_order(chosen, 1))
    yield settings.bank
    settings.bank.unlink()


@pytest.fixture(scope="module")
def studio(assistant: Assistant, resolutions: tuple[str, ...]) -> Studio:
    return Studio(assistant)


def accepted(words: str, capsys: Out) -> tuple[list[dict[str, object]], str]:
    """The items that the command writes, and what it says."""
    assert main(["quiz", "--bank", "--format", "json", *words.split()]) == 0
    out, err = capsys.readouterr()
    return json.loads(out)["items"], err


@pytest.mark.usefixtures("environment")
def test_the_bank_is_filtered_like_a_new_quiz(banked: Path, capsys: Out) -> None:
    """All accepted items used to be written, whatever was asked for."""
    bank = read_bank(banked)
    everything, _ = accepted("", capsys)
    assert [i["id"] for i in everything] == [i.id for i in bank]
    some, _ = accepted("--documents unscr-1325 unscr-2242 --kinds true-false cloze", capsys)
    expected = [
        i.id
        for i in bank
        if i.locator.document in ("unscr-1325", "unscr-2242") and i.kind in ("true-false", "cloze")
    ]
    assert [i["id"] for i in some] == expected
    assert 0 < len(expected) < len(bank)
    topic, level = bank[0].topics[0], bank[0].level
    few, _ = accepted(f"--level {level} --topics {topic}" if " " not in topic else f"--level {level}", capsys)
    assert {i["level"] for i in few} == {level}
    three, _ = accepted("--count 3", capsys)
    assert len(three) == 3
    assert three == accepted("--count 3", capsys)[0]
    _, told = accepted("--kinds cloze --count 1000", capsys)
    assert "asked for 1000: only" in told


@pytest.mark.usefixtures("environment")
def test_an_unknown_name_is_told_with_those_of_the_bank(banked: Path, capsys: Out) -> None:
    assert main("quiz --bank --documents unscr-1".split()) == 2
    assert "document of the accepted items 'unscr-1' is unknown; known: " in capsys.readouterr().err
    assert main("quiz --bank --kinds ordering".split()) == 2
    assert "accepted items fits; leave something out" in capsys.readouterr().err


@pytest.mark.usefixtures("environment")
def test_without_accepted_items_the_bank_says_so(settings: Settings, capsys: Out) -> None:
    assert not settings.bank.exists()
    assert main(["quiz", "--bank"]) == 2
    assert "holds no accepted items" in capsys.readouterr().err
    assert main(["quiz", "--stale"]) == 0
    assert "0 of 0 accepted items are stale" in capsys.readouterr().out


@pytest.mark.usefixtures("environment")
def test_stale_items_are_listed(banked: Path, capsys: Out) -> None:
    assert main(["quiz", "--stale"]) == 0
    bank = read_bank(banked)
    assert f"0 of {len(bank)} accepted items are stale" in capsys.readouterr().out
    write_bank(banked, [old(bank[0]), *bank[1:]])
    assert main(["quiz", "--stale"]) == 1
    out = capsys.readouterr().out
    assert f"{bank[0].id}  {bank[0].locator} has changed; the quoted words still stand" in out
    assert bank[0].stem in out
    assert f"1 of {len(bank)} accepted items are stale" in out


def test_questions_of_editors_on_changed_paragraphs_are_listed(
    lighthouse_home: Settings, capsys: Out
) -> None:
    document = read_manifest(lighthouse_home.manifest)[0].id
    folder = lighthouse_home.manifest.parent / "scenarios"
    text = SCENARIO.format(hash="0123456789ab", quote="a light", confuses="too narrow")
    folder.mkdir()
    try:
        (folder / "x.toml").write_text(text.replace("lamp-rules#", f"{document}#"), encoding="utf-8")
        assert main(["quiz", "--stale"]) == 1
        assert f"dusk: {document}#para-1 has changed; the question is not asked" in capsys.readouterr().out
    finally:
        shutil.rmtree(folder)


def old(item: QuizItem) -> QuizItem:
    """As if its paragraph had been another when it was accepted."""
    cited = replace(item.citations[0], text_hash=text_hash("another text"))
    return replace(item, citations=(cited, *item.citations[1:]))
