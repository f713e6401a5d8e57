"""Opposites: "sooner" for "later", in the same place of the text.

A text often says both of two opposites, so each is looked at with the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.support.content_words import around, closer

_LINES = r"""
increas\w+|rais(?:e|es|ed|ing)|grow\w*|expand\w* / decreas\w+|reduc\w+|lower\w*|cuts?|cutting|diminish\w*
strengthen\w*|reinforc\w+|enhanc\w+ / weaken\w*|undermin\w+|erod\w+
inclu[ds]\w+ / exclu[ds]\w+|leav\w+ out
support\w* / oppos(?:e|es|ed|ing)
promot\w+|advanc\w+ / hinder\w*|imped\w+|obstruct\w*
promot\w+ / prevent\w*
wom[ae]n / m[ae]n
girls? / boys?
male / female
protect\w* / harm(?:s|ed|ful|ing)?
internal\w* / external\w*
national / international
domestic / foreign
begin\w*|start\w*|beg[au]n / ends?|ended|ending|ceas\w+
allow\w*|permit\w* / prohibit\w*|forbid\w*
accept\w*|approv\w+|endors\w+ / reject\w*|repeal\w*
formal\w* / informal\w*
civilian\w* / military
voluntar\w+|optional\w* / mandatory|compulsory
improv\w+ / worsen\w*
high|upper / low|lower
first / last
public\w* / private\w*
temporar\w+ / permanent\w*
ensur\w+ / avoid\w*
declin\w+|shrink\w* / grow\w*|ris(?:e|es|ing)
sole\w* / primar\w+
before|prior to|preceding / after|(?<!the )following|subsequent\w*
during / outside
sooner|earlier / later
early / late
always / never
more|greater|higher|additional\w* / less|fewer|lower
at least|minimum|no (?:less|fewer) than|or more / at most|maximum|no more than|or (?:less|fewer)
above|more than|exceed\w* / below|less than|fewer than
majority / minority
encourag\w+ / discourag\w+
enabl\w+ / disabl\w+
welcom\w+|commend\w*|applaud\w* / regret\w*|deplor\w+|condemn\w*
lift\w* / impos\w+
establish\w*|creat\w+ / abolish\w*|dissolv\w+
appoint\w*|recruit\w* / dismiss\w*
join\w* / withdraw\w*
victims?|survivors? / perpetrators?
giv\w+|grant\w*|afford\w*|provid\w+ / den(?:y|ies|ied|ying)|refus\w+|withh[eo]ld\w*
gain\w* / los(?:e|es|ing|t)
positive\w* / negative\w*
urban / rural
together / separate\w*
expand\w*|widen\w*|broaden\w*|extend\w* / limit(?:s|ed|ing)?|restrict\w*|narrow\w*|curtail\w*|curb\w*
complete(?:ly)?|full(?:y)?|total(?:ly)?|entire(?:ly)? / partial(?:ly)?|incomplete|half
immediate(?:ly)?|prompt(?:ly)?|urgent(?:ly)? / gradual(?:ly)?|eventual(?:ly)?|delayed
senior / junior
great|greater|larger?|big(?:ger)? / small(?:er)?|little
continu\w+|maintain\w*|keep\w*|sustain\w* / stop\w*|ceas\w+|discontinu\w*|end(?:s|ed|ing)?|abandon\w*|halt\w*
regular(?:ly)?|repeated(?:ly)?|frequent(?:ly)?|continuous(?:ly)? / once|rare(?:ly)?|occasional(?:ly)?|seldom
report(?:s|ed|ing)?|share[sd]?|sharing|reveal\w*|publish\w* / hid(?:e|es|ing|den)|conceal\w*
zero[- ]tolerance / tolerat\w+|accept\w*|condon\w+
prohibit\w*|forbid\w*|illegal|unlawful / permit(?:s|ted)?|allow(?:s|ed)?|legal|lawful
implement\w*|respect\w*|observ(?:e|es|ed)|compl(?:y|ies|ied) / ignor\w+|violat\w+|breach\w*
remember\w*|consider\w*|take into account / forget\w*|ignor\w+|neglect\w*|overlook\w*
add(?:s|ed|ing)? / remov\w+|delet\w+|subtract\w*
agree[sd]?|agreement / disagree\w*|disput\w+
succe\w+ / fail\w*
safe(?:ty)?|secure / dangerous|unsafe|danger
equal(?:ly|ity)? / unequal(?:ly)?|inequalit\w+
armed / unarmed
local(?:ly)? / global(?:ly)?|central(?:ly)?
active(?:ly)? / passive(?:ly)?
direct(?:ly)? / indirect(?:ly)?
broad|wide|comprehensive / narrow|limited
strong(?:er|ly)? / weak(?:er|ly)?
easy|easily|easier / difficult|hard(?:er)?
simple / complex
new(?:ly)? / old|former
present|current(?:ly)? / past|former(?:ly)?|previous(?:ly)?
peace / war
defen[cs]e|defend\w* / attack\w*|offensive
recogni[sz]\w+|acknowledg\w+ / den(?:y|ies|ied|ying)
prevent\w* / caus(?:e|es|ed|ing)|provok\w+|trigger\w*
facilitat\w+|assist\w*|help(?:s|ed|ing)? / imped\w+|obstruct\w*|block(?:s|ed|ing)?|hinder\w*
unanimous(?:ly)? / divided
individual(?:ly)? / collective(?:ly)?|jointly
"""
_PAIRS = tuple(
    tuple(re.compile(rf"\b(?:{side})\b", re.IGNORECASE) for side in line.split(" / "))
    for line in _LINES.strip().splitlines()
)
_BETWEEN = re.compile(r"\s*(?:,|and|or|as well as|[-–/])+\s*(?:the\s+)?", re.IGNORECASE)


def opposites(statement: str, source: str) -> Iterator[str]:
    """Words of the statement whose opposite the source says in the same place."""
    for one, other in (pair for a, b in _PAIRS for pair in ((a, b), (b, a))):
        there = [around(source, *m.span()) for m in one.finditer(source)]
        against = [around(source, *m.span()) for m in other.finditer(source)]
        for match in one.finditer(statement) if against else ():
            lead = closer(around(statement, *match.span()), against, there)
            if lead > bool(there) and not _beside(statement, match, other):
                yield f"the opposite of “{match.group()}” is said there"
                break


def are_opposites(words: str, other: str) -> bool:
    """Whether of two wordings of one place each says what the other does not, and they are opposites."""
    return any(
        one.search(words) and two.search(other) and not one.search(other) and not two.search(words)
        for a, b in _PAIRS
        for one, two in ((a, b), (b, a))
    )


def _beside(text: str, match: re.Match[str], other: re.Pattern[str]) -> bool:
    """Whether the text names both: "women and men"."""
    return any(
        _BETWEEN.fullmatch(text[min(match.end(), m.end()) : max(match.start(), m.start())])
        for m in other.finditer(text)
    )
