"""Measures of quiz items, over all that the documents yield.

- key supported           1 if at least 0.8 of the key's terms (of the correction's, for a false
                          statement) stand in the quoted words or name their place; all items
                          What editors wrote in other words is left to the judge and excluded here
- distractors unsupported 1 if no distractor's terms stand in the quote as fully as that; items with
                          distractors, and not for true/false
- told by overlap         1 if the key shares more words with the question than any distractor does;
                          items of one right option (0.25 by chance). Lower is better.
- trivia                  1 if the weight of the item is that of trivia; all items. Lower is better.
- flaws                   item-writing flaws found; all items (a count, 0 best)
- acceptable              1 if at most one flaw is found, and that a minor one; all items
- answerable              1 if the assistant, asked through `Assistant.ask`, cites the item's paragraph;
                          acceptable items
- cited first             1 if it cites it before any other; answerable items
- duplicate               1 if another item asks the same (`assistant.quiz.select.duplicates`); answerable
                          items. Lower is better.
- accepted                1 if a person who read the paragraph would use the item as it is; items of the
                          committed review that are still drafted in the words that were reviewed
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from assistant.quiz.checks.cues import told_by_overlap
from assistant.quiz.checks.lint import acceptable, flaws
from assistant.quiz.items import CHOICES, TYPED, WRITTEN, ItemKind, Level, QuizItem
from assistant.quiz.material.abbreviations import without_long_forms
from assistant.quiz.material.truth import bag
from assistant.quiz.select import duplicates
from evals.outcomes import Score
from evals.rows import read_rows
from ingest.json_values import CLOSED, Closed
from ingest.types import Locator

REVIEW = Path(__file__).resolve().parent.parent / "quiz_review.jsonl"
ENOUGH = 0.8  # share of terms


def scores(item: QuizItem, everyday: Collection[str] = ()) -> tuple[Score, ...]:
    """Return what can be told from the item alone; ``everyday``: see `flaws`."""
    found = flaws(item, everyday)
    names = ", ".join(f.name for f in found) or "none"
    return (
        _supported(item),
        _unsupported(item),
        Score("told by overlap", float(told_by_overlap(item)) if item.kind in CHOICES else None, ""),
        Score("trivia", float(item.trivial), f"weight {item.weight:.2f}"),
        Score("flaws", float(len(found)), names),
        Score("acceptable", float(acceptable(found)), names),
    )


def _supported(item: QuizItem) -> Score:
    if item.family in WRITTEN:
        return Score("key supported", None, "in other words; the judge compares the rule")
    wanted = item.correction.removeprefix("Correct: ") or " ".join(
        item.key[:1] if item.kind in TYPED else item.key
    )
    if item.kind == "true-false" and not item.correction:
        wanted = without_long_forms(item.stem).removeprefix("True or false? ")
    share = _held(wanted, item)
    return Score("key supported", float(share >= ENOUGH), f"{share:.2f} of the key's terms are quoted")


def _unsupported(item: QuizItem) -> Score:
    if not item.distractors or item.kind == "true-false" or item.family in WRITTEN:
        return Score("distractors unsupported", None, "no distractors")
    highest = max(item.distractors, key=lambda o: _held(o, item))
    share = _held(highest, item)
    return Score("distractors unsupported", float(share < ENOUGH), f"{share:.2f} of “{highest}” is quoted")


def _held(text: str, item: QuizItem) -> float:
    """Share, 0..1, of a text's terms that stand in the item's quotes or their locators."""
    quotes = " ".join(f"{c.quote} {c.locator}" for c in item.citations)
    said = " ".join((quotes, *item.prompts))
    numbers = re.findall(r"Resolution (\d+)", text) if item.family in ("document", "gist") else []
    if numbers:  # documents are asked for, which no quote names; what they are matched with is quoted
        text = " ".join((*numbers, *item.prompts))
        said = quotes if item.prompts else " ".join(c.locator.document for c in item.citations)
    quoted, wanted = bag(said), bag(text)
    return len(wanted & quoted) / len(wanted) if wanted else 1.0


def duplicate_scores(items: Sequence[QuizItem]) -> tuple[Score, ...]:
    """Of each item, whether an earlier one asks the same."""
    kept: list[QuizItem] = []
    found: list[Score] = []
    for item in items:
        other = next((k for k in kept if duplicates(item, k)), None)
        found.append(Score("duplicate", float(other is not None), f"as {other.id}" if other else "alone"))
        if other is None:
            kept.append(item)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A person's verdict on one item as it was worded then; ``reason`` is empty for one accepted as
    it is.
    """

    __pydantic_config__: ClassVar[Closed] = CLOSED
    id: str
    kind: ItemKind
    level: Level
    locator: Locator
    stem: str
    options: tuple[str, ...]
    answer: str
    verdict: Literal["accept", "revise", "reject"]
    reason: str

    def __post_init__(self) -> None:
        """Raises `ValueError` for an item with a reason although it was accepted, or without one."""
        if (self.verdict == "accept") is bool(self.reason):
            raise ValueError("a reason must be given unless the verdict is accept")

    def holds(self, item: QuizItem) -> bool:
        """Tell whether the item still reads as it was reviewed; options may stand in another order."""
        words = (item.stem, sorted(item.options), item.answer)
        return words == (self.stem, sorted(self.options), self.answer)


def read_review(path: Path = REVIEW) -> tuple[Reviewed, ...]:
    """Read a review. Raises `GoldError` naming row and field."""
    return tuple(read_rows(path, Reviewed).values())
