"""Refusals by the form of the question, each with the share of false ones that may be relied on.

Measured, not set: floors of their own for each form refused less of what is not answered than one floor for
all, at the same false refusals (gold `dev`, cross-validated).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.question.parts import split
from evals.gold import GoldQuestion

CONFIDENCE = 0.95  # that the bound holds for questions like those measured

_FORMS = (  # the first that fits
    ("locating", re.compile(r"\b(?:ops?|pps?|paras?|paragraphs?)\b", re.IGNORECASE)),
    ("hasty", re.compile(r"[^?]\s*$")),
    ("why", re.compile(r"\bwhy\b|\breasons?\b", re.IGNORECASE)),
    ("yes or no", re.compile(r"^\W*(?:do|does|did|is|are|was|were|has|have|must|may|can)\b", re.IGNORECASE)),
    ("amount, date or name", re.compile(r"\bhow (?:many|much|long|often)\b|\bwhen\b|\bwho\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what became of it."""

    gold: GoldQuestion
    refused: bool


def form_of(question: GoldQuestion) -> str:
    """Return the form of a question, "other" for most that begin with "what", "which" or "how"."""
    if question.history:
        return "follow-up"
    if split([question.question]):
        return "several parts"
    return next((name for name, pattern in _FORMS if pattern.search(question.question)), "other")


def by_form(rows: Sequence[Asked]) -> dict[str, Any]:
    """Return by form the numbers of questions, the shares refused of what is and what is not answered, and
    the ``bound``: with `CONFIDENCE`, no greater share of answerable questions of this form is refused
    (Clopper & Pearson 1934, one-sided). None where there is no such question.
    """
    forms: dict[str, list[Asked]] = {}
    for row in rows:
        forms.setdefault(form_of(row.gold), []).append(row)
    return {name: _figures(found) for name, found in sorted(forms.items())}


def _figures(rows: Sequence[Asked]) -> dict[str, Any]:
    answerable = [row.refused for row in rows if row.gold.answerable]
    others = [row.refused for row in rows if not row.gold.answerable]
    return {
        "answerable": len(answerable),
        "false": _share(answerable),
        "bound": upper_bound(sum(answerable), len(answerable)),
        "unanswerable": len(others),
        "refused": _share(others),
    }


def upper_bound(found: int, of: int) -> float | None:
    """Return the greatest share, 0..1, that ``found`` cases of so many do not speak against."""
    from scipy.stats import beta

    if not of:
        return None
    return 1.0 if found == of else round(float(beta.ppf(CONFIDENCE, found + 1, of - found)), 4)


def _share(marks: Sequence[bool]) -> float | None:
    return round(sum(marks) / len(marks), 4) if marks else None
