"""French is known from English, and read in English words."""

from __future__ import annotations

import pytest

from assistant.text.french import Form, french, gloss
from assistant.text.language import language_of

KNOWN = frozenset(
    "analysis security participation integrated civilian national approves violent".split()
).__contains__


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "merci",
        "harcèlement au travail",
        "la 1325 amnistie",
        "que dit l'OTAN",
        "Qui approuve le plan ?",
        "politique fps otan",
        "femmes casques bleus",
    ],
)
def test_a_few_words_of_french_are_known(text: str) -> None:
    assert language_of(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1325",
        "para 8(a)",
        "hello",
        "What does the Bureau des Affaires say?",
        "the role of women in the resolution",
        "WPS policy review cycle",
        "cliché and façade in the report",
        "¿Qué dice la resolución sobre las mujeres?",
        "Was sagt die Resolution zu Frauen?",
        "Quante donne sono nella missione?",
    ],
)
def test_other_languages_are_read_as_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("form", french().forms, ids=lambda form: form.examples[0])
def test_each_form_reads_its_example(form: Form) -> None:
    assert gloss(form.examples[0], KNOWN).text == form.examples[1].strip()


def test_every_phrase_of_the_list_is_exchanged() -> None:
    plain = {said: english for said, english in french().words.items() if " " not in said and "-" not in said}
    assert plain
    kept = {
        said
        for said, english in plain.items()
        if gloss(f"x {said} x", KNOWN).text != f"x {english} x".replace("  ", " ")
    }
    assert kept == set()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("dix-septième alinéa", "17th paragraph"),
        ("vingt et un", "twenty-one"),
        ("quarante-deuxième", "42nd"),
        ("paragraphe cinquante-neuf", "paragraph fifty-nine"),
        ("le premier alinéa du préambule", "the first preambular paragraph"),
        ("l'alinéa b) du paragraphe 8 de la 1325", "the paragraph 8(b) of the 1325"),
        ("casques bleus", "peacekeepers"),
        ("violences liees", "violences liees"),
        ("les résolutions", "the resolutions"),
        ("Secrétaire général", "Secretary-General"),
        ("30 pour cent en février", "30 % in February"),
    ],
)
def test_numbers_addresses_and_words(said: str, meant: str) -> None:
    assert gloss(said, KNOWN).text == meant


def test_a_word_with_the_same_stem_is_taken_where_the_documents_use_it() -> None:
    assert gloss("nationale", KNOWN).text == "national"
    assert gloss("sécurité intégrée", KNOWN).text == "security integrated"
    assert gloss("mirabelle nationale", KNOWN).left == {"mirabelle"}


def test_accents_left_out_are_read_and_accents_written_count() -> None:
    assert gloss("resolution, prevention", KNOWN).text == "resolution, prevention"
    assert gloss("harcelement", KNOWN).text == "harassment"
    assert "trafficking" not in gloss("traitées", KNOWN).text
