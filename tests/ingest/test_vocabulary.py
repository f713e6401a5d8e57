"""Words of a corpus: a bad file is named in one line, the project's own fits its documents, and a corpus of
other documents works with a file of its own and with none.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.check.checker import Checker
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.types import Answer, Refusal
from assistant.ui.ask.welcome import welcome_html
from ingest.documents.actors import actors_of
from ingest.documents.vocabulary import EMPTY, read_vocabulary
from ingest.errors import CorpusError
from ingest.index.pipeline import build_index
from ingest.settings import ROOT, Settings
from tests.growth import RATIO, UNITS, growth
from tests.ui.samples import open_shared

OWN = read_vocabulary(ROOT / "corpus" / "vocabulary.toml")
LIBRARIANS = """
[[actors]]
name = "Librarians"

[[concepts]]
term = "apple tree"

[[audiences]]
name = "Gardeners"
questions = ["Who plants an apple tree?"]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("moods = []", "moods"),
        ("towns = [1]", "towns.0: "),
        ('towns = ["Mons", ""]', "towns, entry 2: is empty"),
        ('[[actors]]\nname = "A"\nage = 1', "actors.0.age: "),
        ('[[actors]]\npattern = "a"', "actors.0.name: "),
        ('[[actors]]\nname = "A"\npattern = "("', "actors, entry 1, pattern: is no regular expression"),
        ('[[actors]]\nname = "A"\npattern = "a*"', "actors, entry 1, pattern: fits no words at all"),
        ('[[other_actors]]\nname = "A"\npattern = "("', "other_actors, entry 1, pattern: is no regular"),
        ('[[actors]]\nname = "A"\npattern = "(a)"', "needs 0 groups in round brackets, not 1"),
        ('amounts = ["five years"]', "amounts, entry 1: needs 1 group"),
        ("towns = ", "is not valid TOML"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "vocabulary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(words)) as caught:
        read_vocabulary(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def texts(assistant: Assistant, resolutions: tuple[str, ...]) -> str:
    """Every paragraph as printed, one a line."""
    return "\n".join(" ".join(p.text.split()) for p in assistant.index.paragraphs)


def test_every_word_stands_in_the_documents_as_printed(texts: str) -> None:
    printed = (
        *(c.term for c in OWN.concepts),
        *(o.words.strip() for o in OWN.list_openings),
        *OWN.subjects,
        *OWN.plain_actors,
        *OWN.unbroken,
        *OWN.not_asked,
    )
    assert [words for words in printed if words not in texts] == []
    assert [x for x in (*OWN.vague_actors, *OWN.actor_heads) if x not in texts.lower()] == []
    assert [x for x in OWN.amounts if not re.search(rf"\b(?:{x})", texts)] == []
    assert [x for x in (*OWN.countries, *OWN.towns) if not re.search(rf"\b{x}\b", texts)] == []


def test_the_documents_name_every_actor_and_none_of_the_others(texts: str) -> None:
    named = {name for _, _, name in actors_of(OWN).mentions(texts)}
    assert named == {a.name for a in OWN.actors}
    said = "The North Atlantic Council reports to Allies."
    found = {name for _, _, name in actors_of(OWN).mentions(said)}
    assert {"North Atlantic Council", "Allies"} <= found


def test_headnotes_keep_to_the_topics_of_the_file(assistant: Assistant) -> None:
    assert assistant.index.library.topics == OWN.topics
    used = {topic for note in assistant.index.headnotes for topic in note.topics}
    assert used == set(OWN.topics)


@pytest.mark.parametrize("unit", UNITS)
def test_actors_are_found_in_linear_time(unit: str) -> None:
    assert growth(actors_of(OWN).mentions, unit) < RATIO


def opened(settings: Settings) -> Assistant:
    build_index(settings, lambda label, done, total: None, lambda line: None)
    return Assistant.open(settings)


def test_a_corpus_without_the_file_is_asked_checked_and_quizzed(tiny: Settings) -> None:
    assert not tiny.vocabulary.exists()
    assistant = opened(tiny)
    assert assistant.index.library.vocabulary == EMPTY
    looked = assistant.ask("resolution 9001 OP 1")
    assert isinstance(looked, Answer)
    assert "apple tree in every village" in looked.statements[0].text
    assert isinstance(assistant.ask("In which country do camels sing?"), Refusal)
    checker = Checker(assistant.index, assistant.nearest, assistant.judge)
    found = checker.check(
        "The Council “urges all Member States to plant an apple tree” (S/RES/9001 (2030), OP 1).\n\n"
        "It asked to “count the pears once a week” (S/RES/9001 (2030), OP 2).\n"
    )
    assert [f.status for f in found] == ["exact", "altered"]
    studio = Studio(assistant)
    assert studio.known.topics == ()
    assert len(studio.quiz(Order(1)).items) == 1
    assert "data-do='ask'" not in welcome_html(open_shared(assistant, tiny), "en")


def test_a_corpus_brings_its_own_words(tiny: Settings) -> None:
    tiny.vocabulary.write_text(LIBRARIANS, encoding="utf-8")
    assistant = opened(tiny)
    vocabulary = assistant.index.library.vocabulary
    assert [name for _, _, name in actors_of(vocabulary).mentions("The librarians met.")] == ["Librarians"]
    assert "Who plants an apple tree?" in welcome_html(open_shared(assistant, tiny), "en")
    before = str(assistant.index.fingerprint)
    tiny.vocabulary.write_text(LIBRARIANS.replace("Librarians", "Gardeners"), encoding="utf-8")
    assert str(opened(tiny).index.fingerprint) != before
