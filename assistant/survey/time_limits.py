"""Time limits of a scope: what is due by when and how often, the earliest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.intent import Survey
from assistant.survey.addressed import addressed
from assistant.survey.plan import PlannedEntry
from assistant.survey.register import Duty, time_limits
from assistant.survey.select import Selected
from assistant.text.english import read_list
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class AskingWords:
    """Words that ask for time limits, as a regular expression, and a question with them."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class TimeLimitWords:
    """All words that ask for time limits."""

    asked: tuple[AskingWords, ...]


ASKED = read_list("limits_asked", TimeLimitWords).asked
_ASKS = re.compile(rf"\b(?:{'|'.join(words.pattern for words in ASKED)})\b", re.IGNORECASE)


def asks_for_limits(question: str) -> bool:
    """Tell whether a question asks until when or how often something is due."""
    return _ASKS.search(question) is not None


def limited(
    survey: Survey, found: Sequence[Selected], library: Library, today: dt.date
) -> list[PlannedEntry]:
    """Return the paragraphs of a scope that set a time limit, for those whom the question names if it names
    somebody.
    """
    names = addressed(survey.query.typed.text, library, survey.scope.documents)
    chances = {selected.paragraph.locator: selected for selected in found}
    rows: dict[Selected, list[Duty]] = {}
    for duty in time_limits(library, tuple(chances), today, names):
        rows.setdefault(chances[duty.provision.locator], []).append(duty)
    return [_entry(selected, own, library) for selected, own in rows.items()]


def _entry(selected: Selected, own: Sequence[Duty], library: Library) -> PlannedEntry:
    text = selected.paragraph.text
    limits = [limit for duty in own for limit in duty.provision.deadlines]
    printed = "; ".join(dict.fromkeys(" ".join(limit.span.of(text).split()) for limit in limits))
    days = [limit.due for limit in limits if limit.due is not None]
    year = max(days).year if days else library.document(selected.paragraph.locator.document).adopted.year
    date = printed if days and str(year) in printed else f"{year}: {printed}"
    return PlannedEntry(
        selected.paragraph,
        selected.chance,
        date=date,
        past=all(duty.past for duty in own),
        provisions=tuple(duty.provision for duty in own),
    )
