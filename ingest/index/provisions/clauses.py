"""Clauses of resolutions: an operative verb opens each, and says whom its noun phrase obliges.

"Urges Member States to report, and requests the Secretary-General to help": two clauses. Nothing here knows a
document: verbs and closed classes are English, actors are the noun phrases that the verbs govern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.index.provisions.addressees import Naming, acts, bare, is_pronoun, without_opening
from ingest.index.provisions.english import ADVERB, Verb, is_closed, is_verb
from ingest.index.provisions.infinitives import REACH, infinitive, is_done, is_gerund, is_passive, may_be_verb
from ingest.index.provisions.openings import Opening, openings
from ingest.types import Span

_ADVERBS = re.compile(
    rf"(?:\s{{1,9}}(?:{ADVERB}|with (?:\w+ )?(?:concern|appreciation|satisfaction|regret)))+(?=\s|,)"
)
_THAT = re.compile(r",?\s{1,9}that\s{1,9}")
_OPEN = re.compile(r"(?:,?\s{1,9}\w+ly)?,?\s{1,9}to(?:,? inter alia)?[,:]?\s{0,9}$")  # before a list
_BY = re.compile(r"\s{1,9}by\s{1,9}(?=[a-zA-Z])")
_BY_END = re.compile(r",|\s{1,9}(?:of|to|in|for|on|with|into|at|from|that|which)\s|$")
_DUTY = re.compile(
    r"\b(?:responsibilit(?:y|ies)|obligations?|dut(?:y|ies)) of\s{1,9}(?P<who>.+?)"
    r"(?=,|\s{1,9}to(?!\s{1,9}(?:armed|the)?\s{0,9}conflict)\s|\s{1,9}(?:under|for|in|on|towards)\s|$)",
    re.DOTALL,
)
_NEED = re.compile(r"\bneed for\s{1,9}(?P<who>[^,;]{3,90}?)(?=\s{1,9}to\s{1,9}[a-z])")
_BOUND = re.compile(
    r"\bthat\b(?P<who>[^;]{3,240}?)\s{1,9}(?P<modal>must|shall|should)\s{1,9}(?!be\b|have\b)", re.DOTALL
)
_UNBOUND = re.compile(r"\b(?:that|which|who|if)\b")
_SHALL = re.compile(r"\s{1,9}(?P<modal>shall|must|should|will)\s{1,9}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause at ``span`` of its paragraph: its verb with the words that print it, the ``actor`` and their
    ``names``, and the ``action`` that the clause wants, states or undertakes.
    """

    span: Span
    verb: Verb
    printed: str
    actor: str
    names: tuple[str, ...]
    including: tuple[str, ...]
    action: str


def read_clauses(text: str, naming: Naming, *, item: bool = False) -> list[Clause]:
    """Return the clauses of a text that a verb opens; of an ``item``, which goes on from the opening of its
    list, only those after its first words.
    """
    found_openings = list(openings(text, item))
    found: list[Clause] = []
    for number, opening in enumerate(found_openings):
        following = found_openings[number + 1].before if number + 1 < len(found_openings) else len(text)
        end = opening.end + len(text[opening.end : following].rstrip(" ;,.:\n"))
        if opening.main:
            names = found[-1].names if found and found[-1].verb.who != "self" else ()
            earlier = text[found[-1].span.start : opening.start] if found else ""
            found.append(_clause(text, opening, end, naming, names or naming.first_in(earlier)))
    return _shared(text, found, naming)


def _shared(text: str, found: list[Clause], naming: Naming) -> list[Clause]:
    """Give "urges donors, and invites banks to pay" its first actor: both are to do what follows."""
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        alone = here.verb.who == after.verb.who == "others" and not here.names and after.actor
        rest = here.span.of(text).removeprefix(here.printed).strip(" ,")
        if alone and rest == here.action and (names := naming.of(here.action)):
            found[at] = replace(here, actor=here.action, names=names, action=after.action)
    return found


