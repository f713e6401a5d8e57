"""What a page of a PDF draws besides the letters that pypdf reads: where text ends, rules and boxes, and text
that nobody can see. PDFium tells it; a file that PDFium cannot open has no drawings.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2 as pdfium

TINY = 3.0  # points; smaller letters cannot be read
LIGHT = 247  # of 255; a colour with no darker part is as good as white
MOST = 20_000  # objects of a page that are looked at
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe between threads


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, points from the lower left."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.high - self.low

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.left - slack <= x <= self.right + slack and self.low - slack <= y <= self.high + slack


@dataclass(frozen=True, slots=True)
class Drawing:
    """Of one page: ``words``, the boxes of its pieces of text; ``shapes``, of its rules, frames and filled
    areas; ``unseen``, of text that is white on white, tiny, transparent or beside the page.
    """

    words: tuple[Box, ...] = ()
    shapes: tuple[Box, ...] = ()
    unseen: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


@dataclass(slots=True)
class _Seen:
    """State of looking at one page; ``dark``: areas that are not white, in the order in which they are
    drawn.
    """

    sheet: Box
    words: list[Box] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    unseen: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)


def drawings(path: Path) -> tuple[Drawing, ...]:
    """Return the drawing of each page; none for a file that PDFium cannot open."""
    import pypdfium2 as pdfium

    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(path)
        except (pdfium.PdfiumError, OSError):
            return ()
        try:
            return tuple(_drawing(document[n]) for n in range(len(document)))
        except pdfium.PdfiumError:
            return ()
        finally:
            document.close()


def _drawing(page: pdfium.PdfPage) -> Drawing:
    seen = _Seen(Box(*page.get_bbox()))
    for item, box in _objects(page):
        _look(item, box, seen)
    hidden = tuple(seen.unseen)
    return Drawing(tuple(seen.words), tuple(seen.shapes), hidden, tuple(seen.pictures))


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, Box]]:
    for number, item in enumerate(page.get_objects(max_depth=1)):
        if number > MOST:
            return
        yield item, Box(*item.get_bounds())


def _look(item: Any, box: Box, seen: _Seen) -> None:
    from pypdfium2 import raw

    if item.type == raw.FPDF_PAGEOBJ_IMAGE:
        seen.pictures.append(box)
        seen.dark.append(box)
    elif item.type == raw.FPDF_PAGEOBJ_PATH:
        seen.shapes.append(box)
        if _filled(item) and min(_colour(item)[:3]) < LIGHT:
            seen.dark.append(box)
    elif item.type == raw.FPDF_PAGEOBJ_TEXT:
        (seen.unseen if _unseen(item, box, seen) else seen.words).append(box)


def _unseen(item: Any, box: Box, seen: _Seen) -> bool:
    from pypdfium2 import raw

    if box.right <= seen.sheet.left or box.left >= seen.sheet.right:
        return True
    if box.high <= seen.sheet.low or box.low >= seen.sheet.high:
        return True
    x, y = (box.left + box.right) / 2, (box.low + box.high) / 2
    behind = any(area.holds(x, y) for area in seen.dark)
    if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return not behind  # the recognised text of a scan lies over its picture
    red, green, blue, alpha = _colour(item)
    matrix = item.get_matrix()
    height = item.get_font_size() * max(abs(matrix.b), abs(matrix.d))
    return height < TINY or alpha == 0 or (min(red, green, blue) >= LIGHT and not behind)


def _colour(item: Any) -> Sequence[int]:
    from pypdfium2 import raw

    parts = [ctypes.c_uint(0) for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *parts):
        return (0, 0, 0, 255)
    return [part.value for part in parts]


def _filled(item: Any) -> bool:
    from pypdfium2 import raw

    mode, stroke = ctypes.c_int(0), ctypes.c_int(0)
    return bool(raw.FPDFPath_GetDrawMode(item, mode, stroke)) and mode.value != raw.FPDF_FILLMODE_NONE
