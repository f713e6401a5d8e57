"""A briefing: paragraphs that somebody has pinned, in order, with titles and notes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.copied_text import Note, Occasion, Passage, Sheet, reference
from assistant.text.labels import in_quotation_marks, long_date, version
from assistant.types import Citation
from ingest.library import Library
from ingest.types import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned paragraph: the words at ``spans``, all of it if there are none; ``title`` and ``note`` are the
    person's own and may be empty.
    """

    paragraph: Paragraph
    spans: tuple[Span, ...]
    title: str
    note: str

    @property
    def whole(self) -> tuple[Span, ...]:
        """Return the spans of the words that are pinned."""
        return self.spans or (Span(0, len(self.paragraph.text)),)

    @property
    def words(self) -> str:
        """Return the words that are pinned, joined by "…" where others stand between."""
        return " … ".join(span.of(self.paragraph.text) for span in self.whole)


def briefing(pins: Sequence[Pin], library: Library, title: str, occasion: Occasion) -> Sheet:
    """Return the briefing before lay-out: quotations with numbered notes, and what the person wrote."""
    body: list[Passage] = []
    notes: list[Note] = []
    for pin in pins:
        if pin.title:
            body.append(Passage(pin.title))
        number = len(notes) + 1
        cited = Citation(pin.paragraph.locator, pin.whole[0], 1.0)
        notes.append(Note(number, reference(cited, library, "un")))
        official = library.document(pin.paragraph.locator.document).official
        words = in_quotation_marks(pin.words, pin.paragraph.locator, library)
        body.append(Passage(words, (number,), official))
        if pin.note:
            body.append(Passage(pin.note))
    documents = dict.fromkeys(pin.paragraph.locator.document for pin in pins)
    return Sheet(
        title,
        tuple(body),
        tuple(notes),
        tuple(version(library.document(d)) for d in documents),
        long_date(occasion.retrieved),
        occasion.classification,
    )
