"""Short forms that a learner may not know: found, and written out in brackets behind their first use."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

EVERYDAY = frozenset("UN HIV AIDS EU II NOT EXCEPT".split())  # known to all, or words
_SHORT = re.compile(r"(?<![\w-])[A-Z]{2,6}(?=s?\b)")


def bare(text: str, everyday: Collection[str]) -> tuple[str, ...]:
    """Short forms that nothing in the text writes out, without the s of a plural; ``everyday`` are those of
    the documents that need no explanation.
    """
    found = (a for a in dict.fromkeys(_SHORT.findall(text)) if a not in EVERYDAY and a not in everyday)
    return tuple(a for a in found if not re.search(rf"\({a}s?\)|\b{a}s? \[", text))


def written_out(text: str, long: Mapping[str, str], everyday: Collection[str]) -> str:
    """Write out short forms that have a ``long`` form: "WPAs [women’s protection advisers]"."""
    for short in bare(text, everyday):
        first = re.search(rf"\b{short}s?\b", text)
        if short in long and first:
            text = f"{text[: first.end()]} [{long[short]}]{text[first.end() :]}"
    return text


def without_long_forms(text: str) -> str:
    """The text without what was written out."""
    return re.sub(r" \[[^\]]*\]", "", text)
