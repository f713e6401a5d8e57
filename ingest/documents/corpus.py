"""Documents parsed and checked: the truth that everything else points at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from ingest.documents.grammars.choice import Parsed, Source, best, by
from ingest.documents.grammars.names import Grammar
from ingest.documents.headnote_anchors import anchored_headnotes
from ingest.documents.headnotes import digest_paragraphs, read_headnotes
from ingest.documents.manifest import Entry, check_structure
from ingest.documents.on_disk import Found
from ingest.documents.readers.sniff import read_file
from ingest.documents.readers.stream import Reading
from ingest.documents.vocabulary import EMPTY, CorpusVocabulary
from ingest.errors import CorpusError
from ingest.library import Library
from ingest.types import Document, Headnote, Paragraph


def load_library(
    found: Iterable[Found],
    missing: tuple[Entry, ...] = (),
    folder: Path | None = None,
    vocabulary: CorpusVocabulary = EMPTY,
    warn: Callable[[str], None] = lambda line: None,
    known: Mapping[str, tuple[Paragraph, ...]] = MappingProxyType({}),
) -> Library:
    """Parse and check every document found, and read the headnotes in ``folder``, whose topics are those
    of the ``vocabulary``; of what is ``missing``, headnotes stand in if there are any. ``warn`` is told of
    headnotes that followed their paragraphs, and of those that were written for another wording. ``known``:
    paragraphs of documents that need not be parsed again.

    Raises `CorpusError` for the first that fails.
    """
    documents: list[Document] = []
    paragraphs: list[Paragraph] = []
    headnotes: list[Headnote] = []
    outdated: list[Headnote] = []
    for item in found:
        documents.append(as_document(item.entry, item.sha256))
        own = known.get(item.entry.id) or parse_entry(item.entry, item.path)
        paragraphs += own
        if folder is not None:
            noted = anchored_headnotes(folder, item.entry, own, vocabulary.topics)
            headnotes += noted.headnotes
            outdated += noted.outdated
            if noted.line:
                warn(noted.line)
    if not documents:
        raise CorpusError(
            "no document of the manifest is on disk; put PDFs into documents/ in WPS_HOME "
            "or name their folder in WPS_CORPUS"
        )
    for entry in missing:
        digest = read_headnotes(folder, entry.id, vocabulary.topics) if folder is not None else ()
        if digest:
            documents.append(as_document(entry, ""))
            paragraphs += digest_paragraphs(digest)
            headnotes += digest
    return Library(
        tuple(documents),
        tuple(paragraphs),
        tuple(headnotes),
        tuple(entry.id for entry in missing),
        vocabulary,
        tuple(outdated),
    )


def as_document(entry: Entry, sha256: str) -> Document:
    """Turn an entry of the manifest into a document. ``sha256`` of its file; empty if only headnotes are on
    disk.
    """
    return Document(
        entry.id,
        entry.title,
        entry.issuer,
        entry.symbol,
        entry.adopted,
        entry.source_url,
        entry.filename,
        sha256,
        bool(sha256),
        entry.supersedes,
    )


def parse_entry(entry: Entry, path: Path) -> tuple[Paragraph, ...]:
    """One document's paragraphs, its structure checked against the manifest."""
    paragraphs = parsed_file(path, entry.id, entry.grammar, dict(entry.outline))[0].paragraphs
    check_structure(entry, paragraphs, path.name)
    return paragraphs


def parse_file(
    path: Path, grammar: Grammar, document: str, outline: dict[str, str] | None = None
) -> tuple[Paragraph, ...]:
    """Parse any file by one of the grammars. Raises `CorpusError`."""
    return parsed_file(path, document, grammar, outline)[0].paragraphs


def parsed_file(
    path: Path, document: str, grammar: Grammar | None = None, outline: dict[str, str] | None = None
) -> tuple[Parsed, Reading]:
    """Read and parse any file by the grammar named, or by the one that fits best. Raises `CorpusError`."""
    reading = read_file(path)
    source = Source(reading.pages, document, path.name, outline or {})
    return (by(grammar, source) if grammar else best(source)), reading
