"""Sentences of policies, guides and treaties: a subject, a modal verb, an action.

The subject is the noun phrase before the modal; where it is dealt with ("will be reviewed"), whoever follows
"by" is to act. Modals in subordinate clauses make no provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents.sentences import sentence_spans
from ingest.index.provisions.addressees import Naming, bare, is_pronoun
from ingest.index.provisions.english import FINITE_FORM, MODAL, is_participle, modal_of, verb_of, words
from ingest.index.provisions.infinitives import infinitive
from ingest.index.provisions.subjects import REACH, plain_subject, subject_of, topic_of
from ingest.types import Span

_MODAL = re.compile(rf"\b(?:{MODAL})(?![\w’'])")
_STATED = re.compile(rf"\b(?:also\s)?(?P<form>{FINITE_FORM})\b")
_PASSIVE = re.compile(
    r"\s{0,9}(?:(?:also|then|not|\w{1,20}ly)\s){0,3}be\s(?:(?:also|\w{1,20}ly)\s){0,2}(?P<done>\w{1,30})\b"
)
_BY = re.compile(
    r"\bby\s(?P<who>[\w’'()/ -]{2,120}?)(?=[,.;:]|$|\s(?:every|each|within|to|in|at|on|by|for|from|that"
    r"|which|with|and|twice|once|before|after|no later|at least|\w{1,20} times|\w{1,20}ly)\b)"
)
_RESTS = re.compile(
    r"\bresponsibilit\w{1,4}\b[^.;]{0,200}?\s(?P<verb>(?:rests?|lies?|remains?)(?: \w{1,20}ly)? with)"
    r"\s(?P<who>[^,.;]{1,120})"
)
_WHO = re.compile(
    r"(?P<who>[\w’'-]{1,40}(?: [\w’'-]{1,40}){0,4}),? who (?P<verb>(?:is|are) responsible for)\b"
)
_MAY = re.compile(
    r"(?:,[^,]{1,80},)?\s(?:(?:also|\w{1,20}ly)\s){0,2}(?P<next>\w{1,30})(?:\s(?P<after>\w{1,30}))?"
)
_JOINT = re.compile(r",\s(?:and|but|or)\s|;\s|\s(?:and|but|or)\s")
_CLOSING = " ,;.:\n"
_LONGEST = 7  # words of a subject before a verb of resolutions


@dataclass(frozen=True, slots=True)
class Sentence:
    """One main clause with a modal, or with a verb of resolutions behind its subject, at ``span``."""

    span: Span
    force: str
    printed: str
    actor: str
    names: tuple[str, ...]
    action: str


def read_sentences(text: str, naming: Naming) -> list[Sentence]:
    """Return the provisions of running text in order."""
    found: list[Sentence] = []
    subject = ""
    for span in sentence_spans(text):
        sentence = span.of(text).rstrip(_CLOSING.replace(":", ""))
        here = [*_modal_clauses(sentence, naming, subject), *_responsible(sentence, naming)]
        found += (replace(s, span=Span(s.span.start + span.start, s.span.end + span.start)) for s in here)
        subject = next((s.actor for s in here if s.actor), "") or topic_of(sentence) or subject
    return found


def _modal_clauses(sentence: str, naming: Naming, earlier: str) -> Iterator[Sentence]:
    """Read a sentence; ``earlier``: subject of the sentence before it, for a pronoun."""
    stated = _stated(sentence, naming)
    own = (stated.actor if stated else "") or plain_subject(sentence)
    mains = list(_mains(sentence, earlier if is_pronoun(own) else own, earlier))
    starts = [0, *(_joint(sentence, a.end(), b.start()) for (a, _), (b, _) in pairwise(mains))]
    ends = [*starts[1:], len(sentence)]
    if stated:
        yield _until(stated, _joint(sentence, 0, mains[0][0].start())) if mains else stated
    for (match, who), start, end in zip(mains, starts, ends, strict=False):  # no mains: one start
        span = _trimmed(sentence, start, end)
        names = naming.of(actor := _actor(sentence, match.end(), end, who, naming))
        action = sentence[match.end() : span.end].strip(_CLOSING)
        if not names:
            action = f"{who} {match.group()} {action}"
        yield Sentence(span, modal_of(match).name, match.group(), actor if names else "", names, action)


def _mains(sentence: str, subject: str, earlier: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the modals of main clauses, each with its subject."""
    reached = 0
    for match in _MODAL.finditer(sentence):
        before = sentence[max(reached, match.start() - REACH) : match.start()]
        who = subject_of(before, subject, earlier, reached > 0)
        if who is not None and not _is_possible(sentence, match):
            yield match, who
            subject, reached = who, match.end()


