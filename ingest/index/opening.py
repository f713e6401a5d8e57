"""Open a finished index, and say whether it is up to date and whole."""

from __future__ import annotations

from collections.abc import Callable

from ingest.documents.on_disk import documents_on_disk
from ingest.embedding.encoder import Encoder, TextEncoder, encoder_folder, open_encoder
from ingest.embedding.model import find_model, model_key
from ingest.errors import ModelError, StoreError
from ingest.index.builds import builds
from ingest.index.files import DamagedIndexError, Index, damaged_index, read_index
from ingest.index.fingerprint import difference, fingerprint
from ingest.index.seal import damage
from ingest.settings import Settings

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
    """Say why an index is out of date, empty if it is not; ``warn`` is told of documents that cannot be
    read, whose last good text still answers.
    """
    found, _ = documents_on_disk(settings)
    now = fingerprint(settings, found, find_model(settings.model))
    return "" if now == index.fingerprint else difference(index.fingerprint, now, found, warn)


def usable_though_out_of_date(settings: Settings) -> str:
    """Say why the index in use is out of date, if it can go on answering until `build_index` has made a new
    one; empty if it is up to date, damaged or missing.
    """
    try:
        index = _first_readable(settings, lambda line: None)
        reason = out_of_date(settings, index)
        if reason:
            check_contents(index)
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


def check_contents(index: Index) -> None:
    """Raises `DamagedIndexError` if any byte of an index has changed or Chroma does not hold it."""
    what = damage(index.folder, contents=True)
    if what:
        raise damaged_index(index.folder, what)
    store = index.vectors.store
    what = "Chroma does not hold its vectors"
    try:
        if store.holds(index.vectors.stored):
            return
    except StoreError as error:
        if index.fingerprint.chroma:
            raise
        what = str(error.__cause__ or error)[:80]
    finally:
        store.close()
    raise damaged_index(index.folder, what)
