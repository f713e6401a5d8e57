"""A person's words become what the retriever is given: cleaned, acronyms opened, documents noted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.question.acronyms import Acronyms
from assistant.question.address import Address, find_references
from assistant.question.documents import find_documents, looked_in, related, without_documents
from assistant.question.follow_ups import FEW, adds, instead, thread
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

_ASKS = r"(?:(?:in|to|by|since|for|on|from|with|of)\s+)?(?:what|how|who|when|which|where|why)\b"
_DEMANDS = (
    r"(?:please\s+)?(?:list|tell me|show me|give me|quote|explain|describe|summari[sz]e"
    r"|name (?:the|all))\b"
)
_PART = re.compile(
    rf"(?<=[?!])\s+|(?<!\bwho)(?<!\bwhat)(?<!\bwhere)(?<!\bwhen)(?<!\bhow)(?<!\bwhy)"
    rf"[,;]?(?<!\s)\s+(?:and|but|or)\s+(?={_ASKS})|(?:[,;]\s+|(?<!\s)\s+and\s+)(?={_DEMANDS})"
    rf"|(?:(?<=\.)|;)\s+(?={_ASKS}|{_DEMANDS})|[,;.]?(?<!\s)\s+and\s+also,?\s+"
    r"|[,;.]\s+(?:also|plus|furthermore|in addition|additionally),?\s+",
    re.IGNORECASE,
)
_REQUEST = re.compile(rf"\W*(?:(?:and|also|please)\s+)*(?:{_ASKS}|{_DEMANDS})", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?(?P<n>\d{1,2}|[a-h])[.)]\s+(?=\w)")
_SHORT_FORM = re.compile(r"(?<![A-Z])[A-Z]{2,}(?![A-Z])")
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
    came from. ``parts`` are the several things that it asks, none for one; ``phrases`` are the words in
    quotation marks; ``talk`` is the line that answers small talk, empty for a question.
    """

    question: str
    parts: tuple[str, ...]
    phrases: tuple[str, ...]
    talk: str
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
    """The question in what a person wrote or pasted (`lines_of`), on one line. Raises `QuestionError` if
    there is none, or too much to read.
    """
    return " ".join(_lines(question))


def shown(question: str) -> str:
    """What a reply calls the question: the person's own words, of several lines the question in them."""
    whole = visible(question)
    return clean(question) if "\n" in whole else " ".join(whole.split())


def _lines(question: str) -> tuple[str, ...]:
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


def understand(
    question: str,
    history: Sequence[Turn],
    documents: Sequence[Document],
    acronyms: Acronyms,
    vocabulary: Vocabulary,
    only: Sequence[str] = (),
) -> Query:
    """Raises `QuestionError` for a question that cannot be asked."""
    lines = _lines(question)
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
        parts=split(lines),
        phrases=phrases(asked),
        talk=small_talk(asked),
        read=text,
        text=" ".join((full, *(f"({long})" for long in opened))),
        whole=f"{context} {text}".strip(),
        terms=tuple(terms(" ".join((full, *opened)))),
        own=tuple(terms(bare)),
        alone=" ".join((bare, *(f"({x})" for x in acronyms.opened(bare)))) if new else "",
        instead=instead(bare, without_documents(before[-1].question, documents)) if new else (),
        leans_on=before[0].question if before else "",
        asked=asked_for(text),
        addresses=_addresses(asked, within, documents) or acronyms.asked(asked) or acronyms.shortened(asked),
        named=meant or come_from,
        within=within,
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
    )


def _addresses(asked: str, within: Sequence[str], documents: Sequence[Document]) -> tuple[Address, ...]:
    """Whether "1325 cites paragraph 3 of resolution 1265" is asked of 1325, not of 1265."""
    every = tuple(a for r in find_references(asked, documents) for a in r.addresses)
    ours = any(not a.problem or a.near for a in every)
    return tuple(dict.fromkeys(every)) if ours or not within else ()


def split(lines: Sequence[str]) -> tuple[str, ...]:
    """The parts of a question that asks several things; empty for one that asks one thing."""
    parts = _requests(lines)
    numbers = [m for part in parts if (m := _NUMBERED.match(part))]
    if len(numbers) > 1:
        parts = [_NUMBERED.sub("", part, count=1) for part in parts]
    kept = tuple(part for part in parts if len(terms(part)) >= FEW or _asks_short_form(part))
    return kept if len(kept) > 1 else ()


def _asks_short_form(part: str) -> bool:
    """Whether a part asks for a short form, which is enough to say: "what is CSAP"."""
    return bool(_REQUEST.match(part) and _SHORT_FORM.search(part))


def _asks(part: str) -> bool:
    return part.endswith("?") or bool(_REQUEST.match(part) or _NUMBERED.match(part))


def _requests(lines: Iterable[str]) -> list[str]:
    """The parts of lines; a sentence that asks nothing goes with the one behind it, words behind a
    question of the same line with that question.
    """
    found: list[str] = []
    said = ""
    for line in lines:
        for place, part in enumerate(" ".join(p.split()) for p in _parts(line)):
            if part.endswith(".") and not _REQUEST.match(part):
                said += f"{part} "
            elif place and found and found[-1].endswith("?") and not _asks(part):
                found[-1] += f" {part}"
            else:
                found.append(said + part)
                said = ""
    return found if not said else [*found[:-1], f"{''.join(found[-1:])} {said}".strip()]


def _parts(line: str) -> list[str]:
    """By the numbers of a list that counts on, (1) … (2) …, else by marks and words."""
    numbers = list(_NUMBERED.finditer(line))
    counted = [m["n"] for m in numbers]
    if len(counted) > 1 and "".join(counted) in ("123456789", "abcdefgh")[counted[0] == "a"]:
        cuts = [m.start() for m in numbers] + [len(line)]
        items = [line[a:b] for a, b in pairwise(cuts)]
        return [line[: cuts[0]], *(part for item in items for part in _PART.split(item))]
    return _PART.split(line)


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
