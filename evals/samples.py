"""Gold questions as what the ranking sees: features of each candidate, and which ones gold names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.question.intent import LookUp, Several, Talk
from assistant.question.query import Query
from assistant.search.calibration import BARE, read_calibration
from assistant.search.candidates import Candidate, Searcher
from assistant.search.finder import Finder
from assistant.search.ranking import features, mixed, of_question, raw
from evals.gold import GoldQuestion
from ingest.embedding.packed import NONE
from ingest.index.files import Index
from ingest.index.vectors import ChunkVectors
from ingest.types import parse_chunk_id


@dataclass(frozen=True, slots=True)
class Sample:
    """One question. ``features`` [candidates, `WEIGHTS`], ``raw`` [candidates, `OF_CANDIDATE`];
    ``good`` marks the candidates that gold names or tolerates; ``asked`` is of the question, as
    `OF_QUESTION`.
    """

    gold: GoldQuestion
    query: Query
    candidates: tuple[Candidate, ...]
    asked: tuple[float, ...]
    features: NDArray[np.float64]
    raw: NDArray[np.float64]
    good: NDArray[np.bool_]

    @property
    def answers(self) -> NDArray[np.bool_]:
        """Candidates that answer: none where gold only names paragraphs that a refusal may point to."""
        return self.good & self.gold.answerable


def collect(
    assistant: Assistant, gold: Sequence[GoldQuestion], split: str, progress: Callable[[str, int, int], None]
) -> list[Sample]:
    """Samples of one split. Addresses and small talk are not ranked, and are left out."""
    kept = [q for q in gold if q.split == split]
    found: list[Sample] = []
    for question in kept:
        progress("questions", 1, len(kept))
        sample = _sample(assistant, question)
        if sample is not None:
            found.append(sample)
    return found


def _sample(assistant: Assistant, gold: GoldQuestion) -> Sample | None:
    intent = assistant.understand(gold.question, gold.history)
    whole = intent.whole if isinstance(intent, Several) else intent
    if isinstance(whole, Talk | LookUp):
        return None
    query = whole.query
    found = assistant.finder.searcher.search(query)
    readings = found.readings
    if not readings[0]:
        return None
    right = gold.also_ok.union(*gold.gold)
    good = np.array([c.paragraph.locator in right for c in readings[0]])
    asked = of_question(found, query)
    ranked = mixed([features(r, query) for r in readings])
    return Sample(gold, query, readings[0], asked, ranked, raw(found, query), good)


def without_headnotes(assistant: Assistant) -> Assistant:
    """The same documents as if no editor had written about them."""
    index = assistant.index
    kept = [i for i, key in enumerate(index.chunks) if parse_chunk_id(key)[2] not in ("headnote", "silent")]
    sizes = np.diff(index.bounds)[kept]
    chunks = tuple(index.chunks[i] for i in kept)
    bare: Index = replace(
        index,
        library=replace(index.library, headnotes=()),
        chunks=chunks,
        vectors=ChunkVectors(index.vectors.store, chunks),
        bounds=np.concatenate(([0], np.cumsum(sizes))),
        notes=NONE,
    )
    found = Searcher(bare, assistant.finder.searcher.encoder)
    return Assistant(bare, Finder(found, read_calibration(BARE)))
