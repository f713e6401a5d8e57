"""Statements that a careless writer makes of true ones: each kind changes one thing, by a seeded hand.

Number, unit, date, actor, direction, negation and verb are changed in the statement; "another paragraph"
keeps the words and holds them against the next paragraph of the document; "added" appends what another
paragraph says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.outcomes import SEED
from evals.rows import read_rows
from ingest.settings import ROOT
from ingest.types import Locator, Paragraph

STATEMENTS = ROOT / "evals" / "statements.jsonl"

_NUMBERS = "two three four five six seven eight nine ten twelve fifteen twenty".split()
_ACTORS = (
    "Member States",
    "the Secretary-General",
    "the General Assembly",
    "Allies",
    "partners",
    "civil society",
    "gender advisers",
    "commanders",
    "donors",
    "the Human Rights Council",
    "the Peacebuilding Commission",
    "the European Union",
)
_ACTOR = re.compile(rf"\b(?:{'|'.join(_ACTORS)}|NATO leaders|gender advisors|all actors)\b", re.IGNORECASE)
_FORCES = (
    (r"\burges\b", "requires"),
    (r"\burged\b", "required"),
    (r"\bencourages\b", "demands that"),
    (r"\bencouraged\b", "obliged"),
    (r"\brequests\b", "has ordered"),
    (r"\bis requested\b", "is obliged"),
    (r"\bcalls (?:up)?on\b", "orders"),
    (r"\bcalled (?:up)?on\b", "compelled"),
    (r"\bshould\b", "must"),
    (r"\bmay\b", "will"),
    (r"\bcan\b", "must"),
    (r"\bwill\b", "must"),
    (r"\binvited\b", "required"),
    (r"\bintends to\b", "decides to"),
    (r"\bis committed to\b", "is obliged to"),
    (r"\bwelcomes\b", "demands"),
    (r"\brecogni[sz]es\b", "decides"),
    (r"\bnotes\b", "decides"),
)
_OPPOSITES = (
    ("at least", "at most"),
    ("increase", "reduce"),
    ("increased", "reduced"),
    ("women", "men"),
    ("prevent", "promote"),
    ("strengthen", "weaken"),
    ("before", "after"),
    ("ensure", "avoid"),
    ("include", "leave out"),
    ("advance", "hinder"),
    ("civilian", "military"),
    ("primary", "sole"),
    ("support", "oppose"),
    ("prohibits", "permits"),
    ("declining", "growing"),
)
_UNITS = ("year", "month", "week", "day", "hour", "decade")
_UNIT = re.compile(rf"\b({'|'.join(_UNITS)})(s?)\b")
_RATES = ("annual", "monthly", "weekly", "daily")
_RATE = re.compile(rf"\b(?:{'|'.join(_RATES)}|biannual)(?:ly)?\b")
_MONTHS = ("January February March April May June July August September October November December").split()
_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})\b")
_CONVERSES = (
    ("sooner", "later"),
    ("send", "receive"),
    ("sends", "receives"),
    ("submit", "receive"),
    ("provide", "receive"),
    ("gives", "denies"),
    ("before", "after"),
    ("more", "fewer"),
    ("at least", "no more than"),
    ("first", "last"),
    ("strengthen", "undermine"),
    ("increase", "cut"),
    ("during", "outside"),
    ("welcomes", "regrets"),
)
_URGED = re.compile(
    rf"\b(urge|request|encourage|invite)s (?=(?:the )?(?:all )?(?:{_ACTOR.pattern}))", re.IGNORECASE
)
_TOWARDS = re.compile(
    rf"\b(to|from) (?=(?:the )?(?:all )?(?:(?:Security )?Council\b|{_ACTOR.pattern}))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement on a paragraph; ``wrong`` is empty if the paragraph supports it, or says how not.
    Rules and coefficients were fitted on split ``dev``; on ``test`` they are only measured.
    """

    id: str
    split: str
    locator: Locator
    statement: str
    wrong: str


def read_statements(path: Path = STATEMENTS) -> tuple[GoldStatement, ...]:
    """Read statements. Raises `GoldError` naming row and field."""
    return tuple(read_rows(path, GoldStatement).values())


def mutated(
    statements: Sequence[GoldStatement], paragraphs: Mapping[Locator, Paragraph], seed: int = SEED
) -> tuple[GoldStatement, ...]:
    """Make every kind of change that can be made to each true statement, once. Same seed, same changes; a
    kind more or less leaves the others as they are.
    """
    order = list(paragraphs)
    true = [s for s in statements if not s.wrong]
    found: list[GoldStatement] = []
    for said in true:
        for kind, change in CHANGES.items():
            hand = random.Random(f"{seed} {said.id} {kind}")
            text = change(said.statement, paragraphs[said.locator].text, hand)
            if text and text != said.statement:
                found.append(replace(said, id=f"{said.id}-{kind}", statement=text, wrong=kind))
        other = order[(order.index(said.locator) + 1) % len(order)]
        if other.parent == said.locator:  # goes on from it
            other = order[order.index(said.locator) - 1]
        found.append(replace(said, id=f"{said.id}-next", locator=other, wrong="another paragraph"))
        hand = random.Random(f"{seed} {said.id} added")
        tail = hand.choice([s for s in true if s.locator != said.locator and s.split == said.split])
        more = tail.statement
        more = more if more[:2].isupper() else f"{more[0].lower()}{more[1:]}"
        added = f"{said.statement.rstrip('.')}, and {more}"
        found.append(replace(said, id=f"{said.id}-added", statement=added, wrong="added"))
    return tuple(found)


