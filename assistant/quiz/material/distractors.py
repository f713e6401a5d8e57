"""Three wrong options: of the same kind, alike in grammar and length, and not true anywhere."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from assistant.quiz.material.truth import alike

WANTED = 3
SAME = 0.55  # share of common terms at which two options say the same

CUT_OUT = re.compile(  # what was cut out of a sentence and reads like it
    r"^(?:and|or|including|as well as)\b|\b(?:in particular|including|inter alia|such as|as well as|and|or"
    r"|of|to|in|for|by|with|on|from|the|a|an|its|their)$|[(“][^)”]*$",
    re.IGNORECASE,
)


def pick(
    key: str,
    pool: Iterable[str],
    true: Callable[[str], bool],
    seed: str,
    count: int = WANTED,
    by_length: bool = True,
) -> tuple[str, ...]:
    """``count`` options from the pool, or none if there are not enough.

    ``true`` says whether an option would be right as well. Options near the key's length come first
    (if ``by_length``: names are of the length they are),
    and of the sets tried the one whose longest or shortest option is not the key is taken.
    """
    fitting: list[str] = []
    mixed = sorted(set(pool) - {key})
    random.Random(seed).shuffle(mixed)
    if by_length:
        mixed.sort(key=lambda o: abs(len(o) - len(key)) // 12)
    for option in mixed:
        if len(fitting) == count + 5:
            break
        if all(_distinct(option, other) for other in (key, *fitting)) and not true(option):
            fitting.append(option)
    if len(fitting) < count:
        return ()
    if not by_length:
        return tuple(fitting[:count])
    return min(combinations(fitting, count), key=lambda chosen: _stands_out(key, chosen))


def _distinct(a: str, b: str) -> bool:
    first, second = a.lower(), b.lower()
    return first not in second and second not in first and alike(a, b) < SAME


def _stands_out(key: str, chosen: Sequence[str]) -> float:
    """Return how many characters the key differs from the others' mean length, more if it is the longest."""
    longest, mean = max(map(len, chosen)), sum(map(len, chosen)) / len(chosen)
    return abs(len(key) - mean) + 3 * max(0, len(key) - longest)


def never(option: str) -> bool:
    """Say that no option but the key is right: a test for `pick` where that is certain."""
    return False
