"""The value of a mention: a document that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["symbol", "number", "title", "issuer", "instrument"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that folded text names from ``start`` to ``end`` with ``words``.

    ``document``: id of the one held, empty for one that is not; then ``problem`` says why in a clause.
    ``near``: id of the document held under that number or title, of another year. ``written``: what a
    document that names it may write, the surest first.
    """

    start: int
    end: int
    words: str
    kind: Kind
    document: str = ""
    problem: str = ""
    near: str = ""
    written: tuple[str, ...] = ()

    @property
    def firm(self) -> bool:
        """Tell whether the document itself is named, not only who issued it."""
        return self.kind != "issuer"


def absent(text: str, start: int, end: int, kind: Kind, written: tuple[str, ...]) -> Mention:
    """A document that is not held."""
    words = text[start:end]
    return Mention(start, end, words, kind, "", f"“{words}” is not among the documents", "", written)
