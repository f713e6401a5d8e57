"""The values of an answer. A `Draft` is untrusted; only `assistant.answer.verify` makes an `Answer`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ingest.provision import Provision
from ingest.types import Locator, Paragraph, Span

Source = Literal["dense", "lexical"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A raw score: dense is a cosine −1..1, lexical is BM25 ≥ 0. Never compared, only fused."""

    locator: Locator
    span: Span
    score: float
    source: Source


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange: the question and the paragraphs that its answer cited."""

    question: str
    citations: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A ranked paragraph. ``relevance`` is the calibrated chance, 0..1, that it answers; ``rank``
    counts from 1; ``spans`` are its statements with their nearness to the question, best first;
    ``further`` is the chance, 0..1, that it belongs in the answer beside the first paragraph.
    """

    paragraph: Paragraph
    relevance: float
    rank: int
    score: float = 0.0
    spans: tuple[tuple[Span, float], ...] = ()
    further: float = 0.0


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A statement of a draft: ``marker`` is a locator as text, ``quote`` the words relied on; ``also``
    are further markers.
    """

    text: str
    marker: str
    quote: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    statements: tuple[DraftStatement, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """``span`` of the paragraph's text is quoted; ``support`` 0..1, 1 for a verbatim statement."""

    locator: Locator
    span: Span
    support: float


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    citations: tuple[Citation, ...]


RejectionReason = Literal[
    "malformed",
    "unknown paragraph",
    "not in evidence",
    "quote not found",
    "unsupported",
    "uncited",
    "repeated",
]


@dataclass(frozen=True, slots=True)
class Rejection:
    statement: str
    marker: str
    reason: RejectionReason
    detail: str


@dataclass(frozen=True, slots=True)
class Written:
    """A language model's part in an answer. ``used``: the answer's statements are its own, each verified;
    else they are the documents' words, ``notice`` says why in one line and ``details`` says more.
    ``drafted`` is all that it wrote, ``rejections`` what of that did not hold; tokens are 0 where the
    server does not count them.
    """

    model: str
    used: bool
    notice: str
    details: str
    drafted: tuple[DraftStatement, ...]
    rejections: tuple[Rejection, ...]
    prompt_tokens: int
    reply_tokens: int
    seconds: float


How = Literal[
    "looked up", "words found", "told from all words", "found", "surveyed", "asked back", "written by a model"
]
Form = Literal["overview", "summary", "list", "compare", "register", "timeline"]
FORMS: tuple[Form, ...] = get_args(Form)
EntryKind = Literal["", "both", "only here", "differs"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of a survey: its words with their citations, all verified.

    ``summary``: the editors' words on it, which are not verified; empty without any. ``kind`` says of a
    comparison how the paragraph stands to the other sides, ``differs`` what differs, in one line. ``date``:
    day, month or year of an entry of a timeline, as shown; ``past``: its deadline lies behind.
    ``provisions``: those of it that a register lists.
    """

    locator: Locator
    statements: tuple[Statement, ...]
    summary: str = ""
    kind: EntryKind = ""
    differs: str = ""
    date: str = ""
    past: bool = False
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a survey under one ``heading``: of one ``document`` (its id), or of a topic of several, with
    an empty one.
    """

    heading: str
    document: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Every statement carries at least one citation that resolves. ``how`` the answer came about: its
    paragraphs were looked up by their addresses, print the words in quotation marks, are the first to
    mention something in each document, or were found to answer; or a language model wrote it from such.
    ``remarks`` are sentences about the answer: how a follow-up was read, which part of the question is
    not answered. ``written`` is None where no language model took part.

    A broad question is answered by a survey of one ``form``, empty for other answers: ``lead`` is its first
    line, ``groups`` its entries, whose statements are those of the answer in the same order, and ``rest`` the
    paragraphs of the survey that are not shown. ``offers``: questions that the documents answer, to go on
    with.
    """

    question: str
    statements: tuple[Statement, ...]
    evidence: tuple[Evidence, ...]
    how: How
    rejections: tuple[Rejection, ...] = ()
    remarks: tuple[str, ...] = ()
    written: Written | None = None
    form: Form | Literal[""] = ""
    lead: str = ""
    groups: tuple[Group, ...] = ()
    rest: tuple[Locator, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(c for s in self.statements for c in s.citations)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of a survey in the order shown; none of other answers."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def relevance(self) -> float:
        return self.evidence[0].relevance if self.evidence else 0.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """``reason`` is a sentence for the asker; ``evidence`` holds the nearest paragraphs, best first;
    ``searched`` names the documents, none where the question was small talk; ``unknown`` the question's
    words that occur in none of them; ``offers`` are questions near it that the documents answer.
    """

    question: str
    reason: str
    evidence: tuple[Evidence, ...]
    searched: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


Reply = Answer | Refusal
