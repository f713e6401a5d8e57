"""From a query to evidence: candidates are searched for, ranked, and judged good enough or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.query import Query
from assistant.search.calibration import NONE, Bare, Calibration
from assistant.search.candidates import Searcher
from assistant.search.lexicon import Lexicon
from assistant.search.ranking import rank
from assistant.types import Evidence


class Finder:
    """Finds the paragraphs of one open index that answer a query. Safe to share between threads."""

    def __init__(self, searcher: Searcher, calibration: Calibration, bare: Bare = NONE) -> None:
        self.searcher, self.calibration, self.bare = searcher, calibration, bare

    @property
    def lexicon(self) -> Lexicon:
        """The documents' own words, headnotes aside."""
        return self.searcher.lexicon

    def evidence(self, query: Query) -> tuple[Evidence, ...]:
        """Return paragraphs, best first. Raises `StoreError` if Chroma cannot be reached."""
        found = rank(self.searcher.search(query), query, self.calibration, self.bare)
        return tuple(replace(e, relevance=0.0) for e in found) if self._nonsense(query) else found

    def _nonsense(self, query: Query) -> bool:
        """Tell whether no word of a question stands in documents or headnotes; its vector is near to some
        paragraph all the same.
        """
        own = [term for reading in query.readings for term in reading.terms]
        return bool(own) and not any(map(self.searcher.lexicon_with_headnotes.knows, own))

    def sure(self, evidence: Sequence[Evidence]) -> bool:
        """Tell whether the evidence is good enough to answer from."""
        return bool(evidence) and evidence[0].relevance >= self.calibration.floor
