"""The way out for people who know llama-index: a `BaseRetriever` and a query engine.

They are thin: the same retrieval, ranking and verification as `Assistant.reply`, which writes with a
language model where one is set.
llama-index's global ``Settings`` is neither read nor written.
"""

from __future__ import annotations

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.assistant import Assistant
from assistant.export.terminal import reply_row, reply_text
from assistant.types import Evidence


class ParagraphRetriever(BaseRetriever):
    """Nodes are whole paragraphs; their score is the calibrated relevance, 0..1."""

    def __init__(self, assistant: Assistant, top_k: int = 10) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant
        self._top_k = top_k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._assistant.ask(query_bundle.query_str).evidence
        return [as_node(evidence) for evidence in found[: self._top_k]]


class PolicyQueryEngine(BaseQueryEngine):
    """``query(text)`` gives a response whose text is the cited answer or the refusal.

    ``metadata`` holds the same row as `python -m assistant ask --json`.
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        reply = self._assistant.reply(query_bundle.query_str)
        return Response(
            response=reply_text(reply, self._assistant.library),
            source_nodes=[as_node(evidence) for evidence in reply.evidence],
            metadata=reply_row(reply, self._assistant.library),
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def as_node(evidence: Evidence) -> NodeWithScore:
    paragraph = evidence.paragraph
    node = TextNode(
        id_=str(paragraph.locator),
        text=paragraph.text,
        metadata={"locator": str(paragraph.locator), "page": paragraph.first_page},
    )
    return NodeWithScore(node=node, score=evidence.relevance)
