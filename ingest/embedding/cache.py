"""Embeddings kept by content hash, so that a text is embedded once and never again."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.schema import BaseNode, MetadataMode, TransformComponent
from numpy.typing import NDArray
from pydantic import PrivateAttr

from ingest.embedding.eight_bits import from_bytes, to_bytes
from ingest.embedding.encoder import TextEncoder
from ingest.embedding.packed import text_key
from ingest.embedding.torch_model import Embedding
from ingest.index.chunks import kind_of


class VectorCache:
    """Embeddings of one document's texts in one file, their tokens in eight bits; a damaged file counts as
    empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = _read(path)
        self._written = list(self.kept)

    def save(self, keys: Sequence[str]) -> None:
        """Keep these and no others, which bounds the file to what its document holds now."""
        if list(keys) == self._written:
            return
        kept = [self.kept[key] for key in keys]
        bounds = np.cumsum([0, *(len(e.tokens) for e in kept)])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_suffix(f".{os.getpid()}.npz")
        try:
            np.savez(
                aside,
                keys=np.array(keys),
                vectors=np.stack([e.vector for e in kept]),
                tokens=to_bytes(np.concatenate([e.tokens for e in kept])),
                bounds=bounds,
            )
            aside.replace(self.path)
        finally:
            aside.unlink(missing_ok=True)
        self._written = list(keys)


def _read(path: Path) -> dict[str, Embedding]:
    try:
        with np.load(path) as data:
            keys, vectors, tokens = data["keys"], data["vectors"], data["tokens"]
            bounds = data["bounds"]
        return {
            str(key): Embedding(vectors[i].astype(np.float32), _unpacked(tokens[bounds[i] : bounds[i + 1]]))
            for i, key in enumerate(keys)
        }
    except Exception:  # NumPy and zipfile raise errors of many kinds on a damaged file
        return {}


def _unpacked(tokens: NDArray[Any]) -> NDArray[np.float32]:
    """Return token vectors; files of earlier versions hold them in half precision."""
    return from_bytes(tokens) if tokens.dtype == np.int8 else tokens.astype(np.float32)


class ChunkEmbedding(TransformComponent):
    """llama-index transformation that gives nodes their vectors; only unknown texts are embedded.

    ``of`` gives, after a run, what was found for a node. ``progress`` is told how many texts are
    done with each step, and of how many.
    """

    _encoder: TextEncoder = PrivateAttr()
    _cache: VectorCache = PrivateAttr()
    _progress: Callable[[int, int], None] = PrivateAttr()
    _found: dict[str, Embedding] = PrivateAttr(default_factory=dict)

    def __init__(
        self, encoder: TextEncoder, cache: VectorCache, progress: Callable[[int, int], None]
    ) -> None:
        super().__init__()
        self._encoder, self._cache, self._progress = encoder, cache, progress

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        texts = [node.get_content(metadata_mode=MetadataMode.NONE) for node in nodes]
        keys = [text_key(text, "passage") for text in texts]
        with_tokens = {key for node, key in zip(nodes, keys, strict=True) if kind_of(node) == "sentence"}
        new = {
            key: text
            for key, text in zip(keys, texts, strict=True)
            if not self._known(key, key in with_tokens)
        }
        made = self._encoder.embed(list(new.values()), "passage", lambda n: self._progress(n, len(texts)))
        for key, embedding in zip(new, made, strict=True):
            tokens = embedding.tokens if key in with_tokens else embedding.tokens[:0]
            self._cache.kept[key] = Embedding(embedding.vector, tokens)
        self._cache.save(list(dict.fromkeys(keys)))
        self._progress(len(texts) - len(new), len(texts))
        for node, key in zip(nodes, keys, strict=True):
            found = self._cache.kept[key]
            node.embedding = found.vector.tolist()
            self._found[node.node_id] = found
        return list(nodes)

    def _known(self, key: str, with_tokens: bool) -> bool:
        """Tell whether the embedding of a text is kept; tokens are kept of sentences only."""
        found = self._cache.kept.get(key)
        return found is not None and (len(found.tokens) > 0 or not with_tokens)

    def of(self, node_id: str) -> Embedding:
        return self._found[node_id]
