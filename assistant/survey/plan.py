"""A survey before it is verified: groups of paragraphs, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.extract import quote
from assistant.answer.verify import verify
from assistant.question.intent import Survey
from assistant.text.words import terms
from assistant.types import Answer, Draft, Entry, EntryKind, Evidence, Group, Statement
from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.provision import Provision
from ingest.types import Locator, Paragraph, Span

SHORT = 70  # words; a paragraph no longer than this is quoted whole
MOST = 3  # sentences of a longer one


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """A paragraph to show with its ``chance``, 0..1, to be about the topic; the rest as in `Entry`."""

    paragraph: Paragraph
    chance: float = 1.0
    kind: EntryKind = ""
    differs: str = ""
    date: str = ""
    past: bool = False
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Entries under one heading, as in `Group`."""

    heading: str
    document: str
    entries: tuple[PlannedEntry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A survey as it is to be shown; ``lead`` and ``rest`` as in `Answer`."""

    lead: str
    groups: tuple[PlannedGroup, ...]
    rest: tuple[Locator, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[PlannedEntry, ...]:
        """Return all entries in the order shown."""
        return tuple(entry for group in self.groups for entry in group.entries)


def shortened(plan: Plan, most: int) -> Plan:
    """Return a plan with its ``most`` likely entries; whole if that is 0."""
    if not most or len(plan.entries) <= most:
        return plan
    best = frozenset(sorted(plan.entries, key=lambda e: -e.chance)[:most])
    groups = [replace(g, entries=tuple(e for e in g.entries if e in best)) for g in plan.groups]
    left = tuple(e.paragraph.locator for e in plan.entries if e not in best)
    return replace(plan, groups=tuple(g for g in groups if g.entries), rest=(*left, *plan.rest))


def verified(survey: Survey, plan: Plan, library: Library) -> Answer:
    """Return the answer of a plan: each entry with those of its statements that hold, none without any."""
    topic = frozenset(terms(survey.topic))
    drafts = {e.paragraph: quote(e.paragraph, _quoted(e, topic)) for e in plan.entries}
    draft = Draft(tuple(s for statements in drafts.values() for s in statements))
    ranked = sorted({e.paragraph: e.chance for e in plan.entries}.items(), key=lambda pair: -pair[1])
    evidence = [Evidence(p, chance, n) for n, (p, chance) in enumerate(ranked, start=1)]
    answer = verify(survey.query.typed.shown, draft, evidence, "surveyed")
    held: dict[Locator, list[Statement]] = {}
    for statement in answer.statements:
        held.setdefault(statement.citations[0].locator, []).append(statement)
    groups = [
        Group(g.heading, g.document, tuple(_entry(e, held, library) for e in _held(g, held)))
        for g in plan.groups
    ]
    shown = tuple(group for group in groups if group.entries)
    return replace(
        answer,
        statements=tuple(dict.fromkeys(s for g in shown for e in g.entries for s in e.statements)),
        remarks=plan.remarks,
        form=survey.form,
        lead=plan.lead,
        groups=shown,
        rest=plan.rest,
    )


def _held(group: PlannedGroup, held: Mapping[Locator, Sequence[Statement]]) -> list[PlannedEntry]:
    return [entry for entry in group.entries if entry.paragraph.locator in held]


def _entry(planned: PlannedEntry, held: Mapping[Locator, Sequence[Statement]], library: Library) -> Entry:
    locator = planned.paragraph.locator
    headnote = library.headnote(locator) if library.document(locator.document).official else None
    return Entry(
        locator,
        tuple(held[locator]),
        headnote.summary if headnote else "",  # a digest is the summary itself
        planned.kind,
        planned.differs,
        planned.date,
        planned.past,
        planned.provisions,
    )


def _quoted(entry: PlannedEntry, topic: frozenset[str]) -> list[Span]:
    """Return the sentences to quote: those that hold a register's provisions, else the telling ones."""
    paragraph, spans = entry.paragraph, sentence_spans(entry.paragraph.text)
    held = [s for s in spans if any(p.span.start < s.end and s.start < p.span.end for p in entry.provisions)]
    return held if held and len(held) < len(spans) else telling(paragraph, topic)


def telling(paragraph: Paragraph, topic: frozenset[str]) -> list[Span]:
    """Return the sentences of a paragraph to quote: all of a short one, else those that hold most of the
    terms of a topic, else the first.
    """
    spans = sentence_spans(paragraph.text)
    if len(paragraph.text.split()) <= SHORT or len(spans) == 1:
        return [Span(0, len(paragraph.text))]
    held = [len(topic & set(terms(span.of(paragraph.text)))) for span in spans]
    order = sorted(range(len(spans)), key=lambda n: (-held[n], n))
    kept = [n for n in order if held[n] and held[n] >= held[order[0]] / 2][:MOST] or [0]
    return [spans[n] for n in sorted(kept)]


def by_document(
    entries: Sequence[PlannedEntry], library: Library, order: Sequence[str] = ()
) -> tuple[PlannedGroup, ...]:
    """Group entries by document: in an ``order`` of ids if there is one, else oldest first; within one the
    operative paragraphs come before the preamble, and the body before annexes, notes and timeline.
    """
    found: dict[str, list[PlannedEntry]] = {}
    for entry in entries:
        found.setdefault(entry.paragraph.locator.document, []).append(entry)
    ids = [d for d in order if d in found] or sorted(found, key=lambda d: library.document(d).adopted)
    return tuple(
        PlannedGroup(library.document(d).symbol, d, tuple(sorted(found[d], key=_place))) for d in ids
    )


_LATER = {"pp": 1, "rec": 1, "section": 2, "annex": 3, "timeline": 4, "fn": 5, "acronym": 6}


def _place(entry: PlannedEntry) -> int:
    return _LATER.get(entry.paragraph.locator.kind, 0)
