"""What the grammars of documents collect: the printed lines of one paragraph or note."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents.layout import join_stretches
from ingest.documents.pdf import Line
from ingest.types import Locator, Paragraph


@dataclass(slots=True)
class Item:
    """Lines that become a `Paragraph`. ``marker``: characters of the first line that are the printed
    number; ``base``: first part of the anchors of the annex that it stands in, empty outside one.
    """

    anchor: str
    printed: str
    headings: tuple[str, ...]
    stretches: list[list[Line]]  # each on a line of its own
    marker: int = 0
    base: str = ""

    @property
    def last(self) -> Line:
        return self.stretches[-1][-1]

    def paragraph(self, document: str, words: frozenset[str]) -> Paragraph:
        """``words``: see `ingest.documents.layout.join`."""
        joined = join_stretches(self.stretches, words)
        text = joined.text[self.marker :].lstrip()
        cut = len(joined.text) - len(text)
        notes = () if "fn-" in self.anchor else joined.notes
        return Paragraph(
            Locator(document, self.anchor),
            self.printed,
            self.headings,
            text,
            tuple(Locator(document, note_anchor(self.base, n)) for n in notes),
            self.stretches[0][0].page,
            self.last.page,
            tuple((max(0, start - cut), page) for start, page in joined.page_starts),
            joined.places_from(-cut),
        )


def note_anchor(base: str, number: int) -> str:
    return f"{base}-fn-{number}" if base else f"fn-{number}"


def unique(anchor: str, taken: set[str]) -> str:
    """The anchor, with a number behind it if it is taken; ``taken`` holds it from now on."""
    found, n = anchor, 1
    while found in taken:
        n += 1
        found = f"{anchor}-{n}"
    taken.add(found)
    return found
