"""Lines into blocks (what a blank space or another style sets apart), and blocks into running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

from ingest.pdf import Line, Page
from ingest.types import Place

GAP = 1.22  # a gap this many times the usual line spacing starts a new block
INDENT = 12.0  # points by which a first line is set in

_TERMINAL = re.compile(r"[.:;,?!…][”’\"')\]]*$")
_AND = re.compile(r"[,;]\s*(?:and|or)$")
_MARKER = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,5}\))\s")
_SENTENCE_END = re.compile(r"[.:;?!…][”’\"')\]]*$")
_BROKEN = re.compile(r"(?P<word>[^\W_]+)(?P<space>\s?)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one page in one style. ``x``: left edge of the first line, points."""

    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def x(self) -> float:
        return self.lines[0].x

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        return all(run.italic for line in self.lines for run in line.runs if run.text.strip())

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Joined:
    """Running text with the note numbers met on the way, per further page where it begins, and the
    place of each printed line.
    """

    text: str
    notes: tuple[int, ...]
    page_starts: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]

    def places_from(self, offset: int) -> tuple[Place, ...]:
        """Places when the text begins ``offset`` characters later (earlier, if negative)."""
        return tuple(replace(p, start=max(0, p.start + offset)) for p in self.places)


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def ends_clause(text: str) -> bool:
    return bool(_TERMINAL.search(text))


def blocks(page: Page, spacing: float) -> Iterator[Block]:
    """Split a page at gaps, at changes of weight or size, and at bullets.

    ``spacing`` is the usual distance of baselines in points (see `line_spacing`).
    """
    lines: list[Line] = []
    for line in page.lines:
        if lines and _apart(lines[-1], line, spacing):
            yield Block(tuple(lines))
            lines = []
        lines.append(line)
    if lines:
        yield Block(tuple(lines))


def line_spacing(pages: Iterable[Page], size: float) -> float:
    """Median distance of neighbouring baselines of text of that font size, in points."""
    gaps = [
        above.y - below.y
        for page in pages
        for above, below in zip(page.lines, page.lines[1:], strict=False)
        if above.size == below.size == size and 0.5 * size < above.y - below.y < 1.6 * size
    ]
    return median(gaps) if gaps else 1.2 * size


def _apart(above: Line, below: Line, spacing: float) -> bool:
    if below.text.startswith("•"):
        return True
    if above.bold != below.bold or abs(above.size - below.size) > 0.1 * above.size:
        return True
    if above.y - below.y > GAP * spacing * (below.size / above.size):
        return True
    if not (ends_clause(above.text) or _AND.search(above.text)):
        return False
    numbered = bool(_MARKER.match(below.text))
    set_in = below.x - above.x > INDENT and (numbered or below.text[:1].isupper())
    beside = abs(below.x - above.x) <= 2 and numbered and bool(_MARKER.match(above.text))
    return set_in or beside


def join(lines: Iterable[Line], words: frozenset[str]) -> Joined:
    """Join printed lines into running text.

    A hyphen at the end of a line stays (post-/conflict) unless the word is known
    to the document without it only (``words``: lower-case words inside lines).
    """
    text, page = "", 0
    notes: list[int] = []
    starts: list[tuple[int, int]] = []
    places: list[Place] = []
    for line in lines:
        notes += [int(run.text) for run in line.runs if run.note]
        piece = line.text
        if not piece:
            continue
        text, glue = _glue(text, piece, words)
        if page and line.page != page:
            starts.append((len(text) + len(glue), line.page))
        at = len(text) + len(glue)
        places.append(Place(at, line.page, round(line.x, 1), round(line.y, 1), line.size))
        text, page = text + glue + piece, line.page
    return Joined(text, tuple(notes), tuple(starts), tuple(places))


def _glue(text: str, piece: str, words: frozenset[str]) -> tuple[str, str]:
    """The text so far (perhaps without its last hyphen) and what goes between it and ``piece``."""
    left, right = _BROKEN.search(text), _FIRST_WORD.match(piece)
    if not text or not left:
        return text, "" if not text or text.endswith("/") else " "
    if not right:
        return text, "" if text.endswith("-") and not left["space"] else " "
    if right.group() in ("and", "or", "to"):  # troop- and police-contributing countries
        return text, " "
    hyphened = f"{left['word']}-{right.group()}".lower()
    if left["space"]:  # a hyphen that the typesetting set apart, or a dash
        return (f"{text[: left.end('word')]}-", "") if hyphened in words else (text, " ")
    if (left["word"] + right.group()).lower() in words and hyphened not in words:
        return text[:-1], ""
    return text, ""


def known_words(pages: Iterable[Page]) -> frozenset[str]:
    """Lower-case words, hyphenated ones whole, that stand inside a line."""
    found: set[str] = set()
    for page in pages:
        for line in page.lines:
            found.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())[:-1])
    return frozenset(found)
