"""Disagreements of a statement that says another thing than its source in nearly the same words.

A changed number, a swapped actor, a dropped "not", a stronger verb leave nearly every word in
place, so closeness cannot see them. Each check names the words at fault; all of them look at the
clause of the source that is nearest to the statement, not at the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.support.content_words import content
from assistant.support.dates import unlike_dates
from assistant.support.force import (
    ACTIVE,
    AUXILIARY,
    FORCE,
    LOOSE,
    MARKS,
    NEGATION,
    NOT_NEGATIVE,
    SCOPES,
    STATING,
    TOLD,
    VERB,
)
from assistant.support.opposites import opposites
from assistant.support.quantities import quantities, unlike_numbers, unlike_quantities
from assistant.support.role_reversal import displaced, turned
from assistant.support.roles import doers
from assistant.text.words import STOPWORDS, stem, words
from ingest.documents.actors import Actors, Spot

_CLAUSE = re.compile(
    rf"(?<=[.!?;:])\s+|\n+|,\s+(?=(?:and\s+|or\s+)?(?:in this (?:regard|respect|context),?\s+)?"
    rf"(?:\w+ly\s+|also\s+|further\s+)*(?:{VERB})\b)",
    re.IGNORECASE,
)
_NEAR = 3  # content words after a negation or a verb that belong to it


def clauses(text: str) -> list[str]:
    """The parts of a text that each have a verb of their own, in order."""
    return [part.strip() for part in _CLAUSE.split(text) if part.strip()]


def nearest_clause(statement: str, sentences: Iterable[str]) -> str:
    """The clause that holds most of the statement's words; of equals the first and shortest."""
    said = set(content(statement))
    parts = [part for sentence in sentences for part in clauses(sentence)]
    return max(parts, key=lambda p: (len(said & set(content(p))), -len(p)), default="")


def disagreements(
    statement: str, sentences: Sequence[str], opening: str, names: str, actors: Actors
) -> tuple[str, ...]:
    """List what the statement says otherwise, a phrase each; empty if nothing is found.

    ``sentences``: of the source, those nearest to the statement; ``opening``: words that they go on
    from (the head of a list), may be empty; ``names``: what their document and its issuer are called;
    ``actors``: those of the corpus.
    """
    clause = nearest_clause(statement, sentences)
    whole = " ".join((opening, *sentences))
    checks: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: unlike_numbers(statement, whole),
        lambda: unlike_quantities(statement, whole),
        lambda: unlike_dates(statement, whole),
        lambda: _names(statement, f"{whole} {names}"),
        lambda: _actors(statement, f"{opening} {clause}".strip(), whole, names, actors),
        lambda: turned(statement, [*([opening] if opening else []), *sentences], actors),
        lambda: displaced(statement, whole, actors),
        lambda: opposites(statement, whole),
        lambda: _negation(statement, clause, whole),
        lambda: _force(statement, clause, opening),
        lambda: _scope(statement, whole),
        lambda: _told(statement, sentences),
    )
    return tuple(found for check in checks for found in check())


def _names(statement: str, source: str) -> Iterable[str]:
    known = {stem(w) for w in words(source)}
    for match in re.finditer(r"(?<![.!?:]\s)(?<!^)(?<!^[“\"'(])\b[A-Z][\w’'-]*", statement):
        missing = [w for w in words(match.group()) if stem(w) not in known and w not in STOPWORDS]
        if missing:
            yield f"“{match.group()}” is not named there"


