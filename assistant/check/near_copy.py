"""Comparison of words that are nearly the paragraph's own differ in what counts: a denial, an actor, a
number, an opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.check.typography import folded
from assistant.support.disagreements import marks
from assistant.support.force import NEGATION
from assistant.support.opposites import are_opposites
from assistant.support.quantities import numbers, units
from assistant.text.words import terms
from ingest.documents.actors import Actors

ALIKE = 0.6  # share 0..1 of a writer's words that stand in the paragraph in the same order
SHORTEST = 8  # words
_LETTER = re.compile(r"\w")
_STOP = re.compile(r"[.;:!?][”’\"')\]]*$")


def turned(said: str, text: str, actors: Actors) -> Iterator[str]:
    """List what differs, a phrase each; nothing if the words are not nearly the same."""
    own, theirs = ([word for word in words.split() if _LETTER.search(word)] for words in (said, text))
    a, b = ([folded(word).strip(".,;:").lower() for word in words] for words in (own, theirs))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [m for m in matcher.get_matching_blocks() if m.size]
    if len(own) < SHORTEST or sum(m.size for m in blocks) < ALIKE * len(own):
        return
    if not _same_order(said, " ".join(theirs), actors):
        yield "who does what to whom is the other way round there"
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
    for kind, i, j, start, end in matcher.get_opcodes():
        k, m = _beside(theirs, start, end, j - i, not i, j == len(own))
        if kind != "equal" and m - k < SHORTEST and (kind != "insert" or first < k < last):
            yield from _differ(" ".join(own[i:j]), " ".join(theirs[k:m]), actors)


def _beside(
    words: Sequence[str], start: int, end: int, many: int, first: bool, last: bool
) -> tuple[int, int]:
    """From where to where the words stand that a draft has ``many`` others for: before the ``first`` and
    after the ``last`` words in common as many, of the same sentence.
    """
    if first:
        start = max(start, end - many)
        start = max((at + 1 for at in range(start, end) if _STOP.search(words[at])), default=start)
    if last:
        end = min(end, start + many)
        end = min((at + 1 for at in range(start, end) if _STOP.search(words[at])), default=end)
    return start, end


def _differ(ours: str, other: str, actors: Actors) -> Iterator[str]:
    """List how the words of a draft turn those that stand in their place; either may be none."""
    denied, there = NEGATION.search(ours), NEGATION.search(other)
    if denied and not there:
        yield f"“{denied.group()}” is not said there"
    elif there and not denied:
        yield f"“{there.group()}” is left out"
    if (
        ours
        and other
        and (
            _actors(ours, other, actors)
            or _counts(ours, other)
            or _forces(ours, other)
            or are_opposites(ours, other)
        )
    ):
        yield f"“{ours}” stands for “{other}”"


def _same_order(said: str, text: str, actors: Actors) -> bool:
    """Tell whether the actors that both name come in the same order."""
    theirs = [name for _, _, name in actors.mentions(text)]
    left = iter(theirs)
    return all(name in left for _, _, name in actors.mentions(said) if name in theirs)


def _actors(ours: str, other: str, actors: Actors) -> bool:
    own, theirs = ({name for _, _, name in actors.mentions(words)} for words in (ours, other))
    return bool(own - set(actors.issuers) and not own & theirs and terms(other))


def _forces(ours: str, other: str) -> bool:
    """Tell whether a word of force stands for one of another kind."""
    own, theirs = ({kind for _, kinds in marks(words) for kind in kinds} for words in (ours, other))
    return bool(own and theirs and not own & theirs)


def _counts(ours: str, other: str) -> bool:
    return any(
        own and theirs and own != theirs
        for own, theirs in (
            ({n.value for n in numbers(ours)}, {n.value for n in numbers(other)}),
            (units(ours), units(other)),
        )
    )
