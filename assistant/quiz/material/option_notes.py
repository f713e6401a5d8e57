"""What can be said of a wrong option that a program chose: what it takes for what, and where that stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quiz.items import Family, OptionFeedback

_CONFUSED: dict[Family, str] = {
    "actor": "Somebody else is meant here: {key} ({label}).",
    "force": "Another force is used here: “{key}” ({label}).",
    "document": "{wrong} does not say this; {key} does ({label}).",
    "gist": "{wrong} does not say this; {key} does ({label}).",
    "objective": "This aim belongs to another objective: {key} ({label}).",
    "statement": "{label} says whether it is so: {key}.",
    "event": "The year is another: {key} ({label}).",
    "adoption": "The year is another: {key} ({label}).",
}


def option_notes(
    family: Family, key: str, wrong: Sequence[str], label: str, sources: Sequence[str]
) -> tuple[OptionFeedback, ...]:
    """Explain wrong options. ``label`` names the paragraph of the key; ``sources`` those that the options
    were taken from, in the same order, none if they were not taken from paragraphs.
    """
    if sources and len(sources) == len(wrong):
        return tuple(
            OptionFeedback(w, f"This is what {source} says, not what is asked for here ({label}).")
            for w, source in zip(wrong, sources, strict=True)
        )
    told = _CONFUSED.get(family, "")
    return tuple(OptionFeedback(w, told.format(wrong=w, key=key, label=label)) for w in wrong if told)
