"""Grammars side by side: each that can read a document is tried, and the one that fits best is named.

The score is the share of the text whose address the grammar is sure of, less what is out of sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.documents.clean import clean_pages
from ingest.documents.element import Element
from ingest.documents.elements import elements
from ingest.documents.grammars.names import GRAMMARS, Grammar
from ingest.documents.grammars.nato import parse_policy
from ingest.documents.grammars.structure_state import Scheme, State
from ingest.documents.grammars.structured import read_elements
from ingest.documents.grammars.unsc import parse_resolution
from ingest.documents.readers.stream import Page
from ingest.errors import CorpusError
from ingest.types import Paragraph

WEIGHTS = {"sure": 1.0, "row": 1.0, "heading": 1.0, "text": 0.6, "lost": 0.2}  # of a character by its address
DOUBT = 0.03  # what each doubt takes from a score
FEW = 0.2  # share of the text that both parts of a mixed document have
_SCHEMES: Mapping[Grammar, Scheme] = {
    "articles": Scheme(articles=True, numbers=True, prefix="para"),
    "mixed": Scheme(articles=True, numbers=True, prefix="para"),
    "decimal": Scheme(articles=False, numbers=True, prefix="sec"),
    "numbered": Scheme(articles=False, numbers=True, prefix="para"),
    "headings": Scheme(articles=False, numbers=False, prefix="sec"),
    "table": Scheme(articles=False, numbers=False, prefix="sec"),
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """Paragraphs of a document as one grammar reads them. ``score`` 0..1; ``doubts``: each a line."""

    grammar: Grammar
    paragraphs: tuple[Paragraph, ...]
    score: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that has been read but not parsed. ``name`` of its file, ``document`` its id."""

    raw: tuple[Page, ...]
    document: str
    name: str
    outline: Mapping[str, str]


def best(source: Source) -> Parsed:
    """Parse by the grammar that fits best. Raises `CorpusError` if none finds a paragraph."""
    pages = clean_pages(source.raw)
    every = elements(pages)
    found = [p for g in GRAMMARS if (p := _tried(g, source, pages, every)) is not None]
    chosen = max(found, key=lambda parsed: parsed.score, default=None)
    if chosen is None or not chosen.paragraphs:
        raise CorpusError(
            f"{source.name}: holds no paragraph of text; if its pages are pictures, run text recognition "
            "(OCR) first, else get another copy of it"
        )
    return chosen


def by(grammar: Grammar, source: Source) -> Parsed:
    """Parse by one grammar. Raises `CorpusError` if it cannot read the document."""
    pages = clean_pages(source.raw)
    if grammar in _SCHEMES:
        return _structured(grammar, source, pages, elements(pages))
    return _strict(grammar, source, pages)


def _tried(
    grammar: Grammar, source: Source, pages: tuple[Page, ...], every: Sequence[Element]
) -> Parsed | None:
    try:
        if grammar in _SCHEMES:
            return _structured(grammar, source, pages, every)
        return _strict(grammar, source, pages)
    except CorpusError:
        return None


def _strict(grammar: Grammar, source: Source, pages: tuple[Page, ...]) -> Parsed:
    """Parse by a grammar of one kind of document, which refuses what is not of that kind."""
    readers: Mapping[str, Callable[[], tuple[Paragraph, ...]]] = {
        "nato": lambda: parse_policy(pages, source.document, source.name, dict(source.outline)),
        "unsc": lambda: parse_resolution(pages, source.document, source.name),
    }
    paragraphs = readers[grammar]()
    if grammar == "unsc":
        return Parsed(grammar, paragraphs, 1.0)
    own = any(p.locator.kind in ("timeline", "acronym") for p in paragraphs)
    return Parsed(grammar, paragraphs, 1.0 if own else 0.0)


def _structured(
    grammar: Grammar, source: Source, pages: tuple[Page, ...], every: Sequence[Element]
) -> Parsed:
    state = read_elements(every, _SCHEMES[grammar], source.name)
    paragraphs = state.paragraphs(source.document, pages)
    doubts = tuple(state.sequences.doubts)
    total = sum(state.weights.values())
    share = sum(WEIGHTS[kind] * count for kind, count in state.weights.items()) / total if total else 0.0
    return Parsed(grammar, paragraphs, share * _fits(grammar, state) - DOUBT * len(doubts), doubts)


def _fits(grammar: Grammar, state: State) -> float:
    """How well what was found goes with a grammar's name, 0..1."""
    total = sum(state.weights.values()) or 1
    deep, plain = state.parts["deep"], state.parts["plain"]
    beside = (deep + plain) / total if state.base or not state.article else 0.0
    match grammar:
        case "articles":
            return 1.0 if state.parts["article"] > 1 else 0.0
        case "mixed":
            return 0.99 if state.parts["article"] > 1 and beside > FEW else 0.0
        case "decimal":
            return 1.0 if deep > plain else 0.5
        case "numbered":
            return 1.0 if plain >= deep and plain else 0.9
        case "table":
            return 1.0 if state.weights["row"] > 0.5 * total else 0.0
        case _:
            return 0.95
