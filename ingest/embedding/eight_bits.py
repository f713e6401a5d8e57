"""Unit vectors in eight bits a number: a quarter of their size, at a cosine of .9999 with themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GREATEST = 127


def to_bytes(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Write the direction of each vector, whose largest number becomes `GREATEST`; zeros stay zeros."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scaled = vectors * (GREATEST / np.maximum(largest, 1e-12))
    return np.asarray(np.rint(scaled), dtype=np.int8)


def from_bytes(directions: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return vectors of length 1 in these directions; zeros stay zeros."""
    vectors = directions.astype(np.float32)
    lengths = np.sqrt(np.einsum("...d,...d->...", vectors, vectors))[..., None]
    vectors /= np.maximum(lengths, 1e-12)
    return vectors
