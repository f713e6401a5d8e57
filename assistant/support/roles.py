"""Roles in a text: who gives, takes, asks and is asked, as far as it names actors, and what leads to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.support.content_words import content
from assistant.support.force import ASKING, GIVING, TAKING
from ingest.documents.actors import Actors, Spot

Role = tuple[str, str]

_RELATIVE = re.compile(r",? (?:who|which)\b")
_REACH = 90  # characters after a verb in which it names a second actor
_CHAIN = re.compile(r"[\s,]*(?:and |or |as well as )*(?:the |all |other )*(?:[\w-]+ )?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_VERB = re.compile(rf"\b(?:(?P<give>{GIVING})|(?P<take>{TAKING})|(?P<ask>{ASKING}))(?!\w)", re.IGNORECASE)
_PAST = re.compile(r"\w*(?:ed|given|sent|lent)\b", re.IGNORECASE)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|not\s+)?$", re.IGNORECASE)
_WAY = re.compile(
    r"\b(to|from|by|of|with|for|among|amongst|between)\s+(?:(?:the|all|its|their)\s+)?(?:[a-z-]+\s+)?$",
    re.IGNORECASE,
)
_BEARS = re.compile(  # what leads to those who bear a duty: "rests with nations"
    r"\b(?:rest|lie|lay|remain|reside|stay|fall|belong)\w* (?:\w+ly )?(?:with|on|upon|to)\s+"
    r"(?:(?:the|all)\s+)?$",
    re.IGNORECASE,
)
_THING = re.compile(r"\s+(?:an?|the|its|their|all|any|regular|annual|timely|more|with)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb with the actors before it that do it, and those after it: ``direct`` or led to by "to",
    "from" or "by".
    """

    word: str
    kind: str
    passive: bool
    before: tuple[str, ...]
    direct: tuple[str, ...]
    to: tuple[str, ...]
    source: tuple[str, ...]
    by: tuple[str, ...]

    @property
    def gives(self) -> bool:
        """Tell whether its subject gives: who is given something takes."""
        return (self.kind == "give") != self.passive

    def roles(self) -> tuple[Role, ...]:
        done = self.direct
        if self.kind == "give":
            doer, other = "giver", "taker"
            led = self.before if self.passive and self.word[:3] in ("giv", "pro", "aff") else ()
            done = (*self.direct, *self.to, *led)
        elif self.kind == "take":
            doer, other, done = "taker", "giver", self.source
        else:
            doer, other, done = "asker", "asked", self.before if self.passive else self.direct
        did = self.by if self.passive else self.before
        return (*((doer, name) for name in did), *((other, name) for name in done))


@dataclass(frozen=True, slots=True)
class Doing:
    """Actors in a row by their ``names``, the ``words`` for them, and the words for ``what`` they do."""

    names: frozenset[str]
    words: str
    what: str


def doers(sentence: str, actors: Actors) -> Iterator[Doing]:
    """Those who act in one sentence, as far as the words beside them tell."""
    rows: list[list[tuple[Spot, str]]] = []
    for spot, way in led(sentence, actors):
        gap = sentence[rows[-1][-1][0][1] : spot[0]] if rows else ""
        if rows and _CHAIN.fullmatch(gap):
            rows[-1].append((spot, way))
        else:
            rows.append([(spot, way)])
    for at, row in enumerate(rows):
        start, end = row[0][0][0], row[-1][0][1]
        until = rows[at + 1][0][0][0] if at + 1 < len(rows) else len(sentence)
        before = sentence[rows[at - 1][-1][0][1] if at else 0 : start]
        bears = _BEARS.search(sentence[:start]) is not None
        if bears or row[0][1] in ("", "by"):
            what = sentence[end:until] if not (bears or row[0][1]) else f"{before} {sentence[end:until]}"
            yield Doing(frozenset(name for (_, _, name), _ in row), sentence[start:end], what)


def led(text: str, actors: Actors) -> list[tuple[Spot, str]]:
    """Every actor with the preposition that leads to it, empty without one; those in a row alike."""
    found: list[tuple[Spot, str]] = []
    for spot in actors.mentions(text):
        way = _way(text, spot[0])
        if not way and found and _CHAIN.fullmatch(text[found[-1][0][1] : spot[0]]):
            way = found[-1][1]
        if _RELATIVE.match(text, spot[1]):  # "to commanders, who decide"
            way = ""
        found.append((spot, way))
    return found


def _way(text: str, start: int) -> str:
    found = _WAY.search(text[:start])
    return found[1].lower() if found else ""


def roles(text: str, actors: Actors) -> set[Role]:
    """Return who gives, takes, asks and is asked, as far as actors are named; an issuer asks unnamed."""
    return {role for _, verb in verbs(text, actors) for role in verb.roles()}


def verbs(text: str, actors: Actors) -> Iterator[tuple[re.Match[str], Verb]]:
    """Every verb of giving, taking and asking, with its actors."""
    every = actors.mentions(text)
    adjectival = {a for a, b in pairwise(every) if b[0] == a[1] + 1}
    named = [a for a in every if a not in adjectival]  # "NATO Allies"
    for match in _VERB.finditer(text):
        yield match, _verb(text, match, named, actors.issuers[:1])


def _verb(text: str, match: re.Match[str], actors: Sequence[Spot], implied: tuple[str, ...]) -> Verb:
    """``implied``: who asks where nobody is named."""
    word, kind = match.group().lower(), str(match.lastgroup)
    before = _before(text, match.start(), actors)
    after = _after(text, match.end(), actors)
    past = _PAST.match(word) is not None
    led = {way: tuple(n for w, n, _ in after if w == way) for way in ("to", "from", "by")}
    passive = past and (bool(_BE.search(text[: match.start()])) or bool(led["by"]) or not before)
    direct = [(name, end) for way, name, end in after if way == "direct"]
    if kind == "take" or (kind == "give" and not (direct and _THING.match(text, direct[-1][1]))):
        direct = []  # what is given, not to whom
    if kind == "ask" and word.split()[0].endswith(("s", "ing")):
        before = before or implied
    elif kind == "ask" and past and not passive and not direct:
        before = ()  # "the report that they requested"
    names = tuple(name for name, _ in direct)
    return Verb(word, kind, passive, before, names, led["to"], led["from"], led["by"])


def _before(text: str, start: int, actors: Sequence[Spot]) -> tuple[str, ...]:
    """The actors right before a verb, "and" and "will" and "continue to" aside."""
    found: list[str] = []
    until = start
    for begin, end, name in reversed([a for a in actors if a[1] <= start]):
        gap = text[end:until]
        if _SENTENCE.search(gap):
            break
        near = _CHAIN.fullmatch(gap) if found else not set(content(gap)) - {"continu"}
        if not near:
            break
        found.append(name)
        until = begin
    return () if found and _way(text, until) else tuple(found)


def _after(text: str, at: int, actors: Sequence[Spot]) -> list[tuple[str, str, int]]:
    """List how each actor behind a verb is led to, its name and its end; those in a row alike."""
    found: list[tuple[str, str, int]] = []
    for begin, end, name in (a for a in actors if at <= a[0] < at + _REACH):
        if _SENTENCE.search(text[at:begin]):
            break
        way = _way(text, begin)
        if not way and found and _CHAIN.fullmatch(text[found[-1][2] : begin]):
            way = found[-1][0]
        elif not way and not found and len(content(text[at:begin])) <= 1:
            way = "direct"
        found.append((way, name, end))
    return found
