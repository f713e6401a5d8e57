"""The kinds of thing that a question may ask for: how each is asked, and how a text holds one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ingest.documents.vocabulary import CorpusVocabulary

Slot = Literal[
    "definition",
    "frequency",
    "share",
    "duration",
    "amount",
    "number",
    "month",
    "date",
    "country",
    "binding",
    "composition",
    "creation",
    "place",
    "result",
    "person",
    "role",
    "omission",
    "reason",
    "",
]

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " twenty thirty forty fifty sixty hundred thousand million half third quarter dozen both single"
    " twice once pair several"
)
_NUMBER_WORD = rf"(?:{'|'.join(NUMBER_WORDS.split())})"
_BODY = (
    r"(?:courts?|tribunals?|working groups?|committees?|commissions?|funds?|agency|offices?|units?|councils?"
    r"|registry|hotlines?)"
)
_ASKED: dict[Slot, str] = {
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
    "binding": r"\b(?:binding|obligatory|compulsory|mandatory)\b",
    "composition": r"^\W*(?:(?:please|can you|could you|would you) )*(?:write|compose|draft|invent|make up"
    r"|sing|tell)(?: me| us)? (?:an? |the |some )?(?:\w+ )?(?:poem|limerick|haiku|song|sonnet|story|joke|rap"
    r"|essay|speech|e-?mail|letter|press release|tweet|post|script|sketch|prayer|recipe|code|program)\b",
    "creation": rf"\b(?:creat|establish|found|launch)(?:e|ed|es|s)?\b[^.?!]{{0,25}}?\b{_BODY}\b"
    rf"|\bset(?:s|ting)? up\b[^.?!]{{0,30}}?\b{_BODY}\b",
    "place": r"\b(?:at|in) (?:which|what) (?:schools?|centres?|universit\w+|academ\w+|bases?|cit\w+|towns?"
    r"|venues?)\b|\bwhere (?:will|is|was|are|were) [^.?!]{0,60}\b(?:held|based|located|headquartered)\b",
    "result": r"\bwhat (?:\w+ ){0,4}(?:did|has|have) (?:it|they|she|he|(?:the|that|this) (?:\w+ ){0,3}"
    r"(?:study|review|assessment|report|evaluation|survey|panel|team|meeting|visit|mission))(?: \w+)? (?:find"
    r"|found|conclude|show|shown|reveal|agree|decide|recommend)\w*\b"
    r"|\b(?:was|were|has|have|is|are) (?:\w+ ){1,9}?(?:reached|achieved|met|fulfilled|attained|done)\b"
    r"|\bdid (?:he|she|it|they|the \w+(?: \w+)?) (?:deliver|succeed|comply|manage|make it|work out)\b"
    r"|\bwhat (?:was|were) (?:the |its |their )?(?:outcomes?|results?|findings|conclusions?) of\b",
    "person": r"\bwho (?:was|is|were|are) the (?:very )?(?:first|last|next|previous|current|present)\b"
    r"|\bnames of (?:the |its |their |all )*(?:\w+ )?(?:experts?|members?|people|persons?|women|officials?"
    r"|authors?|judges?|advis[eo]rs?|representatives?)\b|\bwhich (?:minister|woman|man|ambassador|general"
    r"|admiral|judge|person|diplomat|official|politician)\b|\bwho (?:led|chaired|wrote|signed|authored"
    r"|drafted|held|holds)\b|\b(?:what|which) (?:is|was|are|were) (?:his|her|their|its) names?\b"
    r"|\bname (?:me )?(?:the |all |its |their |some )*(?:\w+ )?(?:members?|experts|chairs?|co-chairs|authors"
    r"|judges|officials)\b|\bwho are (?:its|the|their) members\b|\b(?:both|their|full|given) names\b"
    r"|\bby name\b",
    "role": r"\bwho (?:heads?|leads?|chairs?|runs|directs?|commands?)\b|\bwho (?:is|are|was) the (?:co-?)?"
    r"(?:chair|head|leader|director|commander|boss)\w*\b|\bwho are the co-chairs\b",
    "omission": r"\bwhy\b[^.?!]{0,60}(?:\bnot\b|n['’]t\b|\bnever\b|\b(?:leaves?|left|leaving) out\b"
    r"|\b(?:omit|drop|suspend|repeal|abolish|remov|ignor|exclud)\w*)",
    "reason": r"\bwhy\b|\bfor what reasons?\b|\bwhat (?:is|was|were|are) the reasons?\b|\bwhat explains\b",
}
ASKED = tuple((slot, re.compile(p, re.IGNORECASE)) for slot, p in _ASKED.items())

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
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
    rf"|\b(?:\d+|{_NUMBER_WORD}) times\b|\bcontinu|\bsystematic",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent|\bdoubl\w+|\bhalf\b|\bmajority\b|\bthirds?\b|\bquarter\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"[$€£]\s?\d|(?<![\w,.])\d[\d,.]*\s?(?:million|billion|dollars|euros?)\b", re.IGNORECASE)

_MONTH = re.compile(rf"\b(?:{_MONTHS})\b")
_PERSON = re.compile(  # a title before a name, or what is said of persons after it
    r"\b(?:Ms|Mr|Mrs|Dr|Ambassador|Admiral|Professor)\.? [A-Z]\w+|\b[A-Z]\w+ [A-Z]\w+ (?:becomes?|became|is"
    r"|was) (?:the first|appointed)\b|\b[Aa]ppointment of [A-Z]\w+ [A-Z]\w+ as\b|\breads \"[A-Z]\w+ [A-Z]"
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
_RESULT = re.compile(
    r"\b(?:found|concluded|showed|revealed|findings?|outcomes?|achieved|reached|agreed|decided)\b",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:binding|mandatory|compulsory|obligatory|obligations?|decides|demands|advises|advisory)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?!)")  # no document holds what was never written
_ROLE = re.compile(
    r"\b(?:chair\w*|co-chair\w*|head(?:ed|s)?|led by|leads?|directed|commander|director|presid\w+|under the "
    r"(?:leadership|direction))\b",
    re.IGNORECASE,
)
_OMISSION = re.compile(
    rf"\A(?=.*\b(?:not|never|without|lack\w*|no)\b).*(?:{_REASON.pattern})", re.IGNORECASE | re.DOTALL
)
_CREATION = re.compile(
    rf"\b(?:creat|establish|form|appoint|launch|set up|setting up)\w*\b[^.;]{{0,120}}?\b(?:{_BODY})\b"
    rf"|\b(?:{_BODY})\b"
    r"[^.;]{0,60}\b(?:created|established|formed|launched|set up)\b",
    re.IGNORECASE,
)
Held = Mapping[Slot, re.Pattern[str]]
_HELD: Held = {  # "number" needs more than a pattern
    "share": _SHARE,
    "amount": _AMOUNT,
    "month": _MONTH,
    "date": _DATE,
    "duration": _DURATION,
    "frequency": _FREQUENCY,
    "definition": _DEFINITION,
    "person": _PERSON,
    "role": _ROLE,
    "reason": _REASON,
    "result": _RESULT,
    "composition": _NOTHING,
    "creation": _CREATION,
    "omission": _OMISSION,
    "binding": _BINDING,
}


def held_in(vocabulary: CorpusVocabulary) -> Held:
    """Return the pattern of what a text holds, per slot; countries and towns are the corpus's own."""
    return {
        **_HELD,
        "country": _named(vocabulary.countries),
        "place": re.compile(rf"{_named(vocabulary.towns).pattern}|\bHeadquarters?\b"),
    }


def _named(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b")
