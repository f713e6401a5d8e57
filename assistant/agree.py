"""Where a statement says another thing than its source in nearly the same words.

A changed number, a swapped actor, a dropped "not", a stronger verb leave nearly every word in
place, so closeness cannot see them. Each check names the words at fault; all of them look at the
clause of the source that is nearest to the statement, not at the whole paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.contrast import (
    ACTIVE,
    ACTORS,
    AUXILIARY,
    EVERY,
    FORCE,
    ISSUERS,
    LOOSE,
    MARKS,
    NEGATION,
    NOT_NEGATIVE,
    NUMBER,
    NUMBERS,
    OPPOSITE_WORDS,
    OPPOSITES,
    SCOPES,
    STATING,
    VERB,
)
from assistant.lexical import STOPWORDS, stem, words

_CLAUSE = re.compile(
    rf"(?<=[.!?;:])\s+|\n+|,\s+(?=(?:and\s+|or\s+)?(?:in this (?:regard|respect|context),?\s+)?"
    rf"(?:\w+ly\s+|also\s+|further\s+)*(?:{VERB})\b)",
    re.IGNORECASE,
)
_UNCOUNTED = {"1"}  # "one of", "on the one hand" count nothing
_NEAR = 3  # content words after a number, a negation or a verb that belong to it


def clauses(text: str) -> list[str]:
    """The parts of a text that each have a verb of their own, in order."""
    return [part.strip() for part in _CLAUSE.split(text) if part.strip()]


def content(text: str) -> list[str]:
    """Stems of the words that say what is said: no stop words, no verbs of force."""
    return [stem(w) for w in words(FORCE.sub(" ", text)) if w not in STOPWORDS and w not in MARKS]


def nearest_clause(statement: str, sentences: Iterable[str]) -> str:
    """The clause that holds most of the statement's words; of equals the first and shortest."""
    said = set(content(statement))
    parts = [part for sentence in sentences for part in clauses(sentence)]
    return max(parts, key=lambda p: (len(said & set(content(p))), -len(p)), default="")


def disagreements(
    statement: str, sentences: Sequence[str], opening: str, names: str
) -> tuple[str, ...]:
    """What the statement says otherwise, a phrase each; empty if nothing is found.

    ``sentences``: of the source, those nearest to the statement; ``opening``: words that they go on
    from (the head of a list), may be empty; ``names``: what their document and its issuer are called.
    """
    clause = nearest_clause(statement, sentences)
    whole = " ".join((opening, *sentences))
    checks: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: _numbers(statement, whole),
        lambda: _names(statement, f"{whole} {names}"),
        lambda: _actors(statement, f"{opening} {clause}".strip(), f"{whole}. {names}"),
        lambda: _negation(statement, clause, whole),
        lambda: _force(statement, clause, opening),
        lambda: _scope(statement, whole),
    )
    return tuple(found for check in checks for found in check())


def _numbers(statement: str, source: str) -> Iterable[str]:
    """Each number stands in the source beside one of the same words."""
    known = _counted(source)
    for number, near in _counted(statement):
        if number in _UNCOUNTED:
            continue
        places = [other for value, other in known if value == number]
        if not places:
            yield f"the number {number} is not there"
        elif len(number) < 4 and not any(near & other for other in places) and any(
            near & other for value, other in known if value != number
        ):  # fmt: skip
            yield f"the number {number} belongs to something else there"


def _counted(text: str) -> list[tuple[str, frozenset[str]]]:
    """Numbers in digits, with the content words next to them."""
    text = EVERY.sub(lambda m: f"{m[1]}ly", text)
    found = []
    for match in NUMBER.finditer(text):
        plain = match.group().lower().replace(",", "").rstrip(".")
        after = content(text[match.end() : match.end() + 80])[:_NEAR]
        found.append((NUMBERS.get(plain, plain), frozenset(after)))
    return found


