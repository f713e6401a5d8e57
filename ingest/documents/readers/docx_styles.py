"""The styles of a Word document: which paragraphs are headings, which words are bold or hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOWEST = 9  # levels of an outline
TINY = 6  # half points; smaller letters cannot be read
TWIPS = 360.0  # of a step by which a paragraph is set in
_HEADING = re.compile(r"(?:heading|titre|überschrift|título|titolo)\s*(\d)$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """Of a paragraph: ``level`` of a heading, 0 for text; ``number``: id and level of its list, empty if it
    stands in none; ``indent`` in steps.
    """

    name: str = ""
    level: int = 0
    title: bool = False
    number: tuple[str, int] = ("", 0)
    bold: bool = False
    italic: bool = False
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """Of a run of letters."""

    bold: bool
    italic: bool
    unseen: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by their ids, each with the elements of those that it is based on, nearest first."""

    chains: Mapping[str, tuple[Any, ...]]
    default: str

    def of(self, paragraph: Any) -> Style:
        """Return the style of a paragraph, with what the paragraph says itself."""
        own = paragraph.find(f"{W}pPr")
        named = own.find(f"{W}pStyle") if own is not None else None
        chain = self.chains.get(value(named) if named is not None else self.default, ())
        properties = [p for p in (own, *(s.find(f"{W}pPr") for s in chain)) if p is not None]
        letters = [r for s in chain if (r := s.find(f"{W}rPr")) is not None]
        names = [value(n) for s in chain if (n := s.find(f"{W}name")) is not None]
        level = next((int(m[1]) for n in names if (m := _HEADING.match(n))), 0)
        outline = _first(properties, "outlineLvl")
        if not level and outline is not None and value(outline).isdigit():
            level = int(value(outline)) + 1 if int(value(outline)) < LOWEST else 0
        return Style(
            names[0] if names else "",
            level,
            any(_TITLE.match(n) for n in names[:1]),
            _number(properties),
            _on(letters, "b"),
            _on(letters, "i"),
            _indent(properties),
        )

    def run(self, run: Any, bold: bool, italic: bool) -> Look:
        """Return how a run looks in a paragraph that is ``bold`` or ``italic``."""
        own = run.find(f"{W}rPr")
        if own is None:
            return Look(bold, italic, False)
        named = own.find(f"{W}rStyle")
        chain = self.chains.get(value(named), ()) if named is not None else ()
        letters = [own, *(r for s in chain if (r := s.find(f"{W}rPr")) is not None)]
        size, colour = _first(letters, "sz"), _first(letters, "color")
        ground = _first(letters, "shd") is not None or _first(letters, "highlight") is not None
        shaded = any(a.find(f"{W}tcPr/{W}shd") is not None for a in run.iterancestors(f"{W}tc"))
        white = colour is not None and value(colour).upper() == "FFFFFF" and not (ground or shaded)
        tiny = size is not None and value(size).isdigit() and int(value(size)) < TINY
        unseen = white or tiny or _on(letters, "vanish")
        return Look(_on(letters, "b", bold), _on(letters, "i", italic), unseen)


def read_styles(document: Any) -> Styles:
    """Return the styles of a document."""
    found = {s.get(f"{W}styleId", ""): s for s in document.styles.element.findall(f"{W}style")}
    chains = {name: _chain(name, found) for name in found}
    default = next(
        (n for n, s in found.items() if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") == "1"), ""
    )
    return Styles(chains, default)


def _chain(name: str, found: Mapping[str, Any]) -> tuple[Any, ...]:
    chain: list[Any] = []
    while name in found and found[name] not in chain:
        chain.append(found[name])
        based = found[name].find(f"{W}basedOn")
        name = value(based) if based is not None else ""
    return tuple(chain)


def value(element: Any, default: str = "") -> str:
    """Return the ``w:val`` of an element."""
    return str(element.get(f"{W}val", default))


def _first(properties: list[Any], name: str) -> Any:
    return next((e for p in properties if (e := p.find(f"{W}{name}")) is not None), None)


def _on(properties: list[Any], name: str, default: bool = False) -> bool:
    element = _first(properties, name)
    return default if element is None else value(element, "1") not in ("0", "false", "off", "none")


def _number(properties: list[Any]) -> tuple[str, int]:
    """Id and level of the list, each from the nearest that names it."""
    ids = [e for p in properties if (e := p.find(f"{W}numPr/{W}numId")) is not None]
    levels = [e for p in properties if (e := p.find(f"{W}numPr/{W}ilvl")) is not None]
    number = value(ids[0]) if ids else ""
    level = value(levels[0]) if levels else "0"
    return ("" if number == "0" else number, int(level) if level.isdigit() else 0)


def _indent(properties: list[Any]) -> float:
    element = _first(properties, "ind")
    if element is None:
        return 0.0
    left = element.get(f"{W}left") or element.get(f"{W}start") or "0"
    return max(0.0, int(left) / TWIPS) if re.fullmatch(r"-?\d{1,6}", left) else 0.0
