"""Scores of a statement against the sentences that it cites: how close, and what disagrees.

Closeness is a logistic model over word coverage and late interaction (MaxSim, Khattab & Zaharia
2020, here from each word piece of the statement to the cited sentences); `disagreements` finds
what closeness cannot see. Both must hold. Fitted by `python -m evals fit support`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from assistant.support.content_words import content
from assistant.support.disagreements import disagreements
from ingest.documents.actors import NOBODY, Actors
from ingest.embedding.encoder import TextEncoder
from ingest.errors import SettingsError

FILE = Path(__file__).with_name("support.toml")
FEATURES = ("coverage", "maxsim", "weakest", "cosine", "disagree")
MOST = 3  # sentences that a statement is held against
WEAK = 3  # word pieces of the statement that come off worst


@dataclass(frozen=True, slots=True)
class Fitted:
    """Coefficients of the logistic model, and the least support that lets a statement pass."""

    intercept: float
    weights: tuple[float, ...]
    floor: float

    def chance(self, features: Sequence[float]) -> float:
        """0..1."""
        x = self.intercept + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, x))))


@dataclass(frozen=True, slots=True)
class Source:
    """The source that a statement is compared with: ``sentences``, the ``opening`` that they go on from, and
    what their document goes by: ``names`` with its issuer's, ``number`` of a resolution, and the ``actors``
    of its corpus. All but the first may be empty.
    """

    sentences: tuple[str, ...]
    opening: str = ""
    names: str = ""
    number: str = ""
    actors: Actors = NOBODY

    def strip(self, statement: str) -> str:
        """Without the number of the document itself: it says where, not what."""
        if not self.number:
            return statement
        called = r"(?:\b(?:Security Council )?resolution |S/RES/|UNSCR )?"
        pattern = rf"{called}\b{self.number}\b(?: ?\(\d{{4}}\))?"
        return re.sub(pattern, "resolution", statement, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``support`` 0..1; ``problems`` a phrase each; ``nearest``: places of the sentences relied on,
    the nearest first.
    """

    support: float
    problems: tuple[str, ...]
    nearest: tuple[int, ...]


@cache
def read_fitted(path: Path = FILE) -> Fitted:
    """Raises `SettingsError` if the file is damaged."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        weights = tuple(float(data["weights"][name]) for name in FEATURES)
        return Fitted(float(data["intercept"]), weights, float(data["floor"]))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{path}: is damaged ({error}); restore it or run `python -m evals fit support`"
        ) from error


class Support:
    """Judges statements with the project's own encoder; the same statement always gets the same."""

    def __init__(self, encoder: TextEncoder, fitted: Fitted) -> None:
        self._encoder = encoder
        self.fitted = fitted

    def judge(self, statement: str, source: Source) -> Verdict:
        nearest, problems, features = self.features(statement, source)
        return Verdict(self.fitted.chance(features), problems, nearest)

    def features(
        self, statement: str, source: Source
    ) -> tuple[tuple[int, ...], tuple[str, ...], tuple[float, ...]]:
        """Places of the nearest sentences, what disagrees, and numbers in the order of `FEATURES`."""
        statement = source.strip(statement)
        nearest = nearest_sentences(statement, source.sentences)
        chosen = [source.sentences[i] for i in nearest]
        problems = disagreements(statement, chosen, source.opening, source.names, source.actors)
        whole = " ".join((source.opening, *chosen))
        embedded = self._encoder.embed([statement, *chosen, *([source.opening] if source.opening else [])])
        own, others = embedded[0], embedded[1:]
        pieces = np.concatenate([e.tokens for e in others])
        best = (own.tokens @ pieces.T).max(axis=1) if len(own.tokens) and len(pieces) else np.zeros(1)
        return (
            nearest,
            problems,
            (
                coverage(statement, f"{whole} {source.names}"),
                float(best.mean()),
                float(np.sort(best)[:WEAK].mean()),
                max((float(own.vector @ e.vector) for e in others), default=0.0),
                float(len(problems)),
            ),
        )


def nearest_sentences(statement: str, sentences: Sequence[str], most: int = MOST) -> tuple[int, ...]:
    """Places of the sentences that together hold most of the statement's words, best first."""
    left, found = set(content(statement)), list[int]()
    bags = [set(content(sentence)) for sentence in sentences]
    while len(found) < min(most, len(bags)):
        best = max((i for i in range(len(bags)) if i not in found), key=lambda i: (len(left & bags[i]), -i))
        if found and not left & bags[best]:
            break
        found.append(best)
        left -= bags[best]
    return tuple(found)


def coverage(statement: str, source: str) -> float:
    """Share, 0..1, of the statement's distinct content words that stand in the source."""
    own = set(content(statement))
    return len(own & set(content(source))) / len(own) if own else 0.0
