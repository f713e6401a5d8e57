"""Levels of headings that only the print tells, and headings that even the print does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.documents.element import Element, Print, in_capitals
from ingest.documents.grammars.markers import looks_marked
from ingest.documents.layout import ends_clause, is_dash


def bare_headings(found: Sequence[Element]) -> Sequence[Element]:
    """Where no print tells headings, as in plain text, short lines that stand alone are headings."""
    plain = not any(e.role == "heading" or e.page or e.lines[0].role for e in found)
    alone = [plain and _stands_alone(element) for element in found]
    if sum(alone) > 0.6 * len(found):
        return found
    first = next((n for n, own in enumerate(alone) if own), 0)
    return [
        replace(e, role="heading", level=1 if n == first == 0 else 2) if own else e
        for n, (e, own) in enumerate(zip(found, alone, strict=True))
    ]


def _stands_alone(element: Element) -> bool:
    text = element.text
    short = len(element.lines) == 1 and len(text) < 70 and not ends_clause(text)
    return short and text[:1].isupper() and not looks_marked(text) and not is_dash(text)


def heading_levels(found: Iterable[Element], usual: Print) -> Iterator[Element]:
    """Give headings without a level one by their print: larger above bold above capitals."""
    every = list(found)
    looks = sorted({_look(e, usual) for e in every if e.role == "heading" and not _told(e)})
    rank = {look: place + 1 for place, look in enumerate(looks)}
    for element in every:
        if element.role == "heading" and not _told(element) and not element.level:
            yield replace(element, level=rank[_look(element, usual)])
        else:
            yield element


def _told(element: Element) -> bool:
    return element.lines[0].role == "heading"


def _look(element: Element, usual: Print) -> tuple[float, bool, bool]:
    capitals = in_capitals(element.text)
    return (-round(element.size / (usual.size or 1), 1), not capitals, not element.bold)
