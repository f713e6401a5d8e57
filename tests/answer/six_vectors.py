"""The six paragraphs as an open index in memory: a fake encoder gives every term a direction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.search.calibration import Calibration
from assistant.search.candidates import Searcher
from assistant.search.features import RELEVANCE, TABLE, WEIGHTS
from assistant.search.finder import Finder
from assistant.search.further import FURTHER
from assistant.text.words import terms
from ingest.embedding.code_books import CodeBooks
from ingest.embedding.eight_bits import to_bytes
from ingest.embedding.packed import NONE
from ingest.embedding.prompts import Role
from ingest.embedding.torch_model import Embedding, Vectors, unit
from ingest.index.chunks import chunks
from ingest.index.files import Index
from ingest.index.fingerprint import Fingerprint
from ingest.index.vectors import ChunkVectors
from ingest.types import Span
from tests.answer.six_paragraphs import LIBRARY

DIRECTIONS = 64  # dimensions; the last is shared by all terms that no paragraph holds
KNOWN = {t: i for i, t in enumerate(sorted({t for p in LIBRARY.paragraphs for t in terms(p.text)}))}


class TermEncoder:
    """Two texts are as close as the terms that they share: a term is one token, a text their mean."""

    def embed(
        self,
        texts: Sequence[str],
        role: Role = "passage",
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Embedding]:
        return [self.embed_one(text, role) for text in texts]

    def embed_one(self, text: str, role: Role = "query") -> Embedding:
        rows = [KNOWN.get(term, DIRECTIONS - 1) for term in terms(text)] or [DIRECTIONS - 1]
        tokens = np.eye(DIRECTIONS, dtype=np.float32)[rows]
        return Embedding(unit(tokens.mean(axis=0)), tokens)

    def pieces(self, text: str, role: Role = "query") -> tuple[Span, ...]:
        return tuple(Span(0, 0) for _ in self.embed_one(text).tokens)


class MemoryStore:
    """Holds vectors as Chroma would, all in one batch."""

    chroma = "memory"

    def __init__(self, keys: Sequence[str], vectors: Vectors) -> None:
        self._keys, self._vectors = list(keys), vectors

    def batches(self) -> Iterator[tuple[list[str], Vectors]]:
        yield self._keys, self._vectors

    def close(self) -> None:
        pass


def six_index() -> Index:
    encoder = TermEncoder()
    made = [chunk for p in LIBRARY.paragraphs for chunk in chunks(p, "")]
    embedded = encoder.embed([chunk.text for chunk in made])
    keys = tuple(chunk.id for chunk in made)
    vectors = ChunkVectors(MemoryStore(keys, np.stack([e.vector for e in embedded])), keys)  # type: ignore[arg-type]
    bounds = np.cumsum([0, *(len(e.tokens) for e in embedded)], dtype=np.int64)
    tokens = to_bytes(np.concatenate([e.tokens for e in embedded]))
    print_ = Fingerprint((), "", "", "", "", "", "")
    built, books = "2032-05-04T00:00:00+00:00", CodeBooks("", np.zeros((0, 0, 0), np.float32))
    return Index(Path("memory"), print_, built, LIBRARY, keys, vectors, tokens, bounds, NONE, books)


def by_priors() -> Calibration:
    """Nothing is fitted: the ranking has its priors, the relevance is that of the cosine alone."""
    weights = tuple(f.prior for f in TABLE if f.prior is not None)
    assert len(weights) == len(WEIGHTS)
    relevance = tuple(8.0 if name == "cosine" else 0.0 for name in RELEVANCE)
    further = tuple(8.0 if f.name == "adds" else 0.0 for f in FURTHER)
    return Calibration(weights, -3.0, relevance, 0.5, -3.0, further, 0.5)


def six_finder() -> Finder:
    return Finder(Searcher(six_index(), TermEncoder()), by_priors())
