"""A register as rows of a table: actor, force, what, deadline, paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from assistant.survey.register import Duty
from assistant.text.labels import label, long_date
from ingest.library import Library
from ingest.provision import Deadline

COLUMNS = ("Actor", "Force", "What", "Deadline", "Past", "Paragraph", "Locator")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One duty in words, a field a column. ``past`` is "past" where its last day lies behind, else empty."""

    actor: str
    force: str
    what: str
    deadline: str
    past: str
    paragraph: str
    locator: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the texts of the row in the order of `COLUMNS`."""
        return astuple(self)


def register_rows(duties: Iterable[Duty], library: Library) -> tuple[RegisterRow, ...]:
    """Return the rows of a register in the order of its duties."""
    return tuple(_row(duty, library) for duty in duties)


def _row(duty: Duty, library: Library) -> RegisterRow:
    provision = duty.provision
    paragraph = library.paragraph(provision.locator)
    document = library.document(provision.locator.document)
    limits = "; ".join(_limit(limit, paragraph.text) for limit in provision.deadlines)
    return RegisterRow(
        provision.actor or ", ".join(provision.names) or "nobody named",
        provision.force,
        provision.action,
        limits,
        "past" if duty.past else "",
        label(paragraph, document),
        str(provision.locator),
    )


def _limit(limit: Deadline, text: str) -> str:
    """Write a time limit as printed, with the day on which a period ends."""
    printed = " ".join(limit.span.of(text).split())
    if limit.due is None or not limit.value.startswith("P"):
        return printed
    return f"{printed} (until {long_date(limit.due)})"
