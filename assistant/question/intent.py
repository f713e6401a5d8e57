"""The kinds of question: one decision, made once, that says which way the question goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.question.absence import Absence
from assistant.question.address import Address
from assistant.question.query import Query
from assistant.types import Form
from ingest.types import Document, Locator, Paragraph


@dataclass(frozen=True, slots=True)
class Talk:
    """Thanks, a greeting, a test, or a question about the assistant itself; ``line`` answers it."""

    question: str
    line: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """A question for paragraphs at known ``addresses``: nothing is searched or embedded. ``adopted``: the
    document whose date of adoption is asked for.
    """

    query: Query
    addresses: tuple[Address, ...]
    adopted: Document | None

    @property
    def likely(self) -> tuple[str, ...]:
        """Ids of the documents to try, in order, for addresses that name none."""
        return (*self.query.named, *self.query.only)


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """A question for the documents that do not mention something."""

    query: Query
    absence: Absence


@dataclass(frozen=True, slots=True)
class Outside:
    """A question that no document can answer, and why; ``naming`` is a paragraph that names what is asked
    for, None if none does.
    """

    query: Query
    reason: str
    naming: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that is searched for."""

    query: Query


ScopeKind = Literal["all", "preamble", "operative", "notes"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which paragraphs a survey looks at: of the ``documents`` with these ids, in the order named; under the
    ``headings`` if there are any; and of one ``kind``.
    """

    documents: tuple[str, ...]
    headings: tuple[str, ...] = ()
    kind: ScopeKind = "all"


@dataclass(frozen=True, slots=True)
class Survey:
    """A broad question, answered by many paragraphs in one ``form``. ``topic``: the words of the question
    on what they are about, without scope and form; empty where all of the scope is asked for. ``actors``:
    who must do something, by their names in the corpus's vocabulary; none for anybody. ``shown``: paragraphs
    that the conversation has shown already, of which more are asked for; ``most``: how many paragraphs are to
    be shown at most, 0 for as many as the form allows.
    """

    query: Query
    form: Form
    topic: str
    scope: Scope
    actors: tuple[str, ...] = ()
    shown: frozenset[Locator] = frozenset()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Clarify:
    """A question that fits several documents equally and names none: ``options`` are ids of documents, of
    which each is asked by itself.
    """

    query: Query
    options: tuple[str, ...]


Single = Talk | LookUp | Unmentioned | Outside | Ask | Survey | Clarify


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks, in the person's words."""

    text: str
    intent: Single


@dataclass(frozen=True, slots=True)
class Several:
    """A question that asks several things: read as a ``whole``, and part by part."""

    whole: LookUp | Unmentioned | Outside | Ask | Survey | Clarify
    parts: tuple[Part, ...]


Intent = Single | Several
