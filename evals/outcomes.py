"""The values of an evaluation: what a system did with a question, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evals.gold import GoldQuestion
from ingest.types import Locator, Paragraph

SEED = 20241  # of every draw: resampling, mutations, drafts
OutcomeStatus = Literal["answer", "refusal", "failed"]


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A citation as a system gave it: ``locator`` is not known to exist, ``quote`` may be empty."""

    locator: str
    quote: str


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A language model's part in one answer: the quotations of its draft with the locators it named,
    the verdict on each statement, and what it took.
    """

    used: bool
    drafted: tuple[CitedQuote, ...]
    struck: tuple[str, ...]
    prompt_tokens: int
    reply_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A system's reply to one question. ``evidence``: locators, best first; ``relevance``: its
    own chance, 0..1, that the first one answers, None if it gives none; ``reason`` of a refusal or
    failure.
    """

    id: str
    status: OutcomeStatus
    answer: str
    citations: tuple[CitedQuote, ...]
    evidence: tuple[str, ...]
    relevance: float | None
    reason: str
    seconds: float
    model: ModelUse | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """Distinct locators in the order in which the answer cites them."""
        return tuple(dict.fromkeys(c.locator for c in self.citations))


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` 0..1, or None where the measure does not apply; ``detail`` says why in words."""

    measure: str
    value: float | None
    detail: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The corpus as measures need it: paragraphs by locator, in print order."""

    paragraphs: Mapping[str, Paragraph]
    order: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, paragraphs: tuple[Paragraph, ...]) -> Texts:
        keys = [str(p.locator) for p in paragraphs]
        return cls(dict(zip(keys, paragraphs, strict=True)), {key: i for i, key in enumerate(keys)})


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its outcome: what every measure is given."""

    gold: GoldQuestion
    outcome: Outcome
    texts: Texts

    @property
    def relevant(self) -> frozenset[str]:
        """All locators that gold names or tolerates."""
        return strings(self.gold.also_ok.union(*self.gold.gold))

    @property
    def answered(self) -> bool:
        return self.outcome.status == "answer"


def strings(locators: frozenset[Locator]) -> frozenset[str]:
    return frozenset(str(locator) for locator in locators)
