"""Infinitives and passives: the "to" with the verb that says what somebody is to do."""

from __future__ import annotations

import re

from ingest.index.provisions.english import is_participle, is_verb, words

_TO = re.compile(
    r",?\s{1,9}to\s{1,9}(?:(?:(?!(?:comply|apply|supply|rely|reply|multiply|imply|ally)\b)\w+ly|also|further|better|not|and"
    r"|,?\s{0,9}as appropriate,|,?\s{0,9}inter alia,|,[^,]{1,60},)\s{1,9})*"
    r"(?P<action>(?P<next>[\w-]+))(?=(?:\s{1,9}(?P<after>[\w-]+))?)"
)
_ASIDE_OPEN = re.compile(
    r",\s{1,9}(?:in|when|with|within|where|through|inter alia|during|upon|taking|whenever|including|as"
    r"|based)\b"
)
REACH = 40  # characters of a word before "to"
_BE = re.compile(r"be\s{1,9}(?:\w+ly\s{1,9})?(?P<done>\w+)")


def infinitive(text: str) -> re.Match[str] | None:
    """Find the "to" with the verb that says what somebody is asked to do; None if there is none. Its groups:
    ``next`` is the verb, ``after`` the word behind it, ``action`` begins with the verb.
    """
    found = [match for match in _TO.finditer(text) if _leads_to_verb(text, match)]
    aside = _ASIDE_OPEN.search(text)
    outside = aside.end() if aside else len(text)
    free = (m for m in found if m.group().startswith(",") or m.start() < outside)
    return next((m for m in free if m is found[0] or not is_passive(m)), found[0] if found else None)


def is_passive(match: re.Match[str]) -> bool:
    """Tell whether an `infinitive` is passive: "to be held"."""
    return match["next"] == "be" and is_participle(match["after"] or "")


def is_done(text: str, at: int) -> bool:
    """Tell whether a passive verb begins at an offset: "be read aloud"."""
    match = _BE.match(text, at)
    return match is not None and is_participle(match["done"])


def is_gerund(phrase: str) -> bool:
    """Tell whether a phrase is a deed, "empowering women", not somebody with a participle before the name."""
    match = re.match(r"([a-z]+)ing\b", phrase)
    return match is not None and (is_verb(match[1]) or is_verb(f"{match[1]}e"))


def _leads_to_verb(text: str, match: re.Match[str]) -> bool:
    before = re.split(r"[\s,]+", text[max(0, match.start() - REACH) : match.start()])[-1].lower()
    word = match["next"]
    led = before in words("before_to") and not match.group().startswith(",")
    if led or not word[0].islower():
        return False
    return is_verb(word) or (before not in words("before_to_or_verb") and may_be_verb(word))


def may_be_verb(word: str) -> bool:
    """Tell whether an unlisted word looks like the base form of a verb."""
    return (
        word.isalpha() and word not in words("no_verb") and not word.endswith(tuple(words("no_verb_ending")))
    )
