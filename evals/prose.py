"""A language model under test: its draft as it came, and what verification left of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.types import Written
from evals.types import Cited, Model, Outcome


def as_drafted(found: Outcome) -> Outcome:
    """What a reader would have been shown without verification; a refusal stays one."""
    if found.model is None:
        return found
    text = "\n".join(c.quote for c in found.model.drafted)
    return replace(found, answer=text, citations=found.model.drafted)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Over the questions that the model was asked; tokens are means of the replies that were counted."""
    asked = [o.model for o in outcomes if o.model is not None]
    drafted = sum(len(m.drafted) for m in asked)
    struck = Counter(reason for m in asked for reason in m.struck)
    counted = [m for m in asked if m.reply_tokens]
    return {
        "asked": len(asked),
        "in prose": sum(m.used for m in asked),
        "drafted": drafted,
        "struck": struck.total(),
        "by reason": dict(struck.most_common()),
        "prompt tokens": _mean([m.prompt_tokens for m in counted]),
        "reply tokens": _mean([m.reply_tokens for m in counted]),
        "seconds": _mean([m.seconds for m in asked]),
    }


def line(found: dict[str, Any]) -> str:
    reasons = ", ".join(f"{n} {reason}" for reason, n in found["by reason"].items())
    return (
        f"model asked {found['asked']} times: {found['drafted']} statements drafted, "
        f"{found['struck']} struck out ({reasons or 'none'}), {found['in prose']} answers in prose; "
        f"tokens {found['prompt tokens']} + {found['reply tokens']}, {found['seconds']} s an answer"
    )


def model_part(written: Written) -> Model:
    return Model(
        written.used,
        tuple(Cited(s.marker, s.text) for s in written.drafted),
        tuple(r.reason for r in written.rejections),
        written.prompt_tokens, written.reply_tokens, written.seconds,
    )  # fmt: skip


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 1) if values else None
