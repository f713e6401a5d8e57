"""Vectors of headnotes ship with them: a first index embeds only what they lack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from ingest.documents.manifest import read_manifest
from ingest.embedding.code_books import CodeBooks, fit_books, read_books
from ingest.embedding.eight_bits import from_bytes
from ingest.embedding.packed import read_packed_texts, text_key
from ingest.embedding.prompts import Role
from ingest.embedding.torch_model import Embedding, unit
from ingest.index.notes import BOOKS, HeadnoteVectors, books_for
from ingest.index.shipped import ship_vectors, texts_of
from ingest.settings import Settings
from ingest.types import Headnote, Locator, Span

LACKING = 0.01  # share of texts that may be newer than the vectors; they are embedded at the first index
SAMPLE = 400  # one of so many texts is embedded again
TEXTS = [f"How tall is tree {n}?" for n in range(30)]


class CountingEncoder:
    """Remembers the texts that it was asked to embed; a text's vector is drawn by its length and letters."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(
        self,
        texts: Sequence[str],
        role: Role = "passage",
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Embedding]:
        self.embedded += texts
        progress(len(texts))
        return [self.embed_one(text, role) for text in texts]

    def embed_one(self, text: str, role: Role = "query") -> Embedding:
        chance = np.random.default_rng(list(text.encode()))
        tokens = unit(chance.normal(size=(len(text.split()), 16)).astype(np.float32))
        return Embedding(unit(tokens.mean(axis=0)), tokens)

    def pieces(self, text: str, role: Role = "query") -> tuple[Span, ...]:
        return ()


def some_books(model: str = "trees") -> CodeBooks:
    return fit_books(model, np.concatenate([e.tokens for e in CountingEncoder().embed(TEXTS)]), entries=32)


def test_only_texts_that_are_not_shipped_are_embedded_and_kept(tmp_path: Path) -> None:
    books, shipped, kept = some_books(), tmp_path / "shipped.npz", tmp_path / "kept.npz"
    HeadnoteVectors(shipped, books, CountingEncoder()).of(TEXTS[:20], lambda done: None)
    encoder, told = CountingEncoder(), list[int]()
    found = HeadnoteVectors(kept, books, encoder, (shipped,)).of(TEXTS, told.append)
    assert encoder.embedded == TEXTS[20:]
    assert sum(told) == len(TEXTS)
    assert set(read_packed_texts(kept, books)) == {text_key(t, "query")[:16] for t in TEXTS[20:]}
    for text, packed in zip(TEXTS, found, strict=True):
        assert from_bytes(packed.vector) @ encoder.embed_one(text).vector > 0.999
    again = CountingEncoder()
    HeadnoteVectors(kept, books, again, (shipped,)).of(TEXTS, told.append)
    assert again.embedded == []


def test_vectors_of_texts_that_are_gone_go(tmp_path: Path) -> None:
    books, path = some_books(), tmp_path / "kept.npz"
    HeadnoteVectors(path, books, CountingEncoder()).of(TEXTS, lambda done: None)
    HeadnoteVectors(path, books, CountingEncoder()).of(TEXTS[3:5], lambda done: None)
    assert len(read_packed_texts(path, books)) == 2


def test_with_other_books_all_are_made_anew(tmp_path: Path) -> None:
    path, encoder = tmp_path / "kept.npz", CountingEncoder()
    HeadnoteVectors(path, some_books(), CountingEncoder()).of(TEXTS, lambda done: None)
    HeadnoteVectors(path, some_books("another model"), encoder).of(TEXTS, lambda done: None)
    assert encoder.embedded == TEXTS


