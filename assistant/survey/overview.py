"""An overview or a summary: the paragraphs that say most, in the order of print, by section or topic."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.intent import Survey
from assistant.survey.importance import importances
from assistant.survey.plan import Plan, PlannedEntry, PlannedGroup
from assistant.survey.select import Selected, is_body
from assistant.survey.wording import document_lead, scope_lead
from ingest.library import Library
from ingest.types import Locator, Paragraph

MOST = 14  # paragraphs shown
EACH = 2  # of each document of a collection
OPERATIVE = ("op", "para", "art", "sec", "step")  # kinds that say what is decided


def overview(survey: Survey, found: Sequence[Selected], library: Library) -> Plan:
    """Plan an overview of what was ``found``, the paragraphs of a scope in print order."""
    documents = list(dict.fromkeys(s.paragraph.locator.document for s in found))
    body = [s for s in found if is_body(s.paragraph)] or list(found)
    if not survey.topic and not survey.scope.headings and survey.scope.kind == "all":
        body = [s for s in body if s.paragraph.locator.kind in OPERATIVE] or body
    shown = _chosen(survey, body, documents, library)
    entries = [PlannedEntry(s.paragraph, s.chance) for s in body if s.paragraph.locator in shown]
    rest = tuple(s.paragraph.locator for s in body if s.paragraph.locator not in shown)
    if len(documents) == 1 and not survey.topic and not survey.scope.headings:
        whole = library.document(documents[0])
        lead = document_lead(survey, whole, len(_tops(library.of(whole.id))))
    else:
        lead = scope_lead(survey, len(body), documents, library)
    return Plan(lead, _grouped(entries, documents, library), rest)


def _chosen(
    survey: Survey, body: Sequence[Selected], documents: Sequence[str], library: Library
) -> frozenset[Locator]:
    """Return the paragraphs to show: the surest about a topic; else the most important ones, some of each
    document and, where there are sections, the first of each and what they list.
    """
    if len(body) <= MOST:
        return frozenset(s.paragraph.locator for s in body)
    paragraphs = [s.paragraph for s in body]
    weight = dict(zip((p.locator for p in paragraphs), importances(paragraphs, library), strict=True))
    if survey.topic:
        best = sorted(body, key=lambda s: -s.chance)
        return frozenset(s.paragraph.locator for s in best[:MOST])
    ranked = sorted(paragraphs, key=lambda p: -weight[p.locator])
    if len(documents) > 1:
        kept = [p for d in documents for p in [q for q in ranked if q.locator.document == d][:EACH]]
        return frozenset(p.locator for p in kept)
    firsts: dict[tuple[str, ...], Paragraph] = {}
    for paragraph in paragraphs if len({p.headings for p in paragraphs}) > 1 else ():
        firsts.setdefault(paragraph.headings, paragraph)
    items = [p for p in paragraphs if firsts and p.locator.parent is not None]
    order = list(dict.fromkeys((*firsts.values(), *items, *ranked)))
    return frozenset(p.locator for p in order[:MOST])


def _grouped(
    entries: Sequence[PlannedEntry], documents: Sequence[str], library: Library
) -> tuple[PlannedGroup, ...]:
    """Group entries by document if there are several, else by section, else by topic of their headnotes."""
    found: dict[tuple[str, str], list[PlannedEntry]] = {}
    several = len(documents) > 1
    sections = {e.paragraph.headings for e in entries}
    for entry in entries:
        locator = entry.paragraph.locator
        if several:
            heading = library.document(locator.document).symbol
        elif len(sections) > 1:
            heading = entry.paragraph.headings[-1].rstrip(":") if entry.paragraph.headings else ""
        else:
            note = library.headnote(locator)
            heading = note.topics[0] if note and note.topics else ""
        found.setdefault((heading, locator.document), []).append(entry)
    return tuple(PlannedGroup(h, d, tuple(es)) for (h, d), es in found.items())


def _tops(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The numbered paragraphs of a document, or all of it; items aside."""
    numbered = [p for p in paragraphs if p.locator.kind in OPERATIVE]
    return [p for p in numbered or paragraphs if p.locator.parent is None]
