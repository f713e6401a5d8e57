"""Subjects of sentences: the noun phrase before a modal, unless its clause is subordinate."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.index.provisions.addressees import acts, bare, is_pronoun, without_opening
from ingest.index.provisions.english import is_verb, words

REACH = 400  # characters before a modal in which its subject stands
_SAME = re.compile(r"(?:^|[\s,])(?:and|or|but|nor)(?:,[^,]{1,60},)?\s{0,9}(?:also\s|then\s)?$")
_ADVERBS = re.compile(r"(?:,?\s(?:also|further|therefore|then|thus|[a-z]{1,20}ly)){1,4},?$")
_JOINT = re.compile(r"(?:^|[,;])\s{0,9}(?:and|but|or|nor)\b")
_LAST_PIECE = re.compile(r"(?:^|[,;])\s{0,9}(?:(?:and|but|or|nor)\b)?\s{0,9}(?P<who>[^,;]{1,200})$")
_RELATIVE = re.compile(
    r",?\s(?:who\s\w{1,30}|(?:that|which)\s(?:has|have|is|are|was|were|do|does)\s\w{1,30})"
)
_TOPIC = re.compile(
    r"(?P<who>[A-Z][\w’'-]{0,40}(?: [\w’'-]{1,40}){0,5}?) (?:is|are|has|have|was|were|[a-z]{1,20}s)\b"
)
_WORD = re.compile(r"[\w’'-]+")


def subject_of(before: str, same: str, earlier: str, later: bool) -> str | None:
    """Return the subject of a modal from the words before it; None if its clause is subordinate.

    ``before``: words since the sentence began, or, where ``later``, since the modal before this one.
    ``same``: subject of the clause before in the same sentence; ``earlier``: that of the sentence before.
    """
    if _SAME.search(before):
        return same or None
    text = before.strip()
    if later:
        piece = _LAST_PIECE.search(text)
        if piece is None or not _JOINT.search(text):
            return None
        text = piece["who"]
    who = _ADVERBS.sub("", without_opening(text)).strip(" ,")
    if before.rstrip().endswith(","):
        who = who.partition(", ")[0]
    if who.lower() in ("it", "they"):
        return earlier or same
    if relative := _RELATIVE.search(who):
        return who[: relative.start()]
    tokens = {word.lower() for word in _WORD.findall(who.replace("as well as", "and"))}
    return None if not who or tokens & words("subordinators") or ":" in who else who


def plain_subject(sentence: str) -> str:
    """Return the subject before the first finite verb of a sentence, for "… and will …" after it; empty if
    nobody who can act.
    """
    text = without_opening(sentence)[:REACH]
    for before, token in pairwise(_WORD.finditer(text)):
        word = token.group()
        bound = before.group().lower() in words("prepositions") | words("determiners") | {"and", "or"}
        finite = is_verb(word) or (word.endswith("s") and is_verb(word[:-1])) or word in words("finite")
        if finite and not bound and word.islower():
            who = bare(text[: token.start()])
            return who if is_pronoun(who) or acts(who) else ""
    return ""


def topic_of(sentence: str) -> str:
    """Return the subject of a sentence, for a pronoun in the next one; empty if it cannot be told."""
    match = _TOPIC.match(sentence)
    return match["who"] if match and acts(bare(match["who"])) else ""
