"""French questions are read by the same grammar as English ones."""

from __future__ import annotations

import pytest

from assistant.question.address import find_addresses
from assistant.question.follow_ups import follow_up
from assistant.question.wanted import asked_for
from assistant.text.french import gloss


def english(text: str) -> str:
    return gloss(text, lambda word: False).text


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("paragraphe 8 a)", "para 8-a"),
        ("alinéa a) du paragraphe 8", "para 8-a"),
        ("§ 17.2 de la politique", "para 17.2"),
        ("paragraphe 5 du dispositif", "op 5"),
        ("point 8 du dispositif", "op 8"),
        ("deuxième alinéa du préambule", "pp 2"),
        ("alinéa 3 du préambule", "pp 3"),
        ("note 6", "fn 6"),
        ("la note de bas de page 6", "fn 6"),
        ("le dixième paragraphe", "para 10"),
        ("le premier paragraphe", "para 1"),
        ("le 3e paragraphe", "para 3"),
        ("paragraphe quarante-deux", "para 42"),
    ],
)
def test_addresses_in_french(said: str, address: str) -> None:
    assert [str(a) for a in find_addresses(english(said), ())] == [address]


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("Combien de conseillers y a-t-il ?", "number"),
        ("Quand l'OTAN a-t-elle adopté le plan ?", "date"),
        ("En quelle année le plan a-t-il été adopté ?", "date"),
        ("À quelle fréquence se réunit le comité ?", "frequency"),
        ("Quel pourcentage des officiers sont des femmes ?", "share"),
        ("Dans quel pays se tient la réunion ?", "country"),
        ("Quel est le budget du plan ?", "amount"),
    ],
)
def test_kinds_of_question_in_french(said: str, slot: str) -> None:
    assert asked_for(english(said)).slot == slot


@pytest.mark.parametrize("said", ["Et les femmes ?", "Et dans la 1820 ?", "Et pour les filles ?"])
def test_follow_ups_in_french_lean(said: str) -> None:
    asked = english(said)
    assert follow_up(asked, asked).leans


def test_an_inverted_pronoun_refers_to_nothing_before() -> None:
    asked = english("Comment le commandant doit-il préparer la mission de formation des nouvelles troupes ?")
    assert not follow_up(asked, asked).refers
