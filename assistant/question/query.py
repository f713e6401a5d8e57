"""A typed text in its conversation becomes what the retriever is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.question.documents import Order
from assistant.question.follow_ups import WORD
from assistant.question.typed import Typed
from assistant.question.wanted import Asked
from assistant.text.words import STOPWORDS, terms
from ingest.types import Document, Locator
from ingest.version_names import families

SHORT = 40  # words; in a longer question there are too many places for new words
RUN = 4  # words that are exchanged together, at most


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
    ``within``, ``only`` are the ones searched, ``cited`` the paragraphs that the conversation came from;
    ``passed_over`` are versions of documents that are not searched, since another one is meant.
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
    passed_over: tuple[str, ...] = ()

    def searches(self, document: str) -> bool:
        """Tell whether a document is searched."""
        return document in self.only if self.only else document not in self.passed_over


def query_of(
    typed: Typed, back: Iterator[Said], documents: Sequence[Document], only: Sequence[str] = ()
) -> Query:
    """``back``: the questions before this one, from the last; ``only``: ids of the documents to search."""
    before = _leant_on(typed, back)
    cited = before[-1].cited if before else ()
    come_from = _documents(cited) or tuple(dict.fromkeys(d for s in before for d in s.typed.named))
    meant = typed.named or related(typed.order, come_from, documents)
    elsewhere = bool(before and meant) and not typed.hangs.adds  # "and in 1820?" asks the same of it
    new = bool(before) and not elsewhere
    within = typed.within or _of_it(typed, before)
    said = [*(s.typed for s in before), *(() if elsewhere else (typed,))]
    full, opened = " ".join(t.bare for t in said), [form for t in said for form in t.short_forms.opened]
    readings = [_reading(full, opened, [*(term for t in said for term in t.terms), *terms(" ".join(opened))])]
    if new:
        readings.append(_reading(typed.bare, typed.short_forms.opened, typed.terms))
    return Query(
        typed=typed,
        wanted=typed.wanted,
        readings=tuple(readings),
        substitutes=instead(typed.hangs.new, before[-1].typed.bare) if new else (),
        own_terms=typed.terms,
        in_full=" ".join((*(s.typed.text for s in before), typed.plain)),
        leans_on=before[0].typed.text if before else "",
        named=meant or come_from,
        within=within,
        only=tuple(only) or (meant if elsewhere else ()),
        cited=cited,
        passed_over=other_versions(documents, (*meant, *within)),
    )


def other_versions(documents: Sequence[Document], named: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of versions that are not meant: of a document of which some are ``named`` the
    others, else all but the newest.
    """
    found: list[str] = []
    for group in families(documents):
        ids = [d.id for d in group]
        kept = [i for i in ids if i in named] or ids[-1:]
        found += [i for i in ids if i not in kept]
    return tuple(found)


def _leant_on(typed: Typed, back: Iterator[Said]) -> tuple[Said, ...]:
    """Return the questions that one leans on, oldest first: of those before it, ``back`` from the last, up to
    the first that stands by itself. None if it stands by itself, as a short one after a refusal does.
    """
    found: list[Said] = []
    asked = typed
    while asked.hangs.leans:
        said = next((s for s in back if not s.typed.talk), None)
        if said is None or not (said.cited or asked.hangs.refers):
            break
        found.insert(0, said)
        asked = said.typed
    return tuple(found)


def related(order: Order, come_from: Sequence[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """Ids of the resolutions that a question names by their order, beside the ones that the conversation has
    ``come_from``; none if both are about something else.
    """
    row = sorted((d.number, d.id) for d in documents if d.number)
    ids = [id_ for _, id_ in row]
    here = [ids.index(i) for i in come_from if i in ids]
    if not (order.which and (here or order.said)):
        return ()
    if order.which in ("first", "last"):
        return tuple(ids[:1] if order.which == "first" else ids[-1:])
    if not here:
        return ()
    return tuple(ids[max(here) + 1 :] if order.which == "later" else ids[: min(here)])


def instead(new: str, before: str) -> tuple[str, ...]:
    """Return what "and the technical one?" may ask after "How often does the task force meet?": that question
    with each word, or short run of words, that says something exchanged for the ``new`` ones; empty
    for no new words, or after a long question.
    """
    if not terms(new) or len(before.split()) > SHORT:
        return ()
    places = [m.span() for m in WORD.finditer(before) if m[0].lower() not in STOPWORDS]
    runs = [
        (start, end)
        for i, (start, _) in enumerate(places)
        for _, end in places[i : i + RUN]
        if all(w.lower() not in STOPWORDS for w in WORD.findall(before[start:end]))
    ]
    return tuple(f"{before[:start]}{new}{before[end:]}" for start, end in runs)


def _reading(text: str, opened: Iterable[str], found: Sequence[str]) -> Reading:
    """Return a text with what its short forms stand for behind it."""
    return Reading(" ".join((text, *(f"({long})" for long in opened))), tuple(found))


def _of_it(typed: Typed, before: Sequence[Said]) -> tuple[str, ...]:
    """The document that "it" is, where the question before asks of nothing but that document."""
    itself = before[-1].typed.structure.itself if before else None
    return (itself.document.id,) if itself and typed.hangs.refers and not typed.named else ()


def _documents(cited: Iterable[Locator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locator.document for locator in cited))
