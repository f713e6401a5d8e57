"""A typed text in its conversation becomes what the retriever is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.question.documents import related
from assistant.question.follow_ups import instead
from assistant.question.typed import Typed
from assistant.question.wanted import Asked
from assistant.text.words import terms
from ingest.types import Document, Locator


@dataclass(frozen=True, slots=True)
class Reading:
    """A question in one of the ways that it can be read: ``text`` is embedded, ``terms`` are looked up."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier question and the paragraphs that its answer cited."""

    typed: Typed
    cited: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for and answered.

    ``typed`` is what its text says; ``wanted`` is the kind of thing that it asks for. ``readings``: with
    the question that it ``leans_on`` (empty for none), and if it says something new, by itself; names of
    documents are left out. ``substitutes`` are that earlier question with a part exchanged for what a short
    follow-up brings; ``own_terms`` are the terms of the person's own words; ``in_full`` is all that was said,
    names of documents as well. ``named`` documents are preferred, the answer is wanted from the one
    ``within``, ``only`` are the ones searched, ``cited`` the paragraphs that the conversation came from.
    """

    typed: Typed
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


def query_of(
    typed: Typed, before: Sequence[Said], documents: Sequence[Document], only: Sequence[str] = ()
) -> Query:
    """``before``: the questions that this one leans on, oldest first; ``only``: ids of the documents to
    search.
    """
    cited = before[-1].cited if before else ()
    come_from = _documents(cited) or tuple(dict.fromkeys(d for s in before for d in s.typed.named))
    meant = typed.named or related(typed.order, come_from, documents)
    elsewhere = bool(before and meant) and not typed.hangs.adds  # "and in 1820?" asks the same of it
    new = bool(before) and not elsewhere
    said = [*(s.typed for s in before), *(() if elsewhere else (typed,))]
    full, opened = " ".join(t.bare for t in said), [form for t in said for form in t.opened]
    readings = [_reading(full, opened, terms(" ".join((full, *opened))))]
    if new:
        readings.append(_reading(typed.bare, typed.opened, typed.terms))
    return Query(
        typed=typed,
        wanted=typed.wanted,
        readings=tuple(readings),
        substitutes=instead(typed.hangs.new, before[-1].typed.bare) if new else (),
        own_terms=typed.terms,
        in_full=" ".join((*(s.typed.text for s in before), typed.plain)),
        leans_on=before[0].typed.text if before else "",
        named=meant or come_from,
        within=typed.within or _of_it(typed, before),
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
    )


def _reading(text: str, opened: Iterable[str], found: Sequence[str]) -> Reading:
    """Return a text with what its short forms stand for behind it."""
    return Reading(" ".join((text, *(f"({long})" for long in opened))), tuple(found))


def _of_it(typed: Typed, before: Sequence[Said]) -> tuple[str, ...]:
    """The document that "it" is, where the question before asks of nothing but that document."""
    itself = before[-1].typed.itself if before else None
    return (itself.document.id,) if itself and typed.hangs.refers and not typed.named else ()


def _documents(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
