"""The grammar of a NATO policy: numbered paragraphs, sub-paragraphs, notes, sections, timeline, acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from ingest.documents.clean import body_size
from ingest.documents.grammars.notes import SMALL, note_number
from ingest.documents.grammars.outline import Item, Outline
from ingest.documents.layout import Block, blocks, ends_sentence, line_spacing
from ingest.documents.readers.stream import Line, Page
from ingest.errors import CorpusError
from ingest.types import Paragraph

_NUMBER = re.compile(r"(?P<n>\d{1,3})(?:\.(?P<sub>\d{1,2}))?\.\s+(?=\D)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABEL = re.compile(r"(?P<label>[A-Z]{4,}):\s")
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_ACRONYMS = re.compile(r"(?:acronyms|abbreviations)\b", re.IGNORECASE)
CHAPTER = 1.5  # a chapter heading is this many times the size of the text


@dataclass(slots=True, kw_only=True)
class _State(Outline):
    """State of reading a policy."""

    parents: dict[str, str]  # heading ▶ the heading it stands under
    repeated: frozenset[str]  # headings that come more than once
    chapter: str = ""
    heading: tuple[str, ...] = ()  # below the chapter
    number: int = 0
    sub: int = 0

    def below(self, *heading: str) -> None:
        """Put what comes next under a heading of the chapter."""
        self.heading = heading
        self.under(self.chapter, *heading)


def slug(heading: str) -> str:
    """Lower case, everything but letters and digits to ``-``: the tail of a section's anchor."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "untitled"


def parse_policy(
    pages: tuple[Page, ...], document: str, name: str, outline: dict[str, str] | None = None
) -> tuple[Paragraph, ...]:
    """Paragraphs in print order, each note after the paragraph that first refers to it.

    ``outline`` maps a heading to the one it stands under where the type does not show it.
    Raises `CorpusError` for a hole or repeat in the numbering of paragraphs or notes.
    """
    size = body_size(pages)
    spacing = line_spacing(pages, size)
    state = _State(name=name, parents=outline or {}, repeated=_repeated_headings(pages, size))
    for page in pages:
        rows, rest = _rows(page) if _ACRONYMS.match(_chapter_of(page, size)) else ((), page)
        for block in blocks(rest, spacing):
            _read(block, state, size)
        for short, long in rows:
            state.start(f"acronym-{slug(short.text)}", short.text, [short, long])
    if not state.number:
        raise CorpusError(f"{name}: no numbered paragraph found; the first should be 1")
    return state.paragraphs(document, pages, every_note=True)


def _chapter_of(page: Page, size: float) -> str:
    first = next((ln for ln in page.lines if ln.size >= CHAPTER * size), None)
    return first.text if first else ""


def _rows(page: Page) -> tuple[tuple[tuple[Line, Line], ...], Page]:
    """Table rows (bold left, plain right, one baseline) and the page without them."""
    rows = [
        (left, right)
        for left, right in zip(page.lines, page.lines[1:], strict=False)
        if abs(left.y - right.y) < 2 and left.bold and not right.bold and left.x < right.x
    ]
    used = {line for row in rows for line in row}
    rest = tuple(line for line in page.lines if line not in used)
    return tuple(rows), Page(page.number, page.height, rest)


def _read(block: Block, state: _State, size: float) -> None:
    text = block.text
    if block.size < SMALL * size:
        _read_small(block, state)
    elif block.bold and block.size >= CHAPTER * size:
        state.chapter = text
        state.below()
    elif block.bold and block.size > 1.05 * size:
        state.below(*_path(text, state))
    elif _CONTENTS.fullmatch(state.chapter):
        return
    elif number := _NUMBER.match(text):
        _read_number(block, number, state)
    elif state.open and not _apart(block, state.items[-1]):
        _extend(block, state.items[-1])
    elif state.open:
        state.below()
        state.start(f"section-{slug(state.chapter)}", "", block.lines)
    elif state.heading and _YEAR.fullmatch(state.heading[-1]):
        state.start(f"timeline-{state.heading[-1]}", state.heading[-1], block.lines)
    elif state.chapter:
        heading = state.heading[-1] if state.heading else state.chapter
        state.start(f"section-{slug(heading)}", "", block.lines)


def _path(heading: str, state: _State) -> tuple[str, ...]:
    """The heading with what it stands under: by the outline, or the last that is not repeated."""
    if heading in state.repeated:
        own = next((h for h in state.heading if h not in state.repeated), "")
        return (own, heading) if own else (heading,)
    parent = state.parents.get(heading)
    return (parent, heading) if parent else (heading,)


def _repeated_headings(pages: tuple[Page, ...], size: float) -> frozenset[str]:
    """ "Where is the link?" under each of several examples."""
    seen = Counter(
        line.text
        for page in pages
        for line in page.lines
        if line.bold and 1.05 * size < line.size < CHAPTER * size
    )
    return frozenset(text for text, count in seen.items() if count > 1)


def _apart(block: Block, item: Item) -> bool:
    """Text after a page without text (captions of its pictures) belongs to the chapter at large."""
    last = item.last
    unnumbered = not item.anchor.startswith("para-")
    return unnumbered and block.page > last.page + 1 and ends_sentence(last.text)


def _extend(block: Block, item: Item) -> None:
    fresh = ends_sentence(item.last.text) or block.text.startswith("•")
    if fresh and not item.anchor.startswith("para-"):
        item.stretches.append(list(block.lines))
    else:
        item.stretches[-1].extend(block.lines)


def _read_number(block: Block, number: re.Match[str], state: _State) -> None:
    n, sub = int(number["n"]), int(number["sub"] or 0)
    if sub:
        due, found = f"{state.number}.{state.sub + 1}", f"{n}.{sub}"
    else:
        due, found = f"{state.number + 1}", f"{n}"
    if found != due:
        raise CorpusError(
            f"{state.name}: paragraph {due} is missing or out of order (page {block.page} goes on "
            f"with {found}); the file is incomplete or damaged, get it again from its source"
        )
    state.number, state.sub = n, sub
    printed = number.group().strip()
    state.start(f"para-{found}", printed, block.lines, number.end())


def _read_small(block: Block, state: _State) -> None:
    """Notes at the foot of a page; other small print with a label of its own is a section."""
    for line in block.lines:
        if (number := note_number(line)) is not None:
            if number != len(state.notes) + 1:
                raise CorpusError(
                    f"{state.name}: note {len(state.notes) + 1} is missing (page {line.page} goes "
                    f"on with note {number}); get the file again from its source"
                )
            state.start_note(number, line)
        elif label := _LABEL.match(line.text):
            state.start(f"section-{slug(label['label'])}", "", [line])
            state.items[-1].headings = (label["label"].capitalize(),)
        elif not state.note_goes_on(line) and state.items:
            state.items[-1].stretches[-1].append(line)
