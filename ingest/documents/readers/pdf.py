"""The only door to pypdf: a PDF becomes pages of lines with font sizes and positions.

Lengths are points (1/72 inch), y grows upwards from the foot of the page. A page whose text is printed
sideways or upside down is turned first.
"""

from __future__ import annotations

import logging
import math
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from ingest.documents.readers.drawn import Box, Drawing, drawings
from ingest.documents.readers.stream import Line, Page, Reading, Run
from ingest.errors import CorpusError

MAX_PAGES = 1000
MAX_PAGE_BYTES = 20_000_000  # an uncompressed content stream; text of real pages is < 200 kB
SAME_LINE = 0.45  # share of the font size by which a superscript's baseline may differ

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A run with the place and the ``angle`` (0, 90, 180 or 270 degrees) at which it is printed."""

    x: float
    y: float
    angle: int
    run: Run


def read_pdf(path: Path) -> Reading:
    """Read a PDF without the text that nobody can see; pages keep what is drawn on them. Raises
    `CorpusError` as `read_pages` does.
    """
    drawn = drawings(path)
    remarks: list[str] = []
    title, pages = _opened(path, drawn, remarks)
    return Reading(pages, "PDF", tuple(remarks), title)


def read_pages(path: Path) -> tuple[Page, ...]:
    """Read a PDF. Raises `CorpusError` if it is encrypted, broken, empty, too long or has no text."""
    return _opened(path, (), [])[1]


def _opened(path: Path, drawn: Sequence[Drawing], remarks: list[str]) -> tuple[str, tuple[Page, ...]]:
    """Title and pages of a file, without what the drawings show to be unseen; the ``remarks`` name that."""
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
        shown = drawn if len(drawn) == count else (Drawing(),) * count
        pages = tuple(
            _page(page, n, look, remarks)
            for n, (page, look) in enumerate(zip(reader.pages, shown, strict=True), start=1)
        )
        title = str((reader.metadata and reader.metadata.title) or "").strip()
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
    bare = [page.number for page in pages if not page.lines]
    if len(bare) == len(pages):
        if drawn and not any(look.pictures for look in drawn):
            raise CorpusError(f"{name}: its pages are empty; get the document again from its source")
        raise CorpusError(f"{name}: holds no text that can be read, only images; {recognition(name)}")
    if bare:
        remarks.append(f"{_pages(bare)} left out; {recognition(name)}")
    return title, pages


def recognition(name: str) -> str:
    """Say how text recognition (OCR) makes a PDF readable."""
    copy = f"{Path(name).stem}-text.pdf"
    if shutil.which("ocrmypdf"):
        return f"run text recognition (OCR) first: `ocrmypdf {name} {copy}`"
    return f"run it through text recognition (OCR) first, for example `ocrmypdf {name} {copy}` once installed"


def _pages(numbers: Sequence[int]) -> str:
    names = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    if len(numbers) == 1:
        return f"page {names} holds no text and is"
    return f"pages {names} hold no text and are"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _page(page: PageObject, number: int, drawn: Drawing, remarks: list[str]) -> Page:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PAGE_BYTES:
        raise ValueError(f"page {number} is larger than {MAX_PAGE_BYTES} bytes")
    fragments: list[_Fragment] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            name = str((font or {}).get("/BaseFont", ""))
            angle = _angle(cm, tm)
            scale = abs(tm[3] or 1.0) * abs(cm[3] or 1.0) if not angle else _scale(cm, tm)
            run = Run(text, round(size * scale, 1), _is_bold(name), _is_italic(name), x=x)
            fragments.append(_Fragment(x, y, angle, run))

    page.extract_text(visitor_text=visit)
    seen = [f for f in fragments if not any(box.holds(f.x, f.y, 1.0) for box in drawn.unseen)]
    if words := " ".join("".join(f.run.text for f in fragments if f not in seen).split()):
        remarks.append(f"page {number}: text that nobody can see is left out (“{_short(words)}”)")
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    angle = _usual_angle(seen)
    if angle:
        seen, drawn = _upright(seen, drawn, angle, width, height)
        height = width if angle in (90, 270) else height
    if aside := " ".join("".join(f.run.text for f in seen if f.angle != angle).split()):
        remarks.append(
            f"page {number}: text that is printed at another angle is left out (“{_short(aside)}”)"
        )
    level = [(f.x, f.y, f.run) for f in seen if f.angle == angle or not f.run.text.strip()]
    lines = sorted(_lines(level, number), key=lambda line: (-round(line.y, 0), line.x))
    return Page(number, height, tuple(lines), drawn.words, drawn.shapes)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"


def _angle(cm: Sequence[float], tm: Sequence[float]) -> int:
    """Direction of writing in degrees, to the nearest quarter turn."""
    across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    return round(math.degrees(math.atan2(up, across)) / 90) % 4 * 90


def _scale(cm: Sequence[float], tm: Sequence[float]) -> float:
    return math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])


def _usual_angle(fragments: Sequence[_Fragment]) -> int:
    seen: Counter[int] = Counter({0: 0})
    for fragment in fragments:
        seen[fragment.angle] += len(fragment.run.text.strip())
    return max(seen, key=lambda angle: (seen[angle], -angle))


def _upright(
    fragments: Sequence[_Fragment], drawn: Drawing, angle: int, width: float, height: float
) -> tuple[list[_Fragment], Drawing]:
    """Turn a page so that its text is level."""
    turns: dict[int, Turn] = {
        90: lambda x, y: (y, width - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (height - y, x),
    }
    turn = turns[angle]
    placed = [(f, *turn(f.x, f.y)) for f in fragments]
    turned = [replace(f, x=x, y=y, run=replace(f.run, x=x)) for f, x, y in placed]
    words, shapes = (tuple(_box(box, turn) for box in boxes) for boxes in (drawn.words, drawn.shapes))
    return turned, Drawing(words, shapes)


def _box(box: Box, turn: Turn) -> Box:
    (x0, y0), (x1, y1) = turn(box.left, box.low), turn(box.right, box.high)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_bold(font: str) -> bool:
    return "Bold" in font or "Black" in font or "Heavy" in font or "Semibold" in font


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
