"""Questions that are looked up, not searched: an address, an item of the list just cited, a timeline's
year, a document itself.
"""

from __future__ import annotations

from assistant.question.about_document import of_document
from assistant.question.address import Address
from assistant.question.follow_ups import adds
from assistant.question.nth_item import counted
from assistant.question.query import Query
from assistant.question.timeline_years import dated
from ingest.library import Library


def addressed(query: Query, library: Library) -> tuple[Address, ...]:
    """What a question names: by an address of its own, else by the structure of the documents searched."""
    paragraphs = [p for p in library.paragraphs if not query.only or p.locator.document in query.only]
    return (
        query.addresses
        or counted(query.question, query.cited, paragraphs)
        or dated(query.question, paragraphs)
        or (
            ()
            if query.leans_on and not adds(query.read)  # "what about 2467?" asks the same of it
            else of_document(query.read, library.documents, paragraphs)
        )
    )
