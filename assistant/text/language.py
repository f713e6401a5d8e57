"""Which language a text is in: French or English, for the three words of a hasty question as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from assistant.text.french import APOSTROPHES, PLAIN, french, tokens

Language = Literal["en", "fr"]

_ELIDED_IN = re.compile(r"(?<![\w'])(?:[dlnsjc]|qu)'(?=[aeiouyhéèêàâîôœ])")


def language_of(text: str) -> Language:
    """Return the language of a text; any other than French counts as English. Words that only one language
    has are counted, accents and elided words are French.
    """
    said = [token.rstrip("'") for token in tokens(text)]
    found = {word: sum(w in only for w in said) for word, only in _telling().items()}
    accents = sum(1 for w in said if re.search("[éèêàùçœâîôû]", w))
    elided = len(_ELIDED_IN.findall(text.translate(APOSTROPHES).lower()))
    score = found["french"] + elided + (accents if found["french"] or elided or len(said) < 4 else 0)
    return "fr" if score > max(found["english"], found["others"]) else "en"


@cache
def _telling() -> Mapping[str, frozenset[str]]:
    """Words of each language that none of the others has."""
    known = french().language
    said = {
        name: frozenset(words.split())
        for name, words in (("french", known.french), ("english", known.english), ("others", known.others))
    }
    plain = {name: words | {w.translate(PLAIN) for w in words} for name, words in said.items()}
    return {
        name: words - frozenset().union(*(w for other, w in said.items() if other != name))
        for name, words in plain.items()
    }
