"""Every entry of the lists of English does on its examples what it is there for."""

from __future__ import annotations

from dataclasses import fields

import pytest

from assistant.question.broad_words import BROAD, BroadWords, PartWords
from assistant.question.small_talk import TALK, TalkKind, small_talk, with_examples
from assistant.question.text_speak import SPOKEN, written_out
from assistant.question.wanted import asked_for, holds
from assistant.question.wanted_kinds import KINDS, Slot, held_in
from assistant.support.disagreements import marks
from assistant.support.force import LIST, SCOPES, ForceKind, Scope
from assistant.support.opposites import OPPOSITES, Opposed, are_opposites
from assistant.text.english import read_list
from assistant.text.words import words
from ingest.documents.vocabulary import EMPTY, Audience, CorpusVocabulary

ASKED = [(kind.name, w.pattern, w.example) for kind in KINDS.slots for w in kind.asked]
HELD = [(k.name, w.pattern, w.example, k.cased) for k in KINDS.slots for w in k.held or ()]


@pytest.mark.parametrize("pair", OPPOSITES, ids=lambda pair: " / ".join(pair.example))
def test_opposites_exclude_each_other(pair: Opposed) -> None:
    one, other = pair.example
    assert are_opposites(one, other)
    assert are_opposites(other, one)
    assert not are_opposites(one, one)


@pytest.mark.parametrize(("slot", "pattern", "question"), ASKED, ids=[row[2] for row in ASKED])
def test_a_slot_is_asked_for(slot: Slot, pattern: str, question: str) -> None:
    wording = next(w for k in KINDS.slots for w in k.asked if (w.pattern, w.example) == (pattern, question))
    assert KINDS.pattern((wording,)).search(question)
    assert asked_for(question).slot == slot


@pytest.mark.parametrize(("slot", "pattern", "text", "cased"), HELD, ids=[f"{r[0]}: {r[2]}" for r in HELD])
def test_a_text_fills_a_slot(slot: Slot, pattern: str, text: str, cased: bool) -> None:
    kind = next(k for k in KINDS.slots if k.name == slot)
    wording = next(w for w in kind.held or () if w.pattern == pattern)
    assert KINDS.pattern((wording,), cased).search(text)
    question = kind.asked[0].example
    assert holds(asked_for(question), text, held_in(EMPTY))


@pytest.mark.parametrize(("typed", "meant"), SPOKEN.items())
def test_text_speak_is_written_out(typed: str, meant: str) -> None:
    assert written_out(f"tell me {typed} now") == f"tell me {meant} now"


@pytest.mark.parametrize("kind", [TALK.thanks, TALK.greeting, TALK.nothing, TALK.short, TALK.itself])
def test_small_talk_gets_the_line_of_its_kind(kind: TalkKind) -> None:
    assert kind.examples
    for example in kind.examples:
        assert small_talk(example) == kind.line, example


def test_lines_of_small_talk_have_examples_of_the_corpus() -> None:
    apples = CorpusVocabulary(addresses=("p. 3",), audiences=(Audience("Growers", ("Who plants pears?",)),))
    line = with_examples(TALK.greeting.line, apples)
    told = "for example “Who plants pears?”, or name a paragraph, for example “p. 3”"
    assert line == f"Hello. Ask what the documents say, {told}."
    assert with_examples(TALK.greeting.line, EMPTY) == "Hello. Ask what the documents say."


@pytest.mark.parametrize("kind", LIST.kinds, ids=lambda kind: str(kind.name))
def test_words_of_force_are_found_with_their_kind(kind: ForceKind) -> None:
    for word in (*kind.words.split(), *kind.phrases):
        assert kind.name in dict(marks(f"They {word} it."))[word]
    assert kind.name in {name for _, names in marks(kind.example) for name in names}


@pytest.mark.parametrize("scope", LIST.scopes, ids=lambda scope: str(scope.example))
def test_a_scope_is_found(scope: Scope) -> None:
    assert SCOPES[LIST.scopes.index(scope)].search(scope.example)


def test_a_list_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="one"):
        read_list("opposites", Opposed)


@pytest.mark.parametrize("name", [f.name for f in fields(BroadWords)])
def test_a_part_of_the_documents_is_asked_for(name: str) -> None:
    part: PartWords = getattr(BROAD, name)
    assert part.among(words(part.example))
    assert not part.among(words("Light the lamp."))
