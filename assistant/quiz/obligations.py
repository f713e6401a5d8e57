"""Items on who is asked what, with which force, and by which document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.quiz.clauses import COUNCIL, FORCES, Clause
from assistant.quiz.distractors import pick
from assistant.quiz.source import Source
from assistant.quiz.types import Asking, QuizItem
from assistant.quiz.wording import asking, lower, normal, overlap, sentence

VAGUE = (
    "all parties concerned",
    "all actors involved",
    "all those involved",
    "concerned member states",
)
OWNED = re.compile(r"\b(?:his|her|their|its|they|it)\b")
_ASKS = {"requests", "urges", "calls upon", "encourages", "invites"}  # all take "somebody to do"
_INTENDS = (
    "decides",
    "expresses its intention",
    "expresses its willingness",
    "reaffirms its readiness",
)


def obligations(source: Source) -> Iterator[QuizItem]:
    """All that can be asked about the clauses, clause by clause."""
    for clause in source.clauses:
        for make in (_actor, _force, _action, _document):
            item = make(source, clause)
            if item is not None:
                yield item


def _actor(source: Source, clause: Clause) -> QuizItem | None:
    if (
        clause.actor.lower() in VAGUE
        or clause.actor == COUNCIL
        or OWNED.search(clause.action)
        or lower(clause.actor) in ("NATO", "the Alliance")
    ):
        return None
    name = source.name(clause.locator.document)
    if clause.modal:
        stem = f"According to {name}, who {clause.force} {clause.action}?"
        if clause.force.startswith("are "):
            stem = f"According to {name}, who is {clause.force[4:]} {clause.action}?"
    elif clause.force == "demands":
        return None
    else:
        base = FORCES[clause.force][0]
        stem = f"Whom does {name} {base} to {clause.action}?"
    own = normal(clause.actor)
    peers = _peers(source, clause)

    def true(option: str) -> bool:
        other = peers[option]
        if overlap(other, own):
            return True
        return any(
            overlap(normal(c.actor), other) and source.truth.says(c.locator, clause.action)
            for c in source.clauses
        )

    seed = source.seed(clause.locator, "actor", clause.name)
    wrong = pick(_option(clause.actor), peers, true, seed, by_length=clause.actor.count(" ") > 3)
    if not wrong:
        return None
    return source.make(
        "multiple-choice",
        "actor",
        stem,
        (_option(clause.actor),),
        clause.name,
        [(clause.locator, clause.span)],
        wrong=wrong,
        rationale=sentence(source, clause),
        askings=asking(source, clause),
    )


def _peers(source: Source, clause: Clause) -> dict[str, str]:
    """Other actors as options; those addressed by several clauses, unless that leaves too few."""
    same = [
        c
        for c in source.clauses
        if c.modal == clause.modal and c.actor != COUNCIL and c.force != "demands"
    ]
    count = Counter(normal(c.actor) for c in same)
    least = 1 if clause.modal or clause.actor.count(" ") > 3 else 2
    spelled = {normal(c.actor): _option(c.actor) for c in reversed(same)}
    spelled[normal(clause.actor)] = _option(clause.actor)
    known = (p for p in spelled.items() if p[1].lower() not in VAGUE)
    return {text: actor for actor, text in known if count[actor] >= least}


def _force(source: Source, clause: Clause) -> QuizItem | None:
    name = source.name(clause.locator.document)
    if clause.modal:
        return None
    if clause.force not in _ASKS and clause.force not in _INTENDS:
        return None
    if clause.actor == COUNCIL:
        stem = f"In {name} the Security Council announces that it is to {clause.action}. In which words?"
        options = {f: f"It {f} to do so" for f in _INTENDS}
    else:
        stem = (
            f"{source.titled(clause.locator.document)} wants {clause.actor} to "
            f"{clause.action}. Which verb does it use?"
        )
        options = {f: f for f in _ASKS}

    def true(option: str) -> bool:
        return any(
            options.get(c.force) == option
            and c.locator.document == clause.locator.document
            and source.truth.says(c.locator, clause.action)
            for c in source.clauses
            if c is not clause
        )

    wrong = pick(
        options[clause.force],
        options.values(),
        true,
        source.seed(clause.locator, "force", clause.name),
    )
    if not wrong:
        return None
    return source.make(
        "multiple-choice",
        "force",
        stem,
        (options[clause.force],),
        clause.name,
        [(clause.locator, clause.span)],
        wrong=wrong,
        rationale=sentence(source, clause),
        askings=asking(source, clause),
    )


def _action(source: Source, clause: Clause) -> QuizItem | None:
    document = clause.locator.document
    name, own = source.name(document), normal(clause.actor)
    rivals = {
        c.action: c
        for c in source.clauses
        if c.locator.document != document
        and (normal(c.actor) == own or clause.modal)
        and not (c.modal and "will" not in c.force)
        and c.force != "is responsible for"
        and (
            not clause.modal
            or not re.search(r"Council|Secretary|resolution|United Nations", c.action)
        )
    }
    if clause.modal:
        if clause.force not in ("will", "must") or lower(clause.actor) not in (
            "NATO",
            "the Alliance",
        ):
            return None
        stem = f"According to {name}, which of these will {lower(clause.actor)} do?"
    elif clause.actor == COUNCIL:
        stem = (
            f"Which of these does the Security Council {FORCES[clause.force][0]} to do in {name}?"
        )
    elif clause.force == "demands":
        return None
    else:
        stem = f"Which of these does {name} {FORCES[clause.force][0]} {clause.actor} to do?"

    def true(option: str) -> bool:
        rival = rivals[option]
        return bool(source.truth.said_in(option, [document], share=0.55)) or source.truth.meant_in(
            rival.locator, rival.span, [document]
        )

    wrong = pick(clause.action, rivals, true, source.seed(clause.locator, "action", clause.name))
    if not wrong:
        return None
    return source.make(
        "multiple-choice",
        "action",
        stem,
        (clause.action,),
        clause.name,
        [(clause.locator, clause.span)],
        wrong=wrong,
        rationale=sentence(source, clause),
        askings=asking(source, clause),
        rivals=tuple(rivals[w].locator for w in wrong),
    )


def _document(source: Source, clause: Clause) -> QuizItem | None:
    if clause.modal:
        return None
    document = clause.locator.document
    if clause.actor == COUNCIL:
        stem = f"In which resolution does the Security Council {FORCES[clause.force][0]} to {clause.action}?"
    elif clause.force == "demands":
        stem = f"Which resolution demands that {clause.actor} {clause.action}?"
    else:
        stem = f"Which resolution {clause.force} {clause.actor} to {clause.action}?"
    wrong = other_resolutions(source, clause, source.seed(clause.locator, "document", clause.name))
    if len(wrong) < 3 or re.search(r"\d{4}", clause.action):
        return None
    return source.make(
        "which-says",
        "document",
        stem,
        (source.titled(document),),
        clause.name,
        [(clause.locator, clause.span)],
        wrong=wrong,
        rationale=sentence(source, clause),
        askings=[Asking(stem, clause.locator)],
    )


def other_resolutions(source: Source, clause: Clause, seed: str) -> Sequence[str]:
    """Resolutions that do not say what the clause says, in these or other words."""
    names = {source.titled(d): d for d in source.resolutions if d != clause.locator.document}

    def true(option: str) -> bool:
        where = [names[option]]
        return bool(source.truth.said_in(clause.action, where)) or source.truth.meant_in(
            clause.locator, clause.span, where
        )

    own = source.titled(clause.locator.document)
    return pick(own, names, true, seed)


def _option(actor: str) -> str:
    text = re.sub(r"\s+\([A-Z]+\)", "", actor)
    return text[0].upper() + text[1:]
