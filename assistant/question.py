"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.address import Address, find_addresses, find_documents
from assistant.lexical import terms, words
from assistant.types import Turn
from ingest.errors import QuestionError
from ingest.types import Document, Locator, Paragraph

MAX_LENGTH = 4000  # characters

_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_ANAPHORA = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|there|he|she|his|her|former|latter"
    r"|same|such|one|ones)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^\W*(?:and|but|so|what about|how about|also|or|then)\b", re.IGNORECASE)
_MEANING = re.compile(
    r"\bstands? for\b|\bacronym|\babbreviat|\bspell(?:ed|s|t)?(?: it)? out\b|\bshort for\b"
    r"|\bmeaning of\b|\bmeans?\b|\bfull (?:name|form)\b",
    re.IGNORECASE,
)
FEW = 2  # terms; a question with no more leans on the one before


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, as the stages need it.

    ``text`` is embedded, ``terms`` are looked up, ``own`` are the terms of the person's own words;
    ``named`` documents are preferred, ``only`` are the ones searched, ``cited`` the paragraphs that
    the conversation came from.
    """

    question: str
    text: str
    terms: tuple[str, ...]
    own: tuple[str, ...]
    addresses: tuple[Address, ...]
    named: tuple[str, ...]
    only: tuple[str, ...]
    cited: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Acronyms:
    """The corpus's own table: short form, long form, and where the row stands."""

    rows: tuple[tuple[str, str, Locator], ...]

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Acronyms:
        rows = [
            (p.printed, p.text.removeprefix(p.printed).strip(), p.locator)
            for p in paragraphs
            if p.locator.kind == "acronym"
        ]
        return cls(tuple(rows))

    def opened(self, text: str) -> tuple[str, ...]:
        """What the text's acronyms stand for, and the acronyms of what it spells out."""
        lower = " ".join(words(text))
        found = [long for short, long, _ in self.rows if len(short) > 2 and _holds(text, short)]
        found += [short for short, long, _ in self.rows if " ".join(words(long)) in lower]
        return tuple(found)

    def asked(self, text: str) -> tuple[Address, ...]:
        """The rows of the table that a question like "what does CSAP stand for?" asks for."""
        if not _MEANING.search(text):
            return ()
        return tuple(
            Address("acronym", where.tail, where.document)
            for short, _, where in self.rows
            if _holds(text, short, upper=True)
        )


def _holds(text: str, short: str, upper: bool = False) -> bool:
    flags = 0 if upper and len(short) < 4 else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text, flags) is not None


def clean(question: str) -> str:
    """Visible text on one line. Raises `QuestionError` if there is none or too much of it."""
    visible = "".join(
        " " if char.isspace() else "" if unicodedata.category(char) in _INVISIBLE else char
        for char in unicodedata.normalize("NFC", question)
    )
    text = " ".join(visible.split())
    if not text:
        raise QuestionError("the question is empty; write what you want to know")
    if len(text) > MAX_LENGTH:
        raise QuestionError(
            f"the question has {len(text):,} characters, more than {MAX_LENGTH:,}; shorten it"
        )
    if not words(text):
        raise QuestionError("the question holds no words; write what you want to know")
    return text


def understand(
    question: str, history: Sequence[Turn], documents: Sequence[Document], acronyms: Acronyms,
    only: Sequence[str] = (),
) -> Query:  # fmt: skip
    """Raises `QuestionError` for a question that cannot be asked."""
    text = clean(question)
    own = tuple(terms(text))
    before = history[-1] if history and leans(text) else None
    named = find_documents(text, documents)
    cited: tuple[Locator, ...] = ()
    full = text
    if before is not None:
        full = f"{' '.join(before.question.split())[:MAX_LENGTH]} {text}"
        cited = before.citations
    opened = acronyms.opened(full)
    return Query(
        question=text,
        text=" ".join((full, *(f"({long})" for long in opened))),
        terms=tuple(terms(" ".join((full, *opened)))),
        own=own,
        addresses=find_addresses(text, documents) or acronyms.asked(text),
        named=named or _of_history(cited),
        only=tuple(only),
        cited=cited,
    )


def leans(question: str) -> bool:
    """Whether a question needs the one before it to be understood."""
    return (
        bool(_ANAPHORA.search(question) or _CONTINUES.match(question))
        or len(terms(question)) <= FEW
    )


def _of_history(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
