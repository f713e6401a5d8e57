"""The values of a quiz. An item carries all that an export needs; it never looks anything up again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from ingest.types import Locator, Span

Kind = Literal[
    "multiple-choice",
    "multiple-answer",
    "true-false",
    "cloze",
    "matching",
    "ordering",
    "short-answer",
    "which-says",
]
Level = Literal["recall", "understanding", "application"]
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
]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
CHOICES = ("multiple-choice", "which-says")  # one right option of four
TYPED = ("cloze", "short-answer")  # the learner writes the answer
TRUE, FALSE = "True", "False"
GAP = "_____"


@dataclass(frozen=True, slots=True)
class Cited:
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
    """What the assistant is asked to see whether the paragraph at ``locator`` answers it; ``inside``:
    only the document that the stem names is searched.
    """

    question: str
    locator: Locator
    inside: bool = False


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One question for learners.

    ``options`` are shown in this order. ``key``: the right options; for `TYPED` the accepted answers,
    best first; for ordering the options in the right order; for matching the right option for each
    of ``prompts``. ``rivals``: the paragraphs that distractors were taken from. ``correction`` says
    what is right instead of a false statement. ``fingerprint`` is that of the index.
    """

    id: str
    kind: Kind
    level: Level
    family: Family
    stem: str
    options: tuple[str, ...]
    key: tuple[str, ...]
    rationale: str
    citations: tuple[Cited, ...]
    topics: tuple[str, ...]
    section: str
    fingerprint: str
    prompts: tuple[str, ...] = ()
    correction: str = ""
    askings: tuple[Asking, ...] = ()
    rivals: tuple[Locator, ...] = ()

    @property
    def locator(self) -> Locator:
        """The paragraph asked about; of several the first."""
        return self.citations[0].locator

    @property
    def distractors(self) -> tuple[str, ...]:
        return tuple(o for o in self.options if o not in self.key)

    @property
    def feedback(self) -> str:
        """Why the key is right, in the words of the documents, with the paragraph."""
        quotes = " ".join(f"“{c.quote}” ({c.label}, p. {c.page})" for c in self.citations)
        return " ".join(part for part in (self.rationale, self.correction, quotes) if part)

    @property
    def answer(self) -> str:
        """The key in one line."""
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


def item_id(locator: Locator, kind: Kind, fact: str) -> str:
    """Twelve hex digits that stay the same when the wording of the item changes."""
    return hashlib.sha256(f"{locator}|{kind}|{fact}".encode()).hexdigest()[:12]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
