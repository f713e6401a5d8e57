"""The kind of thing that a question asks for, and whether a paragraph holds one of that kind.

Closeness cannot tell an answerable question from a near miss (on topic, the asked-for
fact absent), so the slot is looked at: a number that counts the asked-for thing, a date, a
span of time, a country, a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from assistant.question.wanted_kinds import ASKED, NUMBER_WORDS, Held, Slot
from assistant.text.words import STOPWORDS, stem, words

_REFERENCE = re.compile(  # numbers that name a text or a year and count nothing
    r"\b[A-Z]/[\w/.()]+|\b(?:resolutions?|paragraphs?|paras?\.?|articles?|chapter|decision)\s+\d[\w().]*"
    r"(?:(?:,|\s+and|\s+to)\s+\d[\w().]*)*|\b\d{3,4}\s*\(\d{4}\)|\(\d{4}\)|\b(?:19|20)\d\d\b|\b\d{4}\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many (?P<noun>[\w'’-]+(?: [\w'’-]+){0,3})|\bnumber of (?P<of>[\w'’-]+(?: [\w'’-]+){0,3})",
    re.IGNORECASE,
)
_VERBS = frozenset(  # what is counted ends before them
    """have has had are is was were do does did make makes made must should shall can could will would may
    might take takes took sit sits serve serves exist need needs get gets got belong belongs""".split()
)
_COMPARES = re.compile(
    r"\b(?:compare|comparison|differ\w*|versus|vs|relate[sd]?|relationship|both|respectively|as well as"
    r"|link\w*|connect\w*|build on|between|which resolutions|where else|trace|every (?:one|place|paragraph)"
    r"|(?:all|other) (?:the )?(?:places|paragraphs|resolutions|documents|texts|mentions))\b",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(r"\b(?:list|enumerate|name (?:all|the|every))\b", re.IGNORECASE)
_LISTS = re.compile(
    r"\b(?:list|name|enumerate|count|how many|what are|(?:which|what) (?:\w+ ){0,2}\w{3,}s\b)", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"^\W*(?:please |can you |could you )*(?:list|enumerate|name|what are|which are|what were)\b(?! us\b)"
    r"|\bhow many\b|\b(?:list|name|enumerate) (?:all|the|them|its|their)\b|\bwhat (?:\w+ ){1,3}are there\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """``slot`` that the question wants filled, empty for none; ``nouns``: stems of what is counted;
    ``several``: a list is wanted. In composing: ``lists``: the items of a list may be wanted, ``enumerates``:
    all of them, ``compares``: several paragraphs.
    """

    slot: Slot
    nouns: tuple[str, ...]
    several: bool = False
    lists: bool = False
    enumerates: bool = False
    compares: bool = False


def asked_for(question: str) -> Asked:
    slot: Slot = next((slot for slot, pattern in ASKED if pattern.search(question)), "")
    match = _COUNTS.search(question)
    noun = next((g for g in match.groups() if g), "") if match else ""
    counted = takewhile(lambda w: w not in _VERBS, words(noun))
    nouns = tuple(stem(w) for w in counted if w not in STOPWORDS)
    patterns = (_SEVERAL, _LISTS, _ENUMERATES, _COMPARES)
    return Asked(slot, nouns, *(pattern.search(question) is not None for pattern in patterns))


def holds(asked: Asked, text: str, held: Held) -> bool:
    """Tell whether a text has something of the kind that is asked for; true where nothing special is.
    ``held``: how texts of the corpus hold each kind (`held_in`).
    """
    if asked.slot == "number":
        return _counts(asked.nouns, text)
    pattern = held.get(asked.slot)
    return pattern is None or pattern.search(text) is not None


def _counts(nouns: tuple[str, ...], text: str) -> bool:
    """A number or number word within four words before one of the nouns."""
    kept = _REFERENCE.sub(" ", text)
    tokens = words(kept)
    for i, token in enumerate(tokens):
        if token.isdigit() or token in NUMBER_WORDS:
            near = {stem(w) for w in tokens[i + 1 : i + 6]}
            if not nouns or near & set(nouns):
                return True
    return False
