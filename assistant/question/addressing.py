"""Questions that are looked up, not searched: an address, an acronym, an item of the list just cited, a
timeline's year, a document itself.
"""

from __future__ import annotations

from assistant.question.about_document import of_document
from assistant.question.address import Address
from assistant.question.nth_item import counted
from assistant.question.query import Query
from assistant.question.timeline_years import dated
from ingest.library import Library


def addressed(query: Query, library: Library) -> tuple[Address, ...]:
    """Return the addresses that a question names: its own, else those of short forms, else those that the
    structure of the documents searched gives.
    """
    typed = query.typed
    paragraphs = [p for p in library.paragraphs if not query.only or p.locator.document in query.only]
    asks_the_same = bool(query.leans_on) and not typed.hangs.adds  # "what about 2467?"
    return (
        typed.written
        or typed.short_forms
        or counted(typed.place, query.cited, library)
        or dated(typed.years, paragraphs)
        or (of_document(typed.itself, paragraphs) if typed.itself and not asks_the_same else ())
    )
