"""The numbers that tell whether a paragraph is about a topic: one table, read by selection and fitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from assistant.search.everywhere import Nearness
from ingest.types import AnchorKind, Paragraph

Numbers = NDArray[np.float64]
MEASURES = tuple(f.name for f in fields(Nearness))
COMPARED = ("cosine", "note", "subject", "subjects", "centroid", "bm25")  # also by how far behind the best
BEST = 3  # paragraphs of the scope that are its best
KINDS: tuple[AnchorKind, ...] = ("acronym", "timeline", "fn", "pp", "section", "para", "annex")
FEATURES = (
    *(f"{which}_{name}" for which in ("topic", "question") for name in MEASURES),
    *(f"{which}_{name}_behind" for which in ("topic", "question") for name in COMPARED),
    *KINDS,
    "above_known",
    "above_centroid",
    "item",
    "paragraphs",
    "words",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How near the paragraphs of a library are to the topic of a question, and to the question itself."""

    topic: Nearness
    question: Nearness
    words: int


def features(measured: Measured, rows: Sequence[int], paragraphs: Sequence[Paragraph]) -> Numbers:
    """[rows, features] of the paragraphs ``rows`` of a library, which are a question's scope."""
    scope = np.array(rows, dtype=np.int64)
    row_of = {p.locator: n for n, p in enumerate(paragraphs)}
    parents = [paragraphs[row].locator.parent for row in rows]
    above = np.array(
        [row if p is None else row_of.get(p, row) for row, p in zip(rows, parents, strict=True)],
        dtype=np.int64,
    )
    both = (measured.topic, measured.question)
    raw = [getattr(near, name)[scope] for near in both for name in MEASURES]
    behind = [_behind(getattr(near, name)[scope]) for near in both for name in COMPARED]
    kinds = [np.array([float(paragraphs[row].locator.kind == kind) for row in rows]) for kind in KINDS]
    more = (
        measured.topic.known[above],
        measured.topic.centroid[above],
        (above != scope).astype(np.float64),
        np.full(len(rows), np.log(max(1, len(rows)))),
        np.full(len(rows), measured.words / 5),
    )
    return np.column_stack([*raw, *behind, *kinds, *more])


def _behind(values: Numbers) -> Numbers:
    return np.asarray(values - np.sort(values)[::-1][:BEST].mean())
