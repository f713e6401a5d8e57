"""The paragraphs that a question addresses, whole."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.extract import quote_whole
from assistant.answer.verify import verify
from assistant.question.address import look_up
from assistant.question.intent import LookUp
from assistant.text.labels import long_date
from assistant.types import Answer, Evidence
from ingest.library import Library


def looked_up(asked: LookUp, library: Library) -> Answer | str:
    """Return the paragraphs at the addresses, whole, with a remark on what does not exist beside them; why
    there are none if there are none.
    """
    found = look_up(asked.addresses, library, asked.likely)
    if not found.paragraphs:
        return " ".join(found.problems)
    evidence = [Evidence(p, 1.0, n) for n, p in enumerate(found.paragraphs, start=1)]
    answer = verify(asked.query.typed.shown, quote_whole(found.paragraphs), evidence, "looked up")
    remarks = [*answer.remarks, *found.problems]
    if asked.adopted is not None:
        day = long_date(asked.adopted.adopted)
        remarks.append(f"The list of documents gives {day} as the date of {asked.adopted.symbol}.")
    return replace(answer, remarks=tuple(remarks))
