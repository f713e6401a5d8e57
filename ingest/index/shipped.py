"""Make the vectors that ship with the headnotes, so that a first index need not embed these."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.documents.headnotes import read_headnotes
from ingest.documents.manifest import read_manifest
from ingest.embedding.code_books import FILE, read_books, write_books
from ingest.embedding.encoder import TextEncoder
from ingest.errors import ModelError
from ingest.index.notes import HeadnoteVectors, fitted_books
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Shipped:
    """A ``file`` of vectors, for how many ``texts`` of headnotes."""

    file: Path
    texts: int


def ship_vectors(
    settings: Settings, model: str, encoder: TextEncoder, progress: Callable[[str, int, int], None]
) -> list[Shipped]:
    """Write the vectors of all texts of headnotes as the model with the sha256 ``model`` gives them; those
    that are there are kept. Code books are fitted first if the ones that ship are of another model.
    """
    texts = {entry.id: texts_of(settings, entry.id) for entry in read_manifest(settings.manifest)}
    books = None
    with suppress(ModelError):
        books = read_books()
    if books is None or books.model != model:
        books = fitted_books(model, [text for own in texts.values() for text in own], encoder)
        write_books(books, FILE)
    made = []
    for document, own in texts.items():
        if not own:
            continue
        path = settings.headnote_vectors / f"{document}.npz"
        HeadnoteVectors(path, books, encoder).of(own, partial(_told, progress, document, len(own)))
        made.append(Shipped(path, len(own)))
    return made


def _told(progress: Callable[[str, int, int], None], label: str, total: int, done: int) -> None:
    progress(label, done, total)


def texts_of(settings: Settings, document: str) -> list[str]:
    """Return all texts of a document's headnotes, silent questions too."""
    notes = read_headnotes(settings.headnotes, document)
    return [text for note in notes for text in (*note.texts, *note.silent)]
