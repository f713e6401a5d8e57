"""Select the paragraphs of a scope that are about a topic, each with its calibrated chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.intent import Scope, Survey
from assistant.search.everywhere import Everywhere
from assistant.survey.features import FEATURES, Measured, features
from assistant.survey.weights import Weights, read_weights
from assistant.text.words import terms
from ingest.library import Library
from ingest.types import AnchorKind, Paragraph

BESIDE: tuple[AnchorKind, ...] = ("acronym", "timeline", "fn")  # kinds that do not stand for the text
FRONT = ("disclaimer", "foreword")  # sections before the text


@dataclass(frozen=True, slots=True)
class Selected:
    """A paragraph of a survey with the ``chance``, 0..1, that it is about the topic; 1 without a topic."""

    paragraph: Paragraph
    chance: float


class Selector:
    """Selects paragraphs of one library. Safe to share between threads."""

    def __init__(self, library: Library, everywhere: Everywhere, weights: Weights | None = None) -> None:
        self._library, self._everywhere = library, everywhere
        self._weights = weights or read_weights("topic", FEATURES)

    def measured(self, survey: Survey) -> Measured:
        """Return how near all paragraphs are to a survey's topic. Raises `StoreError`."""
        reading = survey.query.readings[-1]
        topic = survey.topic
        return Measured(
            self._everywhere.nearness(topic, terms(topic)),
            self._everywhere.nearness(reading.text, reading.terms),
            len(topic.split()),
        )

    def chances(self, survey: Survey) -> tuple[Selected, ...]:
        """Return the paragraphs of a survey's scope in print order, with their chances."""
        rows = self.rows(survey.scope)
        paragraphs = self._library.paragraphs
        if not rows:
            return ()
        if not survey.topic:
            return tuple(Selected(paragraphs[row], 1.0) for row in rows)
        chances = self._weights.chances(features(self.measured(survey), rows, paragraphs))
        return tuple(Selected(paragraphs[r], float(c)) for r, c in zip(rows, chances, strict=True))

    def cut(self, survey: Survey) -> float:
        """Return the least chance at which a paragraph belongs in a survey."""
        return self._weights.cuts[survey.form]

    def rows(self, scope: Scope) -> list[int]:
        """Return the places of the paragraphs of a scope in the library, in print order."""
        return [n for n, p in enumerate(self._library.paragraphs) if in_scope(p, scope)]


def in_scope(paragraph: Paragraph, scope: Scope) -> bool:
    """Tell whether a paragraph belongs to a scope."""
    kind = paragraph.locator.kind
    if paragraph.locator.document not in scope.documents:
        return False
    if scope.headings and not set(scope.headings) & set(paragraph.headings):
        return False
    match scope.kind:
        case "preamble":
            return kind == "pp"
        case "operative":
            return kind == "op"
        case "notes":
            return kind == "fn"
        case _:
            return True


def is_body(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is of the text itself: no acronym, year of a timeline, footnote or preface."""
    return paragraph.locator.kind not in BESIDE and not is_front(paragraph)


def above(selected: Sequence[Selected], cut: float) -> tuple[Selected, ...]:
    """Return those of at least a chance, in the same order; acronyms and prefaces only where there is nothing
    else.
    """
    found = tuple(s for s in selected if s.chance >= cut)
    return tuple(s for s in found if not is_front(s.paragraph)) or found


def is_front(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph stands before the text: a row of acronyms, a preface."""
    locator = paragraph.locator
    return locator.kind == "acronym" or (locator.kind == "section" and locator.tail in FRONT)
