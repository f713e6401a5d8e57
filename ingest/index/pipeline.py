"""From documents to an index: llama-index's IngestionPipeline ▶ sentence-transformers ▶ Chroma.

Built aside and switched when whole; one build at a time; texts known from an
earlier build are not embedded again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents.corpus import find_documents, load_library
from ingest.embedding.encoder import (
    Encoder,
    TextEncoder,
    encoder_folder,
    export_damage,
    exporting,
    open_encoder,
)
from ingest.embedding.model import Model, find_model, model_key
from ingest.errors import ModelError, StoreError
from ingest.index.builds import aside, builds, current_folder, current_name, new_build, set_aside, switch
from ingest.index.files import DamagedIndexError, EmbeddedChunk, Index, read_index, write_index
from ingest.index.fingerprint import Fingerprint, difference, fingerprint
from ingest.index.leftovers import KEEP, clear, leftovers
from ingest.index.lock import only_writer
from ingest.index.seal import damage, write_seal
from ingest.index.store import Store, collection
from ingest.index.vectors import ChunkVectors
from ingest.library import Library
from ingest.settings import Settings
from ingest.types import Document

if TYPE_CHECKING:
    from ingest.embedding.cache import VectorCache

Progress = Callable[[str, int, int], None]  # what is done, steps just done, steps in all
Warn = Callable[[str], None]


def open_index(settings: Settings, warn: Warn = lambda line: None) -> Index:
    """The index in use or, if that is damaged, the one before. ``warn`` is told if it is not up to
    date: it goes on answering until a new one is complete. Raises `StoreError` if there is none.
    """
    index = _first_readable(settings, warn)
    reason = out_of_date(settings, index, warn)
    if reason:
        warn(
            f"{reason}: answers come from the index of {index.day}; run `python -m ingest index` "
            "for a new one"
        )
    return index


def out_of_date(settings: Settings, index: Index, warn: Warn = lambda line: None) -> str:
    """Why an index is out of date, empty if it is not; ``warn`` is told of documents that cannot be
    read, whose last good text still answers.
    """
    found, _ = find_documents(settings)
    now = fingerprint(settings, found, find_model(settings.model))
    return "" if now == index.fingerprint else difference(index.fingerprint, now, found, warn)


def usable_though_out_of_date(settings: Settings) -> str:
    """Why the index in use is out of date, if it can go on answering until `build_index` has made a new
    one; empty if it is up to date, damaged or missing.
    """
    try:
        index = _first_readable(settings, lambda line: None)
        reason = out_of_date(settings, index)
        if reason:
            _check_contents(index)
            index_encoder(settings, index)
        return reason
    except (StoreError, ModelError):
        return ""


def index_encoder(settings: Settings, index: Index) -> TextEncoder:
    """The encoder for questions to ``index``, which need the model that it was made with. Raises
    `ModelError` if that is no longer here.
    """
    model, made_with = find_model(settings.model), index.fingerprint.model
    if model.sha256 == made_with:
        return open_encoder(settings.models, model, settings.threads)
    folder = encoder_folder(settings.models, model_key(made_with))
    if not folder.is_dir():
        raise ModelError(
            f"{index.folder}: the index was made with another embedding model, which is no longer "
            "here; run `python -m ingest index` to build it with this one"
        )
    return Encoder(folder, settings.threads)


def build_index(settings: Settings, progress: Progress, warn: Warn) -> Index:
    """The up-to-date index, built if need be; a damaged one is set aside and ``warn`` told. Raises
    `CorpusError`, `ModelError` or `StoreError`.
    """
    found, missing = find_documents(settings)
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
            warn(f"{error.folder}: the index is damaged ({error.what}); building it again")
            index, damaged = None, error.folder
        if index is None:
            index = index_corpus(
                settings,
                lambda: load_library(found, missing, settings.headnotes),
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
        chunks = _embed(encoder, library, store, cache, progress)
        store.complete(*ChunkVectors(store, tuple(c.id for c in chunks)).counts)
        store.close()
        write_index(folder, print_, library, chunks)
        write_seal(folder)
    return read_index(target)


def _embed(
    encoder: TextEncoder, library: Library, store: Store, cache: Path, progress: Progress
) -> list[EmbeddedChunk]:
    from ingest.embedding.cache import VectorCache

    made: list[EmbeddedChunk] = []
    for n, document in enumerate(library.documents, start=1):
        label = f"{document.id} ({n}/{len(library.documents)})"
        kept = VectorCache(cache / f"{document.id}.npz")
        made += _index_document(library, document, encoder, kept, store, partial(progress, label))
    return made


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
        EmbeddedChunk(node.node_id, tokens[:0] if kind_of(node) == "paragraph" else tokens)
        for node, tokens in found
    ]


def _first_readable(settings: Settings, warn: Warn) -> Index:
    damaged: DamagedIndexError | None = None
    for folder in builds(settings.index):
        try:
            index = read_index(folder)
        except DamagedIndexError as error:
            damaged = damaged or error
            continue
        if damaged:
            warn(f"{damaged}; until then the one of {index.day} answers")
        if index.fingerprint.chroma not in ("", settings.chroma):
            raise StoreError(
                f"{folder}: the index lies in Chroma at {index.fingerprint.chroma}, which WPS_CHROMA "
                "does not name; set it so, or run `python -m ingest index`"
            )
        return index
    raise damaged or StoreError("there is no index yet; run `python -m ingest index`")


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
    _check_contents(index)
    return index


def _check_contents(index: Index) -> None:
    """Raises `DamagedIndexError` if any byte of an index has changed or Chroma does not hold it."""
    what = damage(index.folder, contents=True)
    if what:
        raise DamagedIndexError(index.folder, what)
    store = index.vectors.store
    what = "Chroma does not hold its vectors"
    try:
        if store.holds(*index.vectors.counts):
            return
    except StoreError as error:
        if index.fingerprint.chroma:
            raise
        what = str(error.__cause__ or error)[:80]
    finally:
        store.close()
    raise DamagedIndexError(index.folder, what)


def _nothing_to_do(index: Index, settings: Settings, model: Model) -> bool:
    """Whether CURRENT names an up-to-date index, the model is exported, and nothing is left over that
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
