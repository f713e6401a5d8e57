"""Lines into blocks (what a blank space or another style sets apart), and blocks into running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.documents.readers.stream import Line, Page
from ingest.types import Place

GAP = 1.22  # a gap this many times the usual line spacing starts a new block
INDENT = 12.0  # points by which a first line is set in

_TERMINAL = re.compile(r"[.:;,?!…][”’\"')\]]*$")
_AND = re.compile(r"[,;]\s*(?:and|or)$")
_MARKER = re.compile(r"(?:\d{1,3}(?:\s?(?:bis|ter|quater))?[.)]|\([a-z]{1,5}\)|[a-z]\))\s|\d{1,3}\.(?=[A-Z])")
_ITEM = re.compile(r"\([a-z]{1,5}\)\s")
_DASH = re.compile(r"[•–—-]\s")
_ITEM_END = re.compile(r"[.;][”’\"')\]]*$")
_SENTENCE_END = re.compile(r"[.:;?!…][”’\"')\]]*$")
_BROKEN = re.compile(r"(?<![^\W_])(?P<word>[^\W_]+)(?P<space>\s?)-$")
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
        if lines and (_apart(lines[-1], line, spacing) or _lists(lines, line)):
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


def ends_item(text: str) -> bool:
    return bool(_ITEM_END.search(text))


def left_margin(pages: Iterable[Page], size: float) -> float:
    """Left edge of most lines, points."""
    edges = Counter(round(ln.x) for page in pages for ln in page.lines if ln.size == size)
    return float(edges.most_common(1)[0][0]) if edges else 0.0


def rows(block: Block, width: int) -> list[list[Line]]:
    """The lines of a block: rows of a table one by one, since none of them fills half a line."""
    if all(len(line.text) < width / 2 for line in block.lines):
        return [[line] for line in block.lines]
    return [list(block.lines)]


def is_dash(text: str) -> bool:
    """Tell whether a line opens an item of a list without numbers: a bullet or a dash and a space."""
    return text.startswith("•") or bool(_DASH.match(text))


def _lists(lines: Sequence[Line], below: Line) -> bool:
    """Tell whether a line opens the next dash of a list, or goes on with the paragraph behind its list: the
    item before has ended, and the line is set out again.
    """
    if is_dash(below.text):
        return is_dash(lines[0].text) or ends_clause(lines[-1].text)
    outdent = lines[-1].x - below.x > INDENT / 2
    return outdent and bool(_ITEM.match(lines[0].text) and ends_item(lines[-1].text))


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
    first = bool(_MARKER.match(above.text)) or ends_item(above.text)
    beside = abs(below.x - above.x) <= 2 and numbered and first
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


def join_stretches(stretches: Sequence[Sequence[Line]], words: frozenset[str]) -> Joined:
    """Join each stretch of lines (`join`) and set the next on a line of its own."""
    text = ""
    notes: list[int] = []
    starts: list[tuple[int, int]] = []
    places: list[Place] = []
    page = stretches[0][0].page
    for stretch in stretches:
        joined = join(stretch, words)
        at = len(text) + 1 if text else 0
        if stretch[0].page != page:
            starts.append((at, stretch[0].page))
        text = f"{text}\n{joined.text}" if text else joined.text
        starts += [(at + start, number) for start, number in joined.page_starts]
        places += joined.places_from(at)
        notes += joined.notes
        page = stretch[-1].page
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
