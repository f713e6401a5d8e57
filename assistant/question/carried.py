"""Short follow-ups about the answer before: more of it, shorter, as a table, of another document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.question.broad_words import BROAD
from assistant.question.typed import Typed
from assistant.text.english import read_list
from assistant.text.words import STOPWORDS

Operation = Literal["more", "again", "plain", "shorter", "operative"]
SHORT = 9  # words of such a follow-up


@dataclass(frozen=True, slots=True)
class OperationWords:
    """Words that ask for one operation, with examples that a test reads."""

    name: Operation
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarriedWords:
    """``light`` words beside those of the operations, parted by blanks."""

    light: str
    operations: tuple[OperationWords, ...]


WORDS = read_list("carried", CarriedWords)
_ASKING = frozenset("how when who why where does do did is are was were".split())
_LIGHT = frozenset(WORDS.light.split())


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up asks about the answer before it: an ``operation``, "" for none, in the documents
    ``named``, all resolutions if ``resolutions``.
    """

    operation: Operation | Literal[""]
    named: tuple[str, ...]
    resolutions: bool

    def __bool__(self) -> bool:
        return bool(self.operation or self.named or self.resolutions)


NOTHING = Carried("", (), False)


def carried(typed: Typed) -> Carried:
    """Return what a text asks about the answer before; nothing for one that says anything of its own."""
    said = [w for w in typed.words if not w.isdigit()]
    if len(typed.words) > SHORT:
        return NOTHING
    if not _ASKING.isdisjoint(said):  # "how many more?" asks something of its own
        return NOTHING
    operation = next((o.name for o in WORDS.operations if not set(o.words).isdisjoint(said)), "")
    known = {w for o in WORDS.operations for w in o.words}
    own = [w for w in said if w not in _LIGHT and w not in known and w not in STOPWORDS]
    if own and not (typed.hangs.leans and not typed.hangs.adds and typed.named):
        return NOTHING
    resolutions = BROAD.resolutions.among(said) and not typed.named
    return Carried(operation, typed.named, resolutions)  # type: ignore[arg-type]
