"""Questions that are looked up, not searched: an address, an acronym, an item of the list just cited, a
timeline's year, a document itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question.about_document import of_document
from assistant.question.acronyms import Acronyms
from assistant.question.address import Address, find_references, pages_named
from assistant.question.follow_ups import adds
from assistant.question.nth_item import counted
from assistant.question.query import Query
from assistant.question.timeline_years import dated
from ingest.library import Library
from ingest.types import Document


def addressed(query: Query, library: Library, acronyms: Acronyms) -> tuple[Address, ...]:
    """Return the addresses that a question names: its own, else those of short forms, else those that the
    structure of the documents searched gives.
    """
    paragraphs = [p for p in library.paragraphs if not query.only or p.locator.document in query.only]
    return (
        _written(query, library.documents)
        or pages_named(query.question, library.documents)
        or acronyms.asked(query.question)
        or acronyms.shortened(query.question)
        or counted(query.question, query.cited, paragraphs)
        or dated(query.question, paragraphs)
        or (
            ()
            if query.leans_on and not adds(query.plain)  # "what about 2467?" asks the same of it
            else of_document(query.plain, library.documents, paragraphs)
        )
    )


def _written(query: Query, documents: Sequence[Document]) -> tuple[Address, ...]:
    """Return the addresses that a question writes out: "1325 cites paragraph 3 of resolution 1265" asks for
    none, it is asked of 1325.
    """
    every = tuple(a for r in find_references(query.question, documents) for a in r.addresses)
    ours = any(not a.problem or a.near for a in every)
    return tuple(dict.fromkeys(every)) if ours or not query.within else ()
