"""What items are made from: one index, read the way a writer of questions reads it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cite import label
from assistant.quiz.clauses import Clause, read_clauses
from assistant.quiz.levels import level_of
from assistant.quiz.truth import Truth
from assistant.quiz.types import Asking, Cited, Family, Kind, QuizItem, item_id, text_hash
from assistant.scope import resolution_number
from ingest.index import Index
from ingest.types import Headnote, Locator, Paragraph, Span

Place = tuple[Locator, Span]


class Source:
    """Paragraphs whose official text is on disk, their clauses and headnotes.

    ``variant`` turns the choice of distractors: 0 for the first draft, 1 and up for another.
    """

    def __init__(self, index: Index, truth: Truth | None = None, variant: int = 0) -> None:
        self.index = index
        self.truth = truth or Truth(index)
        self.variant = variant
        self.documents = {d.id: d for d in index.documents if d.official}
        self.paragraphs: tuple[Paragraph, ...] = tuple(
            p for p in index.paragraphs if p.locator.document in self.documents
        )
        self.by_locator = {p.locator: p for p in self.paragraphs}
        self.headnotes: dict[Locator, Headnote] = {
            h.locator: h for h in index.headnotes if h.locator in self.by_locator
        }
        self.clauses: tuple[Clause, ...] = tuple(
            c for p in self.paragraphs for c in read_clauses(p)
        )

    def again(self, variant: int) -> Source:
        """The same documents with another choice of distractors."""
        return Source(self.index, self.truth, variant)

    def name(self, document: str) -> str:
        """In a sentence: "resolution 1325 (2000)", "the NATO WPS Policy (2024)"."""
        found = self.documents[document]
        number = resolution_number(found)
        return f"resolution {number} ({found.adopted.year})" if number else f"the {found.symbol}"

    def titled(self, document: str) -> str:
        """As an option or at the beginning of a sentence."""
        name = self.name(document)
        return name[0].upper() + name[1:]

    @property
    def resolutions(self) -> tuple[str, ...]:
        return tuple(i for i, d in self.documents.items() if resolution_number(d))

    def section(self, locator: Locator) -> str:
        """Where a paragraph belongs in a blueprint."""
        document = self.documents[locator.document]
        headings = self.by_locator[locator].headings
        if resolution_number(document):
            part = "preamble" if locator.kind == "pp" else "operative part"
        elif locator.kind == "timeline":
            part = "timeline"
        else:
            part = headings[-1].rstrip(":") if headings else "text"
        return f"{document.symbol}, {part}"

    def cite(self, place: Place) -> Cited:
        locator, span = place
        paragraph = self.by_locator[locator]
        quote = " ".join(span.of(paragraph.text).split()).rstrip(" ;,:")
        return Cited(
            locator, span, quote, label(paragraph, self.documents[locator.document]),
            paragraph.page_at(span.start), text_hash(paragraph.text),
        )  # fmt: skip

    def make(
        self, kind: Kind, family: Family, stem: str, key: Sequence[str], fact: str,
        places: Sequence[Place], *, wrong: Sequence[str] = (), prompts: Sequence[str] = (),
        rationale: str = "", correction: str = "", askings: Sequence[Asking] = (),
        rivals: Sequence[Locator] = (),
    ) -> QuizItem:  # fmt: skip
        """An item whose options stand in alphabetical order; a quiz shuffles them by its seed."""
        topics: dict[str, None] = {}
        for locator, _ in places:
            if locator in self.headnotes:
                topics.update(dict.fromkeys(self.headnotes[locator].topics))
        locator = places[0][0]
        options = () if kind in ("cloze", "short-answer") else tuple(sorted({*key, *wrong}))
        return QuizItem(
            item_id(locator, kind, f"{family}|{fact}"), kind, level_of(family), family, stem,
            options, tuple(key), rationale, tuple(self.cite(p) for p in places), tuple(topics),
            self.section(locator), str(self.index.fingerprint), tuple(prompts), correction,
            tuple(askings), tuple(rivals),
        )  # fmt: skip

    def seed(self, *parts: object) -> str:
        return "|".join(map(str, (*parts, self.variant)))
