"""A timeline: days of adoption, years of a document's own timeline, and dated paragraphs, oldest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.question.address import look_up
from assistant.question.addressing import dating
from assistant.question.intent import Survey
from assistant.survey.plan import Plan, PlannedEntry, PlannedGroup
from assistant.survey.select import Selected
from assistant.survey.time_limits import asks_for_limits, limited
from assistant.survey.wording import number
from assistant.text.labels import long_date
from assistant.text.messages import message
from ingest.library import Library
from ingest.types import Paragraph

MOST = 40  # entries

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(?:\d{{1,2}} )?(?:(?:{_MONTHS}) (?:of )?)?(?:19|20)\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def timeline(
    survey: Survey, found: Sequence[Selected], every: Sequence[Selected], library: Library, today: dt.date
) -> Plan:
    """Plan a timeline of what was ``found``, the paragraphs about the topic, all of them without a topic; of
    time limits, where the question asks for those of ``every`` paragraph of its scope.
    """
    entries = limited(survey, every, library, today) if asks_for_limits(survey.query.typed.text) else []
    if not entries:
        entries = [_dated(s, library) for s in found] if survey.topic else _whole(survey, found, library)
    ordered = sorted(entries, key=lambda e: (_year(e, library), e.paragraph.locator.document))
    shown, more = ordered[:MOST], ordered[MOST:]
    years: dict[str, list[PlannedEntry]] = {}
    for entry in shown:
        years.setdefault(str(_year(entry, library)), []).append(entry)
    groups = tuple(PlannedGroup(year, "", tuple(own)) for year, own in years.items())
    language = survey.query.typed.language
    lead = message("timeline_lead", language, n=number(len(entries), "entry", language))
    return Plan(lead, groups, tuple(e.paragraph.locator for e in more))


def _whole(survey: Survey, found: Sequence[Selected], library: Library) -> list[PlannedEntry]:
    """Entries where no topic is asked for: days of adoption, and the years that a document lists itself."""
    listed = [_dated(s, library) for s in found if s.paragraph.locator.kind == "timeline"]
    if listed and len(survey.scope.documents) == 1:
        return listed
    return [*(e for d in survey.scope.documents for e in _adopted(survey, d, library)), *listed]


def _adopted(survey: Survey, document: str, library: Library) -> list[PlannedEntry]:
    """Return the entry on the adoption of a document, at a paragraph that dates it."""
    own = library.document(document)
    found = look_up(dating(own, library.paragraphs), library, (document,)).paragraphs
    first = [*found, *library.of(document)][:1]
    said = message("adopted", survey.query.typed.language, symbol=own.symbol)
    return [PlannedEntry(p, 1.0, date=f"{long_date(own.adopted)}: {said}") for p in first]


def _dated(selected: Selected, library: Library) -> PlannedEntry:
    """Return a paragraph with the first date in it, else the year of its document."""
    paragraph = selected.paragraph
    return PlannedEntry(paragraph, selected.chance, date=_date(paragraph, library))


def _date(paragraph: Paragraph, library: Library) -> str:
    if paragraph.locator.kind == "timeline":
        return paragraph.locator.tail
    match = _DAY.search(paragraph.text) if paragraph.locator.kind == "fn" else None
    return match.group() if match else str(library.document(paragraph.locator.document).adopted.year)


def _year(entry: PlannedEntry, library: Library) -> int:
    match = _YEAR.search(entry.date)
    return int(match.group()) if match else library.document(entry.paragraph.locator.document).adopted.year
