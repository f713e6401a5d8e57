"""The words on which two sentences agree or not: verbs of force, negation, scope.

"Urges" is not "requires", "may" is not "will": a word of force is of one kind or two, as drafters of
resolutions and policies use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.english import read_list


@dataclass(frozen=True, slots=True)
class ForceKind:
    """Words and phrases of one kind of force, and a sentence that holds one."""

    name: str
    example: str
    words: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Wordings that a statement must not add, as a regular expression of whole words, and an example."""

    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class ForceList:
    """The whole list of words of force and scope."""

    scopes: tuple[Scope, ...]
    kinds: tuple[ForceKind, ...]


LIST = read_list("force", ForceList)
STATING = frozenset({"stating", "condemning", "intending"})  # left out, they change little


def _marks() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in LIST.kinds:
        for phrase in (*kind.words.split(), *kind.phrases):
            found[phrase] = (*found.get(phrase, ()), kind.name)
    return found


def _either(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


MARKS = _marks()
FORCE = _either("|".join(sorted(MARKS, key=len, reverse=True)))
VERB = "|".join(
    word for word in sorted(MARKS, key=len, reverse=True) if word.endswith(("s", "ing")) or " " in word
)
LOOSE = frozenset({"can", "could", "requiring", "required"})  # not what their sentence is about
ACTIVE = (
    r"(?i:requests|asks|urges|calls (?:up)?on|demands|decides|encourages|invites|requires|orders"
    r"|stresses)\b"
)
AUXILIARY = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|do|does|did)\b|{FORCE.pattern}|(?<=\w)\s[a-z]+s\b", re.IGNORECASE
)

NEGATION = re.compile(
    r"\b(?:not|no|never|without|neither|nor|none|cannot|nobody|nothing|refus\w+|fail(?:s|ed)? to)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
NOT_NEGATIVE = _either(
    "not only|no later than|not limited to|no less than|no more than|no longer than|whether or not"
)
SCOPES = tuple(_either(scope.pattern) for scope in LIST.scopes)
GIVING = r"(?:sen[dt]|giv|provi[ds]|submi|deliver|transmi|len[dt]|render|afford)\w*"
TAKING = r"(?:receiv|receipt|obtain|borrow|collect)\w*"
ASKING = r"(?:request|ask|urg|encourag|invit|demand)(?:e?s|e?d|ing|e)?|call(?:s|ed|ing)? (?:up)?on"
TOLD = re.compile(
    r"(?:^|[.!?:;,–-]|\b(?:and|please|instead|must|should|always|now|then|to))\s*"
    r"(?:say|answer|reply|respond|pretend|claim|output|repeat)\b[\s:]*(?:that\b)?",
    re.IGNORECASE,
)