def _is_possible(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether "may" says that something can be so, instead of allowing somebody to act."""
    if match.group() != "may":
        return False
    following = _MAY.match(sentence, match.end())
    if following is None:
        return True
    passive = following["next"] == "be" and is_participle(following["after"] or "")
    return following["next"] in words("possible") and not passive


def _stated(sentence: str, naming: Naming) -> Sentence | None:
    """Read "NATO recognises that …": a subject with a verb of resolutions; None if it is none."""
    modals = [m.span() for m in _MODAL.finditer(sentence, 0, REACH)]
    for match in _STATED.finditer(sentence, 0, REACH):
        if any(start < match.end() for start, _ in modals):
            return None
        who = subject_of(sentence[: match.start()], "", "", False)
        if who and len(who.split()) <= _LONGEST and naming.of(who):
            verb, rest = verb_of(match["form"]), sentence[match.end() :].strip(_CLOSING)
            to = infinitive(f" {rest}") if verb.who == "others" else None
            actor = who if verb.who == "self" else bare(rest[: max(0, to.start() - 1)]) if to else ""
            names = naming.of(actor)
            whole = _trimmed(sentence, 0, len(sentence))
            return Sentence(whole, verb.name, match["form"], actor if names else "", names, rest)
    return None


def _until(stated: Sentence, end: int) -> Sentence:
    """Return what a sentence states, up to the clause with a modal in it that begins at ``end``."""
    length = len(stated.action) - max(0, stated.span.end - end)
    return replace(stated, span=Span(0, end), action=stated.action[: max(0, length)].strip(_CLOSING))


def _joint(sentence: str, start: int, end: int) -> int:
    """Return where the clause begins in which the modal at ``end`` stands."""
    joints = [match.start() for match in _JOINT.finditer(sentence, start, end)]
    return joints[-1] if joints else end


def _actor(sentence: str, start: int, end: int, who: str, naming: Naming) -> str:
    """Return who is to act: the subject, or who follows "by" in a passive clause; empty if nobody does."""
    passive = _PASSIVE.match(sentence, start)
    if passive is None or not is_participle(passive["done"]):
        return who
    for match in _BY.finditer(sentence, passive.end(), end):
        between = sentence[passive.end() : match.start()].split()
        led = bool(between) and is_participle(between[-1])  # "a process led by the staff"
        if not led and naming.of(match["who"]):
            return match["who"]
    return ""


def _responsible(sentence: str, naming: Naming) -> Iterator[Sentence]:
    """Read "responsibility rests with nations" and "commanders, who are responsible for …"."""
    for match in _RESTS.finditer(sentence):
        if names := naming.of(who := bare(match["who"])):
            action = sentence[: match.start("verb")].strip(_CLOSING)
            at = _trimmed(sentence, 0, len(sentence))
            yield Sentence(at, "is responsible for", match["verb"], who, names, action)
    for match in _WHO.finditer(sentence):
        if names := naming.of(who := _last_phrase(match["who"])):
            at = _trimmed(sentence, match.start("who"), len(sentence))
            action = sentence[match.end() :].strip(_CLOSING)
            yield Sentence(at, "is responsible for", match["verb"], who, names, action)


def _last_phrase(text: str) -> str:
    tokens = text.split()
    for number in range(len(tokens) - 1, -1, -1):
        if tokens[number].lower() in words("prepositions"):
            return " ".join(tokens[number + 1 :])
    return text


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " ,;\n":
        start += 1
    for joint in ("and ", "but ", "or "):
        start += len(joint) * text.startswith(joint, start)
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return Span(start, end)
