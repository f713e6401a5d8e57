"""The only door to pypdf: a PDF becomes pages of lines with font sizes and positions.

Lengths are points (1/72 inch), y grows upwards from the foot of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import CorpusError

MAX_PAGES = 1000
MAX_PAGE_BYTES = 20_000_000  # an uncompressed content stream; text of real pages is < 200 kB
SAME_LINE = 0.45  # share of the font size by which a superscript's baseline may differ

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font. ``note`` is set by `ingest.documents.clean` on a superscript note reference."""

    text: str
    size: float
    bold: bool
    italic: bool
    note: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``x`` and ``y`` are where its first visible run begins."""

    page: int
    x: float
    y: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Text of the line without note references, white space folded."""
        return " ".join("".join(r.text for r in self.runs if not r.note).split())

    @property
    def size(self) -> float:
        """Font size of the most characters."""
        seen: dict[float, int] = {}
        for run in self.runs:
            seen[run.size] = seen.get(run.size, 0) + len(run.text.strip())
        return max(seen, key=lambda size: (seen[size], size))

    @property
    def bold(self) -> bool:
        return all(r.bold for r in self.runs if r.text.strip())


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` is 1-based; lines run from top to bottom, left to right."""

    number: int
    height: float
    lines: tuple[Line, ...]


def read_pages(path: Path) -> tuple[Page, ...]:
    """Read a PDF. Raises `CorpusError` if it is encrypted, broken, empty, too long or has no text."""
    name = path.name
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CorpusError(f"{name}: is encrypted; save a copy without a password and use that")
        count = len(reader.pages)
        if not count:
            raise CorpusError(f"{name}: has no pages; get the document again from its source")
        if count > MAX_PAGES:
            raise CorpusError(f"{name}: has {count} pages, more than {MAX_PAGES}; split it first")
        pages = tuple(_page(page, n) for n, page in enumerate(reader.pages, start=1))
    except CorpusError:
        raise
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        ImportError,
    ) as error:
        # pypdf raises these on damaged files; each means the same to the operator
        raise CorpusError(
            f"{name}: is damaged or not a PDF ({_one_line(error)}); get it again from its source"
        ) from error
    if not any(page.lines for page in pages):
        raise CorpusError(f"{name}: holds no text, only images; run it through text recognition (OCR) first")
    return pages


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _page(page: PageObject, number: int) -> Page:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PAGE_BYTES:
        raise ValueError(f"page {number} is larger than {MAX_PAGE_BYTES} bytes")
    fragments: list[tuple[float, float, Run]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            name = str((font or {}).get("/BaseFont", ""))
            scale = abs(tm[3] or 1.0) * abs(cm[3] or 1.0)
            run = Run(text, round(size * scale, 1), "Bold" in name, _is_italic(name))
            fragments.append((x, y, run))

    page.extract_text(visitor_text=visit)
    lines = sorted(_lines(fragments, number), key=lambda line: (-round(line.y, 0), line.x))
    return Page(number, float(page.mediabox.height), tuple(lines))


def _is_italic(font: str) -> bool:
    return "Italic" in font or "Oblique" in font


def _lines(fragments: list[tuple[float, float, Run]], page: int) -> Iterator[Line]:
    line: Line | None = None
    for x, y, run in fragments:
        visible = bool(run.text.strip())
        same = line is not None and abs(y - line.y) <= SAME_LINE * max(run.size, line.runs[0].size)
        if line is not None and (same or not visible):
            line = replace(line, runs=(*line.runs, run))
            if run.text.endswith("\n") and visible:
                yield line
                line = None
        elif visible:
            if line is not None:
                yield line
            line = Line(page, x, y, (run,))
            if run.text.endswith("\n"):
                yield line
                line = None
    if line is not None:
        yield line
