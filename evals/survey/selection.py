"""Fit what belongs in the answer to a broad question (`assistant.survey`), on broad gold `dev`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.question.forms import FormReader, FormWeights
from assistant.question.intent import Survey
from assistant.question.scope import scope_of
from assistant.survey.features import FEATURES, features
from assistant.survey.importance import IMPORTANCE, importance_features
from assistant.survey.overview import OPERATIVE
from assistant.survey.select import Selector
from assistant.survey.weights import Weights
from assistant.types import FORMS, Form
from evals.broad import BroadQuestion, read_broad
from evals.outcomes import SEED
from evals.survey.examples import BROAD_GOLD, FORM_OF

Numbers = NDArray[np.float64]
FOLDS = 8
PENALTY = {"topic": 0.01, "importance": 0.1}  # inverse strength of the ridge
MAY = 0.3  # weight of a paragraph that may be shown, beside one that must be
CUTS = np.arange(0.15, 0.6, 0.05)
PRECISION = 0.82  # least share of shown paragraphs that must or may be


@dataclass(frozen=True, slots=True)
class Sample:
    """A question's paragraphs: [paragraphs, features], and of each 1 if it must, 0.5 if it may be shown."""

    form: Form
    features: Numbers
    right: Numbers


@dataclass(frozen=True, slots=True)
class Selection:
    """Fitted weights by name, and what they are ``worth`` by cross-validation, in words."""

    topic: Weights
    importance: Weights
    worth: str


def fit_selection(assistant: Assistant, forms: FormWeights) -> Selection:
    """Fit on broad gold `dev`."""
    library = assistant.library
    reader = FormReader(forms, assistant.finder.searcher.encoder, library.documents)
    about, whole = [], []
    for question in read_broad(BROAD_GOLD):
        if question.split != "dev" or question.history or question.category not in FORM_OF:
            continue
        assert isinstance(question, BroadQuestion)
        query = assistant.understanding.query(question.question)
        breadth = reader.breadth(query)
        scope, topic = scope_of(query, breadth.topic, library)
        form = next(f for f in FORMS if f == FORM_OF[question.category])
        survey = Survey(query, form, topic, scope)
        if topic:
            about.append(_sample(question, survey, assistant.surveyor.selector, assistant))
        elif form in ("overview", "summary") and scope.kind == "all":
            whole.append(_whole(question, survey, assistant))
    topics, worth = _fit([s for s in about if s.right.any()], "topic", FEATURES)
    important, _ = _fit([s for s in whole if len(s.right)], "importance", IMPORTANCE)
    return Selection(topics, important, worth)


def _sample(question: BroadQuestion, survey: Survey, selector: Selector, assistant: Assistant) -> Sample:
    rows, paragraphs = selector.rows(survey.scope), assistant.library.paragraphs
    found = features(selector.measured(survey), rows, paragraphs)
    return Sample(survey.form, found, _right(question, [str(paragraphs[r].locator) for r in rows]))


def _whole(question: BroadQuestion, survey: Survey, assistant: Assistant) -> Sample:
    paragraphs = [
        p for d in survey.scope.documents for p in assistant.library.of(d) if p.locator.kind in OPERATIVE
    ]
    right = _right(question, [str(p.locator) for p in paragraphs])
    found = importance_features(paragraphs, assistant.library)
    return Sample(survey.form, found, np.where(right == 1.0, 1.0, 0.0))


def _right(question: BroadQuestion, locators: Sequence[str]) -> Numbers:
    return np.array([float(x in question.must) or 0.5 * (x in question.may) for x in locators])


def _fit(samples: Sequence[Sample], name: str, names: Sequence[str]) -> tuple[Weights, str]:
    """Return weights with a cut a form, chosen by cross-validation, and their worth in words."""
    every = np.vstack([s.features for s in samples])
    right = np.concatenate([s.right for s in samples])
    group = np.concatenate([np.full(len(s.right), n) for n, s in enumerate(samples)])
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(samples))[group]
    chances = np.zeros(len(right))
    for k in range(FOLDS):
        if (fold == k).any():
            chances[fold == k] = _logistic(every[fold != k], right[fold != k], name).chances(every[fold == k])
    cut, worth = _cut(samples, chances, group)
    fitted = _logistic(every, right, name)
    return Weights(fitted.slopes, fitted.intercept, dict.fromkeys(FORMS, cut)), worth


def _logistic(found: Numbers, right: Numbers, name: str) -> Weights:
    """A ridge logistic model over features in standard deviations, its slopes for raw features."""
    from sklearn.linear_model import LogisticRegression

    mean, deviation = found.mean(axis=0), found.std(axis=0) + 1e-9
    weights = np.where(right == 0.5, MAY, 1.0)
    model = LogisticRegression(C=PENALTY[name], max_iter=500)
    model.fit((found - mean) / deviation, right > 0, sample_weight=weights)
    slopes = model.coef_[0] / deviation
    return Weights(slopes, float(model.intercept_[0] - mean @ slopes), {})


def _cut(samples: Sequence[Sample], chances: Numbers, group: Numbers) -> tuple[float, str]:
    """The lowest cut with enough precision, and coverage and precision at it."""
    best, worth = float(CUTS[-1]), ""
    for cut in CUTS[::-1]:
        coverage, precision = [], []
        for n, sample in enumerate(samples):
            shown = chances[group == n] >= cut
            must = sample.right == 1.0
            if must.any():
                coverage.append((shown & must).sum() / must.sum())
            if shown.any():
                precision.append((sample.right[shown] > 0).mean())
        if np.mean(precision) < PRECISION:
            break
        best = float(round(cut, 2))
        shares = f"coverage {np.mean(coverage):.3f}, precision {np.mean(precision):.3f}"
        worth = f"{len(samples)} questions, {shares} at {best}"
    return best, worth


def write_selection(found: Selection, path: Path, index: str, day: dt.date) -> None:
    """Write the fitted numbers in a file that a person can read."""
    lines = [
        f"# Fitted by `python -m evals fit survey` on broad gold dev questions, {day}, index {index}.",
        f"# By cross-validation: {found.worth}.",
    ]
    for name, weights, names in (
        ("topic", found.topic, FEATURES),
        ("importance", found.importance, IMPORTANCE),
    ):
        lines += ["", f"[{name}]", f"intercept = {weights.intercept:.5f}", "", f"[{name}.cuts]"]
        lines += [f"{form} = {cut:.3f}" for form, cut in weights.cuts.items()]
        lines += ["", f"[{name}.weights]"]
        lines += [f"{n} = {w:.5f}" for n, w in zip(names, weights.slopes, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
