"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.acronyms import Acronyms
from assistant.address import Address, find_references
from assistant.asked import Asked, asked_for
from assistant.chatter import plain
from assistant.followup import FEW, adds, instead, thread
from assistant.lexical import terms, words
from assistant.scope import find_documents, looked_in, related, without_documents
from assistant.spelling import Vocabulary
from assistant.types import Turn
from ingest.errors import QuestionError
from ingest.types import Document, Locator

MAX_LENGTH = 4000  # characters

_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_PART = re.compile(
    r"(?<=[?!])\s+|[,;]?(?<!\s)\s+(?:and|but|or)\s+(?=(?:(?:in|to|by|since|for|on|from|with|of)\s+)?(?:what|how|who|when"
    r"|which|where|why)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][a-zà-ÿ'’]\w*(?:['’]s)?|\b\d{3,}\b")
_STAND_FOR_STATES = frozenset({"york", "kyiv", "moscow", "hague", "brussels", "washington"})


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, as the stages need it.

    ``read`` is the question without chatter and slips, ``text`` is embedded, ``whole`` has the names of
    documents as well, ``terms`` are looked up, ``own`` are the terms of the person's own words;
    ``alone`` is what to embed of a follow-up without the question ``leans_on``, both empty for others;
    ``instead`` are that question with a part of it exchanged for what a short follow-up brings;
    ``asked`` is the kind of thing wanted; ``named`` documents are preferred, the answer is wanted from
    the one ``within``, ``only`` are the ones searched, ``cited`` the paragraphs that the conversation
    came from.
    """

    question: str
    read: str
    text: str
    whole: str
    terms: tuple[str, ...]
    own: tuple[str, ...]
    alone: str
    instead: tuple[str, ...]
    leans_on: str
    asked: Asked
    addresses: tuple[Address, ...]
    named: tuple[str, ...]
    within: tuple[str, ...]
    only: tuple[str, ...]
    cited: tuple[Locator, ...]


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
    text = vocabulary.corrected(plain(asked))
    bare = without_documents(text, documents)
    before = thread(text, history)
    cited = before[-1].citations if before else ()
    context = " ".join(" ".join(turn.question.split())[:MAX_LENGTH] for turn in before)
    come_from = _of_history(cited) or find_documents(context, documents)
    meant = find_documents(asked, documents) or related(text, come_from, documents)
    elsewhere = bool(before and meant) and not adds(bare)  # "and in 1820?" asks the same of it
    new = bool(before) and not elsewhere
    full = f"{without_documents(context, documents)} {'' if elsewhere else bare}".strip()
    opened = acronyms.opened(full)
    within = looked_in(text, documents)
    return Query(
        question=asked,
        read=text,
        text=" ".join((full, *(f"({long})" for long in opened))),
        whole=f"{context} {text}".strip(),
        terms=tuple(terms(" ".join((full, *opened)))),
        own=tuple(terms(bare)),
        alone=" ".join((bare, *(f"({x})" for x in acronyms.opened(bare)))) if new else "",
        instead=instead(bare, without_documents(before[-1].question, documents)) if new else (),
        leans_on=before[0].question if before else "",
        asked=asked_for(text),
        addresses=_addresses(asked, within, documents)
        or acronyms.asked(asked)
        or acronyms.shortened(asked),
        named=meant or come_from,
        within=within,
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
    )


def _addresses(
    asked: str, within: Sequence[str], documents: Sequence[Document]
) -> tuple[Address, ...]:
    """Whether "1325 cites paragraph 3 of resolution 1265" is asked of 1325, not of 1265."""
    every = tuple(a for r in find_references(asked, documents) for a in r.addresses)
    ours = any(not a.problem or a.near for a in every)
    return tuple(dict.fromkeys(every)) if ours or not within else ()


def split(question: str) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty for one that asks one thing."""
    parts = [" ".join(part.split()) for part in _PART.split(question)]
    kept = tuple(part for part in parts if len(terms(part)) >= FEW)
    return kept if len(kept) > 1 else ()


def names(text: str) -> tuple[str, ...]:
    """Names inside a sentence, by their capitals, and numbers of three digits and more. Capitals that
    stand for a government are none.
    """
    if text.isupper():
        return ()
    found = (match.group() for match in _NAME.finditer(text))
    return tuple(n for n in found if terms(n) and n.split("'")[0].lower() not in _STAND_FOR_STATES)


def _of_history(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
