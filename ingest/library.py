"""The one look-up of documents, paragraphs and headnotes by their addresses, made once and passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ingest.documents.vocabulary import EMPTY, CorpusVocabulary
from ingest.index.provisions.reading import read_provisions
from ingest.types import Document, Headnote, Locator, Paragraph, Provision

Key = TypeVar("Key", str, Locator)


@dataclass(frozen=True, slots=True)
class Library:
    """Documents with their paragraphs in print order, and the headnotes on those paragraphs.

    ``missing``: ids of documents of the manifest that are not on disk; where headnotes stand in for
    one, it is among ``documents`` too. ``vocabulary``: the words of this corpus. ``outdated``: headnotes that
    were written for an earlier wording of their paragraph; nothing is answered from them.

    Look-ups of what the library does not hold raise `KeyError` with the document's id or the locator;
    ask first with ``in``.
    """

    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]
    headnotes: tuple[Headnote, ...] = ()
    missing: tuple[str, ...] = ()
    vocabulary: CorpusVocabulary = EMPTY
    outdated: tuple[Headnote, ...] = ()
    _documents: Mapping[str, Document] = field(init=False, repr=False, compare=False)
    _paragraphs: Mapping[Locator, Paragraph] = field(init=False, repr=False, compare=False)
    _headnotes: Mapping[Locator, Headnote] = field(init=False, repr=False, compare=False)
    _items: Mapping[Locator, tuple[Paragraph, ...]] = field(init=False, repr=False, compare=False)
    _by_document: Mapping[str, tuple[Paragraph, ...]] = field(init=False, repr=False, compare=False)
    _provisions: dict[str, Mapping[Locator, tuple[Provision, ...]]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        looked_up = {
            "_documents": {d.id: d for d in self.documents},
            "_paragraphs": {p.locator: p for p in self.paragraphs},
            "_headnotes": {h.locator: h for h in self.headnotes},
            "_items": _grouped((x, p) for p in self.paragraphs if (x := p.locator.parent)),
            "_by_document": _grouped((p.locator.document, p) for p in self.paragraphs),
            "_provisions": {},
        }
        for name, mapping in looked_up.items():
            object.__setattr__(self, name, mapping)

    def official(self) -> Library:
        """Return the part of which the official wording is held, with the same vocabulary."""
        documents = tuple(d for d in self.documents if d.official)
        ids = {d.id for d in documents}
        return Library(
            documents,
            tuple(p for p in self.paragraphs if p.locator.document in ids),
            tuple(h for h in self.headnotes if h.locator.document in ids),
            self.missing,
            self.vocabulary,
        )

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the topics that the vocabulary lists, else those of the headnotes, in order."""
        named = (topic for headnote in self.headnotes for topic in headnote.topics)
        return self.vocabulary.topics or tuple(dict.fromkeys(named))

    def __contains__(self, address: Locator | str) -> bool:
        """Tell whether a paragraph's locator or a document's id is held."""
        return address in (self._documents if isinstance(address, str) else self._paragraphs)

    def document(self, id_: str) -> Document:
        """Return the document with this id."""
        return self._documents[id_]

    def paragraph(self, locator: Locator) -> Paragraph:
        """Return the paragraph at this address."""
        return self._paragraphs[locator]

    def headnote(self, locator: Locator) -> Headnote | None:
        """Return the editor's headnote on a paragraph; None if nobody has written one."""
        return self._headnotes.get(locator)

    def parent(self, locator: Locator) -> Paragraph | None:
        """Return the paragraph of which this is an item; None for a paragraph that stands by itself."""
        return self._paragraphs.get(locator.parent) if locator.parent is not None else None

    def items(self, locator: Locator) -> tuple[Paragraph, ...]:
        """Return the items of the list that a paragraph opens, in print order, without their own items."""
        return self._items.get(locator, ())

    def notes(self, locator: Locator) -> tuple[Paragraph, ...]:
        """Return the footnotes to which a paragraph refers and that the library holds."""
        return tuple(self._paragraphs[n] for n in self.paragraph(locator).notes if n in self)

    def of(self, document: str) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a document in print order; none if it is not held."""
        return self._by_document.get(document, ())

    def provisions(self, address: Locator | str) -> tuple[Provision, ...]:
        """Return the provisions of a paragraph, or of a document, in print order. They are read at the first
        call for a document.
        """
        id_ = address if isinstance(address, str) else address.document
        if id_ not in self._provisions:
            notes = (h for h in self.headnotes if h.locator.document == id_)
            read = read_provisions(self.document(id_), self.of(id_), self.vocabulary, notes)
            self._provisions[id_] = read
        if isinstance(address, str):
            return tuple(p for found in self._provisions[id_].values() for p in found)
        return self._provisions[id_][address]


def _grouped(pairs: Iterable[tuple[Key, Paragraph]]) -> dict[Key, tuple[Paragraph, ...]]:
    found: dict[Key, list[Paragraph]] = {}
    for key, paragraph in pairs:
        found.setdefault(key, []).append(paragraph)
    return {key: tuple(paragraphs) for key, paragraphs in found.items()}
