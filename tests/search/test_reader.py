"""The reader runs in numpy what was fitted with torch, and takes words for what they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.search.lexicon import Lexicon
from assistant.search.reader import MARKS, Passage, Question, Reader, question_marks, words_of
from assistant.search.reader_weights import read_weights, write_weights
from assistant.text.words import terms
from evals.reader.examples import Example
from evals.reader.fit import Pairs, fit_reader
from evals.reader.network import Batch, Network
from ingest.embedding.eight_bits import to_bytes
from ingest.embedding.torch_model import unit
from ingest.errors import ModelError
from ingest.types import Locator, Span
from tests.answer.six_paragraphs import LIBRARY
from tests.answer.six_vectors import DIRECTIONS, TermEncoder

TEXTS = [p.text for p in LIBRARY.paragraphs]
LEXICON = Lexicon(TEXTS)
ENCODER = TermEncoder()


def passage(text: str) -> Passage:
    return Passage(to_bytes(ENCODER.embed_one(text).tokens), frozenset(terms(text)), frozenset())


PASSAGES = {p.locator: passage(p.text) for p in LIBRARY.paragraphs}


def test_numpy_gives_what_torch_was_fitted_to_give() -> None:
    torch.manual_seed(3)
    network = Network(DIRECTIONS).eval()
    reader = Reader(network.weights("six"), list(PASSAGES.values()), LEXICON)
    question = "Who lights the lamp of the coast?"
    words = tuple(terms(question))
    tokens = unit(np.random.default_rng(3).normal(size=(len(words), DIRECTIONS)).astype(np.float32))
    for row, there in enumerate(PASSAGES.values()):
        batch = Batch(
            torch.from_numpy(tokens)[None],
            torch.from_numpy(question_marks(words, there, LEXICON))[None],
            torch.ones(1, len(words)),
            torch.from_numpy(there.tokens)[None],
            torch.ones(1, len(there.tokens), dtype=torch.bool),
            torch.zeros(1),
        )
        with torch.no_grad():
            expected = float(network(batch)[0])
        assert reader.logits(Question(tokens, words), [row])[0] == pytest.approx(expected, abs=1e-4)
    together = reader.logits(Question(tokens, words), range(len(PASSAGES)))
    apart = [reader.logits(Question(tokens, words), [row])[0] for row in range(len(PASSAGES))]
    assert together == pytest.approx(apart, abs=1e-5)


def test_a_fitted_reader_tells_what_it_was_shown() -> None:
    found = [
        Example(f"{opening} {p.text}", p.locator, answers, "")
        for p in LIBRARY.paragraphs
        for n in range(60)
        for answers in (True, False)
        for opening in [f"lamp{n}" if answers else f"budget{n} minister{n} salary{n}"]
    ]
    pairs = Pairs(found, PASSAGES, LEXICON, ENCODER, lambda done: None)
    fitted = fit_reader(pairs, "six", 1, lambda line: None)
    assert fitted.held_out is not None
    assert fitted.held_out > 0.9
    again = fit_reader(pairs, "six", 1, lambda line: None)
    assert (again.weights.project.slopes == fitted.weights.project.slopes).all()


def test_weights_come_back_as_they_were_kept(tmp_path: Path) -> None:
    weights = Network(DIRECTIONS).weights("six")
    write_weights(weights, tmp_path / "reader.npz")
    back = read_weights(tmp_path / "reader.npz")
    assert back.model == "six"
    assert back.judge[0].slopes == pytest.approx(weights.judge[0].slopes, abs=1e-3)
    (tmp_path / "reader.npz").write_bytes(b"PK broken")
    with pytest.raises(ModelError, match="weights are damaged"):
        read_weights(tmp_path / "reader.npz")


def test_every_piece_has_its_word() -> None:
    text = "Who's in NATO-led ops?"
    pieces = [
        Span(0, 3),
        Span(3, 5),
        Span(6, 8),
        Span(9, 11),
        Span(11, 13),
        Span(13, 14),
        Span(14, 17),
        Span(21, 22),
    ]
    assert words_of(text, pieces) == ("Who's", "Who's", "in", "NATO", "NATO", "", "led", "")


def test_marks_say_what_a_vector_does_not() -> None:
    there = passage("Every keeper lights 20 lamps.")
    lights, of, twenty, budget = question_marks(("Lights", "of", "20", "budget"), there, LEXICON)
    assert len(lights) == MARKS
    assert lights[0] == 1.0
    assert lights[4] == 1.0
    assert lights[6] == 0.0
    assert of[5] == 1.0
    assert twenty[0] == 1.0
    assert twenty[3] == 1.0
    assert budget[0] == 0.0
    assert budget[6] == 1.0


def test_a_question_without_pieces_is_not_judged() -> None:
    reader = Reader(Network(DIRECTIONS).weights("six"), list(PASSAGES.values()), LEXICON)
    empty = Question(np.zeros((0, DIRECTIONS), dtype=np.float32), ())
    assert reader.logits(empty, [0, 1]).tolist() == [0.0, 0.0]
    assert Locator.parse("wrecks#op-1") in PASSAGES
