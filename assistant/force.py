"""How strongly a text speaks: "urges" is not "requires", "may" is not "will".

Words are kinds of force, as drafters of resolutions and policies use them; a word may be of two.
"""

from __future__ import annotations

import re

_KINDS = {
    "binding": "demands demand demanded demanding decides decide decided deciding requires require required"
    " requiring shall must obliged obligated obliges compels compel orders ordered mandatory insists insist"
    " prohibits prohibit prohibited obligatory directs|have to|has to|instructs instruct",
    "asking": "requests request requested requesting asks ask asked asking urges urge urged urging appeals"
    " appeal should|calls on|calls upon|call on|call upon|called on|called upon|calling on|calling upon"
    "|calls for|call for|called for|calling for|wants|needs to|need to",
    "encouraging": "encourages encourage encouraged encouraging invites invite invited inviting recommends"
    " recommend recommended recommending suggests suggest suggested proposes should",
    "intending": "will commits commit committed intends intend intends pledges pledge plans planned"
    " undertakes undertake aims aim seeks seek|express its intention|intention",
    "allowing": "may might could can",
    "condemning": "condemns condemn condemned condemning deplores",
    "stating": "recognizes recognises recognize recognise recognizing recognising recognized acknowledges"
    " acknowledge acknowledging notes noting stresses stress stressing reaffirms reaffirm reaffirming reiterates"
    " emphasizes emphasises emphasizing emphasising underlines underscores underlining recalls recalling"
    " welcomes welcome welcoming commends affirms affirming"
    "|expresses|expressing|takes note|recalling",
}  # fmt: skip
STATING = frozenset({"stating", "condemning", "intending"})  # left out, they change little


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, text in _KINDS.items():
        singles, *phrases = text.split("|")
        for phrase in (*singles.split(), *(p.strip() for p in phrases)):
            found[phrase] = tuple(dict.fromkeys((*found.get(phrase, ()), kind)))
    return found


MARKS = _table()
_LONGEST_FIRST = "|".join(sorted(MARKS, key=len, reverse=True))
FORCE = re.compile(rf"\b(?:{_LONGEST_FIRST})\b", re.IGNORECASE)
VERB = "|".join(
    w for w in sorted(MARKS, key=len, reverse=True) if w.endswith(("s", "ing")) or " " in w
)
