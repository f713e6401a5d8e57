"""A survey as a visitor's browser keeps it, beside its statements (`assistant.ui.ask.memory`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from assistant.types import Answer, Entry, EntryKind, Form, Group, Statement
from ingest.library import Library
from ingest.types import Locator


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry of a survey: its paragraph, how many of the statements are its own, and what is said of it."""

    locator: Locator
    statements: int
    summary: str
    kind: EntryKind
    differs: str
    date: str
    past: bool


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """Entries of a survey under a heading."""

    heading: str
    document: str
    entries: tuple[KeptEntry, ...]


@dataclass(frozen=True, slots=True)
class KeptSurvey:
    """What a survey has beside its statements."""

    form: Form
    lead: str
    groups: tuple[KeptGroup, ...]
    rest: tuple[Locator, ...]


def survey_of(answer: Answer) -> KeptSurvey:
    """Return what a survey has beside its statements; the answer must be one."""
    groups = tuple(
        KeptGroup(
            group.heading,
            group.document,
            tuple(
                KeptEntry(e.locator, len(e.statements), e.summary, e.kind, e.differs, e.date, e.past)
                for e in group.entries
            ),
        )
        for group in answer.groups
    )
    assert answer.form
    return KeptSurvey(answer.form, answer.lead, groups, answer.rest)


def with_survey(answer: Answer, kept: KeptSurvey, library: Library) -> Answer:
    """Return the answer with its survey: the statements are dealt out again. Raises `ValueError` where one is
    of another paragraph, and takes away a summary that is not the editors' any more.
    """
    statements = iter(answer.statements)
    groups = tuple(
        Group(g.heading, g.document, tuple(_entry(row, statements, library) for row in g.entries))
        for g in kept.groups
    )
    if any(g.document and g.document not in library for g in groups):
        raise ValueError("a document that is not held")
    rest = tuple(x for x in kept.rest if x in library)
    return replace(answer, form=kept.form, lead=kept.lead, groups=groups, rest=rest)


def _entry(row: KeptEntry, statements: Iterator[Statement], library: Library) -> Entry:
    own = tuple(islice(statements, row.statements))
    if len(own) != row.statements or any(c.locator != row.locator for s in own for c in s.citations):
        raise ValueError("statements of another paragraph")
    library.paragraph(row.locator)
    note = library.headnote(row.locator)
    summary = row.summary if note and row.summary in note.summary else ""
    return Entry(row.locator, own, summary, row.kind, row.differs, row.date, row.past)
