"""Token vectors in a few bytes each: every vector is a sum of entries of code books.

Residual quantisation (Chen, Guan & Wang 2010), as ColBERTv2 compresses its tokens (Santhanam et al. 2022):
the first book holds typical vectors, each next one what is typically left over. To multiply many tokens
with a few vectors, the entries are multiplied once and the products looked up. Books of another model than
the one that `FILE` is of are fitted when an index is built.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

FILE = Path(__file__).with_name("code_books.npz")  # of the model that is embedded
BOOKS, ENTRIES = 8, 256  # a token takes `BOOKS` bytes
ROUNDS = 8  # of k-means, which begins with vectors drawn by chance
FITTED_ON = 60_000  # vectors at most
SEED = 20261130

Vectors = NDArray[np.float32]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class CodeBooks:
    """``entries`` [books, entries, dimensions], for token vectors of the model with the sha256 ``model``."""

    model: str
    entries: Vectors

    @property
    def sha256(self) -> str:
        """Name for these very books, of which codes are of no use to others."""
        return hashlib.sha256(self.model.encode() + self.entries.astype("<f2").tobytes()).hexdigest()

    def encode(self, tokens: Vectors) -> Codes:
        """Return [tokens, books]: the entry of each book that is nearest to what those before leave over."""
        left = tokens.astype(np.float32)
        codes = np.zeros((len(tokens), len(self.entries)), dtype=np.uint8)
        for number, book in enumerate(self.entries):
            codes[:, number] = _nearest(left, book)
            left -= book[codes[:, number]]
        return codes

    def decode(self, codes: Codes) -> Vectors:
        """Return [tokens, dimensions], as far as codes tell; lengths are about 1."""
        found = np.zeros((len(codes), self.entries.shape[2]), dtype=np.float32)
        for number, book in enumerate(self.entries):
            found += book[codes[:, number]]
        return found

    def products(self, codes: Codes, vectors: Vectors) -> Vectors:
        """Return [tokens, vectors]: encoded tokens times ``vectors`` [vectors, dimensions]."""
        tables = self.entries @ vectors.T
        found = np.zeros((len(codes), len(vectors)), dtype=np.float32)
        for number, table in enumerate(tables):
            found += np.take(table, codes[:, number], axis=0)
        return found


def fit_books(model: str, tokens: Vectors, books: int = BOOKS, entries: int = ENTRIES) -> CodeBooks:
    """Fit books to token vectors of a model; the same vectors give the same books. With fewer vectors than
    ``entries`` every vector is an entry of its own.
    """
    chance = np.random.default_rng(SEED)
    left = tokens.astype(np.float32)
    if len(left) > FITTED_ON:
        left = left[np.sort(chance.choice(len(left), FITTED_ON, replace=False))]
    made = []
    for _ in range(books):
        book = _k_means(left, min(entries, len(left)), chance).astype(np.float16).astype(np.float32)
        left = left - book[_nearest(left, book)]
        made.append(book)
    return CodeBooks(model, np.stack(made))


def write_books(books: CodeBooks, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, model=books.model, entries=books.entries.astype(np.float16))


def read_books(path: Path = FILE) -> CodeBooks:
    """Raises `ModelError` if the file is missing or damaged."""
    try:
        with np.load(path) as found:
            return CodeBooks(str(found["model"]), found["entries"].astype(np.float32))
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:80]
        raise ModelError(
            f"{path}: the code books of token vectors are damaged ({reason}); restore the file"
        ) from error


def _nearest(vectors: Vectors, book: Vectors) -> NDArray[np.int64]:
    """Return the place of the nearest entry for each vector."""
    half = (book * book).sum(axis=1) / 2
    blocks = [vectors[at : at + 8192] @ book.T - half for at in range(0, len(vectors), 8192)]
    found = [block.argmax(axis=1) for block in blocks]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _k_means(vectors: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    """Return ``count`` centres (Lloyd 1982); one that nothing is near to stays where it was drawn."""
    centres = vectors[np.sort(chance.choice(len(vectors), count, replace=False))].copy()
    for _ in range(ROUNDS):
        own = _nearest(vectors, centres)
        order = np.argsort(own, kind="stable")
        used, starts, sizes = np.unique(own[order], return_index=True, return_counts=True)
        centres[used] = np.add.reduceat(vectors[order], starts, axis=0) / sizes[:, None]
    return centres
