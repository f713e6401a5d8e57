"""Statements that a careless writer makes of true ones: each kind changes one thing, by a seeded hand.

Number, actor, negation and verb are changed in the statement; "another paragraph" keeps the words and
holds them against the next paragraph of the document; "added" appends what another paragraph says.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import GoldError
from ingest.settings import ROOT
from ingest.types import Locator, Paragraph

STATEMENTS = ROOT / "evals" / "statements.jsonl"
SEED = 20241

_NUMBERS = "two three four five six seven eight nine ten twelve fifteen twenty".split()
_ACTORS = (
    "Member States", "the Secretary-General", "the General Assembly", "Allies", "partners",
    "civil society", "gender advisers", "commanders", "donors", "the Human Rights Council",
    "the Peacebuilding Commission", "the European Union",
)  # fmt: skip
_ACTOR = re.compile(
    rf"\b(?:{'|'.join(_ACTORS)}|NATO leaders|gender advisors|all actors)\b", re.IGNORECASE
)
_FORCES = (
    (r"\burges\b", "requires"), (r"\burged\b", "required"), (r"\bencourages\b", "demands that"),
    (r"\bencouraged\b", "obliged"), (r"\brequests\b", "has ordered"), (r"\bis requested\b", "is obliged"),
    (r"\bcalls (?:up)?on\b", "orders"), (r"\bcalled (?:up)?on\b", "compelled"), (r"\bshould\b", "must"),
    (r"\bmay\b", "will"), (r"\bcan\b", "must"), (r"\bwill\b", "must"), (r"\binvited\b", "required"),
    (r"\bintends to\b", "decides to"), (r"\bis committed to\b", "is obliged to"),
    (r"\bwelcomes\b", "demands"), (r"\brecogni[sz]es\b", "decides"), (r"\bnotes\b", "decides"),
)  # fmt: skip
_OPPOSITES = (
    ("at least", "at most"), ("increase", "reduce"), ("increased", "reduced"), ("women", "men"),
    ("prevent", "promote"), ("strengthen", "weaken"), ("before", "after"),
    ("ensure", "avoid"), ("include", "leave out"), ("advance", "hinder"), ("civilian", "military"),
    ("primary", "sole"), ("support", "oppose"), ("prohibits", "permits"), ("declining", "growing"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A statement on a paragraph; ``wrong`` is empty if the paragraph supports it, or says how not.
    Rules and coefficients were fitted on split ``dev``; on ``test`` they are only measured.
    """

    id: str
    split: str
    locator: Locator
    statement: str
    wrong: str


def read_statements(path: Path = STATEMENTS) -> tuple[Said, ...]:
    """Raises `GoldError` naming the row."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            where = Locator.parse(row["locator"])
            found.append(Said(row["id"], row["split"], where, row["statement"], row["wrong"]))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path}, row {number}: is no statement ({error})") from error
    return tuple(found)


def mutated(
    statements: Sequence[Said], paragraphs: Mapping[Locator, Paragraph], seed: int = SEED
) -> tuple[Said, ...]:
    """Every kind of change that can be made to each true statement, once. Same seed, same changes."""
    hand = random.Random(seed)
    order = list(paragraphs)
    true = [s for s in statements if not s.wrong]
    found: list[Said] = []
    for said in true:
        for kind, change in _KINDS.items():
            text = change(said.statement, paragraphs[said.locator].text, hand)
            if text and text != said.statement:
                found.append(replace(said, id=f"{said.id}-{kind}", statement=text, wrong=kind))
        other = order[(order.index(said.locator) + 1) % len(order)]
        if other.parent == said.locator:  # goes on from it
            other = order[order.index(said.locator) - 1]
        found.append(replace(said, id=f"{said.id}-next", locator=other, wrong="another paragraph"))
        tail = hand.choice([s for s in true if s.locator != said.locator and s.split == said.split])
        added = f"{said.statement.rstrip('.')}, and {tail.statement[0].lower()}{tail.statement[1:]}"
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


def _actor(text: str, source: str, hand: random.Random) -> str:
    """Another actor takes the place of one; if two are named, now and then they change places."""
    spots = list(_ACTOR.finditer(text))
    if not spots:
        return ""
    if len(spots) > 1 and hand.random() < 0.5:
        a, b = spots[0], spots[-1]
        return (
            f"{text[: a.start()]}{b.group()}{text[a.end() : b.start()]}{a.group()}{text[b.end() :]}"
        )
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
    ):  # fmt: skip
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
    fits = [
        (a, b)
        for a, b in pairs
        if re.search(rf"\b{a}\b", text) and not re.search(rf"\b{b}\b", text)
    ]
    if not fits:
        return ""
    a, b = hand.choice(fits)
    return re.sub(rf"\b{a}\b", b, text, count=1)


_KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "number": _number, "actor": _actor, "negation": _negation, "stronger verb": _force, "opposite": _opposite,
}  # fmt: skip
