"""Marks for a learner's answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quiz.export.shapes import letter
from assistant.quiz.items import TYPED, QuizItem

_FOLD = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Marked:
    """``share`` of the mark, 0..1; ``given`` is the answer as it was understood."""

    share: float
    given: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.share == 1.0


def mark(item: QuizItem, given: str | Sequence[str]) -> Marked:
    """Mark an answer. ``given``: an option, several, words, or letters such as "C A D B" for matching and
    ordering.
    """
    answers = (given,) if isinstance(given, str) else tuple(given)
    if item.kind in TYPED:
        accepted = {_folded(k) for k in item.key}
        return Marked(float(_folded(" ".join(answers)) in accepted), answers)
    if item.kind in ("matching", "ordering"):
        chosen = lettered(item, " ".join(answers))
        hits = sum(a == b for a, b in zip(chosen, item.key, strict=False))
        share = hits / len(item.key) if item.kind == "matching" else float(chosen == item.key)
        return Marked(share, chosen)
    wrong = sum(a not in item.key for a in answers)
    share = max(0, len(set(answers) & set(item.key)) - wrong) / len(item.key)
    return Marked(share, answers)


def wanting(item: QuizItem, given: str | Sequence[str]) -> str:
    """Say what is missing from a learner's answer; empty if it is complete."""
    answers = (given,) if isinstance(given, str) else tuple(given)
    if item.kind in ("matching", "ordering"):
        whole = len(lettered(item, " ".join(answers))) == len(item.key)
        return "" if whole else f"Write {len(item.key)} letters, in order."
    if any(a.strip() for a in answers):
        return ""
    return "Write an answer first." if item.kind in TYPED else "Choose an answer first."


def lettered(item: QuizItem, text: str) -> tuple[str, ...]:
    """The options that letters stand for, in the order written; other signs are passed over."""
    places = {letter(n): option for n, option in enumerate(item.options)}
    return tuple(places[x] for x in re.findall(r"[A-Z]", text.upper()) if x in places)


def _folded(text: str) -> str:
    words = re.sub(r"^(?:the|a|an) ", "", " ".join(text.translate(_FOLD).lower().split()).strip(" ."))
    return words.replace("-", " ")
