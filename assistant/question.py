"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.address import Address, find_addresses, find_documents, resolution_number
from assistant.asked import Asked, asked_for
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
_MEANING = (  # "what does X stand for", "X = ?", "spell out X": the acronym itself is asked for
    r"(?i:what (?:do|does|is)|meaning of|spell(?: out)?|expand|acronym|abbreviation|short for)\s+"
    r"(?:(?i:the|acronym|abbreviation|letters)\s+)*[\"'“‘]?{short}\b(?!\s+[A-Za-z]+ing)"
    r"(?=[\"'”’]?(?:\s+(?i:stands?|means?|mean|short|in|for|out)\b|\s*(?:[?.!,:;=]|$)))"
    r"|\b{short}\b[\"'”’]?\s*(?:=|:?\s*(?i:what does (?:it|that|this)|stands? for|meaning"
    r"|in full|spelled out))"
    r"|\b{short}\b.*(?i:\bspell (?:it |that |this )?out|\bstands? for\b|\bin full\b)"
)
_PART = re.compile(
    r"(?<=[?!])\s+|[,;]?\s+(?:and|but|or)\s+(?=(?:what|how|who|when|which|where|why)\b)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"\((?P<short>[A-Z]{2,8})s?\)")
_SMALL = {"and", "of", "on", "for", "the", "in", "to", "against"}
LONG = 8  # letters; words as long may have two slips
FEW = 2  # terms; a question with no more leans on the one before


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, as the stages need it.

    ``text`` is embedded, ``terms`` are looked up, ``own`` are the terms of the person's own words;
    ``alone`` is what to embed of a follow-up without the question that it leans on, empty for
    others; ``asked`` is the kind of thing wanted; ``named`` documents are preferred, ``only`` are the
    ones searched, ``cited`` the paragraphs that the conversation came from.
    """

    question: str
    text: str
    terms: tuple[str, ...]
    own: tuple[str, ...]
    alone: str
    asked: Asked
    addresses: tuple[Address, ...]
    named: tuple[str, ...]
    only: tuple[str, ...]
    cited: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Acronyms:
    """Short form, long form, and where that stands: rows of the policy's table and, for others, the
    first paragraph that writes both out, "Peacebuilding Support Office (PBSO)".
    """

    rows: tuple[tuple[str, str, Locator], ...]

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Acronyms:
        rows = [
            (p.printed, p.text.removeprefix(p.printed).strip(), p.locator)
            for p in paragraphs
            if p.locator.kind == "acronym"
        ]
        known = {short for short, _, _ in rows}
        for paragraph in paragraphs:
            for match in _IN_TEXT.finditer(paragraph.text):
                short = match["short"]
                long = _long_form(paragraph.text[: match.start()], short)
                if long and short not in known:
                    known.add(short)
                    rows.append((short, long, paragraph.locator))
        return cls(tuple(rows))

    def opened(self, text: str) -> tuple[str, ...]:
        """What the text's acronyms stand for, and the acronyms of what it spells out."""
        lower = " ".join(words(text))
        found = [long for short, long, _ in self.rows if len(short) > 2 and _holds(text, short)]
        found += [short for short, long, _ in self.rows if " ".join(words(long)) in lower]
        return tuple(found)

    def asked(self, text: str) -> tuple[Address, ...]:
        """The rows of the table that a question like "what does CSAP stand for?" asks for."""
        return tuple(
            Address(where.kind, where.tail, where.document)
            for short, _, where in self.rows
            if re.search(_MEANING.format(short=re.escape(short)), text)
        )


def _long_form(before: str, short: str) -> str:
    """The words at the end of ``before`` whose initials are ``short``; empty if there are none."""
    kept: list[str] = []
    letters = list(short.lower())
    for word in reversed(re.split(r"[\s-]+", before.strip())[-3 * len(short) :]):
        if letters and word[:1].lower() == letters[-1]:
            letters.pop()
        elif word.lower() not in _SMALL or not letters:
            break
        kept.insert(0, word)
        if not letters:
            return " ".join(kept)
    return ""


def _holds(text: str, short: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(short)}s?(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the corpus and its headnotes use, to correct what a person mistyped."""

    words: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        return cls(frozenset(w for text in texts for w in words(text)))

    def corrected(self, text: str) -> str:
        """Words that no document uses become the one that differs by a slip of the fingers: one letter
        in five to seven, two in longer ones, the first letter right. Names in capitals stay.
        """
        return re.sub(r"[^\W\d_]{5,}", lambda match: self._near(match.group()), text)

    def _near(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        lower = word.lower()
        if word.isupper() or lower in self.words:
            return word
        limit = 1 if len(lower) < LONG else 2
        near = [
            (distance, other)
            for other in self.words
            if other[0] == lower[0]
            and abs(len(other) - len(lower)) <= limit
            and (distance := OSA.distance(lower, other, score_cutoff=limit)) <= limit
        ]
        return min(near)[1] if near else word


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
    vocabulary: Vocabulary, only: Sequence[str] = (),
) -> Query:  # fmt: skip
    """Raises `QuestionError` for a question that cannot be asked."""
    asked = clean(question)
    text = vocabulary.corrected(asked)
    own = tuple(terms(text))
    before = history[-1] if history and leans(text) else None
    named = find_documents(text, documents)
    cited: tuple[Locator, ...] = ()
    full = text
    if before is not None:
        full = f"{_context(history, named, documents)} {text}"
        cited = before.citations
    opened = acronyms.opened(full)
    return Query(
        question=asked,
        text=" ".join((full, *(f"({long})" for long in opened))),
        terms=tuple(terms(" ".join((full, *opened)))),
        own=own,
        alone=" ".join((text, *(f"({x})" for x in acronyms.opened(text)))) if before else "",
        asked=asked_for(text),
        addresses=find_addresses(text, documents) or acronyms.asked(text),
        named=named or _of_history(cited),
        only=tuple(only),
        cited=cited,
    )


def _context(history: Sequence[Turn], named: Sequence[str], documents: Sequence[Document]) -> str:
    """The questions that a follow-up leans on, back to the first that stands by itself. Where the
    follow-up names a document of its own, theirs are taken out.
    """
    found: list[str] = []
    for turn in reversed(history):
        found.insert(0, " ".join(turn.question.split())[:MAX_LENGTH])
        if not leans(turn.question):
            break
    text = " ".join(found)
    for document in documents if named else ():
        number = resolution_number(document)
        text = re.sub(rf"\b{number}\b" if number else r"(?i)\bNATO(?:'s)?\b", " ", text)
    return text


def split(question: str) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty for one that asks one thing."""
    parts = [" ".join(part.split()) for part in _PART.split(question)]
    kept = tuple(part for part in parts if len(terms(part)) >= FEW)
    return kept if len(kept) > 1 else ()


def leans(question: str) -> bool:
    """Whether a question needs the one before it to be understood."""
    return (
        bool(_ANAPHORA.search(question) or _CONTINUES.match(question))
        or len(terms(question)) <= FEW
    )


def _of_history(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
