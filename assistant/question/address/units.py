"""A unit with its items where it stands in a text, before it is known of which document it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.address.forms import PAGE, UNITS, Unit


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with its items, from ``start`` to ``end`` of the folded text; ``document`` of a locator."""

    start: int
    end: int
    unit: Unit
    items: tuple[str, ...]
    document: str = ""
    unread: str = ""
    pages: tuple[int, ...] = ()


def paged(text: str, start: int, end: int, unit: Unit, items: tuple[str, ...]) -> Found:
    """With the page behind it."""
    page = PAGE.match(text, end)
    pages = tuple(int(p) for p in (page["first"], page["last"]) if p) if page else ()
    return Found(start, page.end() if page else end, unit, items, pages=pages)


def unit_of(match: re.Match[str]) -> Unit:
    return next(unit for unit, _ in UNITS if match[unit])
