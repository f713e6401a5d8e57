"""A list: all paragraphs about a topic, by document, oldest first."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.intent import Survey
from assistant.survey.plan import Plan, PlannedEntry, by_document
from assistant.survey.select import Selected
from assistant.survey.wording import list_lead
from ingest.library import Library

MOST = 40  # paragraphs shown


def listing(survey: Survey, found: Sequence[Selected], library: Library) -> Plan:
    """Plan a list of what was ``found``."""
    best = frozenset(sorted(found, key=lambda s: -s.chance)[:MOST])
    kept = [s for s in found if s in best]
    groups = by_document([PlannedEntry(s.paragraph, s.chance) for s in kept], library)
    lead = list_lead(survey, len(found), [group.document for group in groups], library)
    return Plan(lead, groups, tuple(s.paragraph.locator for s in found if s not in best))
