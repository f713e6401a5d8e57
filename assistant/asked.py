"""What kind of thing a question asks for, and whether a paragraph holds one of that kind.

Closeness cannot tell an answerable question from a near miss (on topic, the asked-for
fact absent), so the slot is looked at: a number that counts the asked-for thing, a date, a
span of time, a country, a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.lexical import STOPWORDS, stem, words

Slot = Literal[
    "definition", "frequency", "share", "duration", "amount", "number", "month", "date", "country",
    "person", "role", "reason", "",
]  # fmt: skip

_WORDS_FOR_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " twenty thirty forty fifty sixty hundred thousand million half third quarter dozen both single"
    " twice once pair several"
)
_NUMBER_WORD = rf"(?:{'|'.join(_WORDS_FOR_NUMBERS.split())})"
_REFERENCE = re.compile(  # numbers that name a text or a year and count nothing
    r"\b[A-Z]/[\w/.()]+|\b(?:resolutions?|paragraphs?|paras?\.?|articles?|chapter|decision)\s+\d[\w().]*"
    r"(?:(?:,|\s+and|\s+to)\s+\d[\w().]*)*|\b\d{3,4}\s*\(\d{4}\)|\(\d{4}\)|\b(?:19|20)\d\d\b|\b\d{4}\b",
    re.IGNORECASE,
)
_PATTERNS: dict[Slot, str] = {
    "definition": r"\bdefin(?:e|ed|ition)s?\b",
    "frequency": r"\bhow (?:often|frequently|regularly)\b|\bhow many times\b|\bper (?:year|month)\b",
    "share": r"\b(?:what|which|how (?:big|large|high|great)) (?:\w+ ){0,2}(?:percentage|per cent|percent"
    r"|share|proportion|quota|ratio)\b|\bhow many per ?cent\b",
    "duration": r"\bhow (?:long|many (?:days|weeks|months|years))\b",
    "amount": r"\bhow much\b(?! of)|\b(?:what|which|how (?:big|large|high)) (?:\w+ ){0,4}(?:budget|cost|price"
    r"|salary|sum|penalt(?:y|ies)|fine)\b|\bhow (?:big|large|high)\b",
    "number": r"\bhow many\b|\bnumber of\b|\bwhat number\b",
    "month": r"\b(?:what|which) month\b",
    "date": r"\bwhen (?:did|do|does|is|was|were|will|are|should|must|has|had|can)\b|\bdeadline\b"
    r"|\b(?:by|since|from|until) when\b|\b(?:what|which) (?:year|date|month|day)\b",
    "country": r"\b(?:what|which|name the|how many) (?:\w+ ){0,2}(?:country|countries|nations?)\b",
    "person": r"\bwho (?:was|is|were|are) the (?:very )?(?:first|last|next|previous|current|present)\b"
    r"|\bnames of (?:the |its |their |all )*(?:\w+ )?(?:experts?|members?|people|persons?|women|officials?"
    r"|authors?|judges?|advis[eo]rs?|representatives?)\b|\bwhich (?:minister|woman|man|ambassador|general"
    r"|admiral|judge|person|diplomat|official|politician)\b|\bwho (?:led|chaired|wrote|signed|authored"
    r"|drafted)\b|\b(?:both|their|full|given) names\b|\bby name\b",
    "role": r"\bwho (?:heads?|leads?|chairs?|runs|directs?|commands?)\b|\bwho (?:is|are|was) the (?:co-?)?"
    r"(?:chair|head|leader|director|commander|boss)\w*\b|\bwho are the co-chairs\b",
    "reason": r"\bwhy\b|\bfor what reasons?\b|\bwhat (?:is|was|were|are) the reasons?\b|\bwhat explains\b",
}
_SLOTS = tuple((slot, re.compile(p, re.IGNORECASE)) for slot, p in _PATTERNS.items())
_COUNTS = re.compile(
    r"\bhow many (?P<noun>[\w'’-]+(?: [\w'’-]+){0,3})|\bnumber of (?P<of>[\w'’-]+(?: [\w'’-]+){0,3})",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:what|which)\s+(?P<noun>(?:[\w'’-]+\s+){0,3}?[\w'’-]+)\s+(?:is|are|was|were|do|does|did|has"
    r"|have|had|must|should|will|can|may|might|would|could)\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SEVERAL = re.compile(
    r"^\W*(?:please |can you |could you )*(?:list|enumerate|name|what are|which are|what were)\b(?! us\b)"
    r"|\bhow many\b|\b(?:list|name|enumerate) (?:all|the|them|its|their)\b|\bwhat (?:\w+ ){1,3}are there\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTHS})\b|\bannual(?:ly)?\b|\bevery (?:\w+ )?years?\b|\bwithin\b"
    r"|\bnext report",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:\d+|{_NUMBER_WORD})[\s-]*(?:day|week|month|year)s?\b|\bannual|\buntil\b"
    r"|\bas long as\b|\bno longer than\b",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    rf"\b(?:annual|annually|biannual|bi-annual|monthly|quarterly|regular|regularly|periodic|yearly"
    r"|every|once|twice|(?:bi|semi)-?annual\w*|per year|each year)\b"
    rf"|\b(?:\d+|{_NUMBER_WORD}) times\b|\bcontinu|\bsystematic", re.IGNORECASE,
)  # fmt: skip
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent|\bdoubl\w+|\bhalf\b|\bmajority\b|\bthirds?\b|\bquarter\b", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"[$€£]\s?\d|\b\d[\d,.]*\s?(?:million|billion|dollars|euros?)\b", re.IGNORECASE
)

_MONTH = re.compile(rf"\b(?:{_MONTHS})\b")
_PERSON = re.compile(  # a title before a name, or what is said of persons after it
    r"\b(?:Ms|Mr|Mrs|Dr|Ambassador|Admiral|Professor)\.? [A-Z]\w+|\b[A-Z]\w+ [A-Z]\w+ (?:becomes?|became|is"
    r"|was) (?:the first|appointed)\b|\b[Aa]ppointment of [A-Z]\w+ [A-Z]\w+ as\b|\breads \"[A-Z]\w+ [A-Z]"
)
_COUNTRY = re.compile(
    r"\b(?:Ukraine|Russian?|Afghanistan|Georgia|Moldova|Bosnia|Kosovo|Iraq|China|Belarus|Syria|Finland"
    r"|Sweden|Turkey|Namibia|Norway|United States|Germany|France)\b"
)
_DEFINITION = re.compile(
    r"\b(?:means?|refers? to|defin\w+|understood as|encompass\w*|comprises?)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\bbecause\b|\bdue to\b|\breasons?\b|\btherefore\b|\bthus\b|\bso that\b|\bin order to\b|\bgiven\b"
    r"|\bowing to\b|\bas a result\b|\bbenefit|\bconcern|\bcontribut|\bto ensure\b|\b(?:root|main) causes?\b"
    r"|\b(?:recogni[sz]|acknowledg|reaffirm|stress|emphasi[sz]|not|underlin|convinc)ing\b|\bdisproportionate"
    r"|\b(?:is|are) (?:essential|critical|crucial|key|fundamental|important|necessary)\b|\bundermin|\bimped",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:chair\w*|co-chair\w*|head(?:ed|s)?|led by|leads?|directed|commander|director|presid\w+|under the "
    r"(?:leadership|direction))\b", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """``slot`` that the question wants filled, empty for none; ``nouns``: stems of what is counted or
    of the thing after "which"; ``several``: a list is wanted.
    """

    slot: Slot
    nouns: tuple[str, ...]
    several: bool = False


def asked_for(question: str) -> Asked:
    slot: Slot = next((slot for slot, pattern in _SLOTS if pattern.search(question)), "")
    match = _COUNTS.search(question) or _THING.search(question)
    noun = next((g for g in match.groups() if g), "") if match else ""
    nouns = tuple(stem(w) for w in words(noun) if w not in STOPWORDS)
    return Asked(slot, nouns, _SEVERAL.search(question) is not None)


def holds(asked: Asked, text: str) -> bool:
    """Whether a text has something of the kind that is asked for; true where nothing special is."""
    if asked.slot == "number":
        return _counts(asked.nouns, text)
    pattern = {
        "share": _SHARE, "amount": _AMOUNT, "month": _MONTH, "date": _DATE, "duration": _DURATION,
        "frequency": _FREQUENCY, "country": _COUNTRY, "definition": _DEFINITION, "person": _PERSON,
        "role": _ROLE, "reason": _REASON,
    }.get(asked.slot)  # fmt: skip
    return pattern is None or pattern.search(text) is not None


def _counts(nouns: tuple[str, ...], text: str) -> bool:
    """A number or number word within four words before one of the nouns."""
    kept = _REFERENCE.sub(" ", text)
    tokens = words(kept)
    numbers = set(_WORDS_FOR_NUMBERS.split())
    for i, token in enumerate(tokens):
        if token.isdigit() or token in numbers:
            near = {stem(w) for w in tokens[i + 1 : i + 6]}
            if not nouns or near & set(nouns):
                return True
    return False
