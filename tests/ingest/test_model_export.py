"""The exported model: read by the service's account, and made again when it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.embedding.encoder import NETWORK, Encoder, encoder_folder, open_encoder
from ingest.embedding.export import export_damage, export_encoder, exporting
from ingest.embedding.model import Model, find_model
from ingest.embedding.torch_model import Embedder
from ingest.errors import ModelError


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A network of two thousand numbers with the words of three sentences."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"who advises the how often is policy".split()]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    small = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(small).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    layers = Transformer(str(folder / "bert"))
    whole = SentenceTransformer(modules=[layers, Pooling(16)], device="cpu")
    whole.save(str(folder / "whole"))
    return find_model(str(folder / "whole"))


def test_an_export_is_readable_for_every_account_and_made_again(model: Model, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert export_encoder(tmp_path, model, 1)
    finally:
        os.umask(before)
    folder = encoder_folder(tmp_path, model.key)
    assert folder.stat().st_mode & 0o777 == 0o755
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o644}
    assert isinstance(open_encoder(tmp_path, model, 1), Encoder)
    network = folder / NETWORK
    network.write_bytes(network.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"damaged; run `python -m ingest index`, which exports"):
        open_encoder(tmp_path, model, 1)
    told: list[str] = []
    with exporting(tmp_path, model, 1, told.append):
        pass
    assert told == [
        f"{folder}: the exported model is damaged ({NETWORK} has 1,000 bytes instead of "
        f"{network.stat().st_size:,}); exporting it again"
    ]
    assert export_damage(tmp_path, model) == ""
    assert isinstance(open_encoder(tmp_path, model, 1), Encoder)


def test_a_model_without_a_twin_is_not_exported_again_and_again(model: Model, tmp_path: Path) -> None:
    folder = encoder_folder(tmp_path, model.key)
    folder.mkdir()
    from ingest.index.seal import write_seal

    write_seal(folder)
    assert export_damage(tmp_path, model) == ""
    assert isinstance(open_encoder(tmp_path, model, 1), Embedder)
