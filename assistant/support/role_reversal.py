"""Reversed roles in a text: who gives and who takes, who asks and who is asked.

"Allies send", "Allies receive", "to Allies" and "from Allies" stand in nearly the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.support.content_words import around, closer, content
from assistant.support.roles import Role, led, roles, verbs
from assistant.text.words import stem
from ingest.documents.actors import Actors

BEFORE = 80  # characters before an actor in which the verb that leads to it stands
_OTHER = {"giver": "taker", "taker": "giver", "asker": "asked", "asked": "asker"}


def turned(statement: str, sentences: Sequence[str], actors: Actors) -> Iterator[str]:
    """Name who does here what is done to them there, or the other way; "to Allies" for "from Allies"."""
    there = {role for sentence in sentences for role in roles(sentence, actors)}
    for role, name in sorted(roles(statement, actors) - there):
        if (_OTHER[role], name) in there:
            yield f"“{name}” is the {_OTHER[role]} there, not the {role}"
            return
        others = sorted(other for kind, other in there if kind == role)
        if others and role in ("asker", "asked"):
            yield f"“{others[0]}” is the {role} there"
            return
    yield from _exchanged(statement, " ".join(sentences), actors)
    yield from _sidelined(statement, there, actors)
    yield from _led_otherwise(statement, sentences, actors)


def _led_otherwise(statement: str, sentences: Sequence[str], actors: Actors) -> Iterator[str]:
    """To Allies, not from them; the committee, not to the committee; done by the Council, not by others."""
    safe = set(actors.issuers) | {
        name for role, name in roles(statement, actors) if role in ("taker", "asked")
    }
    for at, ((start, _, name), way) in enumerate(led(statement, actors)):
        theirs = _ways(sentences, name, actors)
        opens = at == 0 and not way and len(statement[:start].split()) <= 1 and name not in safe
        if (len(theirs) == 1 and {way, *theirs} == {"to", "from"}) or (opens and theirs == {"to"}):
            yield f"“{min(theirs)} {name}” is said there"
        done = re.search(r"\b(\w+(?:ed|en|t)) by (?:the |all )?$", statement[max(0, start - BEFORE) : start])
        whole = [s for s in sentences if done and stem(done[1].lower()) in content(s)]
        doers = {other for s in whole for (_, _, other), w in led(s, actors) if w == "by"}
        if done and doers and name not in doers:
            yield f"“{done[1]} by {name}” is not said there"


def _sidelined(statement: str, there: set[Role], actors: Actors) -> Iterator[str]:
    """Name who is asked there, and is here only somebody to whom or by whom something is done."""
    asks = {role for role, _ in roles(statement, actors)} | {v.kind for _, v in verbs(statement, actors)}
    for role, name in sorted(there):
        ways = _ways([statement], name, actors)
        if (
            role == "asked"
            and "ask" in asks
            and ways
            and "" not in ways
            and (role, name) not in roles(statement, actors)
        ):
            yield f"“{name}” is asked there"


def displaced(statement: str, source: str, actors: Actors) -> Iterator[str]:
    """Actors whom a preposition leads to as it does to another one there: "among Allies"."""
    there = [(name, way, around(source, start, end)) for (start, end, name), way in led(source, actors)]
    own = {name for _, _, name in actors.mentions(statement)}
    for (start, end, name), way in led(statement, actors):
        same = [near for other, as_, near in there if other == name and way in (as_, "")]
        others = [near for other, as_, near in there if other not in own and as_ == way]
        if way and not same and closer(around(statement, start, end), others, ()) > 1:
            yield f"“{way} {name}” is not said there"


def _exchanged(statement: str, source: str, actors: Actors) -> Iterator[str]:
    """Compare verbs where no actor is named: giving for taking, with the same words around."""
    there = [(v.gives, around(source, *m.span())) for m, v in verbs(source, actors) if v.kind != "ask"]
    for match, verb in verbs(statement, actors):
        if verb.kind == "take" and not there:
            yield f"“{match.group()}” is not said there"
        if verb.kind == "ask" or verb.roles():
            continue
        same = [near for gives, near in there if gives == verb.gives]
        against = [near for gives, near in there if gives != verb.gives]
        if closer(around(statement, *match.span()), against, same) > 1:
            yield f"the opposite of “{match.group()}” is said there"
            return


def _ways(texts: Sequence[str], name: str, actors: Actors) -> set[str]:
    """Return the words that lead to an actor, wherever it is named."""
    return {way for t in texts for (_, _, other), way in led(t, actors) if other == name}
