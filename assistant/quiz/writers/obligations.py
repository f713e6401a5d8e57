"""Items on who is asked what, with which force, and by which document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.quiz.items import Asking, Family, ItemKind, QuizItem
from assistant.quiz.material.actor_options import as_option, peers_of
from assistant.quiz.material.clause_wording import asking, lower, normal, overlap, sentence
from assistant.quiz.material.clauses import COUNCIL, FORCES, Clause
from assistant.quiz.material.distractors import pick
from assistant.quiz.material.source import QuizSource
from ingest.types import Locator

_FOREIGN = re.compile(r"Council|Secretary|resolution|United Nations")  # to NATO
_PERSONAL = re.compile(r"\b(?:his|her|their|they)\b")  # does not agree with NATO
OWNED = re.compile(r"\b(?:his|her|their|its|they|it)\b")
_ASKS = {"requests", "urges", "calls upon", "encourages", "invites"}  # all take "somebody to do"
_INTENDS = ("decides", "expresses its intention", "expresses its willingness", "reaffirms its readiness")


def obligations(source: QuizSource) -> Iterator[QuizItem]:
    """Write items on the actor, force, action and document of each clause."""
    for clause in source.clauses:
        for make in (_actor, _force, _action, _document):
            item = make(source, clause)
            if item is not None:
                yield item


def _actor(source: QuizSource, clause: Clause) -> QuizItem | None:
    if (
        clause.actor.lower() in source.library.vocabulary.vague_actors
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
    peers = peers_of(source, clause)
    same = {normal(c.actor) for c in source.saying(clause.action)}

    def true(option: str) -> bool:
        other = peers[option]
        if other in clause.action.lower():  # the stem rules it out
            return True
        heads = source.library.vocabulary.actor_heads
        return overlap(other, own, heads) or any(overlap(actor, other, heads) for actor in same)

    seed = source.seed(clause.locator, "actor", clause.name)
    wrong = pick(as_option(clause.actor), peers, true, seed, by_length=clause.actor.count(" ") > 3)
    return _item(source, clause, "actor", stem, as_option(clause.actor), wrong)


def _force(source: QuizSource, clause: Clause) -> QuizItem | None:
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
    same = source.saying(clause.action)

    def true(option: str) -> bool:
        return any(
            options.get(c.force) == option and c.locator.document == clause.locator.document
            for c in same
            if c is not clause
        )

    wrong = pick(
        options[clause.force], options.values(), true, source.seed(clause.locator, "force", clause.name)
    )
    return _item(source, clause, "force", stem, options[clause.force], wrong)


def _action(source: QuizSource, clause: Clause) -> QuizItem | None:
    document = clause.locator.document
    name, own = source.name(document), normal(clause.actor)
    rivals = {
        c.action: c
        for c in source.clauses
        if c.locator.document != document
        and source.foreseen(document, c.action)
        and (normal(c.actor) == own or clause.modal)
        and not (c.modal and "will" not in c.force)
        and c.force != "is responsible for"
        and (not clause.modal or not (_FOREIGN.search(c.action) or _PERSONAL.search(c.action)))
    }
    if clause.modal:
        if clause.force not in ("will", "must") or lower(clause.actor) not in ("NATO", "the Alliance"):
            return None
        stem = f"According to {name}, which of these will {lower(clause.actor)} do?"
    elif clause.actor == COUNCIL:
        stem = f"Which of these does the Security Council {FORCES[clause.force][0]} to do in {name}?"
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
    places = [rivals[w].locator for w in wrong]
    return _item(source, clause, "action", stem, clause.action, wrong, rivals=places)


def _document(source: QuizSource, clause: Clause) -> QuizItem | None:
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
    item = _item(source, clause, "document", stem, source.titled(document), wrong, "which-says")
    return item and replace(item, askings=(Asking(stem, clause.locator),))


def _item(
    source: QuizSource,
    clause: Clause,
    family: Family,
    stem: str,
    key: str,
    wrong: Sequence[str],
    kind: ItemKind = "multiple-choice",
    rivals: Sequence[Locator] = (),
) -> QuizItem | None:
    """Make an item on a clause; None without wrong options. ``rivals``: where these stand."""
    if not wrong:
        return None
    return source.make(
        kind,
        family,
        stem,
        (key,),
        clause.name,
        [(clause.locator, clause.span)],
        wrong=wrong,
        rationale=sentence(source, clause),
        askings=asking(source, clause),
        rivals=rivals,
    )


def other_resolutions(source: QuizSource, clause: Clause, seed: str) -> Sequence[str]:
    """Resolutions that do not say what the clause says, in these or other words."""
    names = {source.titled(d): d for d in source.resolutions if d != clause.locator.document}

    def true(option: str) -> bool:
        where = [names[option]]
        return bool(source.truth.said_in(clause.action, where)) or source.truth.meant_in(
            clause.locator, clause.span, where
        )

    own = source.titled(clause.locator.document)
    return pick(own, names, true, seed)
