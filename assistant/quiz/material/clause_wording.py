"""A clause in words: as a statement, as a question, and which actors are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.quiz.items import Asking
from assistant.quiz.material.clauses import COUNCIL, FORCES, Clause
from assistant.quiz.material.source import QuizSource

_NORMAL = (
    (re.compile(r"secretary general"), "secretary-general"),
    (re.compile(r"^the united nations (?=secretary)"), "the "),
    (re.compile(r"^(?:all |the |concerned |relevant |those )+"), ""),
    (re.compile(r"^states$"), "member states"),
    (re.compile(r"armed conflicts$|conflicts?$"), "conflict"),
)


@lru_cache(maxsize=20_000)
def normal(actor: str) -> str:
    """One name for the ways in which the documents write the same actor."""
    text = actor.lower()
    for pattern, replacement in _NORMAL:
        text = pattern.sub(replacement, text)
    return text.strip()


def sentence(source: QuizSource, clause: Clause, document: str = "") -> str:
    """Write the clause as a statement, of another ``document`` if one is named."""
    name = source.titled(document or clause.locator.document)
    if clause.modal:
        return (
            f"According to {source.name(clause.locator.document)}, {lower(clause.actor)} "
            f"{clause.force} {clause.action}."
        )
    if clause.actor == COUNCIL:
        return (
            f"In {source.name(document or clause.locator.document)}, the Security Council "
            f"{clause.force} to {clause.action}."
        )
    middle = " that " if clause.force == "demands" else " "
    joint = " " if clause.force == "demands" else " to "
    return f"{name} {clause.force}{middle}{clause.actor}{joint}{clause.action}."


def question(source: QuizSource, clause: Clause) -> str:
    """Turn the clause into a question to the assistant."""
    name = source.name(clause.locator.document)
    if clause.modal:
        return f"Who {clause.force} {clause.action}, {clause.actor}?"
    if clause.actor == COUNCIL:
        return f"Does the Security Council in {name} {FORCES[clause.force][0]} to {clause.action}?"
    joint = " that" if clause.force == "demands" else ""
    to = "" if clause.force == "demands" else " to"
    return f"Does {name} {FORCES[clause.force][0]}{joint} {clause.actor}{to} {clause.action}?"


def asking(source: QuizSource, clause: Clause) -> tuple[Asking, ...]:
    return (Asking(question(source, clause), clause.locator, inside=True),)


def overlap(a: str, b: str, heads: Sequence[str]) -> bool:
    """Tell whether one actor is, or is among, the other; both are if they hold one of the same ``heads``."""
    return any(h in a and h in b for h in heads) or a in b or b in a


def lower(actor: str) -> str:
    return actor[0].lower() + actor[1:] if actor.startswith(("The ", "All ", "Troop")) else actor
