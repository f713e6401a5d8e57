"""Spans of a paragraph's text on the page: joined, highlighted, sent to the browser and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup

from ingest.types import Paragraph, Span


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """Escape the text and highlight the words at ``spans`` (in order, apart)."""
    return dressed(text, Span(0, len(text)), spans)


def dressed(text: str, part: Span, marks: Sequence[Span], bold: Sequence[Span] = ()) -> Markup:
    """Escape ``part`` of the text, highlight the words at ``marks`` and make those at ``bold`` so; the spans
    of each are in order and apart, and count from the beginning of the text.
    """
    html = Markup()
    for start, end in _cut(part, marks):
        words = Markup()
        for first, last in _cut(Span(start, end), bold):
            inner = Markup("<b>{}</b>") if _within(first, last, bold) else Markup("{}")
            words += inner.format(text[first:last])
        html += Markup("<mark class='pa-m'>{}</mark>").format(words) if _within(start, end, marks) else words
    return html


def _cut(part: Span, spans: Iterable[Span]) -> Iterable[tuple[int, int]]:
    """Cut ``part`` where the spans begin and end."""
    inside = {x for s in spans for x in (s.start, s.end) if part.start < x < part.end}
    return pairwise([part.start, *sorted(inside), part.end])


def _within(start: int, end: int, spans: Iterable[Span]) -> bool:
    return any(s.start <= start and end <= s.end for s in spans)


def marks_value(spans: Iterable[Span]) -> str:
    """Write spans as ``12-40,55-60``, which `read_marks` reads."""
    return ",".join(f"{s.start}-{s.end}" for s in spans)


def read_marks(text: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the spans of `marks_value` that lie within the paragraph; leave out what is no span."""
    found = []
    for part in text.split(","):
        start, _, end = part.partition("-")
        if start.isdecimal() and end.isdecimal():
            span = Span(int(start), min(int(end), len(paragraph.text)))
            if span.start < span.end:
                found.append(span)
    return merged(found)
