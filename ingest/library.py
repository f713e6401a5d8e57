"""The one look-up of documents, paragraphs and headnotes by their addresses, made once and passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ingest.documents.vocabulary import EMPTY, CorpusVocabulary
from ingest.provision import Provision
from ingest.types import Document, Headnote, Locator, Paragraph
from ingest.version_names import families, version_names

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
    _names: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _versions: Mapping[str, tuple[Document, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        looked_up = {
            "_documents": {d.id: d for d in self.documents},
            "_paragraphs": {p.locator: p for p in self.paragraphs},
            "_headnotes": {h.locator: h for h in self.headnotes},
            "_items": _grouped((x, p) for p in self.paragraphs if (x := p.locator.parent)),
            "_by_document": _grouped((p.locator.document, p) for p in self.paragraphs),
            "_provisions": {},
            "_names": version_names(self.documents),
            "_versions": {d.id: group for group in families(self.documents) for d in group},
        }
        for name, mapping in looked_up.items():
            object.__setattr__(self, name, mapping)

    def official(self) -> Library:
        """Return the part of which the official wording is held, with the same vocabulary."""
        return self._part(d for d in self.documents if d.official)

    def newest(self) -> Library:
        """Return the part of which no later version is held, with the same vocabulary."""
        return self._part(self.in_force)

    def _part(self, some: Iterable[Document]) -> Library:
        documents = tuple(some)
        if documents == self.documents:
            return self
        ids = {d.id for d in documents}
        return Library(
            documents,
            tuple(p for p in self.paragraphs if p.locator.document in ids),
            tuple(h for h in self.headnotes if h.locator.document in ids),
            self.missing,
            self.vocabulary,
            tuple(h for h in self.outdated if h.locator.document in ids),
        )

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the topics that the vocabulary lists, else those of the headnotes, in order."""
        named = (topic for headnote in self.headnotes for topic in headnote.topics)
        return self.vocabulary.topics or tuple(dict.fromkeys(named))

    def __contains__(self, address: Locator | str) -> bool:
        """Tell whether a paragraph's locator or a document's id, or a name of one of its versions, is
        held.
        """
        if isinstance(address, str):
            return self._id(address) in self._documents
        return self._held(address) in self._paragraphs

    def document(self, id_: str) -> Document:
        """Return the document with this id, or with this name: "nato-wps@2021", "nato-wps" for the newest."""
        return self._documents[self._id(id_)]

    def paragraph(self, locator: Locator) -> Paragraph:
        """Return the paragraph at this address; its document may be named as in `document`."""
        return self._paragraphs[self._held(locator)]

    @property
    def in_force(self) -> tuple[Document, ...]:
        """Return the documents of which no later version is held, in order."""
        return tuple(d for d in self.documents if self.versions(d.id)[-1].id == d.id)

    def versions(self, id_: str) -> tuple[Document, ...]:
        """Return the versions of a document that are held, the oldest first."""
        return self._versions[self._id(id_)]

    def superseded(self, id_: str) -> bool:
        """Tell whether a later version of a document is held."""
        return self.versions(id_)[-1].id != self._id(id_)

    def _id(self, name: str) -> str:
        return self._names.get(name, name)

    def _held(self, locator: Locator) -> Locator:
        id_ = self._names.get(locator.document)
        return locator if id_ is None else Locator(id_, locator.anchor)

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
        return self._by_document.get(self._id(document), ())

    def provisions(self, address: Locator | str) -> tuple[Provision, ...]:
        """Return the provisions of a paragraph, or of a document, in print order. They are read at the first
        call for a document.
        """
        id_ = self._id(address if isinstance(address, str) else address.document)
        if id_ not in self._provisions:
            from ingest.index.provisions.reading import read_provisions  # seconds to load

            notes = (h for h in self.headnotes if h.locator.document == id_)
            read = read_provisions(self.document(id_), self.of(id_), self.vocabulary, notes)
            self._provisions[id_] = read
        if isinstance(address, str):
            return tuple(p for found in self._provisions[id_].values() for p in found)
        return self._provisions[id_][self._held(address)]


def _grouped(pairs: Iterable[tuple[Key, Paragraph]]) -> dict[Key, tuple[Paragraph, ...]]:
    found: dict[Key, list[Paragraph]] = {}
    for key, paragraph in pairs:
        found.setdefault(key, []).append(paragraph)
    return {key: tuple(paragraphs) for key, paragraphs in found.items()}
