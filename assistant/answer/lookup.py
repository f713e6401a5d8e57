"""The paragraphs that a question addresses, whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.extract import quote_whole
from assistant.answer.verify import verify
from assistant.question.about_document import dates_adoption
from assistant.question.address import look_up
from assistant.question.query import Query
from assistant.text.labels import long_date
from assistant.types import Answer, Evidence
from ingest.index.files import Index


def looked_up(query: Query, evidence: Sequence[Evidence], index: Index) -> Answer | str:
    """The paragraphs at the query's addresses, whole; if there are none, why. What does not exist beside
    what does is a remark.
    """
    found = look_up(query.addresses, index.paragraphs, index.documents, (*query.named, *query.only))
    if not found.paragraphs:
        return " ".join(found.problems)
    named = {p.locator for p in found.paragraphs}
    certain = [Evidence(p, 1.0, n) for n, p in enumerate(found.paragraphs, start=1)]
    rest = [e for e in evidence if e.paragraph.locator not in named]
    ranked = (*certain, *(replace(e, rank=len(certain) + n) for n, e in enumerate(rest, start=1)))
    answer = verify(query.question, quote_whole(found.paragraphs), ranked)
    remarks = [*answer.remarks, *found.problems]
    document = dates_adoption(query.read, index.documents)
    if document is not None:
        day = long_date(document.adopted)
        remarks.append(f"The list of documents gives {day} as the date of {document.symbol}.")
    return replace(answer, remarks=tuple(remarks))
