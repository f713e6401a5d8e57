"""Vectors come out of Chroma as they went in, and are compared the same in memory and by its graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from llama_index.core.schema import TextNode

from ingest.embedding.eight_bits import from_bytes, to_bytes
from ingest.errors import StoreError
from ingest.index.chunks import chunk_metadata
from ingest.index.store import Store
from ingest.index.vectors import ChunkVectors
from ingest.types import Chunk, ChunkKind, Locator, Span

KINDS: tuple[ChunkKind, ...] = ("paragraph", "sentence", "headnote", "silent")
MADE = np.random.default_rng(1).normal(size=(1600, 16)).astype(np.float32)
MADE /= np.linalg.norm(MADE, axis=1, keepdims=True)
CHUNKS = [
    Chunk(Locator("pond" if i < 800 else "tree", f"para-{i + 1}"), Span(0, 9), f"text {i}", KINDS[i % 4])
    for i in range(len(MADE))
]
IDS = tuple(chunk.id for chunk in CHUNKS)
SILENT = [i for i, chunk in enumerate(CHUNKS) if chunk.kind == "silent"]
NOTED = [i for i, chunk in enumerate(CHUNKS) if chunk.kind in ("headnote", "silent")]
PACKED = to_bytes(MADE[NOTED])
MADE[NOTED] = from_bytes(PACKED)
ASKED = (MADE[3] + 0.3 * MADE[5]) / np.linalg.norm(MADE[3] + 0.3 * MADE[5])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("chroma"), "wps-test")
    made.begin()
    for documents in ("pond", "tree"):
        made.add(
            [
                TextNode(id_=c.id, text=c.text, metadata=chunk_metadata(c), embedding=vector.tolist())
                for c, vector in zip(CHUNKS, MADE, strict=True)
                if c.locator.document == documents and c.kind in ("paragraph", "sentence")
            ]
        )
    made.complete(800)
    return made


@pytest.fixture(params=[True, False], ids=["in memory", "by the graph"])
def vectors(store: Store, request: pytest.FixtureRequest) -> ChunkVectors:
    return ChunkVectors(store, IDS, PACKED, most=800 if request.param else 799)


def test_vectors_come_out_as_they_went_in(vectors: ChunkVectors) -> None:
    rows = [7, 3, 1599, 3]
    assert np.allclose(vectors.at(rows), MADE[rows], atol=1e-6)


def test_cosines_of_what_is_near_are_right_and_far_ones_not_too_low(vectors: ChunkVectors) -> None:
    right, found = MADE @ ASKED, vectors.cosines(ASKED)
    best = np.argsort(-right)[:50]
    assert np.allclose(found[NOTED], right[NOTED], atol=1e-5)
    assert np.allclose(found[best], right[best], atol=1e-5)
    assert (found > right - 1e-5).all()
    several = vectors.cosines(np.stack([ASKED, MADE[0]]))
    assert np.allclose(several[0], found, atol=1e-6)


def test_products_are_with_vectors_of_any_length(vectors: ChunkVectors) -> None:
    assert np.allclose(vectors.products(3 * ASKED), 3 * (MADE @ ASKED), atol=1e-5)


def test_cosines_are_sharpened_where_it_matters(vectors: ChunkVectors) -> None:
    blunt = vectors.cosines(ASKED) if vectors.exact else np.full(len(IDS), 2.0, dtype=np.float32)
    sharp = vectors.sharpened(blunt, ASKED, [1, 300])
    assert np.allclose(sharp[[1, 300]], MADE[[1, 300]] @ ASKED, atol=1e-5)
    assert sharp[2] == blunt[2]


def test_the_nearest_are_searched_in_the_documents_named_and_never_silent(vectors: ChunkVectors) -> None:
    cosines = vectors.cosines(ASKED)
    right = MADE @ ASKED
    right[SILENT] = -2
    assert vectors.nearest(cosines, ASKED, 30) == list(np.argsort(-right)[:30])
    right[:800] = -2
    assert vectors.nearest(cosines, ASKED, 30, ["tree"]) == list(np.argsort(-right)[:30])
    assert len(vectors.nearest(cosines, ASKED, 900)) == 900


def test_a_store_is_whole_or_not(store: Store) -> None:
    assert store.holds(800)
    assert not store.holds(799)
    assert not store.holds(801)


def test_what_chroma_does_not_hold_is_said(store: Store) -> None:
    lacking = (*IDS[:1596], IDS[1596].replace("para-1597", "para-1601"), *IDS[1597:])
    for most in (len(IDS), 0):
        with pytest.raises(StoreError, match=r"not hold every vector.*run `python -m ingest index`"):
            ChunkVectors(store, lacking, PACKED, most).at([1596])


def test_a_store_that_is_dropped_is_gone(tmp_path: Path) -> None:
    store = Store(tmp_path, "wps-other")
    store.begin()
    store.add(
        [TextNode(id_=IDS[0], text="t", metadata=chunk_metadata(CHUNKS[0]), embedding=MADE[0].tolist())]
    )
    assert {c.name for c in store.chroma.client().list_collections()} == {"wps-other"}
    store.drop()
    assert store.chroma.client().list_collections() == []
