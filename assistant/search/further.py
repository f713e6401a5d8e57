"""Which further paragraphs belong in an answer beside the first.

A question that asks two things is answered by two paragraphs, and the second stands behind because it answers
what the first leaves open. A logistic model on a few plain numbers tells such a paragraph from one that says
much the same or something else. Fitted with the ranking; measured on gold `dev` by cross-validation, the
model's AUROC is .97, and that of the share of the first paragraph's relevance .87.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.question.query import Query
from assistant.search.candidates import Candidate

MOST_JOINTS = 4  # counted

_JOINT = re.compile(r"\band\b|[,;?&+]| - ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Further:
    """A candidate ``other`` than the ``first``. ``odds`` and ``first_odds``: logarithms of the odds that they
    answer; ``behind`` ≥ 0: distance of the ranking's scores; ``rank``: 2 for the second.
    """

    query: Query
    first: Candidate
    other: Candidate
    odds: float
    first_odds: float
    behind: float
    rank: int


@dataclass(frozen=True, slots=True)
class FurtherFeature:
    """A number ``of`` a further candidate."""

    name: str
    of: Callable[[Further], float]


def _adds(pair: Further) -> float:
    """Share, 0..1, of the question's terms that the other holds and the first does not."""
    new = pair.other.said - pair.first.said
    return len(new) / max(1, len(set(pair.query.readings[0].terms)))


def _related(pair: Further) -> float:
    """1 if one is an item of the list that the other opens."""
    first, other = pair.first.paragraph.locator, pair.other.paragraph.locator
    return float(first.parent == other or other.parent == first)


def _other_named(pair: Further) -> float:
    """1 if the question names both documents, and they are two."""
    documents = {pair.first.paragraph.locator.document, pair.other.paragraph.locator.document}
    return float(len(documents) == 2 and documents <= set(pair.query.named))


def _same_document(pair: Further) -> float:
    return float(pair.first.paragraph.locator.document == pair.other.paragraph.locator.document)


def _joints(pair: Further) -> float:
    """Words and marks that join parts of a question."""
    return float(min(MOST_JOINTS, len(_JOINT.findall(pair.query.typed.text))))


FURTHER = (
    FurtherFeature("odds", lambda pair: pair.odds),
    FurtherFeature("first_odds", lambda pair: pair.first_odds),
    FurtherFeature("behind", lambda pair: pair.behind),
    FurtherFeature("adds", _adds),
    FurtherFeature("same_document", _same_document),
    FurtherFeature("related", _related),
    FurtherFeature("note", lambda pair: float(pair.other.paragraph.locator in pair.first.paragraph.notes)),
    FurtherFeature("other_named", _other_named),
    FurtherFeature("joints", _joints),
    FurtherFeature("compares", lambda pair: float(pair.query.wanted.compares)),
    FurtherFeature("length", lambda pair: len(pair.query.readings[0].terms) / 10),
    FurtherFeature("rank", lambda pair: (pair.rank - 1) / 10),
)


def numbers(pair: Further) -> tuple[float, ...]:
    """In the order of `FURTHER`."""
    return tuple(f.of(pair) for f in FURTHER)
