"""Documents that are versions of one another, and the names by which each of them is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.types import Document

_YEAR = re.compile(r"-(?:19|20)\d\d$")


def families(documents: Sequence[Document]) -> tuple[tuple[Document, ...], ...]:
    """Group documents by what they are versions of, each group from the oldest on: those of one name
    before "@", and those of which one supersedes the other. Groups stand in the order of their first
    document.
    """
    root = {d.id: d.id for d in documents}

    def top(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    names: dict[str, str] = {}
    for document in documents:
        for other in (names.setdefault(document.id.partition("@")[0], document.id), document.supersedes):
            if other in root:
                root[top(document.id)] = top(other)
    grouped: dict[str, list[Document]] = {}
    for document in documents:
        grouped.setdefault(top(document.id), []).append(document)
    return tuple(tuple(sorted(group, key=_age)) for group in grouped.values())


def in_force(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the newest version of each document, in the order given."""
    newest = {group[-1].id for group in families(documents)}
    return tuple(d for d in documents if d.id in newest)


def version_names(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return the id that each other name stands for: the name without a date for the newest version, the name
    with "@" and year, month or day of adoption for each. A name that two documents could have is none.
    """
    ids = {d.id for d in documents}
    found: dict[str, set[str]] = {}
    for group in families(documents):
        for name, id_ in dict(_names(group)).items():
            found.setdefault(name, set()).add(id_)
    return {name: next(iter(meant)) for name, meant in found.items() if len(meant) == 1 and name not in ids}


def _names(group: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Names of one document's versions; of a year with two, the later one has it."""
    bases = {base for d in group for base in (d.id.partition("@")[0], _stem(d.id))}
    for base in bases:
        yield base, group[-1].id
        for document in group:
            day = document.adopted.isoformat()
            for date in (day[:4], day[:7], day):
                yield f"{base}@{date}", document.id


def _stem(id_: str) -> str:
    return _YEAR.sub("", id_.partition("@")[0])


def _age(document: Document) -> tuple[str, str]:
    return document.adopted.isoformat(), document.id
