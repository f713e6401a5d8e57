"""Verbs, modals and closed classes of English by which provisions are read, from ``english.toml``."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ingest.json_values import from_json

Kind = Literal["binding", "asking", "encouraging", "intending", "allowing", "condemning", "stating"]
Who = Literal["others", "self", "nobody"]
KINDS: tuple[Kind, ...] = get_args(Kind)  # the strongest first


@dataclass(frozen=True, slots=True)
class Verb:
    """Verb that opens a clause of a resolution: ``forms`` in which it is printed, ``who`` is to act, and a
    sentence that it opens.
    """

    name: str
    kind: Kind
    who: Who
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Modal:
    """Modal verb, or what stands for one, between a subject and an action, and a sentence with it."""

    name: str
    kind: Kind
    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class Own:
    """Verbs and nouns of an issuer's own undertakings: "expresses its intention"."""

    verbs: tuple[str, ...]
    participles: tuple[str, ...]
    nouns: tuple[str, ...]
    example: str

    def as_verbs(self) -> tuple[Verb, ...]:
        """Return a verb for each pair of verb and noun."""
        return tuple(
            Verb(
                f"{verb} its {'intention' if noun == 'intent' else noun}",
                "intending",
                "self",
                (f"{verb} its * {noun}", f"{participle} its * {noun}"),
                self.example,
            )
            for verb, participle in zip(self.verbs, self.participles, strict=True)
            for noun in self.nouns
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one class each, parted by blanks."""

    before_to_or_verb: str
    before_to: str
    noun_too: str
    adjectives: str
    base: str
    no_verb_ending: str
    nobody: str
    finite: str
    no_verb: str
    subordinators: str
    openers: str
    determiners: str
    prepositions: str
    participles: str
    bodies: str
    things: str
    abstract: str
    possible: str
    verbs: str


@dataclass(frozen=True, slots=True)
class _File:
    adverbs: str
    formulas: tuple[str, ...]
    own: Own
    verbs: tuple[Verb, ...]
    modals: tuple[Modal, ...]
    words: Words


_READ = from_json(
    _File, json.dumps(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
)
OWN = _READ.own
_FORMULA = re.compile("|".join(_READ.formulas))
VERBS: tuple[Verb, ...] = (*OWN.as_verbs(), *_READ.verbs)
MODALS = _READ.modals
_KINDS: dict[str, Kind] = {verb.name: verb.kind for verb in VERBS} | {m.name: m.kind for m in MODALS}
_CLASSES = {field.name: frozenset(getattr(_READ.words, field.name).split()) for field in fields(Words)}
ADVERB = rf"(?:{'|'.join(_READ.adverbs.split())})"
_GAP = r"(?:\s{1,9}(?:\w+ly|again|once more|also|further))?\s{1,9}"  # "calls urgently on"
_BETWEEN = r"\s{1,9}(?:(?!with\b)\w+\s{1,9}){0,2}"  # for "*": "expresses its deep concern"


def _pattern(form: str) -> str:
    return _BETWEEN.join(_GAP.join(map(re.escape, part.split())) for part in form.split("*"))


def _base(form: str) -> str:
    """Base form of a verb in the third person: "stress concern" of "stresses concern"."""
    first, _, rest = form.partition(" ")
    base = re.sub("(?<=ss)es$|s$", "", first)
    return f"{base} {rest}".strip()


_FORMS = sorted(
    ((form, verb) for verb in VERBS for form in verb.forms), key=lambda pair: len(pair[0]), reverse=True
)
_THIRD = [(form, verb) for form, verb in _FORMS if form.split()[0].endswith("s")]
_EVERY = (*_FORMS, *((_base(form), verb) for form, verb in _THIRD))
_PLAIN = {form: verb for form, verb in reversed(_EVERY) if "*" not in form}
_STARRED = [
    (form.partition(" * ")[0], form.partition(" * ")[2], verb) for form, verb in _EVERY if "*" in form
]
FORM = "|".join(_pattern(form) for form, _ in _FORMS)
_AGAIN = "|".join(_pattern(_base(form)) for form, _ in _THIRD)
VERB = (
    rf"(?:{ADVERB}\s{{1,9}})*(?:continues\s{{1,9}}to\s{{1,9}}(?:{ADVERB}\s{{1,9}})*(?P<again>{_AGAIN})"
    rf"|(?P<form>{FORM}))\b"
)
FINITE_FORM = "|".join(_pattern(form) for form, _ in _FORMS if not form.split()[0].endswith("ing"))
OWN_FORM = "|".join(_pattern(form) for verb in OWN.as_verbs() for form in verb.forms)
MODAL = "|".join(f"(?P<m{number}>{modal.pattern})" for number, modal in enumerate(MODALS))


def words(name: str) -> frozenset[str]:
    """Return the words of a class, named as a field of `Words`."""
    return _CLASSES[name]


@cache
def verb_of(form: str) -> Verb:
    """Return the verb of a printed form, in capitals or small letters. Raises `ValueError` for any other."""
    first, *others = form.lower().split()
    whole = " ".join((first, *others))
    plain = " ".join((first, *(word for word in others if not _fills(word))))
    for name in (whole, plain):
        if name in _PLAIN:
            return _PLAIN[name]
    for head, tail, verb in _STARRED:
        if whole.startswith(f"{head} ") and whole.endswith(f" {tail}"):
            return verb
    raise ValueError(f"{form!r} is no form of a verb in english.toml")


def _fills(word: str) -> bool:
    """Tell whether a word may stand within a form: "calls urgently on"."""
    return word.endswith("ly") or word in ("again", "once", "more", "also", "further")


def modal_of(match: re.Match[str]) -> Modal:
    """Return the modal that `MODAL` has found."""
    return next(modal for number, modal in enumerate(MODALS) if match[f"m{number}"])


def kind_of(force: str) -> Kind:
    """Return the kind of a force, by its name."""
    return _KINDS.get(force, "stating")  # a verb that the list does not know


def is_formula(action: str) -> bool:
    """Tell whether an action only closes a resolution: "remain actively seized of the matter"."""
    return _FORMULA.search(action) is not None


def who_acts(force: str) -> Who:
    """Return who is to act where a clause has this force; "nobody" for a modal, whose subject says it."""
    return next((verb.who for verb in VERBS if verb.name == force), "nobody")


def is_participle(word: str) -> bool:
    """Tell whether a word in small letters is a past participle."""
    return word.endswith(("ed", "en")) or word in words("participles")


def strength(force: str) -> int:
    """Return how strong a force is: 0 binds, higher numbers press, encourage, intend, allow and state."""
    return KINDS.index(kind_of(force))


def is_closed(word: str) -> bool:
    """Tell whether a word in small letters is a preposition, determiner or conjunction."""
    return word in words("prepositions") | words("determiners") | words("subordinators") | {"and", "or"}


@cache
def is_verb(word: str) -> bool:
    """Tell whether a word in small letters is the base form of a verb."""
    return word in words("verbs")
