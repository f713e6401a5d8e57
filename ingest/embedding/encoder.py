"""The only door to onnxruntime: texts become vectors without torch, a question in milliseconds.

The network is exported once (`Embedder.export`) and kept only if it gives the same
vectors as sentence-transformers.
"""

from __future__ import annotations

import secrets
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.embedding.model import Model
from ingest.embedding.torch_model import Embedder, Embedding, unit
from ingest.errors import ModelError
from ingest.index.builds import place
from ingest.index.seal import damage, write_seal

NETWORK, TOKENIZER = "encoder.onnx", "tokenizer.json"  # files of an export
BATCH = 8  # texts at once; more are slower on a CPU
PARITY = 1e-3  # greatest difference of any component of a unit vector
PROBES = (
    "Who advises the commander?",
    "How often is the Policy reviewed, and which body receives the annual progress report?",
)


class TextEncoder(Protocol):
    """Anything that embeds texts."""

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = ...) -> list[Embedding]: ...

    def embed_one(self, text: str) -> Embedding: ...


class Encoder:
    """Mean-pooled transformer exported to ONNX. Gives what `Embedder.embed` gives.

    ``threads`` batches are embedded at once, each on one core: faster than one batch on all.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        tokenizer, network = _readable(folder / TOKENIZER), _readable(folder / NETWORK)
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            self._session = onnxruntime.InferenceSession(
                str(network), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception subclasses of their own
            raise ModelError(
                f"{folder}: the exported model is damaged; run `python -m ingest index`, which exports "
                "it again"
            ) from error

    def embed(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None
    ) -> list[Embedding]:
        """One embedding a text, in order; ``progress`` is told how many are done with each batch."""
        pieces: list[list[int]] = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))  # like lengths together
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        found: dict[int, Embedding] = {}
        with ThreadPoolExecutor(self._threads) as pool:
            runs = pool.map(self._run, ([pieces[i] for i in batch] for batch in batches))
            for batch, made in zip(batches, runs, strict=True):
                found.update(zip(batch, made, strict=True))
                progress(len(batch))
        return [found[i] for i in range(len(pieces))]

    def embed_one(self, text: str) -> Embedding:
        return self._run([self._tokenizer.encode(text).ids])[0]

    def _run(self, batch: Sequence[Sequence[int]]) -> list[Embedding]:
        ids = np.zeros((len(batch), max(map(len, batch))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        tokens = self._session.run(["tokens"], {"input_ids": ids, "attention_mask": mask})[0]
        whole = [rows[: len(pieces)] for rows, pieces in zip(tokens, batch, strict=True)]
        return [Embedding(unit(rows.mean(axis=0)), unit(rows[1:-1])) for rows in whole]


def open_encoder(models: Path, model: Model, threads: int) -> TextEncoder:
    """The exported twin of a model, or the model itself where it has none."""
    folder = encoder_folder(models, model.key)
    return Encoder(folder, threads) if (folder / NETWORK).exists() else Embedder(model, threads)


def encoder_folder(models: Path, key: str) -> Path:
    """Folder of the exported twin of the model with this key, empty for a model that has none."""
    return models / key


def export_damage(models: Path, model: Model) -> str:
    """What is wrong with a model's export, empty if nothing is; every byte is checked."""
    folder = encoder_folder(models, model.key)
    return damage(folder, contents=True) if folder.is_dir() else "it is missing"


@contextmanager
def exporting(models: Path, model: Model, threads: int, warn: Callable[[str], None]) -> Iterator[None]:
    """Export a model meanwhile, if it is missing or damaged, in a process of its own: torch takes
    seconds to load and most of a gigabyte, which this process then never needs.
    """
    folder = encoder_folder(models, model.key)
    what = export_damage(models, model)
    if not what:
        yield
        return
    if folder.is_dir():
        warn(f"{folder}: the exported model is damaged ({what}); exporting it again")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        exported = pool.submit(export_encoder, models, model, threads)
        yield
        exported.result()


def export_encoder(models: Path, model: Model, threads: int) -> bool:
    """Make the folder of the exported model under ``models``, readable for every account, since the
    page may run under another one; it stays empty and False is returned if the model has no twin.
    """
    folder = encoder_folder(models, model.key)
    new = models / f".export-{secrets.token_hex(4)}"
    new.mkdir(parents=True)
    embedder = Embedder(model, threads)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the exporter announces its own deprecation
            exported = embedder.export(new) and _same(embedder, Encoder(new, threads))
        if not exported:
            for path in new.iterdir():
                path.unlink()
        write_seal(new)
        for path in new.iterdir():
            path.chmod(0o644)
        new.chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)
        place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return exported


def _readable(path: Path) -> Path:
    """The same path. Raises `ModelError` if this account may not read it."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); let this account read it, or run "
            "`python -m ingest index`"
        ) from error
    return path


def _same(embedder: Embedder, encoder: Encoder) -> bool:
    there, here = embedder.embed(PROBES), encoder.embed(PROBES)
    return all(
        a.tokens.shape == b.tokens.shape
        and float(np.abs(a.vector - b.vector).max()) < PARITY
        and float(np.abs(a.tokens - b.tokens).max()) < PARITY
        for a, b in zip(there, here, strict=True)
    )
