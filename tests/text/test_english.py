"""Every entry of the lists of English does on its examples what it is there for."""

from __future__ import annotations

import pytest

from assistant.question.wanted import asked_for, holds
from assistant.question.wanted_kinds import KINDS, Slot, held_in
from assistant.quiz.writers.declarations import DECLARING, SAYS, DeclaringVerb
from assistant.support.opposites import OPPOSITES, Opposed, are_opposites
from assistant.text.english import read_list
from ingest.documents.vocabulary import EMPTY

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


@pytest.mark.parametrize("entry", DECLARING, ids=lambda entry: str(entry.verb))
def test_a_declaring_verb_is_read_with_its_statement(entry: DeclaringVerb) -> None:
    match = SAYS.match(entry.example)
    assert match is not None
    assert match["verb"] in entry.opens
    assert match["what"].startswith(("that ", "the "))


def test_a_list_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="one"):
        read_list("opposites", Opposed)
