"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.question.acronyms import Acronyms
from assistant.question.cross_references import cross_reference
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
class Reading:
    """A question in one of the ways that it can be read: ``text`` is embedded, ``terms`` are looked up."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for and answered.

    ``question`` is in the person's words, ``shown`` what a reply calls it, ``plain`` the same without
    chatter and slips; ``phrases`` are its words in quotation marks, ``wanted`` is the kind of thing that
    it asks for. ``readings``: with the question that it ``leans_on`` (empty for none), and if it says
    something new, by itself; names of documents are left out. ``substitutes`` are that earlier question
    with a part exchanged for what a short follow-up brings; ``own_terms`` are the terms of the person's
    own words; ``in_full`` is all that was said, names of documents as well. ``named`` documents are
    preferred, the answer is wanted from the one ``within``, ``only`` are the ones searched, ``cited``
    the paragraphs that the conversation came from.
    """

    question: str
    shown: str
    plain: str
    phrases: tuple[str, ...]
    wanted: Asked
    readings: tuple[Reading, ...]
    substitutes: tuple[str, ...]
    own_terms: tuple[str, ...]
    in_full: str
    leans_on: str
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
    readings = [_reading(full, acronyms, terms(" ".join((full, *acronyms.opened(full)))))]
    if new:
        readings.append(_reading(bare, acronyms, terms(bare)))
    cross = cross_reference(text, documents)
    return Query(
        question=asked,
        shown=shown(question),
        plain=text,
        phrases=phrases(asked) or ((cross.words,) if cross else ()),
        wanted=asked_for(text),
        readings=tuple(readings),
        substitutes=instead(bare, without_documents(before[-1].question, documents)) if new else (),
        own_terms=tuple(terms(bare)),
        in_full=f"{context} {text}".strip(),
        leans_on=before[0].question if before else "",
        named=meant or come_from,
        within=(cross.document,) if cross else looked_in(text, documents),
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
    )


def _reading(text: str, acronyms: Acronyms, found: Sequence[str]) -> Reading:
    """Return a text with what its acronyms stand for behind it."""
    return Reading(" ".join((text, *(f"({long})" for long in acronyms.opened(text)))), tuple(found))


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
