"""From documents to an index: llama-index's IngestionPipeline ▶ sentence-transformers ▶ Chroma.

Built aside and switched when whole; one build at a time; texts known from an
earlier build are not embedded again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.console import Bar, warn
from ingest.documents.corpus import load_library
from ingest.documents.on_disk import Found, documents_on_disk, missing_line
from ingest.documents.vocabulary import read_vocabulary
from ingest.embedding.code_books import CodeBooks
from ingest.embedding.eight_bits import to_bytes
from ingest.embedding.encoder import TextEncoder, open_encoder
from ingest.embedding.export import export_damage, exporting
from ingest.embedding.model import Model, find_model
from ingest.index.builds import aside, current_folder, current_name, new_build, set_aside, switch
from ingest.index.files import DamagedIndexError, EmbeddedChunk, EmbeddedNote, Index, read_index, write_index
from ingest.index.fingerprint import Fingerprint, fingerprint
from ingest.index.known import known_paragraphs
from ingest.index.leftovers import KEEP, clear, leftovers
from ingest.index.lock import only_writer
from ingest.index.notes import NOTES, HeadnoteVectors, books_for
from ingest.index.opening import Warn, check_contents
from ingest.index.seal import write_seal
from ingest.index.store import Store, collection
from ingest.library import Library
from ingest.settings import Settings
from ingest.types import Document, Locator, parse_chunk_id

if TYPE_CHECKING:
    from ingest.embedding.cache import VectorCache

Progress = Callable[[str, int, int], None]  # what is done, steps just done, steps in all


def ensure_index(settings: Settings) -> Index:
    """The up-to-date index, built with a progress bar if need be; missing documents are named."""
    bar = Bar("step")
    try:
        index = build_index(settings, bar, warn)
    finally:
        bar.close()
    for entry in documents_on_disk(settings)[1]:
        warn(missing_line(entry))
    return index


def build_index(settings: Settings, progress: Progress, warn: Warn) -> Index:
    """The up-to-date index, built if need be; a damaged one is set aside and ``warn`` told. Raises
    `CorpusError`, `ModelError` or `StoreError`.
    """
    found, missing = documents_on_disk(settings)
    model = find_model(settings.model)
    print_ = fingerprint(settings, found, model)
    with suppress(DamagedIndexError):
        index = _whole(settings, print_)
        if index and _nothing_to_do(index, settings, model):
            return index
    with only_writer(settings.home, warn):
        damaged: Path | None = None
        try:
            index = _whole(settings, print_)  # another program may have built it meanwhile
        except DamagedIndexError as error:
            warn(f"{error.folder}: the index {error.what}; building it again")
            index, damaged = None, error.folder
        if index is None:
            known = {} if damaged else known_paragraphs(settings, print_)
            index = index_corpus(
                settings,
                lambda: load_library(
                    _counted(found, progress),
                    missing,
                    settings.headnotes,
                    read_vocabulary(settings.vocabulary),
                    warn,
                    known,
                ),
                print_,
                new_build(settings.index, str(print_)),
                settings.cache / model.key,
                progress,
                warn,
            )
            if damaged:
                set_aside(damaged)
        else:
            with exporting(settings.models, model, _cores(), warn):
                pass
        switch(settings.index, index.folder.name)
        clear(leftovers(settings, index, KEEP), settings, warn)
    return index


def _counted(found: Sequence[Found], progress: Progress) -> Iterator[Found]:
    """Yield documents, and tell of each once the next one is wanted: it has been read then."""
    for item in found:
        yield item
        progress("reading documents", 1, len(found))


def index_corpus(
    settings: Settings,
    load: Callable[[], Library],
    print_: Fingerprint,
    target: Path,
    cache: Path,
    progress: Progress,
    warn: Warn,
) -> Index:
    """Any library as an index in the new folder ``target``; ``cache`` keeps vectors for the next time.
    The caller is the `only_writer`.
    """
    model = find_model(settings.model)
    with aside(target) as folder:
        with exporting(settings.models, model, _cores(), warn):
            library = load()
            store = collection(folder, print_)
            store.begin()
        encoder = open_encoder(settings.models, model, _cores())
        books = books_for(model.sha256, library.headnotes, cache, encoder)
        chunks = _embed(encoder, library, store, settings.headnote_vectors, cache, books, progress)
        store.complete(sum(isinstance(c, EmbeddedChunk) for c in chunks))
        store.close()
        write_index(folder, print_, library, chunks, books)
        write_seal(folder)
    return read_index(target)


def _embed(
    encoder: TextEncoder,
    library: Library,
    store: Store,
    shipped: Path,
    cache: Path,
    books: CodeBooks,
    progress: Progress,
) -> list[EmbeddedChunk | EmbeddedNote]:
    from ingest.embedding.cache import VectorCache

    made: list[EmbeddedChunk | EmbeddedNote] = []
    for n, document in enumerate(library.documents, start=1):
        name, label = document.id, f"{document.id} ({n}/{len(library.documents)})"
        kept = VectorCache(cache / f"{name}.npz")
        own = _index_document(library, document, encoder, kept, store, partial(progress, label))
        own_file = cache / f"{name}{NOTES}"
        vectors = HeadnoteVectors(own_file, books, encoder, (shipped / f"{name}.npz",))
        notes = _headnotes(library, document, vectors, partial(progress, f"{label}, headnotes"))
        made += _by_paragraph(library, document, own, notes)
    return made


def _by_paragraph(
    library: Library, document: Document, own: Sequence[EmbeddedChunk], notes: Sequence[EmbeddedNote]
) -> Iterator[EmbeddedChunk | EmbeddedNote]:
    """Yield what belongs to each paragraph together, its own words first."""
    together: dict[Locator, list[EmbeddedChunk | EmbeddedNote]] = {}
    chunks: tuple[EmbeddedChunk | EmbeddedNote, ...] = (*own, *notes)
    for chunk in chunks:
        together.setdefault(parse_chunk_id(chunk.id)[0], []).append(chunk)
    for paragraph in library.of(document.id):
        yield from together.get(paragraph.locator, ())


def _headnotes(
    library: Library, document: Document, vectors: HeadnoteVectors, progress: Callable[[int, int], None]
) -> list[EmbeddedNote]:
    from ingest.index.chunks import headnote_chunks

    chunks = [
        chunk
        for paragraph in library.of(document.id)
        if (note := library.headnote(paragraph.locator)) is not None
        for chunk in headnote_chunks(paragraph, note)
    ]
    found = vectors.of([c.text for c in chunks], lambda done: progress(done, len(chunks)))
    return [EmbeddedNote(chunk.id, packed) for chunk, packed in zip(chunks, found, strict=True)]


def _index_document(
    library: Library,
    document: Document,
    encoder: TextEncoder,
    kept: VectorCache,
    store: Store,
    progress: Callable[[int, int], None],
) -> list[EmbeddedChunk]:
    from llama_index.core.ingestion import IngestionPipeline

    from ingest.embedding.cache import ChunkEmbedding
    from ingest.index.chunks import ParagraphNodeParser, as_llama, kind_of

    parser = ParagraphNodeParser(include_metadata=False)  # that of a chunk is its own
    embedding = ChunkEmbedding(encoder, kept, progress)
    nodes = IngestionPipeline(
        transformations=[parser, embedding],
        disable_cache=True,  # VectorCache keeps the token vectors too
    ).run(documents=as_llama(library, document))
    store.add(nodes)
    found = [(node, embedding.of(node.node_id).tokens) for node in nodes]
    return [
        EmbeddedChunk(node.node_id, to_bytes(tokens[:0] if kind_of(node) == "paragraph" else tokens))
        for node, tokens in found
    ]


def _whole(settings: Settings, print_: Fingerprint) -> Index | None:
    """The index in use if it is up to date. Raises `DamagedIndexError`, and `StoreError` if a server
    cannot be reached.
    """
    folder = current_folder(settings.index)
    if folder is None:
        return None
    index = read_index(folder)
    if index.fingerprint != print_:
        return None
    check_contents(index)
    return index


def _nothing_to_do(index: Index, settings: Settings, model: Model) -> bool:
    """Tell whether CURRENT names an up-to-date index, the model is exported, and nothing is left over that
    could be cleared.
    """
    in_use = current_name(settings.index) == index.folder.name
    if not in_use or export_damage(settings.models, model):
        return False
    return not os.access(settings.home, os.W_OK) or not leftovers(settings, index, KEEP)


def _cores() -> int:
    """Processor cores that this process may use; nothing else runs while an index is built."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # Windows and macOS
