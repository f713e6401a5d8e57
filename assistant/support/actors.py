"""Those who act in the documents, found by the ways in which texts write their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.documents.vocabulary import CorpusVocabulary

Spot = tuple[int, int, str]  # start, end and name of an actor


@dataclass(frozen=True, slots=True)
class Actors:
    """Names with their patterns, in the order of the vocabulary. ``issuers``: those who issue documents of
    the corpus; a sentence may leave them out, and the first asks where nobody is named.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    issuers: tuple[str, ...]

    def mentions(self, text: str) -> list[Spot]:
        """Return every place that names an actor, in order."""
        return sorted((m.start(), m.end(), name) for name, p in self.patterns for m in p.finditer(text))


NOBODY = Actors((), ())


def actors_of(vocabulary: CorpusVocabulary) -> Actors:
    """Return the actors of a corpus and the others that its vocabulary lists; none if it lists none."""
    patterns = tuple(
        (a.name, re.compile(rf"\b(?:{a.pattern or re.escape(a.name)})\b", re.IGNORECASE))
        for a in (*vocabulary.actors, *vocabulary.other_actors)
    )
    return Actors(patterns, tuple(a.name for a in vocabulary.actors if a.issuer))
