"""A comparison: what several documents say on a topic, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.question.intent import Survey
from assistant.survey.plan import Plan, PlannedEntry, PlannedGroup
from assistant.survey.select import Selected, is_body
from assistant.survey.wording import named
from assistant.text.messages import message
from assistant.types import EntryKind
from ingest.library import Library
from ingest.types import Document, Paragraph

FEW = 6  # paragraphs that need no headings by topic
MOST = 24  # paragraphs shown
LEAST = 0.05  # chance of the best paragraph of a side that has no surer one
OTHER = "other"

Sides = Mapping[str, tuple[str, ...]]


def compare(survey: Survey, found: Sequence[Selected], cut: float, library: Library) -> Plan:
    """Plan a comparison of what was ``found``, the paragraphs of a scope in print order with their
    chances.
    """
    sides = sides_of(survey.scope.documents, library)
    kept = [s for ids in sides.values() for s in _side(survey, found, ids, cut)]
    best = frozenset(sorted(kept, key=lambda s: -s.chance)[:MOST])
    groups = _by_topic(survey, [s for s in kept if s in best], sides, library)
    language, topic = survey.query.typed.language, survey.topic
    entries = [e for g in groups for e in g.entries]
    both = sum(e.kind in ("both", "differs") for e in entries)
    which = " / ".join(sides)
    values = {"named": which, "both": str(both), "only": str(len(entries) - both)}
    lead = (
        message("compare_lead", language, topic=topic, **values)
        if topic
        else message("compare_lead_all", language, **values)
    )
    silent = [d for ids in sides.values() if not _shown(ids, entries) for d in ids]
    remarks = (
        (message("compare_silent", language, topic=topic, named=named(silent, library)),) if silent else ()
    )
    return Plan(lead, groups, tuple(s.paragraph.locator for s in kept if s not in best), remarks)


def sides_of(documents: Sequence[str], library: Library) -> Sides:
    """Return the sides of a comparison by name: each document, but all resolutions together beside others."""
    numbered = [d for d in documents if library.document(d).number]
    others = [d for d in documents if not library.document(d).number]
    if others and len(numbered) > 2:
        return {**{library.document(d).symbol: (d,) for d in others}, "S/RES": tuple(numbered)}
    return {library.document(d).symbol: (d,) for d in documents}


def _side(survey: Survey, found: Sequence[Selected], ids: Sequence[str], cut: float) -> list[Selected]:
    """Return the paragraphs of one side: those of at least the chance ``cut``, else the best one."""
    own = [s for s in found if s.paragraph.locator.document in ids and is_body(s.paragraph)]
    if not survey.topic:
        return [s for s in own if s.paragraph.locator.parent is None and s.paragraph.locator.kind != "pp"]
    sure = [s for s in own if s.chance >= cut]
    return sure or sorted((s for s in own if s.chance >= LEAST), key=lambda s: -s.chance)[:1]


def _shown(ids: Sequence[str], entries: Sequence[PlannedEntry]) -> bool:
    return any(e.paragraph.locator.document in ids for e in entries)


def _by_topic(
    survey: Survey, kept: Sequence[Selected], sides: Sides, library: Library
) -> tuple[PlannedGroup, ...]:
    """Group paragraphs by the first topic of their headnotes, those of all sides first."""
    found: dict[str, list[Selected]] = {}
    for selected in kept:
        note = library.headnote(selected.paragraph.locator)
        few = survey.topic and len(kept) <= FEW
        topic = survey.topic if few else (note.topics[0] if note and note.topics else OTHER)
        found.setdefault(topic, []).append(selected)
    side_of = {d: name for name, ids in sides.items() for d in ids}
    groups = [
        PlannedGroup(t, "", tuple(_entries(own, side_of, len(sides), library))) for t, own in found.items()
    ]
    return tuple(sorted(groups, key=lambda g: g.entries[0].kind == "only here"))


def _entries(
    own: Sequence[Selected], side_of: Mapping[str, str], sides: int, library: Library
) -> list[PlannedEntry]:
    there = {side_of[s.paragraph.locator.document] for s in own}
    forces: dict[str, Paragraph] = {}
    for selected in own:
        forces.setdefault(_force(selected.paragraph, library), selected.paragraph)
    kind: EntryKind = "only here" if len(there) < 2 else "both"
    differs = ""
    if len(there) > 1 and len(own) <= FEW and len(forces) > 1 and "" not in forces:
        kind = "differs"
        said = {library.document(p.locator.document): f for f, p in forces.items()}
        differs = "; ".join(f"{_short(d)}: “{force}”" for d, force in said.items())
    return [PlannedEntry(s.paragraph, s.chance, kind, differs) for s in own]


def _force(paragraph: Paragraph, library: Library) -> str:
    note = library.headnote(paragraph.locator)
    return note.force if note else ""


def _short(document: Document) -> str:
    return document.symbol.partition(" (")[0]
