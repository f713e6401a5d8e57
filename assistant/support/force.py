"""The words on which two sentences agree or not: verbs of force, negation, scope.

"Urges" is not "requires", "may" is not "will": a word of force is of one kind or two, as drafters of
resolutions and policies use it.
"""

from __future__ import annotations

import re

_KINDS = {
    "binding": "demands demand demanded demanding decides decide decided deciding requires require"
    " required requiring shall must obliged obligated obliges compels compel compelled orders"
    " ordered mandatory insists insist prohibits prohibit prohibited obligatory directs instructs"
    " instruct|have to|has to",
    "asking": "requests request requested requesting asks ask asked asking urges urge urged urging"
    " appeals appeal should wants|calls on|calls upon|call on|call upon|called on|called upon"
    "|calling on|calling upon|calls for|call for|called for|calling for|needs to|need to|need for|needs for"
    "|is to|are to|was to|were to",
    "encouraging": "encourages encourage encouraged encouraging invites invite invited inviting"
    " recommends recommend recommended recommending suggests suggest suggested proposes should",
    "intending": "will commits commit committed intends intend pledges pledge plans planned"
    " undertakes undertake aims aim seeks seek intention|is to|are to|was to|were to",
    "allowing": "may might could can",
    "condemning": "condemns condemn condemned condemning deplores",
    "stating": "recognizes recognises recognize recognise recognizing recognising recognized"
    " acknowledges acknowledge acknowledging notes noting stresses stress stressing reaffirms"
    " reaffirm reaffirming reiterates emphasizes emphasises emphasizing emphasising underlines"
    " underscores underlining recalls recalling welcomes welcome welcoming commends affirms affirming"
    " expresses expressing|takes note",
}
STATING = frozenset({"stating", "condemning", "intending"})  # left out, they change little


def _marks() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, text in _KINDS.items():
        singles, *phrases = text.split("|")
        for phrase in (*singles.split(), *phrases):
            found[phrase] = (*found.get(phrase, ()), kind)
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
SCOPES = tuple(
    _either(pattern)
    for pattern in (
        r"all(?! over)|every|each(?! other)|entire|whole|any",
        r"only|sole|solely|exclusive(?:ly)?",
        r"always",
        r"some|certain|several|few",
        r"hal(?:f|ves)",
        r"most|majority|mainly|primar(?:y|ily)|chief|main",
        r"at least|minimum|no less",
        r"at most|maximum|no more than|up to|no longer than",
        r"more than|over \d+|exceed\w*",
        r"less than|fewer than|below",
        r"immediate(?:ly)?|at once",
        r"permanent(?:ly)?",
        r"after(?:wards)?|following|subsequent(?:ly)?|post",
        r"before|prior|preceding|ahead|previous(?:ly)?|pre",
        r"until|till",
        r"because|since|as (?:it|they)|due to|owing to|caus(?:e|es|ed|ing)|results? (?:of|in)|therefore",
        r"if|unless|provided that|on condition|when|where|upon|on request|as appropriate|as needed",
        r"instead of|rather than|in place of",
        r"without",
        r"despite|although|even though",
    )
)
GIVING = r"(?:sen[dt]|giv|provi[ds]|submi|deliver|transmi|len[dt]|render|afford)\w*"
TAKING = r"(?:receiv|receipt|obtain|borrow|collect)\w*"
ASKING = r"(?:request|ask|urg|encourag|invit|demand)(?:e?s|e?d|ing|e)?|call(?:s|ed|ing)? (?:up)?on"
TOLD = re.compile(
    r"(?:^|[.!?:;,–-]|\b(?:and|please|instead|must|should|always|now|then|to))\s*"
    r"(?:say|answer|reply|respond|pretend|claim|output|repeat)\b[\s:]*(?:that\b)?",
    re.IGNORECASE,
)