def _names(statement: str, source: str) -> Iterable[str]:
    known = {stem(w) for w in words(source)}
    for match in re.finditer(r"(?<![.!?:]\s)(?<!^)(?<!^[“\"'(])\b[A-Z][\w’'-]*", statement):
        missing = [w for w in words(match.group()) if stem(w) not in known and w not in STOPWORDS]
        if missing:
            yield f"“{match.group()}” is not named there"


def _actors(statement: str, clause: str, source: str) -> Iterable[str]:
    """Each actor is there, in the same order, and does the same; an issuer may be implied."""
    said = _mentions(statement)
    named = {name for _, _, name in said}
    there = {name: start for start, _, name in reversed(_mentions(clause))}
    for name in sorted(named - {name for _, _, name in _mentions(source)}):
        yield f"“{name}” is not named there"
    asking = {m[2] for m in said if re.match(rf"(?: \w+)? {ACTIVE}", statement[m[1] :])}
    for name in sorted(asking - ISSUERS) if re.match(rf"(?:\w+ )?{ACTIVE}", clause) else ():
        yield f"“{name}” is asked there, and asks nobody"
    doer = _doer(statement, said, source)
    if doer and doer not in named:
        yield f"“{doer}” is the one who does it there"
    order = [there[name] for _, _, name in said if name in there and name not in ISSUERS]
    turned = (" by " in f" {statement} ") != (" by " in f" {clause} ")
    if order != sorted(order) and not turned:
        yield "who does what to whom is the other way round there"


def _mentions(text: str) -> list[tuple[int, int, str]]:
    """Start, end and name of every actor, in order."""
    return sorted((m.start(), m.end(), name) for name, p in ACTORS for m in p.finditer(text))


def _doer(statement: str, said: Sequence[tuple[int, int, str]], source: str) -> str:
    """Where the statement begins with an actor: whom the source names last before the words that it
    goes on with; empty if that cannot be told.
    """
    verb = AUXILIARY.search(statement)
    subjects = [end for start, end, _ in said if verb and start < verb.start()]
    if not subjects or len(statement[: said[0][0]].split()) > 1:
        return ""
    follow = set(content(statement[subjects[-1] :])[:_NEAR])
    best: tuple[int, str] = (1, "")
    for sentence in re.split(r"[.;]\s", source):
        mentions = _mentions(sentence)
        for at, (_, end, name) in enumerate(mentions):
            until = mentions[at + 1][0] if at + 1 < len(mentions) else len(sentence)
            best = max(
                best, (len(follow & set(content(sentence[end:until]))), name), key=lambda b: b[0]
            )
    return best[1]


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
    for word, found in said:
        if not kinds.intersection(found):
            yield f"“{word}” is not what is said there" + (f": “{there[0][0]}”" if there else "")
    own = set(content(statement))
    for match in FORCE.finditer(clause) if not said else ():
        word = " ".join(match.group().lower().split())
        follows = own.intersection(content(clause[match.end() :])[:_NEAR])
        if word not in LOOSE and not STATING.intersection(MARKS[word]) and (
            follows or "allowing" not in MARKS[word]
        ):  # fmt: skip
            yield f"“{word}” is left out"
            break


def marks(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Words of force in a text, each with the kinds that it is of."""
    found = (" ".join(match.group().lower().split()) for match in FORCE.finditer(text))
    return [(word, MARKS[word]) for word in dict.fromkeys(found)]


def _scope(statement: str, source: str) -> Iterable[str]:
    for pattern in SCOPES:
        match = pattern.search(statement)
        if match and not pattern.search(source):
            yield f"“{match.group()}” is not said there"
    own, other = set(content(statement)), set(content(source))
    for one, opposite in (pair for a, b in OPPOSITES for pair in ((a, b), (b, a))):
        if own & one and not other & one and other & opposite and not own & opposite:
            yield f"the opposite of “{min(own & one)}” is said there"
    for a, b in (pair for x, y in OPPOSITE_WORDS for pair in ((x, y), (y, x))):
        match = a.search(statement)
        if match and not a.search(source) and b.search(source):
            yield f"the opposite of “{match.group()}” is said there"
