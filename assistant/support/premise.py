"""What a question takes for granted: the amounts and dates in it that paragraphs do not give."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain

from assistant.support.dates import unlike_dates
from assistant.support.quantities import unlike_quantities
from assistant.support.scoring import Source

_QUOTED = re.compile(r"“([^“”]+)”")


def taken_for_granted(question: str, source: Source, names: Collection[str]) -> tuple[str, ...]:
    """Return the amounts and dates of a question, in its words, that the source does not give. ``names``:
    numbers and years that name documents and date nothing.
    """
    said = source.strip(question)
    there = " ".join((source.opening, *source.sentences, source.names))
    problems = chain(unlike_quantities(said, there), unlike_dates(said, there))
    found = (m[1] for problem in problems if (m := _QUOTED.search(problem)))
    return tuple(dict.fromkeys(words for words in found if words not in names))
