"""What items are made from: one index, read the way a writer of questions reads it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assistant.question.acronyms import Acronyms
from assistant.question.wanted_kinds import held_in
from assistant.quiz.material.abbreviations import written_out
from assistant.quiz.material.clauses import Clause, read_clauses
from assistant.quiz.material.levels import level_of
from assistant.quiz.material.truth import Truth
from assistant.quiz.types import TYPED, Asking, Cited, Family, Kind, QuizItem, item_id, text_hash
from assistant.text.labels import label
from ingest.index.files import Index
from ingest.types import Headnote, Locator, Paragraph, Span

Place = tuple[Locator, Span]
ENOUGH = 80  # characters of a paragraph that a language model is given to ask about
_TELLING = ("para", "op", "pp", "section")


class Source:
    """Paragraphs whose official text is on disk, their clauses and headnotes.

    ``variant`` turns the choice of distractors: 0 for the first draft, 1 and up for another.
    """

    def __init__(self, index: Index, truth: Truth | None = None, variant: int = 0) -> None:
        self.index = index
        self.vocabulary = index.library.vocabulary
        self.held = held_in(self.vocabulary)
        self.truth = truth or Truth(index)
        self.variant = variant
        self._fingerprint = str(index.fingerprint)
        self.documents = {d.id: d for d in index.documents if d.official}
        self.paragraphs: tuple[Paragraph, ...] = tuple(
            p for p in index.paragraphs if p.locator.document in self.documents
        )
        self.by_locator = {p.locator: p for p in self.paragraphs}
        self.headnotes: dict[Locator, Headnote] = {
            h.locator: h for h in index.headnotes if h.locator in self.by_locator
        }
        self._long = {short: long for short, long, _ in Acronyms.of(self.paragraphs).rows}
        self._clauses = {p.locator: read_clauses(p) for p in self.paragraphs}
        self.clauses: tuple[Clause, ...] = tuple(c for some in self._clauses.values() for c in some)

    def again(self, variant: int) -> Source:
        """The same documents with another choice of distractors."""
        return Source(self.index, self.truth, variant)

    def foreseen(self, document: str, text: str) -> bool:
        """Whether a document could have said this: it names no later year."""
        adopted = self.documents[document].adopted.year
        return all(int(year) <= adopted for year in re.findall(r"\b20\d\d\b", text))

    def saying(self, action: str) -> tuple[Clause, ...]:
        """The clauses of paragraphs that may say this."""
        return tuple(c for x in self.truth.said_in(action) for c in self._clauses.get(x, ()))

    def name(self, document: str) -> str:
        """In a sentence: "resolution 1325 (2000)", "the NATO WPS Policy (2024)"."""
        found = self.documents[document]
        number = found.number
        return f"resolution {number} ({found.adopted.year})" if number else f"the {found.symbol}"

    def titled(self, document: str) -> str:
        """As an option or at the beginning of a sentence."""
        name = self.name(document)
        return name[0].upper() + name[1:]

    @property
    def resolutions(self) -> tuple[str, ...]:
        return tuple(i for i, d in self.documents.items() if d.number)

    def section(self, locator: Locator) -> str:
        """Where a paragraph belongs in a blueprint."""
        document = self.documents[locator.document]
        headings = self.by_locator[locator].headings
        if document.number:
            part = "preamble" if locator.kind == "pp" else "operative part"
        elif locator.kind == "timeline":
            part = "timeline"
        else:
            part = headings[-1].rstrip(":") if headings else "text"
        return f"{document.symbol}, {part}"

    def sections(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """Sections of these documents in print order; of all if none are named."""
        return tuple(
            dict.fromkeys(
                self.section(p.locator)
                for p in self.paragraphs
                if not documents or p.locator.document in documents
            )
        )

    def within(
        self, documents: Sequence[str], sections: Sequence[str], topics: Sequence[str]
    ) -> tuple[Locator, ...]:
        """The paragraphs of these documents, sections and topics; empty: all."""
        return tuple(
            x
            for x in self.by_locator
            if (not documents or x.document in documents)
            and (not sections or self.section(x) in sections)
            and (not topics or set(topics) & set(self.topics(x)))
        )

    def telling(
        self, documents: Sequence[str], sections: Sequence[str], topics: Sequence[str], seed: int
    ) -> list[Paragraph]:
        """Of these the paragraphs that say enough to be asked about, shuffled by the seed."""
        found = [self.by_locator[x] for x in self.within(documents, sections, topics)]
        found = [p for p in found if p.locator.kind in _TELLING and len(p.text) >= ENOUGH]
        random.Random(seed).shuffle(found)
        return found

    def topics(self, locator: Locator) -> tuple[str, ...]:
        """What the editors say a paragraph is about."""
        return self.headnotes[locator].topics if locator in self.headnotes else ()

    def explained(self, text: str) -> str:
        """With its abbreviations written out, those that the documents explain."""
        return written_out(text, self._long, self.vocabulary.everyday)

    def cite(self, place: Place) -> Cited:
        locator, span = place
        paragraph = self.by_locator[locator]
        quote = " ".join(span.of(paragraph.text).split()).rstrip(" ;,:")
        return Cited(
            locator,
            span,
            quote,
            label(paragraph, self.documents[locator.document]),
            paragraph.page_at(span.start),
            text_hash(paragraph.text),
        )

    def make(
        self,
        kind: Kind,
        family: Family,
        stem: str,
        key: Sequence[str],
        fact: str,
        places: Sequence[Place],
        *,
        wrong: Sequence[str] = (),
        prompts: Sequence[str] = (),
        rationale: str = "",
        correction: str = "",
        askings: Sequence[Asking] = (),
        rivals: Sequence[Locator] = (),
    ) -> QuizItem:
        """An item whose options stand in alphabetical order; a quiz shuffles them by its seed."""
        topics: dict[str, None] = {}
        for locator, _ in places:
            topics.update(dict.fromkeys(self.topics(locator)))
        locator = places[0][0]
        if family != "acronym":  # there the short form is what is asked for
            stem = self._asked(kind, stem, key)
            if kind not in TYPED:
                key, wrong, prompts = ([self.explained(t) for t in texts] for texts in (key, wrong, prompts))
        options = () if kind in TYPED else tuple(sorted({*key, *wrong}))
        return QuizItem(
            item_id(locator, kind, f"{family}|{fact}"),
            kind,
            level_of(family),
            family,
            stem,
            options,
            tuple(key),
            rationale,
            tuple(self.cite(p) for p in places),
            tuple(topics),
            self.section(locator),
            self._fingerprint,
            tuple(prompts),
            correction,
            tuple(askings),
            tuple(rivals),
        )

    def _asked(self, kind: Kind, stem: str, key: Sequence[str]) -> str:
        """The stem, explained unless that would tell what a gap stands for."""
        told = self.explained(stem)
        given = kind == "cloze" and any(k.lower() in told.lower() for k in key)
        return stem if given else told

    def seed(self, *parts: object) -> str:
        return "|".join(map(str, (*parts, self.variant)))
