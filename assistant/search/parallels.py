"""Parallel paragraphs: what the other documents say nearest to one paragraph, and why it is near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.text.words import STOPWORDS, stem, words
from ingest.index.files import Index
from ingest.types import Locator, Paragraph, Span, parse_chunk_id

NEAR = 0.84  # cosine below which two statements are not shown as parallel
MOST = 6  # paragraphs shown
WORDS = 8  # shared words named


@dataclass(frozen=True, slots=True)
class Parallel:
    """``there``, the statement of ``paragraph`` that is nearest to the statement ``here`` of the one
    asked about, with their ``cosine`` −1..1; ``words`` and ``topics`` are those that both hold.
    """

    paragraph: Paragraph
    cosine: float
    here: Span
    there: Span
    words: tuple[str, ...]
    topics: tuple[str, ...]


class Parallels:
    """Finds parallel paragraphs in one open index."""

    def __init__(self, index: Index) -> None:
        self._vectors = index.vectors
        self._library = index.library
        parsed = [parse_chunk_id(key) for key in index.chunks]
        self._chunks = [(i, c[0], c[1]) for i, c in enumerate(parsed) if c[2] == "sentence"]
        self._documents = np.array([c[1].document for c in self._chunks])
        self._rows = np.array([c[0] for c in self._chunks], dtype=np.int64)

    def of(self, locator: Locator) -> tuple[Parallel, ...]:
        """Nearest first, one a paragraph, none of the same document."""
        own = [c for c in self._chunks if c[1] == locator]
        if not own:
            return ()
        here = self._vectors.at([c[0] for c in own])
        cosines = here @ self._vectors.at(self._rows).T
        cosines[:, np.isin(self._documents, self._apart(locator.document))] = -1.0
        found: dict[Locator, Parallel] = {}
        best = cosines.max(axis=0)
        for column in np.argsort(-best, kind="stable"):
            _, there, span = self._chunks[int(column)]
            if best[column] < NEAR or len(found) == MOST:
                break
            if there not in found:
                statement = own[int(cosines[:, column].argmax())][2]
                found[there] = self._pair(locator, statement, there, span, float(best[column]))
        return tuple(found.values())

    def _apart(self, document: str) -> list[str]:
        """Ids of documents that are not looked in: its own versions, and those that a later one
        supersedes.
        """
        own = [d.id for d in self._library.versions(document)]
        return own + [d.id for d in self._library.documents if self._library.superseded(d.id)]

    def _pair(self, locator: Locator, here: Span, other: Locator, there: Span, cosine: float) -> Parallel:
        paragraph = self._library.paragraph(other)
        ours, theirs = (
            {stem(w): w for w in words(text) if w not in STOPWORDS}
            for text in (here.of(self._library.paragraph(locator).text), there.of(paragraph.text))
        )
        shared = tuple(theirs[s] for s in theirs if s in ours)[:WORDS]
        topics = self._topics(other)
        both = tuple(t for t in self._topics(locator) if t in topics)
        return Parallel(paragraph, cosine, here, there, shared, both)

    def _topics(self, locator: Locator) -> tuple[str, ...]:
        note = self._library.headnote(locator)
        return note.topics if note else ()


def matrix(index: Index) -> dict[str, dict[str, tuple[Paragraph, ...]]]:
    """Topic ▶ document ▶ its paragraphs on that topic, in the order of `Library.topics` and of print."""
    cells: dict[str, dict[str, list[Paragraph]]] = {t: {} for t in index.library.topics}
    for paragraph in index.paragraphs:
        note = index.library.headnote(paragraph.locator)
        for topic in note.topics if note else ():
            cells[topic].setdefault(paragraph.locator.document, []).append(paragraph)
    return {t: {d: tuple(ps) for d, ps in row.items()} for t, row in cells.items() if row}
