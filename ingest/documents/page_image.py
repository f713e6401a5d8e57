"""The only door to PDFium: a printed page as an image, and where on it a paragraph's words stand.

A place comes from the parser (`Place`: page, baseline, left edge of each printed line); PDFium only
says how wide the letters on that line are. A line whose letters are not the parser's is not marked.
"""

from __future__ import annotations

import ctypes
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents.clean import NOTE_SIZE
from ingest.documents.readers.pdf import SAME_LINE
from ingest.errors import CorpusError
from ingest.types import Paragraph, Place, Span

if TYPE_CHECKING:
    import pypdfium2 as pdfium

WIDTH = 1000  # pixels of a page image
SHEET = 100_000  # steps to which PDFium rounds a position across a page
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe between threads


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page (1-based), its sides as shares 0..1 of the page's, from the top left."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter or digit with its baseline, left and right edge in points."""

    char: str
    left: float
    right: float
    y: float
    size: float


@lru_cache(maxsize=96)
def page_png(path: Path, sha256: str, number: int) -> bytes:
    """Page ``number`` (1-based) as a PNG, `WIDTH` pixels wide. ``sha256`` tells versions of the file
    apart. Raises `CorpusError` if there is no such page or no such file.
    """
    with _page(path, number) as page:
        image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("P", colors=32)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def page_marks(path: Path, sha256: str, paragraph: Paragraph, span: Span) -> tuple[Mark, ...]:
    """One rectangle a printed line of the words at ``span``, in print order. Raises `CorpusError`."""
    found: list[Mark] = []
    for place, line, start, end in _lines(paragraph, span):
        letters = _letters(path, sha256, place.page)
        own = _matching(place, line, letters)
        if own:
            first, last = (sum(c.isalnum() for c in line[:n]) for n in (start, end))
            if last > first:
                found.append(_mark(path, place, own[first].left, own[last - 1].right))
    return tuple(found)


def _lines(paragraph: Paragraph, span: Span) -> Iterator[tuple[Place, str, int, int]]:
    """The printed lines that hold a part of ``span``: place, text, and that part's start and end."""
    ends = [p.start for p in paragraph.places[1:]] + [len(paragraph.text)]
    for place, end in zip(paragraph.places, ends, strict=False):
        start, stop = max(span.start, place.start), min(span.end, end)
        if start < stop:
            line = paragraph.text[place.start : end]
            yield place, line, start - place.start, stop - place.start


def _matching(place: Place, line: str, letters: tuple[_Letter, ...]) -> tuple[_Letter, ...]:
    """The letters of one printed line, left to right; nothing if they are not those of ``line``."""
    wanted = "".join(c for c in line if c.isalnum())
    near = sorted(
        (
            x
            for x in letters
            if abs(x.y - place.y) <= SAME_LINE * place.size
            and x.size >= NOTE_SIZE * place.size
            and x.left >= place.x - 2
        ),
        key=lambda x: x.left,
    )
    at = "".join(x.char for x in near).find(wanted) if wanted else -1
    return tuple(near[at : at + len(wanted)]) if at >= 0 else ()


def _mark(path: Path, place: Place, left: float, right: float) -> Mark:
    from pypdfium2 import raw

    with _page(path, place.page) as page:
        corners = []
        for x, y in ((left, place.y + 0.85 * place.size), (right, place.y - 0.28 * place.size)):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(page, 0, 0, SHEET, SHEET, 0, x, y, across, down)
            corners.append((across.value / SHEET, down.value / SHEET))
    (x0, y0), (x1, y1) = corners
    return Mark(place.page, min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


@lru_cache(maxsize=96)
def _letters(path: Path, sha256: str, number: int) -> tuple[_Letter, ...]:
    from pypdfium2 import raw

    found: list[_Letter] = []
    with _page(path, number) as page:
        text = page.get_textpage()
        for i in range(text.count_chars()):
            chars = [c for c in chr(raw.FPDFText_GetUnicode(text, i)) if c.isalnum()]
            if not chars:
                continue
            left, _, right, _ = text.get_charbox(i, loose=True)
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            size = _height(text, i)
            found += [_Letter(c, left, right, y.value, size) for c in chars]
    return tuple(found)


def _height(text: pdfium.PdfTextPage, index: int) -> float:
    """Font size in points as printed: PDFium's size times the text matrix."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    return float(raw.FPDFText_GetFontSize(text, index)) * (abs(matrix.d) or 1.0)


@contextmanager
def _page(path: Path, number: int) -> Iterator[pdfium.PdfPage]:
    import pypdfium2 as pdfium

    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(path)
        except (pdfium.PdfiumError, OSError) as error:
            raise CorpusError(f"{path}: cannot be drawn ({error}); get it again from its source") from error
        try:
            if not 1 <= number <= len(document):
                raise CorpusError(f"{path.name}: has no page {number}, only 1 to {len(document)}")
            yield document[number - 1]
        finally:
            document.close()
