"""Those of whom a question asks what they must do, by the names under which provisions are gathered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.words import stem, words
from ingest.documents.actors import addressees_of
from ingest.library import Library

_ASIDE = re.compile(
    r"\((?:not|except|without)\b[^)]{0,200}\)|\b(?:not of|except for|other than)\b[^,.;?]{0,80}"
)


def addressed(question: str, library: Library, documents: Sequence[str]) -> tuple[str, ...]:
    """Return the names of those whom a question names: of the vocabulary, and of those whom provisions of
    ``documents`` oblige, with those who belong to them. Who issues the documents counts only where nobody
    else is named.
    """
    text = _ASIDE.sub(" ", question)
    spots = sorted(addressees_of(library.vocabulary).mentions(text), key=lambda spot: (spot[0], -spot[1]))
    found: dict[str, None] = {}
    reached = 0
    for start, end, name in spots:
        if start >= reached:  # "Member States" within a longer name is not asked about
            found[name] = None
            reached = end
    called = {actor.name: actor.called for actor in library.vocabulary.addressees if not actor.issuer}
    names = {name for d in documents for provision in library.provisions(d) for name in provision.names}
    said = _stems(text)
    found |= dict.fromkeys(name for name in called if any(_holds(said, _stems(w)) for w in called[name]))
    found |= dict.fromkeys(sorted(name for name in names if _holds(said, _stems(name))))
    everyday = [_stems(word) for name in found for word in called.get(name, ())]
    found |= dict.fromkeys(sorted(name for name in names if any(_holds(_stems(name), w) for w in everyday)))
    issuers = {actor.name for actor in library.vocabulary.actors if actor.issuer}
    asked = tuple(name for name in found if name not in issuers) or tuple(found)
    members = (a.name for a in library.vocabulary.addressees if a.among in asked)
    return tuple(dict.fromkeys((*asked, *members)))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _holds(said: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether the words of a name stand together in what was said."""
    length = len(name)
    return length > 0 and any(list(said[n : n + length]) == list(name) for n in range(len(said)))
