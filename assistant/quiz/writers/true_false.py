"""True or false, with the correction: statements of the documents, some with one thing altered."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator

from assistant.quiz.items import FALSE, TRUE, QuizItem
from assistant.quiz.material.clause_wording import asking, normal, overlap, sentence
from assistant.quiz.material.clauses import COUNCIL, FORCES, Clause
from assistant.quiz.material.source import QuizSource
from assistant.quiz.writers.obligations import other_resolutions

_WAYS = ("true", "document", "true", "actor", "true", "force")


def statements(source: QuizSource) -> Iterator[QuizItem]:
    """Write one statement a clause; about half are true."""
    for clause in source.clauses:
        if clause.modal or "resolution" in clause.action:
            continue
        way = _WAYS[
            int(hashlib.sha256(f"{clause.locator}{clause.name}".encode()).hexdigest(), 16) % len(_WAYS)
        ]
        said = sentence(source, clause)
        altered = said if way == "true" else _altered(source, clause, way)
        if not altered:
            continue
        key = TRUE if altered == said else FALSE
        yield source.make(
            "true-false",
            "statement",
            f"True or false? {altered}",
            (key,),
            clause.name,
            [(clause.locator, clause.span)],
            wrong=(FALSE if key == TRUE else TRUE,),
            rationale="The statement is true." if key == TRUE else "The statement is false.",
            correction="" if key == TRUE else f"Correct: {said}",
            askings=asking(source, clause),
        )


def _altered(source: QuizSource, clause: Clause, way: str) -> str:
    """The statement with one thing altered that the documents do not say; empty if there is none."""
    seed = source.seed(clause.locator, "statement", clause.name)
    if way == "document":
        others = {source.titled(d): d for d in source.resolutions}
        wrong = other_resolutions(source, clause, seed)
        return sentence(source, clause, others[wrong[0]]) if wrong else ""
    if way == "actor" and clause.actor != COUNCIL and clause.force != "demands":
        mixed = [(a, normal(a)) for a in source.library.vocabulary.plain_actors]
        random.Random(seed).shuffle(mixed)
        heads = source.library.vocabulary.actor_heads
        for actor, name in mixed:
            free = not overlap(name, normal(clause.actor), heads) and not any(
                overlap(normal(c.actor), name, heads) for c in source.saying(clause.action)
            )
            if free and " his " not in f" {clause.action} " and " their " not in f" {clause.action} ":
                return sentence(source, clause).replace(clause.actor, actor, 1)
    if way == "force":
        return _other_force(source, clause)
    return ""


def _other_force(source: QuizSource, clause: Clause) -> str:
    """A force that is clearly stronger or weaker, where the document uses it nowhere for this."""
    strength = FORCES[clause.force][1]
    if clause.actor == COUNCIL:
        force = "decides" if strength == 1 else "expresses its willingness"
    elif clause.force == "demands":
        return ""
    else:
        force = "invites" if strength == 2 else "requests"
    same = any(
        c.force == force and c.locator.document == clause.locator.document
        for c in source.saying(clause.action)
    )
    return "" if same else sentence(source, clause).replace(f" {clause.force} ", f" {force} ", 1)
