"""Shapes that several formats share: orderings as pairs, gaps, letters, and sums of credit."""

from __future__ import annotations

from assistant.quiz.items import GAP, QuizItem

_PLACES = tuple("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split())


def pairs(item: QuizItem) -> tuple[tuple[str, str], ...]:
    """Prompt and right option of a matching; an ordering becomes First, Second, … with its steps."""
    prompts = item.prompts or _PLACES[: len(item.key)]
    return tuple(zip(prompts, item.key, strict=True))


def around_gap(item: QuizItem) -> tuple[str, str]:
    """The stem before and after its gap; all of it before if there is none."""
    before, gap, after = item.stem.partition(GAP)
    return (before, after) if gap else (item.stem, "")


def letter(place: int) -> str:
    return chr(ord("A") + place)


def credit(item: QuizItem, option: str) -> float:
    """Per cent of the mark, −100 to 100: shared among the right options, taken off for wrong ones."""
    right = len(item.key)
    return round(100 / right, 5) if option in item.key else round(-100 / max(1, len(item.distractors)), 5)


def notes(item: QuizItem) -> tuple[str, ...]:
    """Say of each wrong option why it is wrong, in the order of the options; none where nobody has said."""
    noted = ((option, item.note_on(option)) for option in item.options)
    return tuple(f"Not “{option}”: {note}" for option, note in noted if note)


def explained(item: QuizItem, gap: str = " ") -> str:
    """Feedback for formats that have one text an item: why the key is right and the others are not."""
    return gap.join((item.feedback, *notes(item)))
