"""Which paragraphs a broad question is about: documents, a section, one kind of paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.broad_words import BROAD
from assistant.question.carried import Carried
from assistant.question.intent import Scope, ScopeKind, Survey
from assistant.question.query import Query
from assistant.text.words import terms
from ingest.documents.actors import addressees_of
from ingest.library import Library
from ingest.types import Locator

FEWER = 5  # paragraphs of a survey that is to be shorter
HALF = 0.5  # share of a heading's terms that the topic holds


def scope_of(query: Query, topic: str, library: Library) -> tuple[Scope, str]:
    """Return the scope of a broad question, and what is left of its topic: a heading, or the name of a kind
    of paragraph, is scope.
    """
    documents = documents_of(query, library)
    kind = kind_of(query)
    said = topic
    if kind != "all":
        words = (*BROAD.preamble.words, *BROAD.operative.words, *BROAD.notes.words, "part", "paragraphs")
        said = re.sub(rf"\b(?:{'|'.join(words)})\b", " ", topic, flags=re.IGNORECASE).strip()
    headings = _headings(query, said, documents, library)
    return Scope(documents, headings, kind), "" if headings else said


def documents_of(query: Query, library: Library) -> tuple[str, ...]:
    """Ids of the documents that a question is about: those that it names; all resolutions, if it speaks of
    them in general; else all.
    """
    if query.only:
        return query.only
    named = query.named
    current = [d for d in library.documents if not library.superseded(d.id)]
    resolutions = tuple(d.id for d in current if d.number)
    others = tuple(d.id for d in current if not d.number)
    collective = BROAD.resolutions.among(query.typed.words)
    if any(library.document(d).number for d in named):
        return named
    if collective:
        return (*(d for d in named if d in others), *resolutions)
    return named or tuple(d.id for d in current)


def kind_of(query: Query) -> ScopeKind:
    """The kind of paragraph that a question asks for by name."""
    said = query.typed.words
    if BROAD.preamble.among(said):
        return "preamble"
    if BROAD.operative.among(said):
        return "operative"
    return "notes" if BROAD.notes.among(said) else "all"


def _headings(query: Query, topic: str, documents: Sequence[str], library: Library) -> tuple[str, ...]:
    """The heading of the documents that the topic names: most of its terms, and none that it lacks."""
    asked = set(terms(topic))
    if not asked:
        return ()
    sectioned = BROAD.section.among(query.typed.words)
    best: tuple[float, str] = (0.0, "")
    for heading in dict.fromkeys(h for d in documents for p in library.of(d) for h in p.headings):
        own = set(terms(re.sub(r"\([^()]*\)", " ", heading)))
        shared = own & asked
        if not own or len(shared) < len(asked if sectioned else own) * HALF or heading.isdigit():
            continue
        score = len(shared) / len(own | asked)
        whole = own <= asked and len(asked - own) <= 1
        if score > best[0] and (whole or (sectioned and score >= HALF / 1.5)):
            best = (score, heading)
    return (best[1],) if best[1] else ()


def actors_in(topic: str, library: Library) -> tuple[tuple[str, ...], str]:
    """Return the names of the actors in a topic as the corpus's vocabulary has them, and what is left of
    the topic without them.
    """
    spots = addressees_of(library.vocabulary).mentions(topic)
    longest = [s for s in spots if not any(o[0] <= s[0] and s[1] <= o[1] and o != s for o in spots)]
    rest = topic
    for start, end, _ in reversed(longest):
        rest = f"{rest[:start]} {rest[end:]}"
    left = rest if terms(rest) else ""
    return tuple(dict.fromkeys(name for _, _, name in longest)), " ".join(left.split())


def carry_on(survey: Survey, asked: Carried, cited: frozenset[Locator], library: Library) -> Survey:
    """Return a survey as a follow-up wants it; ``cited``: the paragraphs that its answer showed."""
    scope = survey.scope
    resolutions = tuple(d.id for d in library.documents if d.number)
    if asked.named or asked.resolutions:
        scope = replace(scope, documents=asked.named or resolutions, headings=())
    match asked.operation:
        case "more":
            return replace(survey, scope=scope, shown=survey.shown | cited)
        case "operative":
            return replace(survey, scope=replace(scope, kind="operative"))
        case "shorter":
            return replace(survey, scope=scope, most=FEWER)
        case _:
            return replace(survey, scope=scope)
