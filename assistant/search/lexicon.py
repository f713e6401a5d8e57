"""BM25: terms of a question against terms of paragraphs. The only door to bm25s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.text.words import terms


class Lexicon:
    """BM25 over texts. Row i of every array is text i."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        bags = [terms(text) for text in texts]
        self._sets = [frozenset(bag) for bag in bags]
        self._vocabulary = frozenset().union(*self._sets) if bags else frozenset()
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        self._bm25.index(bags, show_progress=False)
        frequency = Counter(term for bag in self._sets for term in bag)
        self._weights = {term: self._idf(n) for term, n in frequency.items()}
        self._unknown = self._idf(0)

    def scores(self, query: Sequence[str]) -> NDArray[np.float32]:
        """BM25 ≥ 0 of every text."""
        known = [t for t in query if t in self._vocabulary]
        if not known:
            return np.zeros(len(self._sets), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def knows(self, term: str) -> bool:
        return term in self._vocabulary

    def weight(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N − n + ½)/(n + ½)); greatest for unknown terms."""
        return self._weights.get(term, self._unknown)

    def _idf(self, n: int) -> float:
        return float(np.log(1 + (len(self._sets) - n + 0.5) / (n + 0.5)))

    def coverage(self, query: Sequence[str], row: int) -> float:
        """Share, 0..1, of the query's term weight that text ``row`` holds."""
        distinct = set(query)
        total = sum(self.weight(t) for t in distinct)
        held = sum(self.weight(t) for t in distinct if t in self._sets[row])
        return held / total if total else 0.0

    def missed(self, query: Sequence[str], row: int) -> float:
        """Weight of the rarest of the query's terms that text ``row`` lacks; 0 if it lacks none."""
        return max((self.weight(t) for t in set(query) if t not in self._sets[row]), default=0.0)

    def held(self, query: Sequence[str], row: int) -> frozenset[str]:
        """Return the query's terms that text ``row`` holds."""
        return self._sets[row].intersection(query)