def _number(text: str, source: str, hand: random.Random) -> str:
    spots = list(re.finditer(rf"\b(?:\d+|{'|'.join(_NUMBERS)})\b", text, re.IGNORECASE))
    if not spots:
        return ""
    spot = hand.choice(spots)
    old = spot.group().lower()
    new = str(int(old) + hand.choice((-2, -1, 1, 2, 10))) if old.isdigit() else old
    while new == old:
        new = hand.choice(_NUMBERS)
    return f"{text[: spot.start()]}{new}{text[spot.end() :]}"


def _unit(text: str, source: str, hand: random.Random) -> str:
    """Months for years; monthly for annually."""
    rates = list(_RATE.finditer(text))
    if rates:
        spot = hand.choice(rates)
        new = hand.choice([r for r in _RATES if r[:3] != spot.group()[:3]])
        return f"{text[: spot.start()]}{new}{text[spot.end() :]}"
    spots = list(_UNIT.finditer(text))
    if not spots:
        return ""
    spot = hand.choice(spots)
    new = hand.choice([u for u in _UNITS if u != spot[1]])
    return f"{text[: spot.start()]}{new}{spot[2]}{text[spot.end() :]}"


def _date(text: str, source: str, hand: random.Random) -> str:
    """Another day, month or year."""
    spots = list(_DATE.finditer(text))
    if not spots:
        return ""
    spot = hand.choice(spots)
    day, month, year = spot.groups()
    match hand.choice(("day", "month", "year") if day else ("month", "year")):
        case "day":
            day = hand.choice([str(n) for n in range(1, 29) if str(n) != day])
        case "month":
            month = hand.choice([m for m in _MONTHS if m != month])
        case _:
            year = str(int(year) + hand.choice((-2, -1, 1, 2)))
    new = " ".join(part for part in (day, month, year) if part)
    return f"{text[: spot.start()]}{new}{text[spot.end() :]}"


def _converse(text: str, source: str, hand: random.Random) -> str:
    """The other way round in time, in direction or between giver and taker."""
    found = [
        re.sub(rf"\b{a}\b", b, text, count=1)
        for one, other in _CONVERSES
        for a, b in ((one, other), (other, one))
        if re.search(rf"\b{a}\b", text) and not re.search(rf"\b{b}\b", text)
    ]
    found += [
        f"{text[: m.start()]}{'from' if m[1] == 'to' else 'to'}{text[m.end(1) :]}"
        for m in _TOWARDS.finditer(text)
    ]
    found += [
        f"{text[: m.start()]}is {m[1].removesuffix('e')}ed by {text[m.end() :]}"
        for m in _URGED.finditer(text)
    ]
    return hand.choice(found) if found else ""


def _actor(text: str, source: str, hand: random.Random) -> str:
    """Another actor takes the place of one; if two are named, now and then they change places."""
    spots = list(_ACTOR.finditer(text))
    if not spots:
        return ""
    a, b = spots[0], spots[-1]
    apart = len(text[a.end() : b.start()].split()) > 3  # "partners and Allies" says the same
    if apart and hand.random() < 0.5:
        return f"{text[: a.start()]}{b.group()}{text[a.end() : b.start()]}{a.group()}{text[b.end() :]}"
    spot = hand.choice(spots)
    there = [a for a in _ACTORS if a.removeprefix("the ").lower() in source.lower()]
    others = [a for a in there or _ACTORS if a.removeprefix("the ").lower() not in text.lower()]
    others = others or [a for a in _ACTORS if a.removeprefix("the ").lower() not in text.lower()]
    new = hand.choice(others)
    before = text[: spot.start()]
    new = new.removeprefix("the ") if before.lower().endswith("the ") else new
    return f"{before}{new[0].upper() + new[1:] if not before else new}{text[spot.end() :]}"


def _negation(text: str, source: str, hand: random.Random) -> str:
    """A "not" is dropped, or put in behind the first auxiliary or before the first "to"."""
    if re.search(r"\bnot\b|\bwithout\b", text):
        return re.sub(
            r"\bnot |\bwithout\b", lambda m: "with" if m.group() == "without" else "", text, count=1
        )
    for pattern, new in (
        (r"\b(will|should|can|may|is|are|was|were|has|have)\b", r"\1 not"),
        (r"\bto (?=[a-z]{3,})", "not to "),
        (r"\b(prohibits|gives|contributes|serves|deploys)\b", r"never \1"),
    ):
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            return changed
    return ""


def _force(text: str, source: str, hand: random.Random) -> str:
    for pattern, stronger in _FORCES:
        changed = re.sub(pattern, stronger, text, count=1)
        if changed != text:
            return changed
    return ""


def _opposite(text: str, source: str, hand: random.Random) -> str:
    pairs = [(a, b) for one, other in _OPPOSITES for a, b in ((one, other), (other, one))]
    fits = [(a, b) for a, b in pairs if re.search(rf"\b{a}\b", text) and not re.search(rf"\b{b}\b", text)]
    if not fits:
        return ""
    a, b = hand.choice(fits)
    return re.sub(rf"\b{a}\b", b, text, count=1)


CHANGES: dict[str, Callable[[str, str, random.Random], str]] = {
    "number": _number,
    "unit": _unit,
    "date": _date,
    "actor": _actor,
    "negation": _negation,
    "stronger verb": _force,
    "opposite": _opposite,
    "converse": _converse,
}
