"""Those whom the documents address, as options of a question."""

from __future__ import annotations

import re
from collections import Counter

from assistant.quiz.material.abbreviations import bare
from assistant.quiz.material.clause_wording import normal
from assistant.quiz.material.clauses import COUNCIL, Clause
from assistant.quiz.material.distractors import CUT_OUT
from assistant.quiz.material.source import QuizSource

_CUT = re.compile(rf"{CUT_OUT.pattern}|\bin the context of\b", re.IGNORECASE)


def peers_of(source: QuizSource, clause: Clause) -> dict[str, str]:
    """Other actors as options; those addressed by several clauses, unless that leaves too few."""
    same = [
        c for c in source.clauses if c.modal == clause.modal and c.actor != COUNCIL and c.force != "demands"
    ]
    count = Counter(normal(c.actor) for c in same)
    least = 1 if clause.modal or clause.actor.count(" ") > 3 else 2
    spelled = {normal(c.actor): as_option(c.actor) for c in reversed(same)}
    spelled[normal(clause.actor)] = as_option(clause.actor)
    clear = {
        actor: text
        for actor, text in spelled.items()
        if text.lower() not in source.library.vocabulary.vague_actors
        and not _CUT.search(text)
        and not bare(text, source.library.vocabulary.everyday)
    }
    return {text: actor for actor, text in clear.items() if count[actor] >= least}


def as_option(actor: str) -> str:
    text = re.sub(r"\s+\([A-Z]+\)", "", actor)
    return text[0].upper() + text[1:]
