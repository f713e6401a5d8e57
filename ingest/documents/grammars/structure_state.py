"""The state of reading a document that is numbered in any of the usual ways, and the anchors it gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.documents.element import Element
from ingest.documents.grammars.nato import slug
from ingest.documents.grammars.outline import Outline
from ingest.documents.grammars.sequence import Sequences

SHORT = 120  # characters of a title of an article


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a grammar takes for numbers. ``prefix`` of the anchors of plain numbers."""

    articles: bool
    numbers: bool
    prefix: str


@dataclass(slots=True, kw_only=True)
class State(Outline):
    """State of reading a document. ``path``: the headings above with their levels; ``article``: number of
    the article that is read; ``section``: of the numbered heading above; ``weights``: characters by how sure
    their address is.
    """

    scheme: Scheme
    sequences: Sequences
    titled: bool
    path: list[tuple[float, str]] = field(default_factory=list)
    kept: tuple[list[tuple[float, str]], str] | None = None
    article: str = ""
    printed_article: str = ""
    untitled: bool = False
    section: str = ""
    recitals: bool = False
    preambular: int = 0
    rows: int = 0
    skipping: int = 0
    parts: Counter[str] = field(default_factory=Counter)
    weights: Counter[str] = field(default_factory=Counter)
    restart: str = ""


def where(element: Element) -> str:
    """Say where an element stands, for a person."""
    if element.page:
        return f"page {element.page}"
    words = element.text
    return f"at “{words if len(words) < 40 else words[:37] + '…'}”"


def article_anchor(state: State) -> str:
    return f"{state.base}-art-{state.article}" if state.base else f"art-{state.article}"


def enter(level: float, text: str, state: State) -> None:
    state.path = [(own, head) for own, head in state.path if own < level] + [(level, text)]
    state.under(*[head for _, head in state.path])


def section_anchor(state: State) -> str:
    return f"section-{slug(state.headings[-1])}" if state.headings else "section-text"


def open_anchor(state: State) -> str:
    """The anchor of the numbers that are open."""
    names = [level.marker.name for level in state.sequences.levels]
    first = state.sequences.levels[0].marker
    outer = first.style in ("number", "paren", "both", "step")
    if state.article:
        if len(first.value) > 1 and first.value[0] == state.sequences.article:
            names[0] = ".".join(map(str, first.value[1:]))
        return "-".join((article_anchor(state), *names)).replace(".", "-")
    if state.base:
        return "-".join((state.base, *names)).replace(".", "-")
    if first.style == "step":
        return "-".join(("step", *names))
    if state.restart and outer:
        return "-".join((state.restart, *names)).replace(".", "-")
    if outer:
        return f"{state.scheme.prefix}-{'-'.join(names)}"
    if state.section:
        return f"{state.scheme.prefix}-{'-'.join((state.section, *names))}"
    return "-".join((section_anchor(state), *names)).replace(".", "-")
