"""The only door to sentence-transformers: loads a model, exports it, and embeds with it.

Loading takes seconds, so it happens on the first call. Where the exported twin of
`ingest.embedding.encoder` gives the same vectors, that embeds instead, without torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.model import Model
from ingest.embedding.prompts import Prompts, Role, prompts_of, write_prompts
from ingest.errors import ModelError
from ingest.types import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
BATCH = 32


@dataclass(frozen=True, slots=True)
class Embedding:
    """``vector``: unit length, [dimensions]; ``tokens``: unit length each, [word pieces, dimensions].

    Tokens leave out the markers around a text and the prompt before it.
    """

    vector: Vectors
    tokens: Vectors


class Embedder:
    """A sentence-transformers model on the CPU with a fixed number of torch threads."""

    def __init__(self, model: Model, threads: int) -> None:
        self.model = model
        self._threads = threads
        self._loaded: SentenceTransformer | None = None
        self._prompts = Prompts()

    def embed(
        self,
        texts: Sequence[str],
        role: Role = "passage",
        progress: Callable[[int], None] = lambda done: None,
    ) -> list[Embedding]:
        """One embedding a text, in order; ``progress`` is told how many are done with each batch."""
        loaded, prompt = self._load(), self._prompts.before(role)
        first = 1 + prompt_length(prompt, lambda text: len(loaded.tokenizer(text).input_ids))
        found: list[Embedding] = []
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # like lengths together
        for at in range(0, len(order), BATCH):
            batch = [prompt + texts[i] for i in order[at : at + BATCH]]
            rows: Any = loaded.encode(batch, output_value=None, show_progress_bar=False)
            found += [_embedding(row, first) for row in rows]
            progress(len(batch))
        places = {i: place for place, i in enumerate(order)}
        return [found[places[i]] for i in range(len(texts))]

    def embed_one(self, text: str, role: Role = "query") -> Embedding:
        return self.embed([text], role)[0]

    def pieces(self, text: str, role: Role = "query") -> tuple[Span, ...]:
        """Spans of a text's word pieces, one for each of the tokens that `embed_one` gives."""
        loaded, prompt = self._load(), self._prompts.before(role)
        found: Any = loaded.tokenizer(prompt + text, return_offsets_mapping=True)
        first = 1 + prompt_length(prompt, lambda words: len(loaded.tokenizer(words).input_ids))
        return spans_of(found["offset_mapping"], prompt, first)

    def export(self, folder: Path) -> bool:
        """Write the network as ``encoder.onnx``, with its tokenizer and prompts; False if that fails."""
        import torch

        transformer: Any = self._load()[0]
        network = _LastHiddenState(transformer.model if hasattr(transformer, "model") else None)
        sample = torch.tensor([[0, 1, 2, 3]])  # every vocabulary has as many
        inputs = ["input_ids", "attention_mask"]
        axes = {name: {0: "batch", 1: "pieces"} for name in (*inputs, "tokens")}
        try:
            torch.onnx.export(
                network.module(),
                (sample, torch.ones_like(sample)),
                str(folder / "encoder.onnx"),
                input_names=inputs,
                output_names=["tokens"],
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            tokenizer = transformer.tokenizer.backend_tokenizer
            tokenizer.no_padding()
            tokenizer.enable_truncation(int(self._load().max_seq_length or 256))
            tokenizer.save(str(folder / "tokenizer.json"))
            write_prompts(self._prompts, folder)
        except (RuntimeError, ValueError, AttributeError, TypeError):
            return False  # another architecture: texts then go through this class
        return True

    def _load(self) -> SentenceTransformer:
        if self._loaded is None:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            torch.set_num_threads(self._threads)
            try:
                with self.model.folder() as folder:
                    self._loaded = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                reason = " ".join(str(error).split())[:160]
                raise ModelError(f"{self.model.source}: cannot be loaded ({reason})") from error
            self._prompts = prompts_of(self.model.name, self._loaded.prompts)
        return self._loaded


def prompt_length(prompt: str, pieces: Callable[[str], int]) -> int:
    """How many word pieces a prompt takes before a text; ``pieces`` counts those of a whole text."""
    return pieces(f"{prompt}a") - pieces("a")


def spans_of(offsets: Sequence[tuple[int, int]], prompt: str, first: int) -> tuple[Span, ...]:
    """Spans of word pieces in the text behind ``prompt``, markers left out; ``first``: place of the first."""
    return tuple(Span(max(0, start - len(prompt)), end - len(prompt)) for start, end in offsets[first:-1])


def unit(vectors: Vectors) -> Vectors:
    """Scaled to length 1 along the last axis; zeros stay zeros."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _embedding(row: dict[str, Any], first: int) -> Embedding:
    """``first``: place of the first word piece of the text itself."""
    mask = row["attention_mask"].numpy().astype(bool)
    tokens = row["token_embeddings"].detach().numpy()[mask[: len(row["token_embeddings"])]]
    vector = row["sentence_embedding"].detach().numpy()
    return Embedding(unit(vector), unit(tokens[first:-1]))


class _LastHiddenState:
    """The network with two inputs and one output, as the exporter wants it."""

    def __init__(self, network: Any) -> None:
        self._network = network

    def module(self) -> Any:
        import torch

        network = self._network

        class Wrapped(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.network = network

            def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                return self.network(
                    input_ids=input_ids,
                    attention_mask=attention_mask,
                    token_type_ids=torch.zeros_like(input_ids),
                ).last_hidden_state

        return Wrapped().eval()
