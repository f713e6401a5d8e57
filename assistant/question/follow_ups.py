"""Follow-ups: which questions lean on the one before, and how a short one is read in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.words import STOPWORDS, terms

FEW = 2  # terms; a question with no more leans on the one before

_ANAPHORA = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|there|he|she|his|her|former|latter"
    r"|same|such|one|ones)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^\W*(?:and|but|so|what about|how about|what of|also|or|then)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|and|but|or|so|then|also|(?:the )?same|what about|how about|what of)\b[\s,]*)+"
    r"(?:(?:which|what|who|where|how)(?:\s+ones?)?\s+(?=(?:for|in|on|to|at|with|of|by|about|from)\b))?"
    r"(?:(?:for|in|on|to|at|with|of|by|about|from)\s+)?(?:(?:the|an?|those|that)\s+)?"
    r"(?:ones?\s+(?:for|in|on|to|at|with|of|by|about|from)\s+)?(?P<new>[\w'’-]+(?:\s+[\w'’-]+){0,2}?)"
    r"(?:\s+(?:ones?|too|as well|then))*\W*$",
    re.IGNORECASE,
)
_VERBS = frozenset(
    """is are was were be do does did has have had can could will would shall should must may might
    who what when where why how which""".split()
)
_LIGHT = frozenset(  # said of an earlier question's matter without adding to it
    """one ones resolution resolutions text texts document documents paragraph thing things point points
    later earlier previous subsequent following newer older first original oldest latest last newest recent
    prior preceding ask asks asked repeat repeats repeated repeating reaffirm reaffirms reaffirmed
    confirm confirms confirmed agree agrees agreed require requires required want wants wanted
    cover covers covered deal deals include includes included address addresses addressed contain contains
    contained add adds
    added take takes taken go goes gone further come comes came back well hold holds find found there
    ok okay yes still ever even already un nato policy""".split()
)
_ASKING = frozenset(terms("one since else come"))  # beside stopwords
WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question's dependence on the one before. ``refers``: words of it stand for something said before;
    ``leans``: it needs the one before to be understood; ``empty``: it only has words that ask ("by whom?");
    ``adds``: it says anything of its own; ``new``: the few words that it puts in the place of others, empty
    if it says more.
    """

    refers: bool
    leans: bool
    empty: bool
    adds: bool
    new: str


def follow_up(question: str, bare: str) -> FollowUp:
    """Return how a question hangs on the one before; ``bare`` is the question without names of documents."""
    refers_, said = refers(question), terms(question)
    empty = _ASKING.issuperset(said)
    return FollowUp(refers_, refers_ or len(said) <= FEW, empty, adds(bare), fragment(bare))


def fragment(question: str) -> str:
    """The few words that a question adds to the one before ("and in 1820?", "the same for recovery");
    empty if it says more.
    """
    match = _FRAGMENT.match(question)
    return match["new"] if match and not _VERBS & set(match["new"].lower().split()) else ""


def adds(question: str) -> bool:
    """Tell whether a question says anything of its own, names and numbers of documents aside: "did 1889 ask
    for that again?" does not.
    """
    said = (w.lower() for w in WORD.findall(question))
    return any(w not in STOPWORDS and w not in _LIGHT and not w.isdigit() for w in said)


def refers(question: str) -> bool:
    """Tell whether words of a question stand for something said before."""
    return bool(_ANAPHORA.search(question) or _CONTINUES.match(question))
