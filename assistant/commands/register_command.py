"""The register of duties as a file: all of them, or those of somebody, of all documents or of some."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.export.register_files import WRITERS
from assistant.survey.addressed import addressed
from assistant.survey.register import duties
from assistant.survey.table import register_rows
from ingest.errors import QuestionError
from ingest.library import Library

_SHOWN = 12  # names in an error


def write_register(
    library: Library, target: Path, actor: str, documents: Sequence[str], today: dt.date
) -> int:
    """Write the duties in ``documents`` (all if none are named) to a CSV, XLSX or DOCX file and return how
    many there are; of ``actor`` only, if that is not empty. Raises `QuestionError` for an unknown document or
    file type, and if nobody in the documents is called so.
    """
    write = WRITERS.get(target.suffix.lower().removeprefix("."))
    if write is None:
        raise QuestionError(f"{target}: the file's name must end in .{', .'.join(WRITERS)}")
    unknown = next((d for d in documents if d not in library), None)
    if unknown is not None:
        held = ", ".join(d.id for d in library.documents)
        raise QuestionError(f"{unknown}: there is no such document; name one of {held}")
    ids = tuple(documents) or tuple(d.id for d in library.documents)
    names = addressed(actor, library, ids) if actor else ()
    if actor and not names:
        raise QuestionError(f"“{actor}”: nobody is called so; those with most duties: {_most(library, ids)}")
    locators = [p.locator for id_ in ids for p in library.of(id_)]
    rows = register_rows(duties(library, locators, today, names), library)
    title = f"Duties of {', '.join(names)}" if names else "Duties"
    target.write_bytes(write(rows, f"{title}, as of {today.isoformat()}"))
    return len(rows)


def _most(library: Library, documents: Sequence[str]) -> str:
    count = Counter(name for d in documents for p in library.provisions(d) for name in p.names)
    return ", ".join(name for name, _ in count.most_common(_SHOWN)) or "none"
