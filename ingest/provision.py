"""What a paragraph binds, asks or encourages somebody to do, intends or states; read by grammar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ingest.types import Locator, Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """Time limit of a provision, at ``span`` of its paragraph. ``value`` is ISO 8601: a date or its beginning
    (2010-09), a period that begins with the document's adoption (P3M), or a repetition (R/P1Y). ``due``: its
    last day; None for a repetition, and for a period where the day of adoption is not known.
    """

    span: Span
    value: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing that a paragraph binds, asks or encourages somebody to do, intends or states.

    ``actor``: words for those who are to act, as printed, empty if nobody is named; ``names``: theirs, as
    the corpus's vocabulary has them; ``including``: names that an aside singles out. ``force``: verb or modal
    of `ingest.index.provisions.english`; ``verb``: its printed words. ``action`` is verbatim; in a passive
    sentence it begins with its subject. ``operative`` is False in a preamble; ``topics`` are the paragraph's.
    """

    locator: Locator
    span: Span
    actor: str
    names: tuple[str, ...]
    force: str
    verb: str
    action: str
    deadlines: tuple[Deadline, ...] = ()
    including: tuple[str, ...] = ()
    operative: bool = True
    topics: tuple[str, ...] = ()
