"""What a user would otherwise pick: a plain llama-index vector index with the same model."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from ingest.embed import Embedder
from ingest.model import find_model
from ingest.settings import Settings
from ingest.types import Locator, Paragraph


class SentenceTransformerEmbedding(BaseEmbedding):
    """The house's model as llama-index wants it."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(v) for v in self._embedder.embed([text])[0].vector]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(v) for v in e.vector] for e in self._embedder.embed(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class PlainIndex:
    """One vector a paragraph, nearest first; nothing else."""

    def __init__(self, paragraphs: Sequence[Paragraph], settings: Settings) -> None:
        embedder = Embedder(find_model(settings.model), settings.threads)
        nodes = [TextNode(id_=str(p.locator), text=p.text) for p in paragraphs]
        index = VectorStoreIndex(nodes, embed_model=SentenceTransformerEmbedding(embedder))
        self._retriever = index.as_retriever(similarity_top_k=10)

    def retrieve(self, question: str) -> list[Locator]:
        return [Locator.parse(n.node.node_id) for n in self._retriever.retrieve(question)]
