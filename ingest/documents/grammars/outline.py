"""The outline that every grammar builds: the paragraphs and notes of one document in print order.

A grammar recognises what a line is; the outline keeps the headings above it, its anchor and what goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ingest.documents.layout import join_stretches, known_words
from ingest.documents.readers.stream import Line, Page
from ingest.errors import CorpusError
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
        """Make the paragraph. ``words``: see `ingest.documents.layout.join`."""
        joined = join_stretches(self.stretches, words)
        text = joined.text[self.marker :].lstrip()
        cut = len(joined.text) - len(text)
        notes = () if "fn-" in self.anchor else tuple(dict.fromkeys(joined.notes))
        return Paragraph(
            Locator(document, self.anchor),
            self.printed,
            self.headings,
            text,
            tuple(Locator(document, note_anchor(self.base, n)) for n in notes),
            self.stretches[0][0].page,
            self.last.page,
            tuple((max(0, start - cut), page) for start, page in joined.page_starts),
            joined.places_from(-cut) if self.last.page else (),
        )


@dataclass(slots=True, kw_only=True)
class Outline:
    """State of reading one document. ``name``: of the file, for errors; ``headings``: those
    above what comes next; ``base``: first part of the anchors of the annex that is read, empty outside
    one; ``open``: the last item may go on.
    """

    name: str
    headings: tuple[str, ...] = ()
    base: str = ""
    open: bool = False
    items: list[Item] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def under(self, *headings: str) -> None:
        """Put what comes next under other headings, empty ones left out."""
        self.headings, self.open = tuple(h for h in headings if h), False

    def start(self, anchor: str, printed: str, lines: Iterable[Line], marker: int = 0) -> None:
        """Begin an item; if its anchor is taken, a number is put behind it."""
        anchor = self._unique(anchor)
        self.items.append(Item(anchor, printed, self.headings, [list(lines)], marker, self.base))
        self.open = True

    def start_note(self, number: int, line: Line) -> None:
        anchor = self._unique(note_anchor(self.base, number))
        self.notes.append(Item(anchor, str(number), self.headings, [[line]], base=self.base))

    def note_goes_on(self, line: Line) -> bool:
        """Give small print without a number to the note before it on the page, if there is one."""
        goes_on = bool(self.notes) and self.notes[-1].last.page == line.page
        if goes_on:
            self.notes[-1].stretches[-1].append(line)
        return goes_on

    def paragraphs(
        self, document: str, pages: tuple[Page, ...], every_note: bool = False
    ) -> tuple[Paragraph, ...]:
        """Return the paragraphs with each note behind the one that refers to it first, and last the notes
        that none refers to. Raises `CorpusError` for such a note, and for a reference to a note that is
        not printed, if ``every_note`` has to be there.
        """
        words = known_words(pages)
        made = [item.paragraph(document, words) for item in self.items]
        notes = {note.anchor: note.paragraph(document, words) for note in self.notes}
        if every_note:
            self._check_notes(made, notes)
        return _with_notes(made, notes)

    def _check_notes(self, made: Iterable[Paragraph], notes: Mapping[str, Paragraph]) -> None:
        orphans = dict(notes)
        for paragraph in made:
            for note in paragraph.notes:
                orphans.pop(note.anchor, None)
                if note.anchor not in notes:
                    raise CorpusError(
                        f"{self.name}: {paragraph.locator.anchor} refers to note {note.tail}, which is not "
                        "on any page; get the file again from its source"
                    )
        if orphans:
            numbers = ", ".join(anchor.removeprefix("fn-") for anchor in orphans)
            raise CorpusError(
                f"{self.name}: no paragraph refers to note {numbers}; get the file again from its source"
            )

    def _unique(self, anchor: str) -> str:
        found, n = anchor, 1
        while found in self.taken:
            n += 1
            found = f"{anchor}-{n}"
        self.taken.add(found)
        return found


def note_anchor(base: str, number: int) -> str:
    return f"{base}-fn-{number}" if base else f"fn-{number}"


def full_numbers(paragraphs: Iterable[Paragraph]) -> dict[Locator, str]:
    """Return the complete number of each paragraph as it is cited in print: "17.2", "8(a)", "Article 4(2)";
    empty for one without a number.
    """
    every = {p.locator: p for p in paragraphs}
    found: dict[Locator, str] = {}
    for locator, paragraph in every.items():
        own = paragraph.printed.strip("().")
        above = locator.parent or _printed_above(locator, every)
        whole = "." in locator.tail.rpartition("-")[2] or re.fullmatch(r"\d+(?:\.\d+)+", own)
        if whole or not paragraph.printed:
            above = None
        while above is not None and above not in found and locator.kind != "art":
            above = above.parent
        if above is None or paragraph.printed.lower().startswith(locator.kind):
            found[locator] = own
        else:
            head = found.get(above) or f"Article {above.tail}".replace("-", "(", 1) + ")" * (
                "-" in above.tail
            )
            found[locator] = f"{head}({own})"
    return found


def _printed_above(locator: Locator, every: Mapping[Locator, Paragraph]) -> Locator | None:
    """The paragraph of a list under a heading of which this is an item."""
    above = Locator(locator.document, locator.anchor.rpartition("-")[0])
    grouped = locator.kind in ("section", "annex") and above in every and bool(every[above].printed)
    return above if grouped else None


def _with_notes(paragraphs: Iterable[Paragraph], notes: Mapping[str, Paragraph]) -> tuple[Paragraph, ...]:
    """Notes get the headings above the paragraph that refers to them. A reference to a note that is not
    printed is left out: raised digits may be an exponent.
    """
    ordered: list[Paragraph] = []
    left = dict(notes)
    for paragraph in paragraphs:
        known = tuple(n for n in paragraph.notes if n.anchor in notes)
        ordered.append(replace(paragraph, notes=known))
        for locator in known:
            if locator.anchor in left:
                ordered.append(replace(left.pop(locator.anchor), headings=paragraph.headings))
    return (*ordered, *left.values())
