"""Vectors of headnotes: those that ship beside them, those kept from an earlier build, others made now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from ingest.embedding.code_books import CodeBooks, fit_books, read_books, write_books
from ingest.embedding.encoder import TextEncoder
from ingest.embedding.packed import Packed, pack, read_packed_texts, text_key, write_packed_texts
from ingest.errors import ModelError
from ingest.index.files import BOOKS
from ingest.types import Headnote

NOTES = "-notes.npz"  # end of the name of a cached file
SAMPLE = 4_000  # texts of headnotes that code books are fitted on
BATCH = 256  # texts that are embedded before what was found is kept


class HeadnoteVectors:
    """Embeddings of one document's texts of headnotes and silent questions, by text.

    ``kept``: the file in which they are kept, but for those in one of the files ``shipped``. A file counts as
    empty where it is of another model or damaged.
    """

    def __init__(
        self, kept: Path, books: CodeBooks, encoder: TextEncoder, shipped: Sequence[Path] = ()
    ) -> None:
        self._path, self._books, self._encoder = kept, books, encoder
        self._shipped = {k: v for path in shipped for k, v in read_packed_texts(path, books).items()}
        self._kept = read_packed_texts(kept, books)

    def of(self, texts: Sequence[str], progress: Callable[[int], None]) -> list[Packed]:
        """Return one embedding a text, in order; ``progress`` is told how many are done with each step. What
        is made is kept every `BATCH` texts, so that an interrupted build goes on from there.
        """
        keys = [text_key(text, "query")[:16] for text in texts]
        wanted = {k: text for k, text in zip(keys, texts, strict=True) if k not in self._shipped}
        new = [(key, text) for key, text in wanted.items() if key not in self._kept]
        progress(len(texts) - len(new))
        for at in range(0, len(new), BATCH):
            part = new[at : at + BATCH]
            made = self._encoder.embed([text for _, text in part], "query", progress)
            self._kept.update((k, pack(e, self._books)) for (k, _), e in zip(part, made, strict=True))
            write_packed_texts(self._path, self._kept, self._books)
        in_order = [key for key in wanted if key in self._kept]
        if in_order != list(self._kept):  # without those that the document no longer holds
            self._kept = {key: self._kept[key] for key in in_order}
            write_packed_texts(self._path, self._kept, self._books)
        return [self._shipped.get(key) or self._kept[key] for key in keys]


def books_for(model: str, headnotes: Sequence[Headnote], cache: Path, encoder: TextEncoder) -> CodeBooks:
    """Return the code books of the model with the sha256 ``model``: those that ship if they are of it, else
    those that an earlier build kept in ``cache``, else new ones, fitted on a sample of the headnotes.
    """
    shipped = read_books()
    if shipped.model == model:
        return shipped
    path = cache / BOOKS
    with suppress(ModelError):
        kept = read_books(path)
        if kept.model == model:
            return kept
    texts = [text for note in headnotes for text in (*note.texts, *note.silent)]
    if not texts:
        return CodeBooks(model, np.zeros((0, 0, 0), dtype=np.float32))
    books = fitted_books(model, texts, encoder)
    write_books(books, path)
    return books


def fitted_books(model: str, texts: Sequence[str], encoder: TextEncoder) -> CodeBooks:
    """Fit code books to the tokens of a sample of texts."""
    sample = texts[:: max(1, len(texts) // SAMPLE)]
    return fit_books(model, np.concatenate([e.tokens for e in encoder.embed(sample, "query")]))
