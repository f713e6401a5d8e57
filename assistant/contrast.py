"""The words on which two sentences agree or not: verbs of force, actors, numbers, scope, opposites.

"Urges" is not "requires", "may" is not "will": a word of force is of one kind or two, as drafters of
resolutions and policies use it. Actors are those that these documents ask to do something.
"""

from __future__ import annotations

import re

from assistant.lexical import stem

_KINDS = {
    "binding": "demands demand demanded demanding decides decide decided deciding requires require"
    " required requiring shall must obliged obligated obliges compels compel compelled orders"
    " ordered mandatory insists insist prohibits prohibit prohibited obligatory directs instructs"
    " instruct|have to|has to",
    "asking": "requests request requested requesting asks ask asked asking urges urge urged urging"
    " appeals appeal should wants|calls on|calls upon|call on|call upon|called on|called upon"
    "|calling on|calling upon|calls for|call for|called for|calling for|needs to|need to",
    "encouraging": "encourages encourage encouraged encouraging invites invite invited inviting"
    " recommends recommend recommended recommending suggests suggest suggested proposes should",
    "intending": "will commits commit committed intends intend pledges pledge plans planned"
    " undertakes undertake aims aim seeks seek intention",
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
    word
    for word in sorted(MARKS, key=len, reverse=True)
    if word.endswith(("s", "ing")) or " " in word
)
LOOSE = frozenset({"can", "could", "requiring", "required"})  # not what their sentence is about
ACTIVE = (
    r"(?i:requests|asks|urges|calls (?:up)?on|demands|decides|encourages|invites|requires|orders"
    r"|stresses)\b"
)
AUXILIARY = re.compile(
    rf"\b(?:is|are|was|were|has|have|had|do|does|did)\b|{FORCE.pattern}|(?<=\w)\s[a-z]+s\b",
    re.IGNORECASE,
)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {
    **{word: str(i) for i, word in enumerate(_SMALL)},
    **{word: str(10 * i) for i, word in enumerate(_TENS, start=2)},
    "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000",
    "twice": "2", "dozen": "12", "half": "1/2", "quarter": "1/4", "quarterly": "1/4", "third": "3",
    "second": "2", "fourth": "4", "fifth": "5", "sixth": "6", "tenth": "10", "fifteenth": "15",
    "annual": "yearly", "annually": "yearly", "yearly": "yearly", "monthly": "monthly",
    "weekly": "weekly", "dayly": "daily", "daily": "daily",
}  # fmt: skip
NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
EVERY = re.compile(r"\b(?:every|each|once a|once every|per) (year|month|week|day)\b", re.IGNORECASE)

ISSUERS = frozenset({"Security Council", "NATO"})  # may be implied
ACTORS = tuple(
    (name, _either(pattern))
    for name, pattern in (
        ("Member States", r"member states?"),
        ("Secretary-General", r"secretary[- ]general(?:'s|’s)?"),
        ("Security Council", r"(?:security )?council(?! of)"),
        ("General Assembly", r"general assembly"),
        ("NATO", r"NATO(?!['’]s)|the alliance"),
        ("Allies", r"allies|nations(?<!united nations)"),
        ("partners", r"partners?|partner (?:countries|nations)"),
        ("parties", r"(?:all )?parties"),
        ("civil society", r"civil society|CSAP|CSOs?"),
        ("Special Representative", r"special representatives?"),
        ("Special Envoy", r"(?:special )?envoys?"),
        ("gender advisers", r"gender advis[eo]rs?|GENADs?"),
        ("commanders", r"commanders?"),
        ("peacekeepers", r"peacekeep\w*"),
        ("United Nations entities", r"(?:united nations|UN) (?:entities|agencies|system|bodies)"),
        ("Task Force", r"task ?force"),
        ("sanctions committees", r"sanctions committees?"),
        ("Executive Director", r"executive director"),
        ("UN-Women", r"UN[- ]Women"),
        ("High Commissioner", r"high commissioner"),
        ("governments", r"governments?|national authorities"),
        ("donors", r"donors?"),
        ("women's organizations", r"women['’]s (?:\w+ )?(?:organi[sz]ations?|groups?)"),
        (
            "troop-contributing countries",
            r"troop[- ](?:and police[- ])?contributing countries|TCCs?",
        ),
        ("International Criminal Court", r"international criminal court|ICC"),
        ("Military Committee", r"military committee"),
        ("North Atlantic Council", r"north atlantic council|NAC"),
        ("Working Group", r"(?:informal )?(?:expert|working) group"),
    )
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
        r"all|every|each|entire|whole|any", r"only|sole|solely|exclusive(?:ly)?", r"always",
        r"some|certain|several|few", r"hal(?:f|ves)", r"most|majority|mainly|primar(?:y|ily)|chief|main",
        r"at least|minimum|no less", r"at most|maximum|no more than|up to|no longer than",
        r"more than|over \d+|exceed\w*", r"less than|fewer than|below", r"immediate(?:ly)?|at once",
        r"permanent(?:ly)?",
    )
)  # fmt: skip
OPPOSITES = tuple(
    tuple(frozenset(stem(w) for w in side.split()) for side in pair)
    for pair in (
        ("increase raise grow expand", "decrease reduce lower cut diminish"), ("strengthen", "weaken"),
        ("include", "exclude"), ("support", "oppose"), ("promote advance", "prevent hinder"),
        ("women woman", "men man"), ("girls girl", "boys boy"), ("protect", "harm"),
        ("internal", "external"), ("national", "international"), ("begin start", "end cease"),
        ("allow permit", "prohibit forbid"), ("accept", "reject"), ("formal", "informal"),
        ("civilian", "military"), ("voluntary", "mandatory"), ("male", "female"),
        ("domestic", "foreign"), ("improve", "worsen"), ("high", "low"), ("first", "last"),
        ("public", "private"), ("annual", "monthly"), ("temporary", "permanent"), ("ensure", "avoid"),
        ("decline shrink", "grow rise"), ("advance", "hinder"), ("sole", "primary"),
    )
)  # fmt: skip
OPPOSITE_WORDS = tuple(
    (_either(a), _either(b))
    for a, b in (
        ("before", "after"), ("more|greater|higher", "less|fewer|lower"),
        ("at least|minimum", "at most|maximum"),
    )
)  # fmt: skip
