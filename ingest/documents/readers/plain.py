"""Plain text: lines with the indent that they are typed with, headings where they are underlined."""

from __future__ import annotations

import re

from ingest.documents.readers.stream import GAP, LEADING, SIZE, Line, Page, Reading, Run

LETTER = 5.0  # points that a character is wide
TAB = 4
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,})\s*")
_HIGH, _LOW = 1, 2  # levels of headings that are underlined twice and once


def read_plain(text: str) -> Reading:
    """Read a text whose paragraphs empty lines or indents set apart."""
    lines: list[Line] = []
    y, gap = 0.0, True
    rows = text.expandtabs(TAB).replace("\f", "\n\n").splitlines()
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        words = row.strip()
        if not words or _UNDERLINE.fullmatch(words):
            gap = True
            continue
        y -= GAP if gap else LEADING
        x = (len(row) - len(row.lstrip())) * LETTER
        if _UNDERLINE.fullmatch(below.strip()) and len(below.strip()) >= len(words) / 2:
            level = _HIGH if below.strip().startswith("=") else _LOW
            size = SIZE * (1.6 if level == _HIGH else 1.4)
            lines.append(Line(0, x, y, (Run(words, size, True, False),), "heading", level))
        else:
            lines.append(Line(0, x, y, (Run(words, SIZE, False, False, x=x),)))
        gap = False
    return Reading((Page(0, 0.0, tuple(lines)),), "plain text")
