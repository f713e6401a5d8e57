"""Questions are placed by what they are about, whatever the manner of asking."""

from __future__ import annotations

import numpy as np

from assistant.assistant import Assistant
from assistant.search.candidates import Searcher
from assistant.search.discriminant import Discriminant
from assistant.search.late_interaction import Chunks
from evals.samples import without_headnotes


def chunks_of(assistant: Assistant) -> Chunks:
    rows = {p.locator: i for i, p in enumerate(assistant.index.paragraphs)}
    return Chunks(assistant.index, rows)


def test_editors_questions_lie_nearest_their_own_paragraph(assistant: Assistant) -> None:
    """More often than by the plain means of each paragraph's texts, where the manner counts as well."""
    chunks = chunks_of(assistant)
    placed = Discriminant(chunks)
    vectors = chunks.vectors.at(np.arange(len(chunks.spans)))
    asked = np.flatnonzero(chunks.is_note)[::40]
    rows = range(len(chunks.own))
    said = chunks.is_note | chunks.is_sentence
    means = np.stack([vectors[said & (chunks.row_of == row)].mean(axis=0) for row in rows])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    right = [placed.closeness(vectors[i]).argmax() == chunks.row_of[i] for i in asked]
    plain = [(means @ vectors[i]).argmax() == chunks.row_of[i] for i in asked]
    assert np.mean(right) > np.mean(plain) > 0.5


def test_closeness_is_a_cosine_and_silence_a_difference_of_two(assistant: Assistant) -> None:
    chunks = chunks_of(assistant)
    placed = Discriminant(chunks)
    vectors = chunks.vectors.at(np.arange(len(chunks.spans)))
    close = placed.closeness(vectors[0])
    assert close.shape == (len(assistant.index.paragraphs),)
    assert -1.0001 <= close.min() < close.max() <= 1.0001
    asked = [placed.silence(vectors[i]) for i in np.flatnonzero(chunks.is_note)[::40]]
    left_open = [placed.silence(vectors[i]) for i in np.flatnonzero(chunks.is_silent)[::40]]
    assert np.mean(asked) < 0 < np.mean(left_open)


def test_without_headnotes_it_says_nothing(assistant: Assistant) -> None:
    bare = without_headnotes(assistant)
    assert isinstance(bare.finder.searcher, Searcher)
    placed = Discriminant(chunks_of(bare))
    vector = bare.finder.searcher.encoder.embed_one("Who reports?").vector
    assert not placed.closeness(vector).any()
    assert placed.silence(vector) == 0.0
