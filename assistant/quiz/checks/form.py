"""Well-formed items: a learner can answer them, and a program can mark and export them."""

from __future__ import annotations

from assistant.quiz.items import CHOICES, FALSE, GAP, TRUE, TYPED, QuizItem

FEWEST, MOST = 2, 10  # options of an item


def fault(item: QuizItem) -> str:
    """Say in one line what is wrong with the form of an item; empty if nothing is."""
    if not item.stem.strip() or not all(k.strip() for k in (*item.key, *item.options)) or not item.key:
        return "an item needs a question and a key"
    if item.kind in TYPED:
        return _typed(item)
    if len(set(item.options)) != len(item.options) or not set(item.key) <= set(item.options):
        return "each option must be different, and the key must be among them, word for word"
    if not FEWEST <= len(item.options) <= MOST:
        return f"an item of this kind has {FEWEST} to {MOST} options, this one has {len(item.options)}"
    if len(set(item.key)) != len(item.key):
        return "the key names the same option twice"
    if item.kind == "matching":
        return _matching(item)
    if item.kind == "ordering":
        whole = len(item.key) == len(item.options)
        return "" if whole else "the key of an ordering puts all options in order, each once"
    return _chosen(item)


def _typed(item: QuizItem) -> str:
    if item.options:
        return "the learner writes the answer to this kind, so it has no options"
    if item.kind == "cloze" and item.stem.count(GAP) != 1:
        return f"a cloze needs exactly one gap, written {GAP}"
    return ""


def _matching(item: QuizItem) -> str:
    if len(set(item.prompts)) != len(item.prompts) or not all(item.prompts):
        return "each prompt of a matching must be different"
    if len(item.key) != len(item.prompts):
        return f"this matching needs {len(item.prompts)} keys, one for each prompt"
    whole = len(item.key) == len(item.options)
    return "" if whole else "every option of a matching must belong to one prompt"


def _chosen(item: QuizItem) -> str:
    if item.kind == "true-false" and set(item.options) != {TRUE, FALSE}:
        return f"the options of a true/false item are {TRUE} and {FALSE}"
    if item.kind in (*CHOICES, "true-false") and len(item.key) != 1:
        return f"this kind has exactly one right option, the key names {len(item.key)}"
    if item.kind == "multiple-answer" and len(item.key) == len(item.options):
        return "at least one option must be wrong"
    if item.key == (FALSE,) and item.kind == "true-false" and not item.correction:
        return "a false statement needs a correction that says what is right"
    return ""