def _clause(text: str, opening: Opening, end: int, naming: Naming, before: tuple[str, ...]) -> Clause:
    """Read one clause; ``before``: those who are named before it, for a pronoun."""
    start = opening.end
    if adverbs := _ADVERBS.match(text, start, end):
        start = adverbs.end()
    rest = text[start:end]
    span = Span(opening.start, end)
    names: tuple[str, ...] = ()
    actor, action = "", rest.strip(" ,")
    if opening.verb.who == "others":
        actor, action = asked(rest)
        if not actor and text[end:].lstrip().startswith(":") and naming.of(rest):
            actor = bare(rest)  # "Requests the Secretary-General:" before a list
    elif opening.verb.who == "self":
        actor, action = _undertaken(rest)
        if not actor or not naming.of(actor):
            actor, names = "", (naming.issuer,)
    else:
        actor = _bound(rest)
    if actor:
        names = before if is_pronoun(actor) else naming.of(actor)
    before_action = (
        rest.partition(action)[0].strip(" ,").removesuffix(" to")
        if names and opening.verb.who == "others"
        else ""
    )
    including = tuple(name for name in naming.singled_out(before_action) if name not in names)
    return Clause(span, opening.verb, opening.printed, actor if names else "", names, including, action)


def asked(rest: str) -> tuple[str, str]:
    """Return who is asked, empty if nobody is, and to do what."""
    that = _THAT.match(rest)
    if that:
        return _subject(rest[that.end() :])
    match = infinitive(rest)
    if match is None and (open_ := _OPEN.search(rest)):
        return bare(rest[: open_.start()]), rest.strip(" ,")
    if match is not None:
        if is_passive(match):
            return "", rest.strip(" ,")
        who = bare(rest[: match.start()]).removeprefix("to ")
        return ("" if is_gerund(who) else who), rest[match.start("action") :].strip(" ,")
    return _agent(rest), rest.strip(" ,")


def _subject(text: str) -> tuple[str, str]:
    """Part "all parties immediately take measures" before its verb."""
    modal = _SHALL.search(text)
    tokens = list(re.finditer(r"[\w’'/()-]+,?", text))
    for number, token in enumerate(tokens[1:], start=1):
        word = token.group().rstrip(",")
        before = tokens[number - 1].group().lower()
        closed = is_closed(before.rstrip(","))
        if modal and token.start() >= modal.start("modal"):
            break
        verb = is_verb(word) or (before.endswith("s") and may_be_verb(word) and not is_closed(word))
        if word in ("be", "not") or (verb and not closed):
            passive = is_done(text, token.start())
            who = re.sub(r"\s{1,9}\w+ly$", "", text[: token.start()].rstrip(" ,"))
            return ("", text.strip(" ,")) if passive else (bare(who), text[token.start() :].strip(" ,"))
    if modal:
        passive = is_done(text, modal.end())
        who = bare(text[: modal.start()])
        return ("", text.strip(" ,")) if passive else (who, text[modal.end() :].strip(" ,"))
    return "", text.strip(" ,")


def _agent(rest: str) -> str:
    """Return who is to do what a noun says: "the repair of all lamps by the keepers"."""
    for match in _BY.finditer(rest):
        before = re.split(r"[\s,]+", rest[max(0, match.start() - REACH) : match.start()])[-1].lower()
        if before.endswith(("ed", "en", "made")) or before in ("including", "inter", "alia"):
            continue
        stop = _BY_END.search(rest, match.end())
        who = bare(rest[match.end() : stop.start() if stop else len(rest)])
        if who.lower() in ("all parties", "parties") and stop and rest[stop.start() :].startswith(" to "):
            who = bare(rest[match.end() :].split(" of ")[0])
        if not who.split()[0].lower().endswith("ing") and acts(who):
            return who
    return ""


def _undertaken(rest: str) -> tuple[str, str]:
    """Return who is obliged by "decides that X shall", empty if it is the issuer itself; and the action."""
    that = _THAT.match(rest)
    if that:
        modal = _SHALL.search(rest, that.end())
        if modal and not re.match(r"be\b|have\b|remain\b", rest[modal.end() :]):
            who = bare(without_opening(rest[that.end() : modal.start()]))
            return who, rest[modal.end() :].strip(" ,")
        return "", rest[that.end() :].strip(" ,")
    match = infinitive(rest)
    return "", rest[match.start("action") :].strip(" ,") if match else rest.strip(" ,")


def _bound(rest: str) -> str:
    """Return whom a statement says to be bound: "the responsibility of States to …", "that X must …"."""
    for pattern in (_DUTY, _NEED, _BOUND):
        match = pattern.search(rest)
        who = bare(without_opening(match["who"].strip(" ,"))) if match else ""
        if who and not _UNBOUND.search(who):
            return who
    return ""
