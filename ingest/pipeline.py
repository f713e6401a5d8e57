"""From documents to an index: llama-index's IngestionPipeline ▶ sentence-transformers ▶ Chroma.

Built aside and switched when whole; one build at a time; texts known from an
earlier build are not embedded again.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ingest.corpus import Corpus, Found, find_documents, load_corpus, parse_entry
from ingest.encoder import TextEncoder, exporting, open_encoder
from ingest.errors import CorpusError, StoreError
from ingest.index import (
    CURRENT,
    EmbeddedChunk,
    Fingerprint,
    Index,
    current_folder,
    fingerprint,
    read_index,
    write_index,
)
from ingest.model import Model, find_model
from ingest.settings import Settings
from ingest.store import Store
from ingest.types import Document

Progress = Callable[[str, int, int], None]  # what is done, steps just done, steps in all
KEEP = 2  # finished builds kept: the one in use and the one before, which may still be open


def collection(settings: Settings, folder: Path, print_: Fingerprint) -> Store:
    """The Chroma collection that belongs to an index."""
    where: Path | str = settings.chroma or folder / "chroma"
    return Store(where, f"wps-{print_}")


def open_index(settings: Settings, warn: Callable[[str], None] = lambda line: None) -> Index:
    """The index in use, if it is up to date. Raises `StoreError` if it is missing or stale.

    A document that was replaced by a file that cannot be read does not make the index
    stale: the last good text still answers, and ``warn`` is told.
    """
    folder = current_folder(settings.index)
    if folder is None:
        raise StoreError("there is no index yet; run `python -m ingest index`")
    index = read_index(folder)
    found, _ = find_documents(settings)
    now = fingerprint(settings, found, find_model(settings.model))
    if now == index.fingerprint:
        return index
    reason = _difference(index.fingerprint, now, found, warn)
    if reason:
        raise StoreError(f"the index is out of date ({reason}); run `python -m ingest index`")
    return index


def build_index(settings: Settings, progress: Progress, warn: Callable[[str], None]) -> Index:
    """The up-to-date index, built if need be. Raises `CorpusError`, `ModelError` or `StoreError`."""
    found, missing = find_documents(settings)
    model = find_model(settings.model)
    print_ = fingerprint(settings, found, model)
    folder = current_folder(settings.index)
    if folder is not None and folder.name == str(print_):
        index = read_index(folder)
        if collection(settings, folder, print_).exists():
            return index
    target = settings.index / str(print_)
    index = index_corpus(
        settings, lambda: load_corpus(found, missing, settings.headnotes), print_, target, progress
    )
    _switch(settings.index, target.name)
    _forget_old(settings.index, target.name)
    return index


def index_corpus(
    settings: Settings, load: Callable[[], Corpus], print_: Fingerprint, target: Path,
    progress: Progress,
) -> Index:  # fmt: skip
    """Any corpus as an index in the folder ``target``, which is replaced when the new one is whole."""
    model = find_model(settings.model)
    with _writing(target.parent), _only_builder(settings.home), _aside(target) as aside:
        with exporting(settings.models, model, _cores()):
            corpus = load()
            store = collection(settings, aside, print_)
            already = isinstance(store.where, str) and store.exists()  # on a server, from elsewhere
            if not already:
                store.begin()
        chunks = _embed(settings, corpus, model, None if already else store, progress)
        if not already:
            store.complete(sum(not c.silent for c in chunks))
        store.close()
        write_index(aside, print_, corpus, chunks)
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
    return read_index(target)


def _embed(
    settings: Settings, corpus: Corpus, model: Model, store: Store | None, progress: Progress
) -> list[EmbeddedChunk]:
    encoder = open_encoder(settings.models, model, _cores())
    made: list[EmbeddedChunk] = []
    for n, document in enumerate(corpus.documents, start=1):
        cache = settings.home / "cache" / model.key / f"{document.id}.npz"
        label = f"{document.id} ({n}/{len(corpus.documents)})"
        made += _index_document(corpus, document, encoder, cache, store, partial(progress, label))
    return made


def _index_document(
    corpus: Corpus, document: Document, encoder: TextEncoder, cache: Path, store: Store | None,
    progress: Callable[[int, int], None],
) -> list[EmbeddedChunk]:  # fmt: skip
    from llama_index.core.ingestion import IngestionPipeline

    from ingest.chunk import ParagraphNodeParser, as_llama, kind_of
    from ingest.vectors import ChunkEmbedding, VectorCache

    parser = ParagraphNodeParser(include_metadata=False)  # that of a chunk is its own
    embedding = ChunkEmbedding(encoder, VectorCache(cache), progress)
    nodes = IngestionPipeline(
        transformations=[parser, embedding],
        disable_cache=True,  # VectorCache keeps the token vectors too
    ).run(documents=as_llama(document, corpus.of(document.id), corpus.headnotes))
    if store is not None:  # a question that a paragraph is silent on does not lead to it
        store.add([node for node in nodes if kind_of(node) != "silent"])
    found = [(node, embedding.of(node.node_id)) for node in nodes]
    return [
        EmbeddedChunk(n.node_id, e.vector, e.tokens[:0] if kind_of(n) == "paragraph" else e.tokens)
        for n, e in found
    ]


def _cores() -> int:
    """Processor cores that this process may use; nothing else runs while an index is built."""
    return len(os.sched_getaffinity(0))


def _difference(
    old: Fingerprint, now: Fingerprint, found: tuple[Found, ...], warn: Callable[[str], None]
) -> str:
    """Why the index cannot be used; empty if only unreadable files differ."""
    if old.model != now.model:
        return "another embedding model"
    if old.chroma != now.chroma:
        return "WPS_CHROMA has changed"
    if old.manifest != now.manifest:
        return "the manifest has changed"
    if old.headnotes != now.headnotes:
        return "the headnotes have changed"
    if old.code != now.code:
        return "the parser has changed"
    before, after = dict(old.documents), dict(now.documents)
    gone = sorted(set(before) - set(after))
    if gone:
        return f"no longer on disk: {', '.join(gone)}"
    for item in found:
        if before.get(item.entry.id) == item.sha256:
            continue
        try:
            parse_entry(item.entry, item.path)
        except CorpusError as error:
            warn(f"{error} (answering without it, or from the text indexed before)")
        else:
            return f"{item.path.name} has changed or is new"
    return ""


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` that is gone afterwards unless it was renamed."""
    aside = target.with_name(f".building-{target.name}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _switch(home: Path, name: str) -> None:
    aside = home / f".{CURRENT}-{os.getpid()}"
    aside.write_text(name + "\n", encoding="utf-8")
    aside.replace(home / CURRENT)


def _forget_old(home: Path, current: str) -> None:
    builds = sorted(
        (f for f in home.iterdir() if (f / "index.json").is_file() and f.name != current),
        key=lambda folder: folder.stat().st_mtime,
        reverse=True,
    )
    for folder in builds[KEEP - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Turns what a full or read-only disk does to a build into one line."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "make room on the disk" if full else "check that the folder can be written to"
        raise StoreError(
            f"{home}: the index could not be written ({error.strerror or error}); {remedy} and run "
            "`python -m ingest index` again; an earlier index is untouched"
        ) from error


@contextmanager
def _only_builder(home: Path) -> Iterator[None]:
    path = home / "index.lock"
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                f"another index build is running in {home}; wait until it has finished"
            ) from error
        yield
