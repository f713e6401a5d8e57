"""Chunks: the spans of one paragraph that get a vector of their own, and their llama-index parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, NodeRelationship, TextNode
from llama_index.core.schema import Document as LlamaDocument

from ingest.documents.sentences import sentence_spans
from ingest.library import Library
from ingest.types import Chunk, ChunkKind, Document, Headnote, Locator, Paragraph, Span

METADATA = ("locator", "document", "start", "end", "kind")


def context(paragraph: Paragraph, parent: Paragraph | None, title: str) -> str:
    """Return what a reader has in mind on reaching the paragraph: title, headings, the list's opening.

    Empty if nothing but the title stands above it.
    """
    above = (*paragraph.headings, *((parent.text,) if parent is not None else ()))
    return " › ".join((title, *above)) if above else ""


def chunks(paragraph: Paragraph, around: str) -> Iterator[Chunk]:
    """The whole paragraph with its context, and each statement by itself. Never beyond one paragraph.

    A single statement without context is one chunk: a second would say the same again.
    """
    whole = Span(0, len(paragraph.text))
    spans = sentence_spans(paragraph.text)
    if around or len(spans) > 1:
        text = f"{around} › {paragraph.text}" if around else paragraph.text
        yield Chunk(paragraph.locator, whole, text, "paragraph")
    for span in spans:
        yield Chunk(paragraph.locator, span, span.of(paragraph.text), "sentence")


def headnote_chunks(paragraph: Paragraph, headnote: Headnote) -> Iterator[Chunk]:
    """Each text of a paragraph's headnote, then each question that the paragraph is silent on."""
    whole = Span(0, len(paragraph.text))
    for number, text in enumerate(headnote.texts):
        yield Chunk(paragraph.locator, whole, text, "headnote", number)
    for number, text in enumerate(headnote.silent):
        yield Chunk(paragraph.locator, whole, text, "silent", number)


def as_llama(library: Library, document: Document) -> list[LlamaDocument]:
    """One llama-index document a paragraph: its text, its address, its context."""
    return [_as_llama(library, p, document.title) for p in library.of(document.id)]


def _as_llama(library: Library, paragraph: Paragraph, title: str) -> LlamaDocument:
    locator = paragraph.locator
    return LlamaDocument(
        id_=str(locator),
        text=paragraph.text,
        metadata={"locator": str(locator), "context": context(paragraph, library.parent(locator), title)},
    )


class ParagraphNodeParser(NodeParser):
    """llama-index node parser: one node per chunk, ids stable, metadata naming locator and span."""

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [made for node in nodes for made in self._nodes_of(node)]

    def _nodes_of(self, node: BaseNode) -> Iterable[BaseNode]:
        locator = Locator.parse(str(node.metadata["locator"]))
        text = node.get_content()
        paragraph = Paragraph(locator, "", (), text, (), 1, 1)
        for chunk in chunks(paragraph, str(node.metadata["context"])):
            yield TextNode(
                id_=chunk.id,
                text=chunk.text,
                metadata=chunk_metadata(chunk),
                excluded_embed_metadata_keys=list(METADATA),
                excluded_llm_metadata_keys=list(METADATA),
                relationships={NodeRelationship.SOURCE: node.as_related_node_info()},
            )


def chunk_metadata(chunk: Chunk) -> dict[str, str | int]:
    return {
        "locator": str(chunk.locator),
        "document": chunk.locator.document,
        "start": chunk.span.start,
        "end": chunk.span.end,
        "kind": chunk.kind,
    }


def kind_of(node: BaseNode) -> ChunkKind:
    return cast(ChunkKind, node.metadata["kind"])
