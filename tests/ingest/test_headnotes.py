"""Headnotes: complete, in own words, apart from the gold questions, and standing in for what is missing."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from assistant.assistant import Assistant
from assistant.export.terminal import reply_row, reply_text
from assistant.text.notices import DIGEST
from assistant.types import Answer
from evals.gold import read_gold
from ingest.documents.headnotes import read_headnotes
from ingest.errors import CorpusError
from ingest.index.pipeline import build_index
from ingest.settings import ROOT, Settings

TOPICS = ("climate",)
RUN = 8  # words in a row that count as copied
HEADNOTE = """[[headnotes]]
anchor = "op-{n}"
summary = "Member countries are pressed to plant fruit trees, number {n}."
questions = ["Who grows {n}?", "Where {n}?", "Why fruit {n}?", "How many {n}?"]
silent = ["What does a tree of number {n} cost?"]
topics = ["climate"]
force = "urges"
"""


def runs(text: str) -> set[tuple[str, ...]]:
    found = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'"))
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_every_paragraph_has_one_in_own_words(assistant: Assistant, resolutions: tuple[str, ...]) -> None:
    noted = {h.locator: h for h in assistant.index.headnotes}
    wanted = {x for p in assistant.library.paragraphs if (x := p.locator).kind != "acronym"}
    assert wanted - set(noted) == set()
    printed = set().union(*(runs(p.text) for p in assistant.index.paragraphs))
    copied = {
        str(h.locator): text for h in noted.values() for text in (*h.texts, *h.silent) if runs(text) & printed
    }
    assert copied == {}


def test_gold_questions_were_not_copied_into_them(assistant: Assistant) -> None:
    noted = [q.lower() for h in assistant.index.headnotes for q in (*h.questions, *h.silent)]
    assert len(noted) > 10_000
    for gold in read_gold():
        asked = gold.question.lower()
        near = max((fuzz.ratio(asked, text, score_cutoff=80) for text in noted), default=0)
        assert near < 90, gold.id


def test_errors_name_paragraph_and_field(tmp_path: Path) -> None:
    for change, words in (
        (("op-1", "op"), "not a locator"),
        (('topics = ["climate"]', 'topics = ["weather"]'), "op-1: topic 'weather' is unknown"),
        (('force = "urges"', 'force = "shouts"'), "op-1: force: Input should be 'decides'"),
        ((', "How many 1?"', ""), "op-1: has 3 questions"),
        (('force = "urges"', 'force = "urges"\nmood = "good"'), "op-1: mood: Unexpected"),
        (("[[headnotes]]", "[[notes]]"), r"must hold \[\[headnotes\]\]"),
        (("[[headnotes]]", "[[headnotes"), "is not valid TOML"),
    ):
        text = HEADNOTE.format(n=1).replace(*change)
        (tmp_path / "x.toml").write_text(text, encoding="utf-8")
        with pytest.raises(CorpusError, match=words):
            read_headnotes(tmp_path, "x", TOPICS)
    (tmp_path / "x.toml").write_text(HEADNOTE.format(n=1) * 2, encoding="utf-8")
    with pytest.raises(CorpusError, match="op-1 has two headnotes"):
        read_headnotes(tmp_path, "x")
    assert read_headnotes(tmp_path, "none") == ()


def test_a_headnote_stands_in_for_a_text_that_is_not_on_disk(tiny: Settings) -> None:
    tiny.headnotes.mkdir()
    text = HEADNOTE.format(n=1) + HEADNOTE.format(n=2)
    (tiny.headnotes / "fruit.toml").write_text(text, encoding="utf-8")
    (tiny.folders[-1] / "fruit.pdf").unlink()
    build_index(tiny, lambda label, done, total: None, lambda line: None)
    assistant = Assistant.open(tiny)
    assert not assistant.library.document("fruit").official
    reply = assistant.ask("OP 1 of resolution 9001")
    assert isinstance(reply, Answer)
    row = reply_row(reply, assistant.library)
    assert row["citations"] == [
        {
            "locator": "fruit#op-1",
            "label": "S/RES/9001 (2030), para. 1",
            "page": None,
            "pages": [],
            "quote": "Member countries are pressed to plant fruit trees, number 1.",
        }
    ]
    shown = reply_text(reply, assistant.library)
    assert DIGEST in shown
    assert "python -m ingest fetch" in shown


def test_a_headnote_of_no_paragraph_is_an_error(tiny: Settings) -> None:
    tiny.headnotes.mkdir()
    (tiny.headnotes / "fruit.toml").write_text(HEADNOTE.format(n=7), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"fruit#op-7 is of no paragraph"):
        build_index(tiny, lambda label, done, total: None, lambda line: None)


def test_without_resolutions_the_digest_answers(
    tmp_path: Path, assistant: Assistant, settings: Settings
) -> None:
    """Texts of headnotes that ``assistant`` was built with are not embedded again."""
    home = tmp_path / "home"
    shutil.copytree(settings.cache, home / "cache")
    (home / "models").symlink_to(settings.models)
    alone = replace(settings, home=home, folders=(ROOT / "corpus",))
    build_index(alone, lambda label, done, total: None, lambda line: None)
    reply = Assistant.open(alone).ask("1325 OP 8(a)")
    assert isinstance(reply, Answer)
    assert [str(c.locator) for c in reply.citations] == ["unscr-1325#op-8-a"]
