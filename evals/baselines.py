"""Baselines that a user would otherwise pick, with the same paragraphs and the same model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.callbacks import CallbackManager
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from assistant.search.lexicon import Lexicon
from assistant.text.words import terms
from ingest.embedding.encoder import TextEncoder
from ingest.types import Locator, Paragraph

DEPTH = 20  # paragraphs retrieved


class HouseEmbedding(BaseEmbedding):
    """The house's model as llama-index wants it."""

    _encoder: TextEncoder = PrivateAttr()

    def __init__(self, encoder: TextEncoder) -> None:
        super().__init__(callback_manager=CallbackManager(), embed_batch_size=256)
        self._encoder = encoder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(v) for v in self._encoder.embed_one(text, "passage").vector]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(v) for v in e.vector] for e in self._encoder.embed(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(v) for v in self._encoder.embed_one(query).vector]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class LexicalIndex:
    """BM25 over the paragraphs' own words."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._lexicon = Lexicon([p.text for p in paragraphs])

    def retrieve(self, question: str) -> list[Locator]:
        order = np.argsort(-self._lexicon.scores(terms(question)), kind="stable")[:DEPTH]
        return [self._paragraphs[int(i)].locator for i in order]


class PlainIndex:
    """A llama-index vector index with one vector a paragraph, nearest first; nothing else."""

    def __init__(self, paragraphs: Sequence[Paragraph], encoder: TextEncoder) -> None:
        nodes = [TextNode(id_=str(p.locator), text=p.text) for p in paragraphs]
        index = VectorStoreIndex(nodes, embed_model=HouseEmbedding(encoder))
        self._retriever = index.as_retriever(similarity_top_k=DEPTH)

    def retrieve(self, question: str) -> list[Locator]:
        return [Locator.parse(n.node.node_id) for n in self._retriever.retrieve(question)]


class ChunkIndex:
    """llama-index's defaults over whole documents: chunks of 1024 tokens that overlap by 200.

    A chunk names no paragraph, so those that begin in it are taken in print order, chunk by chunk.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], encoder: TextEncoder) -> None:
        self._starts: dict[str, list[tuple[int, Locator]]] = {}
        texts: dict[str, str] = {}
        for paragraph in paragraphs:
            document = paragraph.locator.document
            text = texts.get(document, "")
            self._starts.setdefault(document, []).append((len(text), paragraph.locator))
            texts[document] = f"{text}{paragraph.text}\n\n"
        index = VectorStoreIndex.from_documents(
            [Document(text=text, metadata={"document": d}) for d, text in texts.items()],
            transformations=[SentenceSplitter()],
            embed_model=HouseEmbedding(encoder),
        )
        self._retriever = index.as_retriever(similarity_top_k=DEPTH // 2)

    def retrieve(self, question: str) -> list[Locator]:
        found: dict[Locator, None] = {}
        for hit in self._retriever.retrieve(question):
            start = int(getattr(hit.node, "start_char_idx", 0) or 0)
            end = int(getattr(hit.node, "end_char_idx", 0) or 0)
            starts = self._starts[str(hit.node.metadata["document"])]
            first = max(0, bisect_right(starts, start, key=lambda pair: pair[0]) - 1)
            found.update({x: None for at, x in starts[first:] if at < end})
        return list(found)[:DEPTH]
