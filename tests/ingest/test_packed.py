"""Embeddings in little space: eight bits a number, codes of tokens, files of them by text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.code_books import CodeBooks, fit_books, read_books, write_books
from ingest.embedding.eight_bits import from_bytes, to_bytes
from ingest.embedding.packed import Packed, pack, read_packed_texts, stacked, text_key, write_packed_texts
from ingest.embedding.torch_model import Embedding, unit
from ingest.errors import ModelError

CHANCE = np.random.default_rng(7)
GROUPS = unit(CHANCE.normal(size=(12, 32)).astype(np.float32))
TOKENS = unit(GROUPS[CHANCE.integers(0, 12, 2000)] + 0.05 * CHANCE.normal(size=(2000, 32)).astype(np.float32))
BOOKS = fit_books("model", TOKENS, books=4, entries=16)


def test_eight_bits_keep_the_direction_and_are_read_as_they_were_written() -> None:
    packed = to_bytes(TOKENS)
    assert np.abs(packed).max(axis=1).tolist() == [127] * len(TOKENS)
    back = from_bytes(packed)
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-6)
    assert (back * TOKENS).sum(axis=1).min() > 0.9998
    assert (to_bytes(back) == packed).all()
    assert not from_bytes(to_bytes(np.zeros((2, 32), np.float32))).any()


def test_each_book_brings_a_token_nearer() -> None:
    codes = BOOKS.encode(TOKENS)
    assert codes.shape == (2000, 4)
    far = [
        float(np.square(TOKENS - CodeBooks("m", BOOKS.entries[:n]).decode(codes[:, :n])).sum(axis=1).mean())
        for n in range(1, 5)
    ]
    assert far == sorted(far, reverse=True)
    assert far[-1] < 0.05 < 0.5 < float(np.square(TOKENS - TOKENS.mean(axis=0)).sum(axis=1).mean())


def test_products_are_those_of_decoded_tokens() -> None:
    codes = BOOKS.encode(TOKENS[:50])
    assert np.allclose(BOOKS.products(codes, TOKENS[:3]), BOOKS.decode(codes) @ TOKENS[:3].T, atol=1e-5)


def test_the_same_tokens_give_the_same_books() -> None:
    assert fit_books("model", TOKENS, books=4, entries=16).sha256 == BOOKS.sha256
    assert fit_books("model", TOKENS[1:], books=4, entries=16).sha256 != BOOKS.sha256
    few = fit_books("model", TOKENS[:3])
    assert np.allclose(few.decode(few.encode(TOKENS[:3])), TOKENS[:3], atol=1e-3)


def test_books_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "books.npz"
    write_books(BOOKS, path)
    assert read_books(path).sha256 == BOOKS.sha256
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ModelError, match="restore the file"):
        read_books(path)


def some_texts() -> dict[str, Packed]:
    rows = {f"text {i}": Embedding(TOKENS[i], TOKENS[i : i + 1 + i % 3]) for i in range(9)}
    return {text_key(text, "query")[:16]: pack(row, BOOKS) for text, row in rows.items()}


def test_a_file_of_texts_is_read_as_it_was_written(tmp_path: Path) -> None:
    path, texts = tmp_path / "texts.npz", some_texts()
    write_packed_texts(path, texts, BOOKS)
    found = read_packed_texts(path, BOOKS)
    assert list(found) == list(texts)
    for key, row in texts.items():
        assert (found[key].vector == row.vector).all()
        assert (found[key].codes == row.codes).all()
    assert [p.name for p in tmp_path.iterdir()] == ["texts.npz"]


def test_a_file_of_other_books_or_a_damaged_one_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "texts.npz"
    assert read_packed_texts(path, BOOKS) == {}
    write_packed_texts(path, some_texts(), BOOKS)
    assert read_packed_texts(path, CodeBooks("another model", BOOKS.entries)) == {}
    path.write_bytes(path.read_bytes()[:300])
    assert read_packed_texts(path, BOOKS) == {}


def test_texts_put_together_are_found_by_their_place() -> None:
    rows = list(some_texts().values())
    together = stacked(rows)
    assert len(together) == len(rows)
    assert all((together[i].codes == row.codes).all() for i, row in enumerate(rows))
    assert len(stacked([])) == 0
