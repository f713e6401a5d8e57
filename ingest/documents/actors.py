"""Those who act in the documents, found by the ways in which texts write their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents.vocabulary import Actor, CorpusVocabulary
from ingest.types import Document

Spot = tuple[int, int, str]  # start, end and name of an actor


@dataclass(frozen=True, slots=True)
class Actors:
    """Names with their patterns, in the order of the vocabulary. ``issuers``: those who issue documents of
    the corpus; a sentence may leave them out, and the first asks where nobody is named. ``called``: other
    names of issuers and of their documents, by issuer.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    issuers: tuple[str, ...]
    called: tuple[tuple[str, str], ...]

    def mentions(self, text: str) -> list[Spot]:
        """Return every place that names an actor, in order."""
        return sorted((m.start(), m.end(), name) for name, p in self.patterns for m in p.finditer(text))

    def names(self, document: Document) -> str:
        """Return the names of a document and its issuer, in one text."""
        own = {name for _, _, name in self.mentions(document.issuer)}
        called = (words for name, words in self.called if name in own)
        return " ".join((document.issuer, document.title, document.symbol, *called))


NOBODY = Actors((), (), ())


def actors_of(vocabulary: CorpusVocabulary) -> Actors:
    """Return the actors of a corpus and the others that its vocabulary lists; none if it lists none."""
    patterns = _patterns((*vocabulary.actors, *vocabulary.other_actors))
    issuers = tuple(a for a in vocabulary.actors if a.issuer)
    called = tuple((a.name, " ".join(a.called)) for a in issuers)
    return Actors(patterns, tuple(a.name for a in issuers), called)


def addressees_of(vocabulary: CorpusVocabulary) -> Actors:
    """Return those whom provisions of a corpus may oblige, by the names under which they are gathered."""
    return Actors(_patterns((*vocabulary.addressees, *vocabulary.actors)), (), ())


def _patterns(actors: Iterable[Actor]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (a.name, re.compile(rf"\b(?:{a.pattern or re.escape(a.name)})\b", re.IGNORECASE)) for a in actors
    )
