"""Spans of a paragraph's text on the page: joined, highlighted, sent to the browser and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from ingest.types import Paragraph, Span

_MARK = Markup("<mark>{}</mark>")


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
    html, at = Markup(), 0
    for span in spans:
        html += text[at : span.start] + _MARK.format(span.of(text))
        at = span.end
    return html + text[at:]


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
