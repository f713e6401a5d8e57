"""The obligations in a scope: who is to do what, by document, the strongest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.question.intent import Survey
from assistant.survey.addressed import addressed
from assistant.survey.plan import Plan, PlannedEntry, PlannedGroup, by_document
from assistant.survey.register import Duty, duties
from assistant.survey.select import Selected
from assistant.survey.wording import named, number
from assistant.text.messages import message
from ingest.index.provisions.english import strength
from ingest.library import Library
from ingest.types import Locator

MOST = 40  # paragraphs shown
SOFT = 0.2  # of the cut, for a paragraph that obliges those who are asked about
LESS = 0.6  # of the cut, for one that obliges anybody


def obligations(
    survey: Survey, found: Sequence[Selected], cut: float, library: Library, today: dt.date
) -> Plan:
    """Plan a register of what was ``found``, the paragraphs of a scope in print order with their chances."""
    names = addressed(survey.query.typed.text, library, survey.scope.documents)
    least = cut * (SOFT if names else LESS)
    whole = not survey.topic or bool(names and addressed(survey.topic, library, survey.scope.documents))
    likely = {s.paragraph.locator: s for s in found if whole or s.chance >= least}
    rows: dict[Locator, list[Duty]] = {}
    for duty in duties(library, tuple(likely), today, names):
        rows.setdefault(duty.provision.locator, []).append(duty)
    best = frozenset(sorted(rows, key=lambda x: -likely[x].chance)[:MOST])
    entries = [_entry(likely[x], rows[x]) for x in likely if x in best]
    groups = tuple(_by_force(group) for group in by_document(entries, library))
    language = survey.query.typed.language
    lead = message(
        "register_lead",
        language,
        n=number(len(rows), "paragraph", language),
        named=named([group.document for group in groups], library),
    )
    return Plan(lead, groups, tuple(x for x in rows if x not in best))


def _entry(selected: Selected, own: Sequence[Duty]) -> PlannedEntry:
    provisions = tuple(duty.provision for duty in own)
    past = any(duty.past for duty in own)
    return PlannedEntry(selected.paragraph, selected.chance, past=past, provisions=provisions)


def _by_force(group: PlannedGroup) -> PlannedGroup:
    """The same group with the strongest force first."""
    order = sorted(group.entries, key=lambda e: min(strength(p.force) for p in e.provisions))
    return PlannedGroup(group.heading, group.document, tuple(order))
