"""Embeddings of many texts in little space: vectors in eight bits, tokens as codes; files of them by text."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.code_books import CodeBooks, Codes
from ingest.embedding.eight_bits import to_bytes
from ingest.embedding.prompts import Role
from ingest.embedding.torch_model import Embedding


@dataclass(frozen=True, slots=True)
class Packed:
    """An `Embedding`: ``vector`` [dimensions] in eight bits, and a code for each of its tokens."""

    vector: NDArray[np.int8]
    codes: Codes


@dataclass(frozen=True, slots=True)
class PackedTexts:
    """Embeddings of texts: ``vectors`` [texts, dimensions] in eight bits, ``codes`` [word pieces, books];
    rows ``bounds[i]`` to ``bounds[i + 1]`` of these are of text i.
    """

    vectors: NDArray[np.int8]
    codes: Codes
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.vectors)

    def __getitem__(self, row: int) -> Packed:
        return Packed(self.vectors[row], self.codes[self.bounds[row] : self.bounds[row + 1]])


NONE = PackedTexts(np.zeros((0, 0), np.int8), np.zeros((0, 0), np.uint8), np.zeros(1, np.int64))


def pack(embedding: Embedding, books: CodeBooks) -> Packed:
    return Packed(to_bytes(embedding.vector), books.encode(embedding.tokens))


def stacked(rows: Sequence[Packed]) -> PackedTexts:
    """Put embeddings of texts together, in order."""
    if not rows:
        return NONE
    bounds = np.cumsum([0, *(len(row.codes) for row in rows)], dtype=np.int64)
    return PackedTexts(
        np.stack([row.vector for row in rows]), np.concatenate([r.codes for r in rows]), bounds
    )


def read_packed_texts(path: Path, books: CodeBooks) -> dict[str, Packed]:
    """Read the texts of a file by their keys; none from one that is missing, damaged, or encoded with other
    books.
    """
    try:
        with np.load(path) as data:
            if str(data["books"]) != books.sha256:
                return {}
            found = PackedTexts(
                data["vectors"], data["codes"], np.cumsum([0, *data["sizes"]], dtype=np.int64)
            )
            keys = [f"{int(key):016x}" for key in data["keys"]]
            if len(keys) != len(found) or found.bounds[-1] != len(found.codes):
                return {}
            return {key: found[row] for row, key in enumerate(keys)}
    except Exception:  # NumPy and zipfile raise errors of many kinds on a damaged file
        return {}


def write_packed_texts(path: Path, texts: Mapping[str, Packed], books: CodeBooks) -> None:
    """Write texts under their keys, 16 hexadecimal digits each."""
    rows = stacked(list(texts.values()))
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.npz")
    try:
        np.savez(
            aside,
            books=books.sha256,
            keys=np.array([int(key, 16) for key in texts], dtype=np.uint64),
            vectors=rows.vectors,
            codes=rows.codes,
            sizes=np.diff(rows.bounds).astype(np.uint16),
        )
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def text_key(text: str, role: Role) -> str:
    """Return the 64 hexadecimal digits that a text is kept under."""
    return hashlib.sha256(f"{role}: {text}".encode()).hexdigest()
