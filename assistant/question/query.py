"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.question.acronyms import Acronyms
from assistant.question.documents import find_documents, looked_in, related, without_documents
from assistant.question.follow_ups import adds, instead, thread
from assistant.question.pasted import lines_of, visible
from assistant.question.phrases import phrases
from assistant.question.small_talk import plain, small_talk
from assistant.question.spelling import Vocabulary
from assistant.question.wanted import Asked, asked_for
from assistant.text.words import terms, words
from assistant.types import Turn
from ingest.errors import QuestionError
from ingest.types import Document, Locator

MAX_LENGTH = 4000  # characters

_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][a-zà-ÿ'’]\w*(?:['’]s)?|\b\d{3,}\b")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, as the stages need it.

    ``read`` is the question without chatter and slips, ``text`` is embedded, ``whole`` has the names of
    documents as well, ``terms`` are looked up, ``own`` are the terms of the person's own words;
    ``alone`` is what to embed of a follow-up without the question ``leans_on``, both empty for others;
    ``instead`` are that question with a part of it exchanged for what a short follow-up brings;
    ``asked`` is the kind of thing wanted; ``named`` documents are preferred, the answer is wanted from
    the one ``within``, ``only`` are the ones searched, ``cited`` the paragraphs that the conversation
    came from. ``phrases`` are the words in quotation marks; ``shown`` is what a reply calls the question.
    """

    question: str
    shown: str
    phrases: tuple[str, ...]
    read: str
    text: str
    whole: str
    terms: tuple[str, ...]
    own: tuple[str, ...]
    alone: str
    instead: tuple[str, ...]
    leans_on: str
    asked: Asked
    named: tuple[str, ...]
    within: tuple[str, ...]
    only: tuple[str, ...]
    cited: tuple[Locator, ...]


def clean(question: str) -> str:
    """The question in what a person wrote or pasted (`lines_of`), on one line. Raises `QuestionError` if
    there is none, or too much to read.
    """
    return " ".join(lines_asked(question))


def shown(question: str) -> str:
    """What a reply calls the question: the person's own words, of several lines the question in them."""
    whole = visible(question)
    return clean(question) if "\n" in whole else " ".join(whole.split())


def lines_asked(question: str) -> tuple[str, ...]:
    text = " ".join(visible(question).split())
    if not text:
        raise QuestionError("the question is empty; write what you want to know")
    if len(text) > MAX_LENGTH:
        raise QuestionError(
            f"the question has {len(text):,} characters, more than {MAX_LENGTH:,}; shorten it"
        )
    if not words(text):
        raise QuestionError("the question holds no words; write what you want to know")
    return lines_of(question)


def read_query(
    question: str,
    history: Sequence[Turn],
    documents: Sequence[Document],
    acronyms: Acronyms,
    vocabulary: Vocabulary,
    only: Sequence[str] = (),
) -> Query:
    """Raises `QuestionError` for a question that cannot be asked."""
    lines = lines_asked(question)
    asked = " ".join(lines)
    text = vocabulary.corrected(plain(acronyms.lowered(asked)))
    bare = without_documents(text, documents)
    before = thread(text, [turn for turn in history if not small_talk(turn.question)])
    cited = before[-1].citations if before else ()
    context = " ".join(" ".join(lines_of(turn.question))[:MAX_LENGTH] for turn in before)
    come_from = _of_history(cited) or find_documents(context, documents)
    meant = find_documents(asked, documents) or related(text, come_from, documents)
    elsewhere = bool(before and meant) and not adds(bare)  # "and in 1820?" asks the same of it
    new = bool(before) and not elsewhere
    full = f"{without_documents(context, documents)} {'' if elsewhere else bare}".strip()
    opened = acronyms.opened(full)
    within = looked_in(text, documents)
    return Query(
        question=asked,
        shown=shown(question),
        phrases=phrases(asked),
        read=text,
        text=" ".join((full, *(f"({long})" for long in opened))),
        whole=f"{context} {text}".strip(),
        terms=tuple(terms(" ".join((full, *opened)))),
        own=tuple(terms(bare)),
        alone=" ".join((bare, *(f"({x})" for x in acronyms.opened(bare)))) if new else "",
        instead=instead(bare, without_documents(before[-1].question, documents)) if new else (),
        leans_on=before[0].question if before else "",
        asked=asked_for(text),
        named=meant or come_from,
        within=within,
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
    )


def names(text: str, capitals: Collection[str]) -> tuple[str, ...]:
    """Names inside a sentence, by their capitals, and numbers of three digits and more. ``capitals``: towns
    in small letters that stand for a government; they are none.
    """
    if text.isupper():
        return ()
    found = (match.group() for match in _NAME.finditer(text))
    return tuple(n for n in found if terms(n) and n.split("'")[0].lower() not in capitals)


def _of_history(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
