"""Headnotes follow the words that they were written for, when a document is revised."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.documents.anchoring import Anchored, Written, anchored
from ingest.documents.corpus import parse_entry
from ingest.documents.headnote_anchors import anchored_headnotes
from ingest.documents.on_disk import documents_on_disk
from ingest.settings import read_settings
from ingest.types import Locator, Paragraph, text_hash
from tests.tiny import ONE, tiny_settings, write_resolution

OLD = (
    "Keepers light the lamp at dusk.",
    "The harbour master reports broken lamps within three days.",
    "Visitors may climb the tower by day.",
    "The policy is reviewed every seven years.",
)
NOTE = """[[headnotes]]
anchor = "op-{n}"
summary = "{summary}"
questions = ["Who grows {n}?", "Where {n}?", "Why fruit {n}?", "How many {n}?"]
silent = ["What does a tree of number {n} cost?"]
topics = ["climate"]
force = "urges"
"""


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(Locator("d", f"para-{n}"), f"{n}.", (), text, (), 1, 1) for n, text in enumerate(texts, 1)
    )


def written(*texts: str) -> tuple[Written, ...]:
    return tuple(Written(p.locator, p.text_hash, f"About: {p.text}") for p in paragraphs(*texts))


def told(found: tuple[Anchored, ...]) -> list[tuple[str, str]]:
    return [(a.fate, a.now.anchor if a.now else "") for a in found]


def test_unchanged_texts_keep_their_place() -> None:
    assert {fate for fate, _ in told(anchored(written(*OLD), paragraphs(*OLD)))} == {"kept"}


def test_they_follow_an_insertion_an_edit_and_a_deletion() -> None:
    new = (
        OLD[0],
        "Every port names a deputy.",
        "The harbour master reports broken lamps within ten days.",
        OLD[3],
    )
    assert told(anchored(written(*OLD), paragraphs(*new))) == [
        ("kept", "para-1"),
        ("edited", "para-3"),
        ("gone", ""),
        ("kept", "para-4"),
    ]


def test_a_new_paragraph_in_the_place_of_another_is_not_taken_for_it() -> None:
    new = (OLD[0], "Oil is bought from the stores of the League.", *OLD[2:])
    assert told(anchored(written(*OLD), paragraphs(*new)))[1] == ("gone", "")


def test_equal_texts_stay_where_they_are() -> None:
    twice = (OLD[0], OLD[1], OLD[0])
    assert told(anchored(written(*twice), paragraphs(*twice)))[2] == ("kept", "para-3")


def test_without_a_hash_the_number_counts() -> None:
    bare = tuple(replace(w, text_hash="") for w in written(*OLD))
    assert told(anchored(bare, paragraphs(*OLD[1:]))) == [
        ("kept", "para-1"),
        ("kept", "para-2"),
        ("kept", "para-3"),
        ("gone", ""),
    ]


def test_the_hash_is_of_letters_and_digits() -> None:
    assert text_hash("“Peace-keeping”,  in 5 days") == text_hash('"Peacekeeping" in 5\ndays')
    assert text_hash("in 5 days") != text_hash("in 6 days")


@pytest.fixture
def corpus(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of two small resolutions, the first with headnotes that carry hashes."""
    small = tiny_settings(tmp_path, settings)  # type: ignore[arg-type]
    for name, path in (("HOME", small.home), ("MANIFEST", small.manifest), ("CORPUS", small.folders[-1])):
        monkeypatch.setenv(f"WPS_{name}", str(path))
    small.headnotes.mkdir()
    notes = (NOTE.format(n=n, summary=text) for n, text in enumerate(ONE, 1))
    (small.headnotes / "fruit.toml").write_text("\n".join(notes))
    assert main(["headnotes", "hash"]) == 0
    return tmp_path


def test_a_command_lists_them_and_writes_what_is_accepted(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headnotes", "review"]) == 0
    path = corpus / "headnotes" / "fruit.toml"
    before = path.read_text()
    manifest = corpus / "manifest.toml"
    manifest.write_text(manifest.read_text().replace("operative = 2", "operative = 3", 1))
    new = (
        "Invites bees to all orchards;",
        "Urges all Member States to plant a cherry tree in every village;",
        ONE[1],
    )
    write_resolution(corpus / "pdfs" / "fruit.pdf", new)
    capsys.readouterr()
    assert main(["headnotes", "review"]) == 1
    shown = capsys.readouterr().out
    assert "edited  fruit#op-1 → fruit#op-2" in shown
    assert "moved   fruit#op-2 → fruit#op-3" in shown
    assert path.read_text() == before
    assert main(["headnotes", "review", "--accept", "fruit#op-7"]) == 2
    assert main(["headnotes", "review", "--accept", "fruit#op-2"]) == 0
    after = {row["anchor"]: row for row in tomllib.loads(path.read_text())["headnotes"]}
    assert set(after) == {"op-2", "op-3"}
    assert after["op-2"]["summary"] == ONE[0]
    assert after["op-2"]["text_hash"] == text_hash(new[1])
    assert main(["headnotes", "review"]) == 0


def test_the_shipped_headnotes_carry_the_hashes_of_their_texts() -> None:
    own = read_settings({"WPS_CORPUS": os.environ.get("WPS_CORPUS", "")})
    for item in documents_on_disk(own)[0]:
        noted = anchored_headnotes(own.headnotes, item.entry, parse_entry(item.entry, item.path))
        assert {a.fate for a in noted.fates} == {"kept"}, item.entry.id
        assert all(h.text_hash for h in noted.headnotes)
        assert noted.line == ""


def test_one_line_tells_what_was_followed_and_what_is_not_used(policy_revised: tuple[Paragraph, ...]) -> None:
    own = read_settings({})
    entry = documents_on_disk(own)[0][0].entry
    noted = anchored_headnotes(own.headnotes, entry, policy_revised)
    assert noted.line.startswith("nato-wps-2024: of its headnotes 39 followed their text to another number")
    assert "1 was written for an earlier wording and is not used (para-54 → para-54)" in noted.line
    assert "1 is dropped, since its text is gone (para-40)" in noted.line
    texts = {p.locator: p.text_hash for p in policy_revised}
    assert all(texts[h.locator] == h.text_hash for h in noted.headnotes)
    assert [h.locator.anchor for h in noted.outdated] == ["para-54"]


@pytest.fixture
def policy_revised() -> tuple[Paragraph, ...]:
    """The policy with a paragraph before the fifth, without the fortieth, and reviewed every two years."""
    own = read_settings({})
    item = documents_on_disk(own)[0][0]
    made: list[Paragraph] = []
    number = 0
    for p in parse_entry(item.entry, item.path):
        if p.locator.kind == "para" and p.locator.parent is None:
            if p.locator.anchor == "para-40":
                continue
            if p.locator.anchor == "para-5":
                number += 1
                made.append(replace(p, locator=replace(p.locator, anchor="para-5"), text="Maps are lent."))
            number += 1
            p = replace(p, locator=replace(p.locator, anchor=f"para-{number}"))
        elif p.locator.kind == "para":
            p = replace(p, locator=replace(p.locator, anchor=f"para-{number}.{p.locator.tail[-1]}"))
        if p.locator.anchor == "para-54":
            p = replace(p, text=p.text.replace("review", "be reviewed every two years and look at"))
        made.append(p)
    return tuple(made)
