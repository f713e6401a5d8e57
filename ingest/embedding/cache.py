"""Embeddings kept by content hash, so that a text is embedded once and never again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.schema import BaseNode, MetadataMode, TransformComponent
from pydantic import PrivateAttr

from ingest.embedding.encoder import TextEncoder
from ingest.embedding.prompts import ROLES, Role
from ingest.embedding.torch_model import Embedding
from ingest.index.chunks import kind_of
from ingest.types import ChunkKind

# Headnotes are questions, and so is what they are silent on.
ROLE: Mapping[ChunkKind, Role] = {
    "paragraph": "passage",
    "sentence": "passage",
    "headnote": "query",
    "silent": "query",
}


class VectorCache:
    """Embeddings of one document's texts in one file; a damaged file counts as empty."""

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
                tokens=np.concatenate([e.tokens for e in kept]).astype(np.float16),
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
            str(key): Embedding(
                vectors[i].astype(np.float32), tokens[bounds[i] : bounds[i + 1]].astype(np.float32)
            )
            for i, key in enumerate(keys)
        }
    except Exception:  # NumPy and zipfile raise errors of many kinds on a damaged file
        return {}


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
        roles = [ROLE[kind_of(node)] for node in nodes]
        keys = [text_key(text, role) for text, role in zip(texts, roles, strict=True)]
        new = {
            key: (text, role)
            for key, text, role in zip(keys, texts, roles, strict=True)
            if key not in self._cache.kept
        }
        for role in ROLES:
            self._embed({key: text for key, (text, own) in new.items() if own == role}, role, len(texts))
        self._cache.save(list(dict.fromkeys(keys)))
        self._progress(len(texts) - len(new), len(texts))
        for node, key in zip(nodes, keys, strict=True):
            found = self._cache.kept[key]
            node.embedding = found.vector.tolist()
            self._found[node.node_id] = found
        return list(nodes)

    def _embed(self, texts: Mapping[str, str], role: Role, total: int) -> None:
        """Embed texts of one role and keep what is found under their keys."""
        if texts:
            made = self._encoder.embed(list(texts.values()), role, lambda done: self._progress(done, total))
            self._cache.kept.update(zip(texts, made, strict=True))

    def of(self, node_id: str) -> Embedding:
        return self._found[node_id]


def text_key(text: str, role: Role) -> str:
    """Return the 64 hexadecimal digits that a text is kept under."""
    return hashlib.sha256(f"{role}: {text}".encode()).hexdigest()
