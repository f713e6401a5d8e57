"""The numbers that Word counts by itself: they are not in the text but follow from ``numbering.xml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.documents.readers.docx_styles import Style, value
from ingest.documents.readers.numbers import as_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """Of a list: ``text`` such as "%1.%2", in which %1 is the number of the highest level. ``restart``: the
    level, from 1, whose next number begins this one afresh; 0 for none.
    """

    style: str = "decimal"
    text: str = ""
    start: int = 1
    decimal: bool = False
    restart: int = LEVELS


@dataclass(slots=True)
class Numbering:
    """Lists of a document: the levels of each ``kind`` of list, the kind of each list, the first numbers
    that a list sets for itself, and how far each kind has been counted.
    """

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    own: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    styled: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


def read_numbering(document: Any) -> Numbering:
    """Return the lists of a document; none if it has no numbers of its own."""
    root = next(
        (
            r.target_part.element if hasattr(r.target_part, "element") else None
            for r in document.part.rels.values()
            if r.reltype.endswith("/numbering")
        ),
        None,
    )
    if root is None:
        return Numbering()
    abstract = {e.get(f"{W}abstractNumId", ""): e for e in root.findall(f"{W}abstractNum")}
    levels = {name: _levels(e) for name, e in abstract.items()}
    linked = {
        value(e.find(f"{W}styleLink")): n for n, e in abstract.items() if e.find(f"{W}styleLink") is not None
    }
    for name, element in abstract.items():
        link = element.find(f"{W}numStyleLink")
        if link is not None and value(link) in linked:
            levels[name] = levels[linked[value(link)]]
    kinds: dict[str, str] = {}
    starts: dict[str, dict[int, int]] = {}
    own: dict[str, dict[int, Level]] = {}
    for num in root.findall(f"{W}num"):
        name, kind = num.get(f"{W}numId", ""), num.find(f"{W}abstractNumId")
        kinds[name] = value(kind) if kind is not None else ""
        changes = num.findall(f"{W}lvlOverride")
        starts[name] = {
            int(o.get(f"{W}ilvl", "0")): _whole(o.find(f"{W}startOverride"), 1)
            for o in changes
            if o.find(f"{W}startOverride") is not None
        }
        own[name] = {
            int(o.get(f"{W}ilvl", "0")): _level(e) for o in changes if (e := o.find(f"{W}lvl")) is not None
        }
    return Numbering(levels, kinds, starts, own)


def number_of(paragraph: Any, style: Style, numbering: Numbering) -> tuple[str, float] | None:
    """Count a paragraph, and return the number that is printed before it and the steps by which it is set
    in; None if it stands in no list.
    """
    list_, level = style.number
    kind = numbering.kinds.get(list_, "")
    known = {**numbering.levels.get(kind, {}), **numbering.own.get(list_, {})}
    if not list_ or level not in known:
        return None
    counts = _count(list_, kind, level, known, numbering)
    here = known[level]
    if here.style == "bullet":
        return BULLET, level + 0.5
    if here.style == "none" and "%" not in here.text:
        return None
    text = re.sub(r"%([1-9])", lambda m: _digits(int(m[1]) - 1, counts, known, here), here.text)
    return text.strip(), level + 0.5


def _count(list_: str, kind: str, level: int, known: Mapping[int, Level], numbering: Numbering) -> list[int]:
    """Count on, where lists of one kind go on with each other unless one sets its own first number."""
    counts = numbering.counted.setdefault(kind, [0] * LEVELS)
    begun = numbering.begun
    first = numbering.starts.get(list_, {})
    if list_ not in begun:
        begun.add(list_)
        for at in first:
            counts[at:] = [0] * (LEVELS - at)
    for at in range(level):
        if not counts[at] and at in known:
            counts[at] = first.get(at, known[at].start)
    counts[level] = counts[level] + 1 if counts[level] else first.get(level, known[level].start)
    for at in range(level + 1, LEVELS):
        if at in known and level < known[at].restart:
            counts[at] = 0
    return counts


def _digits(at: int, counts: list[int], known: Mapping[int, Level], here: Level) -> str:
    style = "decimal" if here.decimal or at not in known else known[at].style
    return as_number(counts[at], style)


def _levels(element: Any) -> dict[int, Level]:
    return {int(e.get(f"{W}ilvl", "0")): _level(e) for e in element.findall(f"{W}lvl")}


def _level(element: Any) -> Level:
    style, text = element.find(f"{W}numFmt"), element.find(f"{W}lvlText")
    legal, restart = element.find(f"{W}isLgl"), element.find(f"{W}lvlRestart")
    return Level(
        value(style, "decimal") if style is not None else "decimal",
        value(text) if text is not None else "",
        _whole(element.find(f"{W}start"), 1),
        legal is not None and value(legal, "1") not in ("0", "false"),
        _whole(restart, LEVELS),
    )


def _whole(element: Any, default: int) -> int:
    text = value(element) if element is not None else ""
    return int(text) if text.isdigit() else default
