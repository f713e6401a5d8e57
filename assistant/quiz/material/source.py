"""The documents as the writers of quiz items need them: paragraphs, clauses, names, topics, citations."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from assistant.question.acronyms import Acronyms
from assistant.question.wanted_kinds import held_in
from assistant.quiz.items import TYPED, Asking, Family, ItemKind, QuizCitation, QuizItem, item_id, text_hash
from assistant.quiz.material.abbreviations import written_out
from assistant.quiz.material.clauses import Clause, read_clauses
from assistant.quiz.material.importance import Importance, read_importance
from assistant.quiz.material.levels import level_of
from assistant.quiz.material.option_notes import option_notes
from assistant.quiz.material.truth import Truth
from assistant.quiz.material.written import Written, read_written
from assistant.text.labels import label
from ingest.index.files import Index
from ingest.types import Locator, Paragraph, Span

Excerpt = tuple[Locator, Span]
ENOUGH = 80  # characters of a paragraph that a language model is given to ask about
_TELLING = ("para", "op", "pp", "section")


class QuizSource:
    """Paragraphs whose official text is on disk, their clauses and headnotes.

    ``folder`` of the corpus, in which editors' quiz material lies; ``variant`` turns the choice of
    distractors: 0 for the first draft, 1 and up for another.
    """

    def __init__(
        self, index: Index, truth: Truth | None = None, variant: int = 0, folder: Path | None = None
    ) -> None:
        self.index = index
        self.library = index.library.official().newest()
        self.held = held_in(self.library.vocabulary)
        self.truth = truth or Truth(index)
        self.variant = variant
        self._folder = folder
        self._fingerprint = str(index.fingerprint)
        self._long = {short: long for short, long, _ in Acronyms.of(self.library.paragraphs).rows}
        self._clauses = {
            p.locator: read_clauses(p, self.library.provisions(p.locator), self.library.vocabulary.quiz)
            for p in self.library.paragraphs
        }
        self.clauses: tuple[Clause, ...] = tuple(c for some in self._clauses.values() for c in some)

    def again(self, variant: int) -> QuizSource:
        """Return the same documents with another choice of distractors."""
        return QuizSource(self.index, self.truth, variant, self._folder)

    @cached_property
    def importance(self) -> Importance:
        """What matters in this corpus. Raises `CorpusError` for a damaged file."""
        return read_importance(self._folder)

    @cached_property
    def written(self) -> Written:
        """What editors wrote for quizzes on these documents. Raises `CorpusError` for a damaged file."""
        return read_written(self._folder, self.library) if self._folder else Written()

    def foreseen(self, document: str, text: str) -> bool:
        """Tell whether a document could have said this: the text names no year after its adoption."""
        adopted = self.library.document(document).adopted.year
        return all(int(year) <= adopted for year in re.findall(r"\b20\d\d\b", text))

    def clauses_of(self, locator: Locator) -> tuple[Clause, ...]:
        """Return the clauses of one paragraph in print order."""
        return self._clauses.get(locator, ())

    def saying(self, action: str) -> tuple[Clause, ...]:
        """Return the clauses of all paragraphs that may say ``action``."""
        return tuple(c for x in self.truth.said_in(action) for c in self.clauses_of(x))

    def name(self, document: str) -> str:
        """Name a document within a sentence: "resolution 1325 (2000)", "the NATO WPS Policy (2024)"."""
        found = self.library.document(document)
        number = found.number
        return f"resolution {number} ({found.adopted.year})" if number else f"the {found.symbol}"

    def titled(self, document: str) -> str:
        """Name a document with a capital, as an option or at the beginning of a sentence."""
        name = self.name(document)
        return name[0].upper() + name[1:]

    @property
    def resolutions(self) -> tuple[str, ...]:
        return tuple(d.id for d in self.library.documents if d.number)

    def section(self, locator: Locator) -> str:
        """Return the section of a paragraph: the document's symbol with a heading or part."""
        document = self.library.document(locator.document)
        headings = self.library.paragraph(locator).headings
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
                for p in self.library.paragraphs
                if not documents or p.locator.document in documents
            )
        )

    def within(
        self, documents: Sequence[str], sections: Sequence[str], topics: Sequence[str]
    ) -> tuple[Locator, ...]:
        """List the paragraphs of these documents, sections and topics; an empty argument means all."""
        return tuple(
            x
            for x in (p.locator for p in self.library.paragraphs)
            if (not documents or x.document in documents)
            and (not sections or self.section(x) in sections)
            and (not topics or set(topics) & set(self.topics(x)))
        )

    def telling(
        self, documents: Sequence[str], sections: Sequence[str], topics: Sequence[str], seed: int
    ) -> list[Paragraph]:
        """List the paragraphs `within` these that say enough to be asked about, shuffled by the seed."""
        found = [self.library.paragraph(x) for x in self.within(documents, sections, topics)]
        found = [p for p in found if p.locator.kind in _TELLING and len(p.text) >= ENOUGH]
        random.Random(seed).shuffle(found)
        return found

    def topics(self, locator: Locator) -> tuple[str, ...]:
        """Return the topics that the editors gave a paragraph; none without a headnote."""
        headnote = self.library.headnote(locator)
        return headnote.topics if headnote else ()

    def explained(self, text: str) -> str:
        """Write out the abbreviations of a text that the documents explain."""
        return written_out(text, self._long, self.library.vocabulary.everyday)

    def cite(self, place: Excerpt) -> QuizCitation:
        locator, span = place
        paragraph = self.library.paragraph(locator)
        quote = " ".join(span.of(paragraph.text).split()).rstrip(" ;,:")
        return QuizCitation(
            locator,
            span,
            quote,
            label(paragraph, self.library.document(locator.document)),
            paragraph.page_at(span.start),
            text_hash(paragraph.text),
        )

    def make(
        self,
        kind: ItemKind,
        family: Family,
        stem: str,
        key: Sequence[str],
        fact: str,
        places: Sequence[Excerpt],
        *,
        wrong: Sequence[str] = (),
        prompts: Sequence[str] = (),
        rationale: str = "",
        correction: str = "",
        askings: Sequence[Asking] = (),
        rivals: Sequence[Locator] = (),
    ) -> QuizItem:
        """Make an item whose options stand in alphabetical order; a quiz shuffles them by its seed."""
        topics: dict[str, None] = {}
        for locator, _ in places:
            topics.update(dict.fromkeys(self.topics(locator)))
        locator = places[0][0]
        if family != "acronym":  # there the short form is what is asked for
            stem = self._asked(kind, stem, key)
            if kind not in TYPED:
                key, wrong, prompts = ([self.explained(t) for t in texts] for texts in (key, wrong, prompts))
        citations = tuple(self.cite(p) for p in places)
        sources = [self.cite((rival, Span(0, 1))).label for rival in rivals]
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
            citations,
            tuple(topics),
            self.section(locator),
            self._fingerprint,
            tuple(prompts),
            correction,
            tuple(askings),
            tuple(rivals),
            option_notes(family, key[0], wrong, citations[0].label, sources),
            weight=self.importance.of_item(family, locator, self.library),
        )

    def _asked(self, kind: ItemKind, stem: str, key: Sequence[str]) -> str:
        """The stem, explained unless that would tell what a gap stands for."""
        told = self.explained(stem)
        given = kind == "cloze" and any(k.lower() in told.lower() for k in key)
        return stem if given else told

    def seed(self, *parts: object) -> str:
        return "|".join(map(str, (*parts, self.variant)))