def test_what_was_made_before_an_interruption_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.index.notes.BATCH", 7)
    books, path = some_books(), tmp_path / "kept.npz"

    class Interrupted(CountingEncoder):
        def embed(
            self,
            texts: Sequence[str],
            role: Role = "passage",
            progress: Callable[[int], None] = lambda done: None,
        ) -> list[Embedding]:
            if len(self.embedded) >= 14:
                raise KeyboardInterrupt
            return super().embed(texts, role, progress)

    with pytest.raises(KeyboardInterrupt):
        HeadnoteVectors(path, books, Interrupted()).of(TEXTS, lambda done: None)
    encoder = CountingEncoder()
    HeadnoteVectors(path, books, encoder).of(TEXTS, lambda done: None)
    assert encoder.embedded == TEXTS[14:]


def test_books_of_another_model_are_fitted_once(tmp_path: Path) -> None:
    note = Headnote(Locator("park", "para-1"), TEXTS[0], tuple(TEXTS[1:]), (), "must")
    encoder = CountingEncoder()
    books = books_for("trees", (note,), tmp_path, encoder)
    assert books.model == "trees"
    assert encoder.embedded == TEXTS
    assert (tmp_path / BOOKS).is_file()
    assert books_for("trees", (note,), tmp_path, encoder).sha256 == books.sha256
    assert encoder.embedded == TEXTS
    assert books_for("trees", (), tmp_path / "none", encoder).entries.size == 0


def test_the_vectors_that_ship_are_those_of_the_headnotes(settings: Settings) -> None:
    """Run `python -m ingest vectors` when this fails."""
    books = read_books()
    for entry in read_manifest(settings.manifest):
        wanted = {text_key(text, "query")[:16] for text in texts_of(settings, entry.id)}
        there = set(read_packed_texts(settings.headnote_vectors / f"{entry.id}.npz", books))
        assert len(wanted - there) <= LACKING * len(wanted), entry.id
        assert len(there - wanted) <= LACKING * len(wanted), entry.id
    assert sum(f.stat().st_size for f in settings.headnote_vectors.iterdir()) < 15e6


def test_a_sample_of_what_ships_is_as_the_model_makes_it(assistant: Assistant, settings: Settings) -> None:
    books, encoder = read_books(), assistant.finder.searcher.encoder
    assert books.model == assistant.index.fingerprint.model
    for entry in read_manifest(settings.manifest):
        there = read_packed_texts(settings.headnote_vectors / f"{entry.id}.npz", books)
        texts = [t for t in texts_of(settings, entry.id) if text_key(t, "query")[:16] in there][::SAMPLE]
        for text, made in zip(texts, encoder.embed(texts, "query"), strict=True):
            packed = there[text_key(text, "query")[:16]]
            assert from_bytes(packed.vector) @ made.vector > 0.999, text
            assert len(packed.codes) == len(made.tokens)
            alike = (books.decode(packed.codes) * made.tokens).sum(axis=1)
            assert alike.mean() > 0.85, text


def test_the_command_writes_what_the_headnotes_of_a_corpus_lack(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "corpus"
    (folder / "headnotes").mkdir(parents=True)
    for part in ("manifest.toml", "headnotes/unscr-2493.toml"):
        (folder / part).write_bytes((settings.manifest.parent / part).read_bytes())
    own, books, encoder = (
        replace(settings, manifest=folder / "manifest.toml"),
        read_books(),
        CountingEncoder(),
    )
    (made,) = ship_vectors(own, books.model, CuttingEncoder(encoder, books), lambda *step: None)
    assert made.texts == len(texts_of(own, "unscr-2493")) >= len(encoder.embedded) > 1000
    ship_vectors(own, books.model, encoder, lambda *step: None)
    assert len(encoder.embedded) == len(set(texts_of(own, "unscr-2493")))


class CuttingEncoder(CountingEncoder):
    """Embeds as another encoder counts, in as many dimensions as the code books that ship."""

    def __init__(self, counting: CountingEncoder, books: CodeBooks) -> None:
        super().__init__()
        self._counting, self._size = counting, books.entries.shape[2]

    def embed(
        self,
        texts: Sequence[str],
        role: Role = "passage",
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Embedding]:
        self._counting.embedded += texts
        one = np.full((1, self._size), self._size**-0.5, dtype=np.float32)
        return [Embedding(one[0], one) for _ in texts]
