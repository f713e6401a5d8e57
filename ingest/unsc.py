"""The grammar of a United Nations resolution.

Preambular paragraphs carry no number and are counted; operative paragraphs and
their sub-items carry the number that is printed. Annexes number afresh, so
their paragraphs get ``annex-…`` anchors of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.clean import body_size
from ingest.errors import CorpusError
from ingest.layout import (
    INDENT,
    Block,
    blocks,
    ends_clause,
    ends_sentence,
    join,
    known_words,
    line_spacing,
)
from ingest.pdf import Line, Page
from ingest.types import Locator, Paragraph

_OPENING = re.compile(r"The\s+(?:Security\s+Council|General\s+Assembly)\s*,?$")
_NUMBER = re.compile(r"(?P<printed>(?P<n>\d{1,3})\.)\s+(?=\D)")
_LETTER = re.compile(r"(?P<printed>\((?P<a>[a-z]{1,5})\)\.?|(?P<b>[a-z])\.)\s+")
_ANNEX = re.compile(r"Annex(?:es)?(?:\s+(?P<name>[A-Z]|[IVX]+|\d+))?\b")
_PART = re.compile(r"Part\s+(?P<name>[A-Z]|[IVX]+|\d+)\b")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
HEADING_LENGTH = 160


@dataclass(slots=True)
class _Item:
    anchor: str
    printed: str
    headings: tuple[str, ...]
    lines: list[Line]
    marker: int = 0  # characters of the first line that are the printed number


@dataclass(slots=True)
class _State:
    """Where the reading stands; lives for one document."""

    name: str
    margin: float
    opened: bool = False
    items: list[_Item] = field(default_factory=list)
    heading: tuple[str, ...] = ()
    preambular: int = 0
    operative: int = 0
    letter: str = ""
    roman: int = 0
    annex: str = ""
    part: str = ""
    taken: set[str] = field(default_factory=set)

    def start(self, anchor: str, printed: str, block: Block, marker: int) -> None:
        unique, n = anchor, 1
        while unique in self.taken:
            n += 1
            unique = f"{anchor}-{n}"
        self.taken.add(unique)
        self.items.append(_Item(unique, printed, self.heading, list(block.lines), marker))


def parse_resolution(pages: tuple[Page, ...], document: str, name: str) -> tuple[Paragraph, ...]:
    """Paragraphs in print order. ``name`` is what errors call the file.

    Raises `CorpusError` when it is not a resolution or a number is missing or repeated.
    """
    size = body_size(pages)
    spacing = line_spacing(pages, size)
    state = _State(name, _margin(pages, size))
    for page in pages:
        for block in blocks(page, spacing):
            _read(block, state, size)
    if not state.opened:
        raise CorpusError(
            f'{name}: no line "The Security Council," found; is it a resolution? '
            "Try --grammar nato, or get the document again from its source"
        )
    if not state.operative:
        raise CorpusError(f"{name}: no operative paragraph found; the first should be 1")
    words = known_words(pages)
    return tuple(_paragraph(item, document, words) for item in state.items)


def _margin(pages: Iterable[Page], size: float) -> float:
    """Left edge of most lines, points."""
    edges = Counter(round(ln.x) for page in pages for ln in page.lines if ln.size == size)
    return float(edges.most_common(1)[0][0]) if edges else 0.0


def _read(block: Block, state: _State, size: float) -> None:
    if not state.opened:
        state.opened = bool(_OPENING.fullmatch(block.text))
        return
    text = block.text
    if _continues(block, state, size):
        state.items[-1].lines.extend(block.lines)
    elif block.size < 0.9 * size:
        _read_note(block, state)
    elif _is_heading(block, state):
        _read_heading(text, state)
    elif state.annex:
        _read_annex(block, state)
    elif number := _NUMBER.match(text):
        _read_operative(block, int(number["n"]), number["printed"], number.end(), state)
    elif state.operative and (letter := _LETTER.match(text)):
        _read_letter(block, letter["a"] or letter["b"], letter["printed"], letter.end(), state)
    elif state.operative and text.startswith(("•", "–", "—")):
        state.items[-1].lines.extend(block.lines)
    else:
        state.preambular += 1
        state.start(f"pp-{state.preambular}", "", block, 0)


def _continues(block: Block, state: _State, size: float) -> bool:
    """Text at the head of a page that goes on with what the page before began."""
    if not state.items or block.bold or block.size < 0.9 * size:
        return False
    before = state.items[-1].lines[-1]
    if before.page == block.page or _NUMBER.match(block.text) or _LETTER.match(block.text):
        return False
    set_in = block.x - state.margin > INDENT
    fresh = set_in and block.text[:1].isupper() and ends_clause(before.text)
    return not fresh and not (ends_sentence(before.text) and block.text[:1].isupper())


def _is_heading(block: Block, state: _State) -> bool:
    text = block.text
    if _NUMBER.match(text) and not block.bold:
        return False
    if len(text) > HEADING_LENGTH or ends_clause(text):
        return block.bold and len(text) <= HEADING_LENGTH
    return block.bold or block.italic or bool(_ANNEX.match(text)) or text[:1].isupper()


def _read_heading(text: str, state: _State) -> None:
    if annex := _ANNEX.match(text):
        state.annex = f"annex-{(annex['name'] or '1').lower()}"
        state.part, state.letter, state.heading = "", "", (text,)
    elif state.annex and (part := _PART.match(text)):
        state.part, state.letter = f"-part-{part['name'].lower()}", ""
        state.heading = (*state.heading[:1], text)
    else:
        state.heading = (*state.heading[:1], text) if state.annex else (text,)


def _read_operative(block: Block, n: int, printed: str, marker: int, state: _State) -> None:
    expected = state.operative + 1
    if n > expected:
        missing = f"{expected}" if n == expected + 1 else f"{expected} to {n - 1}"
        raise CorpusError(
            f"{state.name}: operative paragraph {missing} is missing (page {block.page} goes on "
            f"with {n}); the file is incomplete or damaged, get it again from its source"
        )
    if n < expected:
        raise CorpusError(
            f"{state.name}: operative paragraph {n} comes twice (page {block.page}, after "
            f"{state.operative}); the file is damaged, get it again from its source"
        )
    state.operative, state.letter, state.roman = n, "", 0
    state.start(f"op-{n}", printed, block, marker)


def _read_letter(block: Block, name: str, printed: str, marker: int, state: _State) -> None:
    expected = chr(ord(state.letter) + 1) if state.letter else "a"
    if name == expected:
        state.letter, state.roman = name, 0
    elif name in _ROMAN and _ROMAN.index(name) == state.roman:
        state.roman += 1
    elif f"({expected})" not in " ".join(line.text for line in state.items[-1].lines):
        raise CorpusError(
            f"{state.name}: paragraph {state.operative} ({expected}) is missing (page "
            f"{block.page} goes on with {printed}); get the file again from its source"
        )
    else:  # the items before it are printed inside the paragraph's own line
        state.letter, state.roman = name[:1], 0
    anchor = f"op-{state.operative}-{name}"
    if anchor in state.taken:  # (i) under (a) and again under (b)
        anchor = f"op-{state.operative}-{state.letter}-{name}"
    state.start(anchor, printed, block, marker)


def _read_annex(block: Block, state: _State) -> None:
    base = state.annex + state.part
    if number := _NUMBER.match(block.text):
        state.letter = number["n"]
        state.start(f"{base}-{number['n']}", number["printed"], block, number.end())
    elif letter := _LETTER.match(block.text):
        name = letter["a"] or letter["b"]
        anchor = f"{base}-{state.letter}-{name}" if state.letter else f"{base}-{name}"
        state.start(anchor, letter["printed"], block, letter.end())
    else:
        state.start(f"{base}-text", "", block, 0)


def _read_note(block: Block, state: _State) -> None:
    """A numbered note at the foot of a page; unnumbered small print goes with the note before."""
    for line in block.lines:
        first = next((run for run in line.runs if run.text.strip()), None)
        if first is not None and first.note:
            anchor = f"fn-{int(first.text)}"
            base = f"{state.annex}{state.part}-{anchor}" if state.annex else anchor
            state.start(base, first.text.strip(), Block((line,)), 0)
        elif state.items and "fn-" in state.items[-1].anchor:
            state.items[-1].lines.append(line)


def _paragraph(item: _Item, document: str, words: frozenset[str]) -> Paragraph:
    joined = join(item.lines, words)
    text = joined.text[item.marker :].lstrip()
    cut = len(joined.text) - len(text)
    note = "fn-" in item.anchor
    return Paragraph(
        Locator(document, item.anchor),
        item.printed,
        item.headings,
        text,
        () if note else tuple(Locator(document, f"fn-{n}") for n in joined.notes),
        item.lines[0].page,
        item.lines[-1].page,
        tuple((max(0, start - cut), page) for start, page in joined.page_starts),
        joined.places_from(-cut),
    )
