"""Fit the forms of questions and the words of their topics (`assistant.question.forms`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.question import forms
from assistant.question.forms import KINDS, SHARPNESS, FormWeights
from assistant.text.words import stem, words
from evals.outcomes import SEED
from evals.survey.examples import FormExample
from ingest.embedding.encoder import TextEncoder
from ingest.types import Document

Numbers = NDArray[np.float64]
LEAST_GRAMS = 3  # broad questions that hold a run of words with a weight
LEAST_STEMS = 4  # words with the stem
FOLDS = 5
PENALTY, WORD_PENALTY = 0.5, 3.0  # inverse strength of the ridge
WEIGHT = {"training": 2.0, "gold": 3.0, "other topic": 1.0, "narrow": 1.0, "narrow gold": 1.0}
NARROW_LOST = 0.015  # share of the narrow gold questions that a floor may take for broad


class FormFit:
    """Examples with their vectors, from which weights are fitted. ``progress`` is told of each one done."""

    def __init__(
        self,
        examples: Sequence[FormExample],
        encoder: TextEncoder,
        documents: Sequence[Document],
        progress: Callable[[int], None],
    ) -> None:
        self._examples = examples
        numbers = frozenset(str(d.number) for d in documents if d.number)
        self._grams = [forms.grams(x.query, numbers) for x in examples]
        self._marks = np.stack([forms.marks(x.query) for x in examples])
        vectors, self._said = [], []
        for x in examples:
            text = forms.as_asked(x.query)
            embedding = encoder.embed_one(text)
            vectors.append(embedding.vector.astype(np.float64))
            if x.topic is not None:
                spans, rows = forms.word_vectors(text, embedding, encoder.pieces(text))
                self._said.append(([s.of(text) for s in spans], rows, x.topic))
            progress(1)
        self._vectors = np.stack(vectors)
        self._kinds = np.array([KINDS.index(x.form) for x in examples])
        self._weights = np.array([WEIGHT[x.source] for x in examples])

    def fit(self, model: str) -> tuple[FormWeights, str]:
        """Return weights for the encoder with this key, and what they are worth by cross-validation."""
        chances = self._cross_validated()
        floor, worth = self._floor(chances)
        grams, mean, fitted = self._fit(np.ones(len(self._examples), dtype=np.bool_))
        word_mean, stems, tagger = self._fit_words()
        slopes, intercepts = fitted
        return FormWeights(
            model, mean, grams, slopes, intercepts, word_mean, stems, tagger[0], tagger[1], floor
        ), worth

    def _fit(self, rows: NDArray[np.bool_]) -> tuple[tuple[str, ...], Numbers, tuple[Numbers, Numbers]]:
        from sklearn.linear_model import LogisticRegression

        own = np.array([x.source != "other topic" for x in self._examples])
        kept = np.flatnonzero(rows & own & (self._kinds > 0))
        count = Counter(g for n in kept for g in self._grams[n])
        grams = tuple(sorted(g for g, times in count.items() if times >= LEAST_GRAMS))
        mean = self._vectors[rows].mean(axis=0)
        model = LogisticRegression(C=PENALTY, max_iter=400)
        features = self._features(rows, grams, mean)
        model.fit(features, self._kinds[rows], sample_weight=self._weights[rows])
        return grams, mean, (np.asarray(model.coef_.T), np.asarray(model.intercept_))

    def _features(self, rows: NDArray[np.bool_], grams: Sequence[str], mean: Numbers) -> Numbers:
        places = {g: n for n, g in enumerate(grams)}
        found = np.stack([forms.gram_marks(self._grams[n], places) for n in np.flatnonzero(rows)])
        return np.hstack(((self._vectors[rows] - mean) * SHARPNESS, found, self._marks[rows]))

    def _cross_validated(self) -> Numbers:
        """[examples, kinds] chances from fits that saw neither an example nor its variants."""
        groups = np.array([x.group for x in self._examples])
        fold = np.random.default_rng(SEED).integers(0, FOLDS, groups.max() + 1)[groups]
        chances = np.zeros((len(self._examples), len(KINDS)))
        for k in range(FOLDS):
            grams, mean, (slopes, intercepts) = self._fit(fold != k)
            odds = self._features(fold == k, grams, mean) @ slopes + intercepts
            odds = np.exp(odds - odds.max(axis=1, keepdims=True))
            chances[fold == k] = odds / odds.sum(axis=1, keepdims=True)
        return chances

    def _floor(self, chances: Numbers) -> tuple[float, str]:
        """The least floor that takes few narrow gold questions for broad; and what it is worth in words."""
        broad = 1.0 - chances[:, 0]
        source = np.array([x.source for x in self._examples])
        narrow = np.sort(broad[source == "narrow gold"])[::-1]
        floor = float(narrow[int(NARROW_LOST * len(narrow))])
        best = chances[:, 1:].argmax(axis=1) + 1
        worth = [f"floor {floor:.2f}", f"narrow gold taken for broad {(narrow > floor).mean():.3f}"]
        for name in ("training", "gold"):
            own = source == name
            kept, right = (broad[own] > floor).mean(), (best[own] == self._kinds[own]).mean()
            worth.append(f"{name}: {own.sum()}, broad {kept:.3f}, form {right:.3f}")
        return floor, "; ".join(worth)

    def _fit_words(self) -> tuple[Numbers, tuple[str, ...], tuple[Numbers, float]]:
        from sklearn.linear_model import LogisticRegression

        mean = np.vstack([rows for _, rows, _ in self._said]).mean(axis=0)
        count = Counter(stem(w.lower()) for said, _, _ in self._said for w in said)
        stems = tuple(sorted(s for s, times in count.items() if times >= LEAST_STEMS))
        places = {s: n for n, s in enumerate(stems)}
        features, of_topic = [], []
        for said, rows, topic in self._said:
            if said:
                features.append(forms.word_features(said, rows - mean, places))
                own = {w for part in topic for w in words(part)}
                of_topic += [bool(words(w)) and own.issuperset(words(w)) for w in said]
        model = LogisticRegression(C=WORD_PENALTY, max_iter=500).fit(np.vstack(features), of_topic)
        return mean, stems, (np.asarray(model.coef_[0]), float(model.intercept_[0]))
