"""Footnotes: which numbers refer to one though they are not raised, and where a note is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents.readers.stream import Line, Page, Run

SMALL = 0.9  # notes are printed in less than this share of the size of the text

_PLAIN = re.compile(r"(?P<n>[1-9]\d{0,2})[.)]?\s+(?=[^\W_]|[“\"‘'(\[])")
_GLUED = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][.,])|(?<=\d{4}[.,])|(?<=[^\W_][;:)”’\"']))"
    r"(?P<n>[1-9]\d{0,2})(?![^\W_]|[.,]\d)"
)


def mark_plain_notes(pages: Sequence[Page], size: float) -> tuple[Page, ...]:
    """Mark note numbers that are printed like the text: the one before the note at the foot of a page
    and the one that is glued to a word of that page ("Security4"). A number is marked in both places
    or in neither. ``size``: of the text, points.
    """
    return tuple(_marked(page, size) for page in pages)


def _marked(page: Page, size: float) -> Page:
    foot = _foot(page, size)
    body = [line for line in page.lines if line not in foot]
    raised = {int(run.text) for line in body for run in line.runs if run.note}
    at_foot = {n for line in foot if (n := note_number(line)) is not None}
    plain = {
        line: int(match["n"])
        for line in foot
        if (match := _PLAIN.match(line.text)) and note_number(line) is None
    }
    found: dict[int, Line] = {}  # by place of the line in ``body``
    met: set[int] = set()
    for number in sorted({*plain.values(), *at_foot} - raised):
        for place, line in enumerate(body):
            parted = _parted(found.get(place, line), number)
            if parted is not None:
                found[place] = parted
                met.add(number)
                break
    changed = {body[place]: line for place, line in found.items()}
    changed |= {line: _numbered(line) for line, n in plain.items() if n in met | raised}
    return replace(page, lines=tuple(changed.get(line, line) for line in page.lines))


def note_number(line: Line) -> int | None:
    """The number of the note that a line begins with; None if it begins with none."""
    return next((int(run.text) for run in _first(line) if run.note), None)


def _first(line: Line) -> tuple[Run, ...]:
    """The first visible run of a line, if it has one."""
    return tuple(run for run in line.runs if run.text.strip())[:1]


def _foot(page: Page, size: float) -> list[Line]:
    """Small print below the last line of the text."""
    lowest = min((ln.y for ln in page.lines if ln.size >= SMALL * size), default=0.0)
    return [ln for ln in page.lines if ln.size < SMALL * size and ln.y < lowest]


def _parted(line: Line, number: int) -> Line | None:
    """The line with that glued number as a note of its own; None if it holds none."""
    text = "".join(run.text for run in line.runs)
    match = next((m for m in _GLUED.finditer(text) if int(m["n"]) == number), None)
    return None if match is None else _cut(line, match.start(), match.end())


def _numbered(line: Line) -> Line:
    text = "".join(run.text for run in line.runs)
    start = len(text) - len(text.lstrip())
    end = next((i for i in range(start, len(text)) if not text[i].isdigit()), len(text))
    cut = _cut(line, start, end)
    behind = next(i for i, run in enumerate(cut.runs) if run.note) + 1
    if behind < len(cut.runs):
        rest = replace(cut.runs[behind], text=re.sub(r"^[.)]", "", cut.runs[behind].text))
        cut = replace(cut, runs=(*cut.runs[:behind], rest, *cut.runs[behind + 1 :]))
    return cut


def _cut(line: Line, start: int, end: int) -> Line:
    """The line with the characters ``start`` to ``end`` as a note reference."""
    runs: list[Run] = []
    at = 0
    for run in line.runs:
        a, b = (min(max(x - at, 0), len(run.text)) for x in (start, end))
        pieces = ((run.text[:a], run.note), (run.text[a:b], True), (run.text[b:], run.note))
        runs += [replace(run, text=text, note=note) for text, note in pieces if text]
        at += len(run.text)
    return replace(line, runs=tuple(runs))
