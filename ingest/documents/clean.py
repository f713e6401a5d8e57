"""Cleaning of pages from what is not text: running heads, page numbers, note references, odd characters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.documents.grammars.notes import mark_plain_notes
from ingest.documents.readers.stream import Line, Page, Run

MARGIN = 0.09  # share of the page height, top and bottom, in which running heads may stand
NOTE_SIZE = 0.8  # a superscript is smaller than this share of its line's font size

_CHARACTERS = str.maketrans(
    {
        "\x7f": "•",  # Helvetica's bullet as pypdf decodes it
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u2011": "-",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
_FURNITURE = re.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]?"  # page number
    r"|(?:[Pp]age|[Pp]\.|[Ss]eite)\s?\d{1,4}(?:\s?(?:/|of|sur|de|von)\s?\d{1,4})?"
    r"|\d{1,4}\s(?:of|sur|de)\s\d{1,4}|[ivxl]{1,6}"
    r"|\d{1,4}/\d{1,4}(?:\s+\d\d-\d{5}\*?)?"  # page of pages, with or without the job number
    r"|\d\d-\d{5}\*?(?:\s+\([A-Z]\))?(?:\s+\d{1,4}/\d{1,4})?"  # UN job number
    r"|\*\d{6,}\*"  # its bar code
    r"|[AS]/(?:RES|PV|PRST)?/?[\d/]+ ?\(\d{4}\)\*?"  # UN symbol as running head
    r"|Please recycle.*"
)
_RULE = re.compile(r"[_\u2014\u2500-]{6,}")
_STAR_NOTE = re.compile(r"\*+\s+\S")


def clean_pages(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Fold characters to NFC, mark note references and drop what repeats at the page margins."""
    cleaned = [replace(p, lines=tuple(_clean_line(line) for line in p.lines)) for p in pages]
    repeated, heights = _repeated(cleaned), _heights(cleaned)
    kept = tuple(_without_furniture(page, repeated, heights) for page in cleaned)
    return mark_plain_notes(kept, body_size(kept))


def body_size(pages: Iterable[Page]) -> float:
    """Font size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            for run in line.runs:
                sizes[run.size] += len(run.text.strip())
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _clean_line(line: Line) -> Line:
    size = line.size
    return replace(line, runs=tuple(_clean_run(run, size) for run in line.runs))


def _clean_run(run: Run, line_size: float) -> Run:
    text = unicodedata.normalize("NFC", run.text.translate(_CHARACTERS))
    superscript = run.size < NOTE_SIZE * line_size and text.strip().isdecimal()
    return replace(run, text=text, note=run.note or superscript)


def _in_margin(line: Line, page: Page) -> bool:
    return bool(page.height) and not MARGIN * page.height < line.y < (1 - MARGIN) * page.height


def _repeated(pages: list[Page]) -> frozenset[str]:
    """Texts that stand in the margin of at least two pages, digits aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_undigited(line.text) for line in page.lines if _in_margin(line, page)})
    return frozenset(text for text, count in seen.items() if count > 1 and text)


def _heights(pages: list[Page]) -> frozenset[tuple[int, float]]:
    """Height and size of small print that stands at the head of every page, whatever it says."""
    body = body_size(pages)
    heads = [
        {
            (round(ln.y), ln.size)
            for ln in p.lines
            if ln.y >= (1 - MARGIN) * p.height and ln.size < 0.95 * body
        }
        for p in pages
        if p.height
    ]
    return frozenset(set.intersection(*heads)) if len(heads) > 1 else frozenset()


def _undigited(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _without_furniture(page: Page, repeated: frozenset[str], heights: frozenset[tuple[int, float]]) -> Page:
    kept: list[Line] = []
    body = body_size([page])
    for line in page.lines:
        text = line.text
        if _in_margin(line, page) and (_FURNITURE.fullmatch(text) or _heads(text, line, repeated)):
            continue
        if _in_margin(line, page) and (round(line.y), line.size) in heights and len(text) < 80:
            continue
        if _RULE.fullmatch(text) or (_STAR_NOTE.match(text) and line.size < 0.95 * body):
            continue
        kept.append(line)
    return replace(page, lines=tuple(kept))


def _heads(text: str, line: Line, repeated: frozenset[str]) -> bool:
    """A running head: repeated, short, and not a numbered paragraph that happens to come again."""
    return _undigited(text) in repeated and len(text) < 80 and not re.match(r"\d+\.\s", text)