def _actors(statement: str, clause: str, source: str, names: str, actors: Actors) -> Iterable[str]:
    """Each actor is there, in the same order, and does the same; an issuer may be implied."""
    said = actors.mentions(statement)
    named = {name for _, _, name in said}
    there = {name: start for start, _, name in reversed(actors.mentions(clause))}
    for name in sorted(named - {name for _, _, name in actors.mentions(f"{source}. {names}")}):
        yield f"“{name}” is not named there"
    asking = {m[2] for m in said if re.match(rf"(?: \w+)? {ACTIVE}", statement[m[1] :])}
    for name in sorted(asking - set(actors.issuers)) if re.match(rf"(?:\w+ )?{ACTIVE}", clause) else ():
        yield f"“{name}” is asked there, and asks nobody"
    doer = _doer(statement, said, source, actors)
    if doer:
        yield f"“{doer}” is the one who does it there"
    order = [there[name] for _, _, name in said if name in there and name not in actors.issuers]
    turned = (" by " in f" {statement} ") != (" by " in f" {clause} ")
    if order != sorted(order) and not turned:
        yield "who does what to whom is the other way round there"


def _doer(statement: str, said: Sequence[Spot], source: str, actors: Actors) -> str:
    """Return, for a statement that begins with an actor, the words for those who do in the source what it
    goes on with; empty if they are named in the statement, or cannot be told.
    """
    verb = AUXILIARY.search(statement)
    subjects = [end for start, end, _ in said if verb and start < verb.start()]
    if not subjects or len(statement[: said[0][0]].rpartition(",")[2].split()) > 1:
        return ""
    follow = set(content(statement[subjects[-1] :])[:_NEAR])
    named = {name for _, _, name in said}
    best = (1, True, "")
    for doing in (d for sentence in re.split(r"[.;]\s", source) for d in doers(sentence, actors)):
        same = not named.isdisjoint(doing.names)
        best = max(best, (len(follow & set(content(doing.what))), same, doing.words), key=lambda b: b[:2])
    return "" if best[1] else best[2]


def _negation(statement: str, clause: str, whole: str) -> Iterable[str]:
    said, there = _negated(statement), _negated(clause)
    if said and not _negated(whole):
        yield "nothing is denied there"
    own = set(content(statement))
    if not said and any(scope & own for scope in there):
        yield "it is denied there"


def _negated(text: str) -> list[set[str]]:
    """For each negation the content words after it."""
    plain = NOT_NEGATIVE.sub(" ", text)
    return [set(content(plain[m.end() :])[:_NEAR]) for m in NEGATION.finditer(plain)]


def _force(statement: str, clause: str, opening: str) -> Iterable[str]:
    said, there = marks(statement), marks(clause) or marks(opening)
    kinds = {kind for word, found in there for kind in found if word not in LOOSE}
    own = set(content(statement))
    same = {
        " ".join(m.group().lower().split())
        for m in FORCE.finditer(clause)
        if own.intersection(content(clause[m.end() :])[:_NEAR])
    }
    for word, found in said:
        if word not in same and not kinds.intersection(found):
            yield f"“{word}” is not what is said there" + (f": “{there[0][0]}”" if there else "")
    for match in FORCE.finditer(clause) if not said else ():
        word = " ".join(match.group().lower().split())
        follows = own.intersection(content(clause[match.end() :])[:_NEAR])
        if (
            word not in LOOSE
            and not STATING.intersection(MARKS[word])
            and (follows or "allowing" not in MARKS[word])
        ):
            yield f"“{word}” is left out"
            break


def marks(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Words of force in a text, each with the kinds that it is of."""
    found = (" ".join(match.group().lower().split()) for match in FORCE.finditer(text))
    return [(word, MARKS[word]) for word in dict.fromkeys(found)]


def _scope(statement: str, source: str) -> Iterable[str]:
    for said in reversed(quantities(statement)):  # "each year" is no "each"
        statement = statement[: said.start] + statement[said.end :]
    for pattern in SCOPES:
        match = pattern.search(statement)
        if match and not pattern.search(source):
            yield f"“{match.group()}” is not said there"


def _told(statement: str, sentences: Sequence[str]) -> Iterable[str]:
    """Say so where the source only wants its reader to say the statement: that is not what it says."""
    own = set(content(statement))
    for sentence in sentences:
        match = TOLD.search(sentence)
        if match and len(own & set(content(sentence[match.end() :]))) > len(own) / 2:
            yield "it is only something to be said there"
