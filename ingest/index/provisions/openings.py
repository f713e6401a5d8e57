"""Openings of clauses in a text: the operative verbs that begin them, finite or participle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.index.provisions.english import OWN_FORM, VERB, Verb, verb_of, words

_LINK = (
    r"(?:(?:and|or|but|therefore|thereby|as such|in addition|consequently|to (?:this|that) end"
    r"|in (?:this|that) (?:regard|respect|context|connection|matter)|the Council|further to this),?\s{1,9})*"
)
_FIRST = re.compile(rf"\W*{_LINK}(?P<verb>{VERB})", re.IGNORECASE)
_UNKNOWN = re.compile(r"[A-Z][a-z]+(?:ing|s)\b")
_NEXT = re.compile(
    rf"(?:(?P<strong>;|\n)\s{{0,9}}|(?P<comma>,)\s{{1,9}}|\s{{1,9}}(?=(?:and|but)\s|(?:{OWN_FORM})\b)|(?<=[.!?])\s{{1,9}})"
    rf"(?P<link>{_LINK})(?P<verb>{VERB})",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s{1,9}(?:that|the|an?|all|its|his|their|those|these|each|any|every|with|again|further|also|in|of|it|them|him"
    r"|her|relevant|such|other|[A-Z]\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Verb of a clause at ``start`` to ``end``, and where the clause ``before`` it ends. Only ``main`` ones
    say what the document does; the others end the clause before them.
    """

    start: int
    end: int
    before: int
    verb: Verb
    printed: str
    main: bool


def opens(text: str, formal: bool = False) -> bool:
    """Tell whether an operative verb opens a text; one of a resolution (``formal``) may be unknown."""
    match = _FIRST.match(text)
    return (match is not None and _is_opening(text, match)) or (formal and _UNKNOWN.match(text) is not None)


def first_opening(text: str) -> int:
    """Return where the first clause with a verb of its own begins in an item; its length if none does."""
    return next((o.before for o in openings(text, True) if o.main), len(text))


def openings(text: str, item: bool) -> Iterator[Opening]:
    """Yield the openings of a text in order; of an ``item`` of a list, only those after its first words."""
    reached, led_by_participle = 0, False
    if not item and (first := _first(text)):
        led_by_participle = _is_participle(first.printed) or first.verb.name.endswith("ing")
        reached = first.end
        yield first
    for match in _NEXT.finditer(text, reached):
        form = _form(match)
        if _is_other(text, match, form) or (_is_adjective(form) and not led_by_participle):
            continue
        joined = bool(match["strong"]) or "and" in match["link"].lower().split()
        main = not _is_participle(form) or led_by_participle or joined
        yield Opening(*match.span("verb"), match.start(), verb_of(form), match["verb"], main)


def _first(text: str) -> Opening | None:
    """Return the opening at the beginning of a text, of an unknown verb too; None if there is none."""
    match = _FIRST.match(text)
    if match is not None and _is_opening(text, match):
        return Opening(*match.span("verb"), 0, verb_of(_form(match)), match["verb"], True)
    unknown = _UNKNOWN.match(text)
    if unknown is None:
        return None
    word = unknown.group().lower()
    return Opening(*unknown.span(), 0, Verb(word, "stating", "nobody", (word,), word), unknown.group(), True)


def _form(match: re.Match[str]) -> str:
    form: str = match["form"] or match["again"]
    return form.lower()


def _is_opening(text: str, match: re.Match[str]) -> bool:
    """Tell whether a form that may be a noun or an adjective is a verb where it opens a text."""
    doubtful = _form(match) in words("noun_too") or _is_adjective(_form(match))
    return text[match.start("verb")].isupper() or not doubtful


def _is_other(text: str, match: re.Match[str], form: str) -> bool:
    """Tell whether a form within a text is no verb there: a base form, or "and requests" with two nouns."""
    if match["form"] and form.split()[0] in words("base"):
        return not match["strong"]
    alone = not match["comma"] and not match["strong"]
    return alone and form in words("noun_too") and not _GOES_ON.match(text, match.end())


def _is_adjective(form: str) -> bool:
    return form.split()[0] in words("adjectives")


def _is_participle(form: str) -> bool:
    first = form.lower().split()[0]
    return first.endswith("ing") or first in words("adjectives")
