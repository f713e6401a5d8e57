"""Passages of a benchmark as an index of its own, with three ways to rank them."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.search.calibration import BARE, read_calibration
from assistant.search.candidates import Searcher
from assistant.search.finder import Finder
from assistant.search.lexicon import Lexicon
from assistant.text.words import terms
from ingest.console import warn
from ingest.embedding.cache import VectorCache
from ingest.embedding.encoder import TextEncoder, open_encoder
from ingest.embedding.model import find_model
from ingest.embedding.packed import text_key
from ingest.index.files import DamagedIndexError, Index, read_index
from ingest.index.fingerprint import corpus_fingerprint
from ingest.index.lock import only_writer
from ingest.index.pipeline import index_corpus
from ingest.library import Library
from ingest.settings import Settings
from ingest.types import Document, Locator, Paragraph

Progress = Callable[[str, int, int], None]
DEPTH = 10
SYSTEMS = ("assistant", "bm25", "vectors")


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best passages of one question, best first, and how sure each system is of its first."""

    best: dict[str, list[int]]
    sure: dict[str, float]
    refused: bool


class Bench:
    """Passages of a benchmark, indexed once by content hash, and the three systems over them."""

    def __init__(
        self, settings: Settings, name: str, passages: Sequence[tuple[str, str]], progress: Progress
    ) -> None:
        paragraphs = tuple(
            Paragraph(Locator(f"{name}-{part}", f"para-{i + 1}"), "", (), " ".join(text.split()), (), 1, 1)
            for i, (part, text) in enumerate(passages)
        )
        index = _indexed(settings, name, paragraphs, progress)
        model = find_model(settings.model)
        self._row = {p.locator: i for i, p in enumerate(paragraphs)}
        self._encoder: TextEncoder = open_encoder(settings.models, model, settings.threads)
        searcher = Searcher(index, self._encoder)
        self._assistant = Assistant(index, Finder(searcher, read_calibration(BARE)))
        self._lexicon = Lexicon([p.text for p in paragraphs])
        self._vectors = _vectors(paragraphs, _cache(settings) / model.key, self._encoder)

    def rank(self, question: str) -> Ranked:
        query = self._assistant.understanding.query(question)
        evidence = self._assistant.finder.evidence(query)
        bm25 = self._lexicon.scores(terms(question))
        cosines = self._vectors @ self._encoder.embed_one(question).vector
        return Ranked(
            {
                "assistant": [self._row[e.paragraph.locator] for e in evidence[:DEPTH]],
                "bm25": _top(bm25),
                "vectors": _top(cosines),
            },
            {
                "assistant": evidence[0].relevance if evidence else 0.0,
                "bm25": float(bm25.max()),
                "vectors": float(cosines.max()),
            },
            not self._assistant.finder.sure(evidence),
        )


def _indexed(settings: Settings, name: str, paragraphs: tuple[Paragraph, ...], progress: Progress) -> Index:
    """The index of a benchmark, built if need be in place of an older one."""
    digest = hashlib.sha256(repr([(str(p.locator), p.text) for p in paragraphs]).encode())
    print_ = corpus_fingerprint(name, digest.hexdigest(), find_model(settings.model))
    home = _home(settings)
    target = home / f"{name}-{print_}"
    try:
        return read_index(target)
    except DamagedIndexError:
        documents = (_document(d) for d in dict.fromkeys(p.locator.document for p in paragraphs))
        library = Library(tuple(documents), paragraphs)
        with only_writer(settings.home, warn):
            for older in home.glob(f"*{name}-*"):
                shutil.rmtree(older)
            kept = _cache(settings) / find_model(settings.model).key
            return index_corpus(settings, lambda: library, print_, target, kept, progress, warn)


def _home(settings: Settings) -> Path:
    return settings.home / "evals" / "external"


def _cache(settings: Settings) -> Path:
    """Vectors of the benchmarks' texts, which are no document's."""
    return _home(settings) / "cache"


def _document(identifier: str) -> Document:
    return Document(identifier, identifier, "", identifier, dt.date(2000, 1, 1), "", "", "")


def _vectors(paragraphs: Sequence[Paragraph], cache: Path, encoder: TextEncoder) -> NDArray[np.float32]:
    """[paragraphs, dimensions]; taken from what was embedded for the index where it was."""
    kept: dict[str, NDArray[np.float32]] = {}
    for document in dict.fromkeys(p.locator.document for p in paragraphs):
        found = VectorCache(cache / f"{document}.npz").kept
        kept.update((key, e.vector) for key, e in found.items())
    keys = [text_key(p.text, "passage") for p in paragraphs]
    new = sorted({p.text for p, key in zip(paragraphs, keys, strict=True) if key not in kept})
    made = encoder.embed(new)
    kept.update((text_key(t, "passage"), e.vector) for t, e in zip(new, made, strict=True))
    return np.stack([kept[key] for key in keys])


def _top(scores: NDArray[np.float32]) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable")[:DEPTH]]
