"""The values of an address and of a reference to it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question.address.forms import Unit
from assistant.question.address.mention import Mention
from ingest.types import Span

OPENING = "opening"  # the first paragraph of a document, whatever its unit


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it was asked for, before it is known to exist: ``unit`` and ``item`` ("17.2", "8-a"; "-2"
    is the last but one; `OPENING`; empty where only ``pages`` are named).

    ``document`` is empty when none is named. ``problem``: why the document that is named is none of those
    held, in a clause; ``near``: id of the one that has its number or title, of another year. ``pages``:
    the first and last page named. ``unread``: the words, if they cannot be read; ``item`` is then the
    number in them.
    """

    unit: Unit
    item: str
    document: str = ""
    problem: str = ""
    near: str = ""
    pages: tuple[int, ...] = ()
    unread: str = ""

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: its ``span`` in the text as it was given, the ``addresses`` that it names (at least
    one), and the document that it is of, None if none is named or the address says it itself.
    """

    span: Span
    addresses: tuple[Address, ...]
    document: Mention | None = None
