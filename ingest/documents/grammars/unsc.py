"""The grammar of a United Nations resolution.

Preambular paragraphs carry no number and are counted; operative paragraphs and their items, (a) with (i)
below it, carry the number that is printed. Text without a number belongs to the operative paragraph
before it: dashes, tables and the closing words of a list, each on a line of its own. Annexes number
afresh, so their paragraphs get ``annex-…`` anchors of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents.clean import body_size
from ingest.documents.grammars.notes import SMALL, note_number
from ingest.documents.grammars.numbering import Path, begun, due, is_item, placed
from ingest.documents.grammars.outline import Item, Outline
from ingest.documents.grammars.part_names import part_names, plain
from ingest.documents.grammars.unsc_numbers import LETTER, NUMBER, following
from ingest.documents.layout import (
    INDENT,
    Block,
    blocks,
    ends_clause,
    ends_item,
    ends_sentence,
    is_dash,
    left_margin,
    line_spacing,
    rows,
)
from ingest.documents.readers.stream import Page
from ingest.errors import CorpusError
from ingest.types import Paragraph

_ANNEX = re.compile(r"Annex(?:es)?(?:\s+(?P<name>[A-Z]|[IVX]+|\d+))?\b")
_PART = re.compile(r"Part\s+(?P<name>[A-Z]|[IVX]+|\d+)\b")
HEADING_LENGTH = 160
BESIDE = 3.0  # points; text begins where an item begins if it is no further off


@dataclass(slots=True, kw_only=True)
class _State(Outline):
    """State of reading a resolution. ``width``: characters of the longest line."""

    margin: float
    width: int
    opened: bool = False
    preambular: int = 0
    operative: int = 0
    more: str = ""  # "bis" of 1 bis
    path: Path = ()  # of the item that is open
    following: str = ""  # the marker of the item printed next in the same paragraph
    letter: str = ""  # the number or letter that is open in an annex
    annex: str = ""

    @property
    def above(self) -> str:
        """The anchor of the operative paragraph that is open."""
        return f"op-{self.operative}-{self.more}" if self.more else f"op-{self.operative}"

    def item(self, names: Iterable[str]) -> Item:
        """The operative paragraph that is open, or an item of it."""
        anchor = "-".join((self.above, *names))
        return next(i for i in reversed(self.items) if i.anchor == anchor)


def parse_resolution(pages: tuple[Page, ...], document: str, name: str) -> tuple[Paragraph, ...]:
    """Paragraphs in print order. ``name`` is what errors call the file.

    Raises `CorpusError` when it is not a resolution or a number is missing or repeated.
    """
    size = body_size(pages)
    spacing = line_spacing(pages, size)
    width = max((len(line.text) for page in pages for line in page.lines), default=0)
    state = _State(name=name, margin=left_margin(pages, size), width=width)
    every = [block for page in pages for block in blocks(page, spacing)]
    for block, marker in zip(every, following(every), strict=True):
        state.following = marker
        _read(block, state, size)
    if not state.opened:
        raise CorpusError(
            f'{name}: no line such as "The Security Council," found, with which a resolution begins; '
            "leave --grammar out to have the one chosen that fits best"
        )
    if not state.operative:
        raise CorpusError(f"{name}: no operative paragraph found; the first should be 1")
    return state.paragraphs(document, pages)


def _read(block: Block, state: _State, size: float) -> None:
    if not state.opened:
        state.opened = plain(block.text) in part_names().openings.words
        return
    text = block.text
    if _continues(block, state, size):
        _go_on(block, state)
    elif block.size < SMALL * size:
        _read_small(block, state)
    elif _is_heading(block, state, size):
        _read_heading(text, state)
    elif state.annex:
        _read_annex(block, state)
    elif number := NUMBER.match(text):
        _read_operative(block, number, state)
    elif state.operative and (letter := LETTER.match(text)) and is_item(letter["a"] or letter["b"]):
        _read_letter(block, letter["a"] or letter["b"], letter["printed"], letter.end(), state)
    elif state.operative or (state.items and (is_dash(text) or LETTER.match(text))):
        _read_unnumbered(block, state)
    else:
        state.preambular += 1
        state.start(f"pp-{state.preambular}", "", block.lines, 0)


def _continues(block: Block, state: _State, size: float) -> bool:
    """Tell whether text at the head of a page goes on with what the page before began."""
    if not state.items or block.bold or block.size < SMALL * size:
        return False
    before = state.items[-1].last
    if before.page == block.page or NUMBER.match(block.text) or LETTER.match(block.text):
        return False
    if is_dash(block.text) or (state.path and ends_item(before.text)):
        return False
    set_in = block.x - state.margin > INDENT
    fresh = set_in and block.text[:1].isupper() and ends_clause(before.text)
    return not fresh and not (ends_sentence(before.text) and block.text[:1].isupper())


def _go_on(block: Block, state: _State) -> None:
    """Put text at the head of a page behind what it goes on with; a row of a table stays one."""
    stretches = state.items[-1].stretches
    if len(stretches) > 1 and len(stretches[-1][-1].text) < state.width / 2:
        stretches += rows(block, state.width)
    else:
        stretches[-1].extend(block.lines)


def _is_heading(block: Block, state: _State, size: float) -> bool:
    text = block.text
    if len(text) > HEADING_LENGTH or (NUMBER.match(text) and not block.bold):
        return False
    if _ANNEX.match(text) or state.annex or not state.operative:
        plain = block.italic or bool(_ANNEX.match(text)) or text[:1].isupper()
        return block.bold or (plain and not ends_clause(text))
    last = state.items[-1].last.text
    if last.endswith(":") and block.size <= 1.05 * size:
        return False  # the head of a table that the paragraph announces
    plain = block.italic or (text[:1].isupper() and ends_item(last))
    return block.bold or (plain and not ends_clause(text))


def _read_heading(text: str, state: _State) -> None:
    if annex := _ANNEX.match(text):
        state.annex = state.base = f"annex-{(annex['name'] or '1').lower()}"
        state.letter = ""
        state.under(text)
    elif state.annex:
        if part := _PART.match(text):
            state.base, state.letter = f"{state.annex}-part-{part['name'].lower()}", ""
        state.under(*state.headings[:1], text)
    else:
        state.under(text)


def _read_operative(block: Block, number: re.Match[str], state: _State) -> None:
    n, expected = int(number["n"]), state.operative + 1
    if number["more"] and n == state.operative:
        state.more, state.path = number["more"], ()
        state.start(state.above, number["printed"], block.lines, number.end())
        return
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
    state.operative, state.more, state.path = n, "", ()
    state.start(f"op-{n}", number["printed"], block.lines, number.end())


def _read_letter(block: Block, name: str, printed: str, marker: int, state: _State) -> None:
    path = placed(state.path, name, block.x, state.following)
    if path is None:
        expected = due(state.path)
        before = " ".join(ln.text for lines in state.items[-1].stretches for ln in lines)
        if f"({expected})" not in before:
            raise CorpusError(
                f"{state.name}: paragraph {state.operative} ({expected}) is missing (page "
                f"{block.page} goes on with {printed}); get the file again from its source"
            )
        path = begun(name, block.x)  # the items before it are printed inside the paragraph's line
    state.path = path
    names = "-".join(level.name for level in path)
    state.start(f"{state.above}-{names}", printed, block.lines, marker)


def _read_unnumbered(block: Block, state: _State) -> None:
    """Keep text without a number: dashes and tables with what announces them, closing words of a list
    with the paragraph or the item that the list stands in.
    """
    last = state.items[-1]
    if not state.path and state.operative:
        state.item(()).stretches.extend(rows(block, state.width))
        return
    if not state.path or is_dash(block.text) or not _list_ends(block, state):
        last.stretches += rows(block, state.width)
        return
    set_in = block.x - state.margin > INDENT
    open_ = enumerate(state.path[:-1], start=1)
    above = [depth for depth, x in open_ if set_in and abs(x.x - block.x) <= BESIDE]
    names = [level.name for level in state.path[: max(above, default=0)]]
    state.item(names).stretches.append(list(block.lines))
    state.path = state.path[: len(names)]


def _list_ends(block: Block, state: _State) -> bool:
    """Tell whether the item that is open has ended before a block: with its stop, or with a comma where the
    block is set out again on the same page.
    """
    last = state.items[-1].last
    if ends_item(last.text):
        return True
    outdent = state.path[-1].x - block.x > INDENT / 2
    return outdent and last.page == block.page and ends_clause(last.text)


def _read_annex(block: Block, state: _State) -> None:
    base = state.base
    if number := NUMBER.match(block.text):
        state.letter = number["n"]
        state.start(f"{base}-{number['n']}", number["printed"], block.lines, number.end())
    elif letter := LETTER.match(block.text):
        name = letter["a"] or letter["b"]
        anchor = f"{base}-{state.letter}-{name}" if state.letter else f"{base}-{name}"
        state.start(anchor, letter["printed"], block.lines, letter.end())
    else:
        state.start(f"{base}-text", "", block.lines, 0)


def _read_small(block: Block, state: _State) -> None:
    """Read numbered notes at the foot of a page; unnumbered small print goes with the note before it on
    the page, or with the paragraph.
    """
    for line in block.lines:
        if (number := note_number(line)) is not None:
            state.start_note(number, line)
        elif not state.note_goes_on(line) and state.items:
            state.items[-1].stretches.append([line])
