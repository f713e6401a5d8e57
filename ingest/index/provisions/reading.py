"""Provisions of a document's paragraphs; items of a list go on from the paragraph that opens it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.documents.actors import actors_of, addressees_of
from ingest.documents.vocabulary import CorpusVocabulary
from ingest.index.provisions.addressees import Naming
from ingest.index.provisions.clauses import asked, read_clauses
from ingest.index.provisions.deadlines import read_deadlines
from ingest.index.provisions.english import kind_of, who_acts
from ingest.index.provisions.openings import first_opening, opens
from ingest.index.provisions.sentences import read_sentences
from ingest.provision import Deadline, Provision
from ingest.types import Document, Headnote, Locator, Paragraph, Span

_WITHOUT = ("fn", "acronym", "timeline")  # kinds of paragraphs that oblige nobody
_FORMAL = ("op", "pp")  # of resolutions
_PREAMBLE = ("pp", "rec")
_INFINITIVE = re.compile(r"(?:[^.:;]{1,90}:\s+)?[Tt]o\s+[a-z]")  # "Protection: To promote …"
_NO_DEADLINE = ("stating", "condemning")


def read_provisions(
    document: Document,
    paragraphs: Sequence[Paragraph],
    vocabulary: CorpusVocabulary,
    headnotes: Iterable[Headnote] = (),
) -> Mapping[Locator, tuple[Provision, ...]]:
    """Return the provisions of a document's paragraphs, which come in print order."""
    naming = naming_of(document, vocabulary)
    topics = {headnote.locator: headnote.topics for headnote in headnotes}
    openings: dict[Locator, Paragraph] = {p.locator: p for p in paragraphs}
    found: dict[Locator, tuple[Provision, ...]] = {}
    for paragraph in paragraphs:
        locator = paragraph.locator
        parent = locator.parent
        opening = openings.get(parent) if parent else None
        goes_on = opening is not None and opening.text.rstrip().endswith((":", "：", ":–"))
        led = _leading(found.get(parent, ())) if parent and goes_on else None
        reader = _Reader(paragraph, naming, document.adopted, topics.get(locator, ()))
        found[locator] = reader.provisions(led)
    return found


def _leading(provisions: Sequence[Provision]) -> Provision | None:
    """Return the provision of an opening that its items go on with: the last that names somebody, together
    with all whom the opening obliges with the same force.
    """
    named = [p for p in provisions if p.names and kind_of(p.force) not in _NO_DEADLINE] or provisions
    if not named:
        return None
    same = [p for p in named if p.force == named[-1].force]
    names = dict.fromkeys(name for p in same for name in p.names)
    return replace(named[-1], names=tuple(names))


def naming_of(document: Document, vocabulary: CorpusVocabulary) -> Naming:
    """Return the names of a corpus for a document: its issuer goes by its name in the vocabulary."""
    known = actors_of(vocabulary)
    named = (name for _, _, name in known.mentions(document.issuer) if name in known.issuers)
    return Naming(addressees_of(vocabulary), next(named, document.issuer))


class _Reader:
    """Reads the provisions of one paragraph of a document that was ``adopted`` on a day."""

    def __init__(
        self, paragraph: Paragraph, naming: Naming, adopted: dt.date, topics: tuple[str, ...]
    ) -> None:
        self._text, self._locator = paragraph.text, paragraph.locator
        self._naming, self._adopted, self._topics = naming, adopted, topics

    def provisions(self, opening: Provision | None) -> tuple[Provision, ...]:
        """Return the provisions; ``opening``: the last one of the paragraph that this is an item of."""
        if self._locator.kind in _WITHOUT:
            return ()
        formal = self._locator.kind in _FORMAL and self._locator.parent is None
        if opens(self._text, formal):
            return tuple(self._of_clauses())
        fragment = opening is not None and _INFINITIVE.match(self._text)
        sentences = () if fragment else tuple(self._of_sentences())
        if opening is None:
            return sentences or (tuple(self._of_clauses(item=True)) if self._locator.kind in _FORMAL else ())
        return sentences or (self._item(opening), *self._of_clauses(item=True))

    def _of_clauses(self, item: bool = False) -> Iterable[Provision]:
        for clause in read_clauses(self._text, self._naming, item=item):
            provision = self._provision(
                clause.span, clause.actor, clause.names, clause.verb.name, clause.printed, clause.action
            )
            yield replace(provision, including=clause.including)

    def _of_sentences(self) -> Iterable[Provision]:
        for found in read_sentences(self._text, self._naming):
            yield self._provision(
                found.span, found.actor, found.names, found.force, found.printed, found.action
            )

    def _item(self, opening: Provision) -> Provision:
        """Return the provision of an item: its words, with actor and force of what opens the list."""
        end = first_opening(self._text)
        end = len(self._text[:end].rstrip(" ;,.:\n"))
        for joint in (" and", " or"):
            end -= len(joint) * self._text[:end].endswith((";" + joint, "," + joint))
        span = Span(0, len(self._text[:end].rstrip(" ;,.:\n")))
        actor, names, action = opening.actor, opening.names, span.of(self._text)
        if not names and who_acts(opening.force) == "others":  # "Requests: (a) the keeper to buy oil"
            actor, action = asked(f" {action}")
            names = self._naming.of(actor)
        return self._provision(span, actor, names, opening.force, opening.verb, action)

    def _provision(
        self, span: Span, actor: str, names: tuple[str, ...], force: str, verb: str, action: str
    ) -> Provision:
        stated = kind_of(force) in _NO_DEADLINE
        limits: tuple[Deadline, ...] = (
            () if stated else read_deadlines(span.of(self._text), span.start, self._adopted)
        )
        return Provision(
            self._locator,
            span,
            " ".join(actor.split()),
            names,
            force,
            " ".join(verb.split()),
            " ".join(action.split()),
            limits,
            (),
            self._locator.kind not in _PREAMBLE,
            self._topics,
        )
