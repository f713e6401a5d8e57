"""A language model under test: its draft as it came, and what verification left of it.

`ModelUse.struck` keeps a verdict on every statement of the draft, in its order: "kept: …", or the reason why
it was struck out and the statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.types import Written
from evals.outcomes import CitedQuote, ModelUse, Outcome

KEPT = "kept"
REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class StatementVerdict:
    """``reason``: `KEPT`, or why the statement was struck out. ``parse(str(x)) == x``."""

    reason: str
    statement: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.statement}"

    @classmethod
    def parse(cls, text: str) -> StatementVerdict:
        reason, _, statement = text.partition(": ")
        return cls(reason, statement)


def as_drafted(outcome: Outcome) -> Outcome:
    """Return the outcome that a reader would have seen without verification; a refusal stays one."""
    if outcome.model is None:
        return outcome
    text = "\n".join(v.statement for v in map(StatementVerdict.parse, outcome.model.struck))
    return replace(outcome, answer=text, citations=outcome.model.drafted)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Count statements over the questions that the model was asked. A statement said twice is drafted once;
    of those that held some are not shown, since too little of their answer did. Tokens are means of the
    replies that were counted.
    """
    asked = [o.model for o in outcomes if o.model is not None]
    reasons = Counter(StatementVerdict.parse(v).reason for m in asked for v in m.struck)
    repeated, kept = reasons.pop(REPEATED, 0), reasons.pop(KEPT, 0)
    shown = sum(StatementVerdict.parse(v).reason == KEPT for m in asked if m.used for v in m.struck)
    counted = [m for m in asked if m.reply_tokens]
    return {
        "asked": len(asked),
        "in prose": sum(m.used for m in asked),
        "drafted": reasons.total() + kept,
        "repeated": repeated,
        "struck": reasons.total(),
        "by reason": dict(reasons.most_common()),
        "kept": kept,
        "shown": shown,
        "prompt tokens": _mean([m.prompt_tokens for m in counted]),
        "reply tokens": _mean([m.reply_tokens for m in counted]),
        "seconds": _mean([m.seconds for m in asked]),
    }


def line(figures: dict[str, Any]) -> str:
    reasons = ", ".join(f"{n} {reason}" for reason, n in figures["by reason"].items())
    return (
        f"model asked {figures['asked']} times: {figures['drafted']} statements drafted "
        f"({figures['repeated']} more said again), {figures['struck']} struck out ({reasons or 'none'}), "
        f"{figures['kept']} held, {figures['shown']} of them shown in {figures['in prose']} answers in prose"
        f"; tokens {figures['prompt tokens']} + {figures['reply tokens']}, {figures['seconds']} s an answer"
    )


def model_part(written: Written) -> ModelUse:
    """The draft with the quotations and all the markers that it gave."""
    return ModelUse(
        written.used,
        tuple(CitedQuote(m, s.quote) for s in written.drafted for m in (s.marker, *s.also)),
        tuple(str(verdict) for verdict in _verdicts(written)),
        written.prompt_tokens,
        written.reply_tokens,
        written.seconds,
    )


def _verdicts(written: Written) -> Sequence[StatementVerdict]:
    """Rejections are in the draft's order; from its end, since what is repeated held before."""
    return tuple(_from_the_end(written))[::-1]


def _from_the_end(written: Written) -> Iterator[StatementVerdict]:
    left = list(written.rejections)
    for claim in reversed(written.drafted):
        if left and (left[-1].statement, left[-1].marker) == (claim.text, claim.marker):
            yield StatementVerdict(left.pop().reason, claim.text)
        else:
            yield StatementVerdict(KEPT, claim.text)


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 1) if values else None
