"""A register of obligations: who is to do what, with which force, until when, in which paragraph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.index.provisions.english import Kind, is_formula, kind_of, strength
from ingest.library import Library
from ingest.provision import Provision
from ingest.types import Locator

OBLIGING: tuple[Kind, ...] = ("binding", "asking", "encouraging", "intending", "allowing")


@dataclass(frozen=True, slots=True)
class Duty:
    """One row: a provision, the last day on which it is due (None where no day is set), and whether that day
    lies behind.
    """

    provision: Provision
    due: dt.date | None
    past: bool

    @property
    def kind(self) -> Kind:
        """Return the kind of the provision's force."""
        return kind_of(self.provision.force)


def duties(
    library: Library,
    locators: Sequence[Locator],
    today: dt.date,
    names: Collection[str] = (),
    kinds: Collection[Kind] = OBLIGING,
) -> tuple[Duty, ...]:
    """Return the duties in these paragraphs, the strongest first and then in the order of the paragraphs.

    ``names``: those whose duties are wanted, anybody's if none are named; a statement counts where it names
    them, "stresses the responsibility of States to …". ``kinds``: forces that count.
    """
    found = [duty for locator in locators for duty in _of(library, locator, today, names, kinds)]
    return tuple(sorted(found, key=lambda duty: strength(duty.provision.force)))


def _of(
    library: Library, locator: Locator, today: dt.date, names: Collection[str], kinds: Collection[Kind]
) -> Iterator[Duty]:
    for provision in library.provisions(locator):
        if _counts(provision, names, kinds) and not is_formula(provision.action):
            days = [limit.due for limit in provision.deadlines if limit.due is not None]
            due = max(days, default=None)
            yield Duty(provision, due, due is not None and due < today)


def _counts(provision: Provision, names: Collection[str], kinds: Collection[Kind]) -> bool:
    kind = kind_of(provision.force)
    if not names:
        return kind in kinds
    own = kind == "intending" and not provision.operative  # "Reaffirming its commitment" in a preamble
    return not own and not set(names).isdisjoint((*provision.names, *provision.including))


def time_limits(
    library: Library, locators: Sequence[Locator], today: dt.date, names: Collection[str] = ()
) -> tuple[Duty, ...]:
    """Return the duties with a time limit, the earliest first, then those that come again and again; only of
    those ``names`` if any are given.
    """
    found = [duty for duty in duties(library, locators, today, names) if duty.provision.deadlines]
    return tuple(sorted(found, key=lambda duty: duty.due or dt.date.max))
