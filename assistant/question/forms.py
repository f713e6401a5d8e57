"""Is a question broad, in which form is it best answered, and which of its words are its topic?

Two small linear models, fitted together by `python -m evals fit survey` on questions of `evals/training` and
of gold `dev`. The form is told from the question's vector, from its words, word pairs and triples, and from a
few marks; names of documents all count as one word. A word belongs to the topic by its own vector in the
question and by those beside it. Measured by cross-validation, see `docs/evaluation.md`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question.broad_words import BROAD
from assistant.question.query import Query
from assistant.text.words import STOPWORDS, stem, word_spans, words
from assistant.types import FORMS, Form
from ingest.embedding.encoder import TextEncoder
from ingest.embedding.torch_model import Embedding
from ingest.errors import ModelError
from ingest.types import Document, Span

FILE = Path(__file__).with_name("forms.npz")
KINDS: tuple[str, ...] = ("narrow", *FORMS)
SHARPNESS = 10.0  # of the vector beside marks of 0 and 1
BESIDE = 0.7  # weight of the words on either side of one, for the topic
OF_TOPIC = 0.4  # least chance of a word of the topic
LONG = 25  # words

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FormWeights:
    """``model``: key of the encoder; ``mean`` of vectors and ``word_mean`` of words' vectors; ``grams``:
    runs of words with a weight; ``slopes`` [features, kinds] and ``intercepts`` of the forms; ``stems``
    with a weight of their own, ``word_slopes`` and ``word_intercept`` of the topic; ``floor``: least
    chance of a broad one.
    """

    model: str
    mean: Numbers
    grams: tuple[str, ...]
    slopes: Numbers
    intercepts: Numbers
    word_mean: Numbers
    stems: tuple[str, ...]
    word_slopes: Numbers
    word_intercept: float
    floor: float
    _gram: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _stem: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_gram", {g: n for n, g in enumerate(self.grams)})
        object.__setattr__(self, "_stem", {s: n for n, s in enumerate(self.stems)})


@dataclass(frozen=True, slots=True)
class Breadth:
    """``chance``, 0..1, that a question is broad; the ``form`` that fits best if it is; its ``topic`` in its
    own words, empty if all of the documents in question is meant.
    """

    chance: float
    form: Form
    topic: str


class FormReader:
    """Reads breadth, form and topic of questions. Safe to share between threads."""

    def __init__(self, weights: FormWeights, encoder: TextEncoder, documents: Sequence[Document]) -> None:
        self.weights, self._encoder = weights, encoder
        self._numbers = frozenset(str(d.number) for d in documents if d.number)

    def breadth(self, query: Query) -> Breadth:
        """Return how broad a question is, read by itself."""
        text = as_asked(query)
        embedding, weights = self._encoder.embed_one(text), self.weights
        found = gram_marks(grams(query, self._numbers), weights._gram)
        features = np.concatenate(((embedding.vector - weights.mean) * SHARPNESS, found, marks(query)))
        odds = features @ weights.slopes + weights.intercepts
        chances = np.exp(odds - odds.max())
        chances /= chances.sum()
        form = FORMS[int(chances[1:].argmax())]
        return Breadth(float(1.0 - chances[0]), form, self._topic(text, embedding))

    def _topic(self, text: str, embedding: Embedding) -> str:
        spans, vectors = word_vectors(text, embedding, self._encoder.pieces(text))
        if not spans:
            return ""
        said = [span.of(text) for span in spans]
        weights = self.weights
        features = word_features(said, vectors - weights.word_mean, weights._stem)
        odds = features @ weights.word_slopes + weights.word_intercept
        kept = [n for n, x in enumerate(odds) if 1.0 / (1.0 + exp(-max(-30.0, min(30.0, x)))) > OF_TOPIC]
        light = [said[n].lower() in STOPWORDS for n in range(len(said))]
        while kept and light[kept[0]]:
            kept.pop(0)
        while kept and light[kept[-1]]:
            kept.pop()
        return " ".join(said[n] for n in kept)


def grams(query: Query, numbers: Iterable[str]) -> frozenset[str]:
    """Runs of one to three stems of a question; numbers of documents, and other numbers, are one word
    each.
    """
    numbers = frozenset(numbers)
    row = ["^"]
    for word in query.typed.words:
        if word in numbers:
            if row[-1] != "#":
                row.append("#")
        elif word in ("nato", "policy"):
            row.append("@")
        else:
            row.append("9" if word.isdigit() else stem(word))
    row.append("$")
    return frozenset(" ".join(row[i : i + n]) for n in (1, 2, 3) for i in range(len(row) - n + 1))


def gram_marks(found: Iterable[str], places: Mapping[str, int]) -> Numbers:
    """[grams] 1 for each that is found."""
    row = np.zeros(len(places))
    row[[places[g] for g in found if g in places]] = 1.0
    return row


def marks(query: Query) -> Numbers:
    """How many documents it names (none, one, two, more); a document and resolutions in general; its length;
    marks of a question; resolutions in general; few words.
    """
    said, named = query.typed.words, len(query.typed.named)
    collective = BROAD.resolutions.among(said)
    return np.array(
        [
            named == 0,
            named == 1,
            named == 2,
            named > 2,
            named > 0 and collective,
            min(len(said), LONG) / LONG,
            len(said) <= 4,
            query.typed.text.rstrip().endswith("?") or _mark_left_off(query),
            collective,
            len(set(said)) <= 3,
        ],
        dtype=np.float64,
    )


def as_asked(query: Query) -> str:
    """Return a question as it is read for its form: with a question mark, also where it was left off."""
    text = query.readings[-1].text
    return f"{text.rstrip('. ')}?" if _mark_left_off(query) else text


def _mark_left_off(query: Query) -> bool:
    text, said = query.typed.text.rstrip(), query.typed.words
    return not text.endswith("?") and bool(said) and BROAD.asking.among(said[:1])


def word_vectors(text: str, embedding: Embedding, pieces: Sequence[Span]) -> tuple[list[Span], Numbers]:
    """The words of a text, and [words, dimensions] the mean vector of the pieces of each."""
    spans, rows = [], []
    for span in word_spans(text):
        own = [i for i, p in enumerate(pieces) if p.start < span.end and p.end > span.start]
        if own:
            spans.append(span)
            rows.append(embedding.tokens[own].mean(axis=0))
    size = embedding.vector.shape[0]
    return spans, np.array(rows, dtype=np.float64).reshape(len(rows), size)


def word_features(said: Sequence[str], vectors: Numbers, stems: Mapping[str, int]) -> Numbers:
    """[words, features]: the vectors of a word and of its neighbours, its stem, and where it stands."""
    none = np.zeros((1, vectors.shape[1]))
    before, behind = np.vstack((none, vectors[:-1])), np.vstack((vectors[1:], none))
    own = np.stack([gram_marks([stem(w.lower())], stems) for w in said])
    place = np.zeros((len(said), 3))
    place[:, 0] = [w.lower() in STOPWORDS for w in said]
    place[0, 1] = place[-1, 2] = 1.0
    return np.hstack((vectors, before * BESIDE, behind * BESIDE, own * 0.5, place))


def said_words(text: str) -> frozenset[str]:
    """Lower-case words of a text."""
    return frozenset(words(text))


def write_forms(weights: FormWeights, path: Path = FILE) -> None:
    """Keep weights in half precision."""
    np.savez_compressed(
        path,
        model=weights.model,
        grams=np.array(weights.grams),
        stems=np.array(weights.stems),
        floor=weights.floor,
        word_intercept=weights.word_intercept,
        **{
            name: getattr(weights, name).astype(np.float16)
            for name in ("mean", "slopes", "intercepts", "word_mean", "word_slopes")
        },
    )


def read_forms(path: Path = FILE) -> FormWeights:
    """Raises `ModelError` if the file is missing or damaged."""
    try:
        with np.load(path) as found:
            numbers = {
                name: found[name].astype(np.float64)
                for name in ("mean", "slopes", "intercepts", "word_mean", "word_slopes")
            }
            return FormWeights(
                model=str(found["model"]),
                grams=tuple(map(str, found["grams"])),
                stems=tuple(map(str, found["stems"])),
                floor=float(found["floor"]),
                word_intercept=float(found["word_intercept"]),
                **numbers,
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:80]
        raise ModelError(
            f"{path}: the weights for broad questions are damaged ({reason}); restore the file or run "
            "`python -m evals fit survey`"
        ) from error
