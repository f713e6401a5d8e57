"""The values that travel between stages. Frozen, hashable, no optional that means "not yet"."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_DOCUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:@\d{4}(?:-\d\d){0,2})?")
_ANCHOR = re.compile(
    r"(?:para|sec)-\d+(?:\.\d+)*(?:-[a-z0-9]+)*|fn-\d+|(?:op|art|step)-\d+[a-z]?(?:-[a-z0-9]+)*"
    r"|(?:pp|rec|row)-\d+|timeline-\d{4}"
    r"|(?:section|acronym|annex)-[^\W_]+(?:-[^\W_]+)*"
)
_RESOLUTION = re.compile(r"(?:S/RES/|(?:UN)?SCR\s?|(?:UNSC\s)?Res(?:olution\b|\.|\b)\s?)(\d+)", re.IGNORECASE)
ADDITIONS = ("bis", "ter", "quater", "quinquies", "sexies", "septies")  # "1 bis" stands beside 1
_ITEMS = frozenset(("op", "para", "sec", "art", "step"))  # kinds whose anchors name items below one another
AnchorKind = Literal[
    "para", "fn", "op", "pp", "timeline", "section", "acronym", "annex", "art", "rec", "sec", "step", "row"
]


@dataclass(frozen=True, slots=True, order=True)
class Locator:
    """The address of one citable paragraph: ``<document>#<anchor>``; of a document with versions, the
    document is ``<name>@<date>``, or its name alone for the newest.

    >>> str(Locator.parse("unscr-1325#op-8-a"))
    'unscr-1325#op-8-a'
    >>> Locator.parse("nato-wps@2021#para-5").document
    'nato-wps@2021'
    >>> Locator.parse("nato-wps-2024#para-17.2").kind
    'para'
    """

    document: str
    anchor: str

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Read the printed form; ``ValueError`` if it is not one."""
        document, hash_, anchor = text.partition("#")
        if not (hash_ and _DOCUMENT.fullmatch(document) and _ANCHOR.fullmatch(anchor)):
            raise ValueError(
                f"{text!r} is not a locator; expected <document>#<anchor>, e.g. unscr-1325#op-8-a"
            )
        return cls(document, anchor)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        """Read and write a locator in JSON in its printed form."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )

    @property
    def kind(self) -> AnchorKind:
        return self.anchor.partition("-")[0]  # type: ignore[return-value]

    @property
    def tail(self) -> str:
        """The anchor without its kind: ``17.2``, ``8-a``, ``csap``."""
        return self.anchor.partition("-")[2]

    @property
    def parent(self) -> Locator | None:
        """``op-8`` of ``op-8-a``, ``para-17`` of ``para-17.2``, ``art-4`` of ``art-4-2``; None for a
        top-level paragraph, as the second paragraph without a number of an article (``art-4-par-2``) is.
        """
        if self.kind in _ITEMS and "-" in self.tail:
            above, _, last = self.anchor.rpartition("-")
            alone = above.endswith("-par") or last in ADDITIONS
            return None if alone else Locator(self.document, above)
        if self.kind in ("para", "sec") and "." in self.tail:
            return Locator(self.document, self.anchor.rpartition(".")[0])
        return None

    def is_below(self, other: Locator) -> bool:
        """Tell whether this is an item of ``other``, or an item of such an item."""
        parent = self.parent
        return parent is not None and (parent == other or parent.is_below(other))

    def __str__(self) -> str:
        return f"{self.document}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points ``start`` (included) to ``end`` (excluded) of a paragraph's text."""

    start: int
    end: int

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        """Read and write a span in JSON as [start, end]."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            lambda pair: cls(*pair),
            core_schema.tuple_schema([core_schema.int_schema(), core_schema.int_schema()]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda s: [s.start, s.end]),
        )

    def of(self, text: str) -> str:
        return text[self.start : self.end]


UNKNOWN_DAY = dt.date.min  # of a document that does not say when it was adopted


@dataclass(frozen=True, slots=True)
class Document:
    """One official document that is on disk; ``sha256`` is of its file.

    ``official`` is False where only headnotes stand in for the official wording. ``number`` is that of a
    Security Council resolution, 1325 of S/RES/1325 (2000); None for other documents. ``supersedes``: id
    of the earlier version of the same document, empty for none.
    """

    id: str
    title: str
    issuer: str
    symbol: str
    adopted: dt.date
    source_url: str
    filename: str
    sha256: str
    official: bool = True
    supersedes: str = ""
    number: int | None = field(init=False)

    def __post_init__(self) -> None:
        match = _RESOLUTION.match(self.symbol)
        object.__setattr__(self, "number", int(match[1]) if match else None)


def text_hash(text: str) -> str:
    """Return 12 hexadecimal digits that change with every letter and digit of a text, and with nothing
    else: the same words out of another file, with other quotation marks or hyphens, have the same.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return hashlib.sha256("".join(filter(str.isalnum, plain)).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Place:
    """Printed place of the characters of a paragraph's text from offset ``start`` on are printed: the line of
    ``page`` (1-based) that begins ``x`` points from the left with its baseline ``y`` points above
    the foot, in letters of ``size`` points.
    """

    start: int
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One citable paragraph.

    ``printed`` is the number as printed ("17.2.", "(a)"), empty where the document prints none.
    ``notes`` are the footnotes that the text refers to. Pages are 1-based pages of the PDF;
    ``page_starts`` holds, for each page after the first, the offset in ``text`` at which it begins;
    ``places`` holds its printed lines in order, none if the document is not on disk.
    """

    locator: Locator
    printed: str
    headings: tuple[str, ...]
    text: str
    notes: tuple[Locator, ...]
    first_page: int
    last_page: int
    page_starts: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def text_hash(self) -> str:
        """Hash of its text, by which what was written on it knows it again."""
        return text_hash(self.text)

    def page_at(self, offset: int) -> int:
        """The page on which the character at ``offset`` is printed."""
        page = self.first_page
        for start, number in self.page_starts:
            if offset >= start:
                page = number
        return page


@dataclass(frozen=True, slots=True)
class Headnote:
    """An editor's plain words on one paragraph: what it says, and how people ask for it.

    ``silent``: questions that a reader of the paragraph goes on to ask and that no document answers;
    ``topics`` are of the corpus's vocabulary, ``force`` is of `ingest.documents.headnotes.FORCES`;
    ``text_hash`` is of the paragraph's text that it was written for, empty if that is not known.
    """

    locator: Locator
    summary: str
    questions: tuple[str, ...]
    topics: tuple[str, ...]
    force: str
    silent: tuple[str, ...] = ()
    text_hash: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Summary and questions of the headnote."""
        return (self.summary, *self.questions)


ChunkKind = Literal["paragraph", "sentence", "headnote", "silent"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of one paragraph, and the text that is embedded for it (heading path included).

    Headnote chunks stand for the whole paragraph; ``number`` tells them apart, 0 is the summary. Silent
    ones are questions on its subject that it does not answer.
    """

    locator: Locator
    span: Span
    text: str
    kind: ChunkKind
    number: int = 0

    @property
    def id(self) -> str:
        """The key under which a vector is stored; says all that a search needs to know."""
        return f"{self.locator}@{self.span.start}-{self.span.end}:{self.kind}.{self.number}"


@cache
def parse_chunk_id(text: str) -> tuple[Locator, Span, ChunkKind]:
    """Locator, span and kind of a `Chunk.id`; ``ValueError`` if it is not one."""
    locator, _, rest = text.rpartition("@")
    span, _, kind = rest.partition(":")
    start, _, end = span.partition("-")
    return Locator.parse(locator), Span(int(start), int(end)), kind.partition(".")[0]  # type: ignore[return-value]
