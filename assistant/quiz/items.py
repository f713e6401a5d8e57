"""The values of a quiz. An item carries all that an export needs; it never looks anything up again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from ingest.types import Locator, Span

ItemKind = Literal[
    "multiple-choice",
    "multiple-answer",
    "true-false",
    "cloze",
    "matching",
    "ordering",
    "short-answer",
    "which-says",
]
Level = Literal["recall", "understanding", "application", "analysis"]
Family = Literal[
    "actor",
    "force",
    "action",
    "document",
    "gist",
    "statement",
    "provision",
    "concept",
    "amount",
    "list",
    "acronym",
    "event",
    "adoption",
    "objective",
    "drafted",
    "scenario",
    "reading",
]
KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
LEVELS: tuple[Level, ...] = get_args(Level)
CHOICES = ("multiple-choice", "which-says")  # one right option of four
TYPED = ("cloze", "short-answer")  # the learner writes the answer
WRITTEN: tuple[Family, ...] = ("scenario", "reading")  # by editors, word for word
TRUE, FALSE = "True", "False"
GAP = "_____"
TRIVIAL = 0.35  # weight below which an item is trivia


@dataclass(frozen=True, slots=True)
class QuizCitation:
    """The words an item rests on: verbatim ``quote`` at ``span`` of the paragraph's text, how the
    paragraph is named in print, its page (1-based, where the quote begins), and a hash of its text
    by which a later change is noticed.
    """

    locator: Locator
    span: Span
    quote: str
    label: str
    page: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to the assistant that the paragraph at ``locator`` has to answer; ``inside``:
    only the document that the stem names is searched.
    """

    question: str
    locator: Locator
    inside: bool = False


@dataclass(frozen=True, slots=True)
class OptionFeedback:
    """Explanation of one wrong option: what it confuses, and where that stands."""

    option: str
    text: str


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question for learners.

    ``options`` are shown in this order. ``key``: the right options; for `TYPED` the accepted answers,
    best first; for ordering the options in the right order; for matching the right option for each
    of ``prompts``. ``rivals``: the paragraphs that distractors were taken from. ``correction`` says
    what is right instead of a false statement. ``fingerprint`` is that of the index. ``option_feedback``: why
    wrong options are wrong; ``case``: name of the case whose decisions follow each other, empty for an
    item that stands alone, and ``step`` its place there, from 1. ``weight``: how much the item matters, 0..1.
    """

    id: str
    kind: ItemKind
    level: Level
    family: Family
    stem: str
    options: tuple[str, ...]
    key: tuple[str, ...]
    rationale: str
    citations: tuple[QuizCitation, ...]
    topics: tuple[str, ...]
    section: str
    fingerprint: str
    prompts: tuple[str, ...] = ()
    correction: str = ""
    askings: tuple[Asking, ...] = ()
    rivals: tuple[Locator, ...] = ()
    option_feedback: tuple[OptionFeedback, ...] = ()
    case: str = ""
    step: int = 0
    weight: float = 1.0

    def __post_init__(self) -> None:
        """Raises `ValueError` for an item that rests on no paragraph."""
        if not self.citations:
            raise ValueError("an item needs a citation")

    @property
    def locator(self) -> Locator:
        """The paragraph asked about; of several the first."""
        return self.citations[0].locator

    @property
    def trivial(self) -> bool:
        """Tell whether the item asks for what hardly anybody need know: years, initials, sister texts."""
        return self.weight < TRIVIAL

    @property
    def distractors(self) -> tuple[str, ...]:
        return tuple(o for o in self.options if o not in self.key)

    @property
    def feedback(self) -> str:
        """Explain why the key is right, in the words of the documents, with the paragraph."""
        quotes = " ".join(f"“{c.quote}” ({c.label}, p. {c.page})" for c in self.citations)
        return " ".join(part for part in (self.rationale, self.correction, quotes) if part)

    def feedback_on(self, option: str) -> str:
        """Explain an option: the key with its quotation, a wrong one with what it confuses; empty if
        nobody has said.
        """
        if option in self.key and self.kind not in (*TYPED, "matching", "ordering"):
            return self.feedback
        return self.note_on(option)

    def note_on(self, option: str) -> str:
        """Say what a wrong option confuses, and where that stands; empty if nobody has said."""
        return next((f.text for f in self.option_feedback if f.option == option), "")

    @property
    def answer(self) -> str:
        """Write the key in one line."""
        if self.kind == "matching":
            return "; ".join(f"{p} = {k}" for p, k in zip(self.prompts, self.key, strict=True))
        if self.kind == "ordering":
            return " → ".join(self.key)
        return self.key[0] if self.kind in TYPED else "; ".join(self.key)


@dataclass(frozen=True, slots=True)
class Flaw:
    """An item-writing flaw; one ``minor`` flaw is tolerable, a major one is not."""

    name: str
    detail: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that was not taken, and why."""

    item: QuizItem
    reason: str


def item_id(locator: Locator, kind: ItemKind, fact: str) -> str:
    """Twelve hex digits that stay the same when the wording of the item changes."""
    return hashlib.sha256(f"{locator}|{kind}|{fact}".encode()).hexdigest()[:12]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
