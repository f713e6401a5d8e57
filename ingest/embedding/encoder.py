"""The only door to onnxruntime: texts become vectors without torch, a question in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.embedding.model import Model
from ingest.embedding.prompts import Role, read_prompts
from ingest.embedding.torch_model import Embedder, Embedding, prompt_length, spans_of, unit
from ingest.errors import ModelError
from ingest.types import Span

NETWORK, TOKENIZER = "encoder.onnx", "tokenizer.json"  # files of an export
BATCH = 8  # texts at once; more are slower on a CPU
RECENT = 64  # questions whose embeddings are kept, some 50 kB each


class TextEncoder(Protocol):
    """Anything that embeds texts: passages if many are given, a question if it is one, unless ``role`` says
    otherwise.
    """

    def embed(
        self, texts: Sequence[str], role: Role = ..., progress: Callable[[int], None] = ...
    ) -> list[Embedding]: ...

    def embed_one(self, text: str, role: Role = ...) -> Embedding: ...

    def pieces(self, text: str, role: Role = ...) -> tuple[Span, ...]: ...


class Encoder:
    """Mean-pooled transformer exported to ONNX. Gives what `Embedder.embed` gives.

    ``threads`` batches are embedded at once, each on one core: faster than one batch on all.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._threads = threads
        self._recent = lru_cache(maxsize=RECENT)(self._embed_one)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        tokenizer, network = _readable(folder / TOKENIZER), _readable(folder / NETWORK)
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            self._prompts = read_prompts(folder)
            self._session = onnxruntime.InferenceSession(
                str(network), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception subclasses of their own
            raise ModelError(
                f"{folder}: the exported model is damaged; run `python -m ingest index`, which exports "
                "it again"
            ) from error

    def embed(
        self,
        texts: Sequence[str],
        role: Role = "passage",
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Embedding]:
        """One embedding a text, in order; ``progress`` is told how many are done with each batch."""
        prompt = self._prompts.before(role)
        pieces: list[list[int]] = [
            e.ids for e in self._tokenizer.encode_batch([prompt + text for text in texts])
        ]
        first = self._first(prompt)
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))  # like lengths together
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        found: dict[int, Embedding] = {}
        with ThreadPoolExecutor(self._threads) as pool:
            runs = pool.map(lambda batch: self._run([pieces[i] for i in batch], first), batches)
            for batch, made in zip(batches, runs, strict=True):
                found.update(zip(batch, made, strict=True))
                progress(len(batch))
        return [found[i] for i in range(len(pieces))]

    def embed_one(self, text: str, role: Role = "query") -> Embedding:
        """Embed one text; the last ones are kept, so that a question is embedded once for all that read
        it.
        """
        return self._recent(text, role)

    def _embed_one(self, text: str, role: Role) -> Embedding:
        prompt = self._prompts.before(role)
        return self._run([self._tokenizer.encode(prompt + text).ids], self._first(prompt))[0]

    def pieces(self, text: str, role: Role = "query") -> tuple[Span, ...]:
        """Spans of a text's word pieces, one for each of the tokens that `embed_one` gives."""
        prompt = self._prompts.before(role)
        return spans_of(self._tokenizer.encode(prompt + text).offsets, prompt, self._first(prompt))

    def _first(self, prompt: str) -> int:
        """Place of the first word piece of a text itself, behind the marker and the prompt."""
        return 1 + prompt_length(prompt, lambda text: len(self._tokenizer.encode(text).ids))

    def _run(self, batch: Sequence[Sequence[int]], first: int) -> list[Embedding]:
        ids = np.zeros((len(batch), max(map(len, batch))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        tokens = self._session.run(["tokens"], {"input_ids": ids, "attention_mask": mask})[0]
        whole = [rows[: len(pieces)] for rows, pieces in zip(tokens, batch, strict=True)]
        return [Embedding(unit(rows.mean(axis=0)), unit(rows[first:-1])) for rows in whole]


def open_encoder(models: Path, model: Model, threads: int) -> TextEncoder:
    """The exported twin of a model, or the model itself where it has none."""
    folder = encoder_folder(models, model.key)
    return Encoder(folder, threads) if (folder / NETWORK).exists() else Embedder(model, threads)


def encoder_folder(models: Path, key: str) -> Path:
    """Folder of the exported twin of the model with this key, empty for a model that has none."""
    return models / key


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
