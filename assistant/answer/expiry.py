"""Facts that expire: of several time limits the one in force answers, and one that has passed is said to
have.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.question.query import Query
from assistant.text.english import read_list
from assistant.text.labels import long_date
from assistant.text.messages import message
from assistant.text.words import terms
from assistant.types import Answer, Evidence
from ingest.library import Library
from ingest.types import Locator

NEAR = 0.15  # of a chance, 0..1, that a later document's paragraph may be less likely to answer
SHARED = 0.6  # share, 0..1, of the question's terms in the first paragraph that the other one has too
LOOKED_AT = 10  # paragraphs of the evidence


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Words of a question for the end of something; ``examples`` are such questions, ``others`` are none."""

    words: str
    examples: tuple[str, ...]
    others: tuple[str, ...]


LIST = read_list("time_limits", TimeLimits)
_WORDS = frozenset(LIST.words.split())


def asks_for_limit(words: Sequence[str]) -> bool:
    """Tell whether the words of a question ask until when something holds."""
    return not _WORDS.isdisjoint(words)


def in_force_first(query: Query, evidence: tuple[Evidence, ...], library: Library) -> tuple[Evidence, ...]:
    """Return the evidence with the time limit in force before an outdated one: an operative paragraph
    before a preamble that tells history, and where no document is named, a later document before an
    earlier one.
    """
    if not evidence or not asks_for_limit(query.typed.words):
        return evidence
    best = max(_rivals(query, evidence, library), key=lambda pair: pair[0], default=None)
    if best is None:
        return evidence
    chosen = best[1]
    first = replace(chosen, relevance=max(chosen.relevance, evidence[0].relevance))
    row = (first, *(e for e in evidence if e is not chosen))
    return tuple(replace(e, rank=n) for n, e in enumerate(row, start=1))


def _rivals(
    query: Query, evidence: Sequence[Evidence], library: Library
) -> Iterator[tuple[dt.date, Evidence]]:
    """Yield paragraphs that set a later time limit for the same thing, each with its last day."""
    first = evidence[0]
    here = first.paragraph.locator
    own = set(query.own_terms) & set(terms(first.paragraph.text))
    told = last_day(here, library) or library.document(here.document).adopted
    for other in evidence[1:LOOKED_AT]:
        there = other.paragraph.locator
        due = last_day(there, library) if there.kind == "op" else None
        shared = len(own & set(terms(other.paragraph.text))) >= SHARED * len(own)
        if due is None or not shared or due <= told:
            continue
        later = library.document(there.document).adopted > library.document(here.document).adopted
        newer = later and not query.named and other.relevance >= first.relevance - NEAR
        if newer or (here.kind == "pp" and there.document == here.document):
            yield due, other


def last_day(locator: Locator, library: Library) -> dt.date | None:
    """Return the last day of the time limits that a paragraph sets; None if it sets none."""
    days = (d.due for p in library.provisions(locator) for d in p.deadlines if d.due is not None)
    return max(days, default=None)


def passed(query: Query, answer: Answer, library: Library, today: dt.date) -> tuple[str, ...]:
    """Say of each time limit that an answer quotes for a question that asks for one, if it lies in the
    past.
    """
    if not asks_for_limit(query.typed.words):
        return ()
    cited = dict.fromkeys(c.locator for c in answer.citations)
    days = dict.fromkeys(day for x in cited if (day := last_day(x, library)) is not None and day < today)
    return tuple(message("passed", query.typed.language, day=long_date(day)) for day in days)
