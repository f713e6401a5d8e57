"""The only door to onnxruntime: one question becomes a vector in milliseconds, without torch.

The network is exported once while indexing (`Embedder.export`) and kept only if it
gives the same vectors as sentence-transformers.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.embed import Embedder, Embedding, unit
from ingest.errors import ModelError
from ingest.model import Model

PARITY = 1e-3  # greatest difference of any component of a unit vector
PROBES = (
    "Who advises the commander?",
    "How often is the Policy reviewed, and which body receives the annual progress report?",
)


class QueryEncoder(Protocol):
    """Anything that embeds one question."""

    def embed_one(self, text: str) -> Embedding: ...


class Encoder:
    """Mean-pooled transformer exported to ONNX. Gives what `Embedder.embed` gives."""

    def __init__(self, folder: Path, threads: int, length: int = 256) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception subclasses of their own
            raise ModelError(
                f"{folder}: the exported model is damaged; delete the folder and run "
                "`python -m ingest index`"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(length)

    def embed_one(self, text: str) -> Embedding:
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        tokens = self._session.run(["tokens"], feed)[0][0]
        return Embedding(unit(tokens.mean(axis=0)), unit(tokens[1:-1]))


def open_encoder(models: Path, model: Model, threads: int) -> QueryEncoder:
    """The exported twin of a model, or the model itself where it has none."""
    folder = encoder_folder(models, model.sha256)
    return Encoder(folder, threads) if folder.is_dir() else Embedder(model, threads)


def export_encoder(embedder: Embedder, models: Path, threads: int) -> Path | None:
    """Folder of the exported model under ``models``, made if need be; None if it has no twin."""
    target = encoder_folder(models, embedder.model.sha256)
    if target.is_dir():
        return target
    models.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=models, prefix=".export-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the exporter announces its own deprecation
            exported = embedder.export(aside)
        if not exported or not _same(embedder, Encoder(aside, threads, embedder.length)):
            return None
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def encoder_folder(models: Path, sha256: str) -> Path:
    return models / sha256[:16]


def _same(embedder: Embedder, encoder: Encoder) -> bool:
    there = embedder.embed(PROBES)
    here = [encoder.embed_one(text) for text in PROBES]
    return all(
        a.tokens.shape == b.tokens.shape
        and float(np.abs(a.vector - b.vector).max()) < PARITY
        and float(np.abs(a.tokens - b.tokens).max()) < PARITY
        for a, b in zip(there, here, strict=True)
    )
