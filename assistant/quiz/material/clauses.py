"""Clauses that a quiz can ask about: those provisions of a paragraph that can be understood by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.documents.vocabulary import QuizPatterns, any_of
from ingest.index.provisions.english import is_closed, is_formula, is_verb
from ingest.index.provisions.infinitives import may_be_verb
from ingest.provision import Provision
from ingest.types import Locator, Paragraph, Span

FORCES = {  # third person → base form, and how binding it is: 3 binds, 2 presses, 1 offers
    "decides": ("decide", 3),
    "demands": ("demand", 3),
    "requests": ("request", 2),
    "urges": ("urge", 2),
    "calls upon": ("call upon", 2),
    "encourages": ("encourage", 1),
    "invites": ("invite", 1),
    "expresses its intention": ("express its intention", 1),
    "expresses its willingness": ("express its willingness", 1),
    "reiterates its intention": ("reiterate its intention", 1),
    "affirms its intention": ("affirm its intention", 1),
}
POLICY_FORCES = (
    "is responsible for",
    "are responsible for",
    "is committed to",
    "are committed to",
    "are encouraged to",
    "is encouraged to",
    "are invited to",
    "is invited to",
    "will aim to",
    "will",
    "must",
    "should",
)
COUNCIL = "the Security Council itself"
NOTHING = QuizPatterns()

_TAIL = re.compile(
    r",?\s+(?:including|inter alia|in particular|as appropriate|taking into account|with a view|in order to"
    r"|bearing in mind|in accordance|consistent with|such as|as well as|particularly|notably|thereby"
    r"|through inter|so that|which|while|utilizing|inviting|by \w+ing|where appropriate)\b.*"
    r"|,\s+(?:through|by|in|as|and to|and further|with|under|on|for|at|and in|to)\s.*|[.;:,]\s*$"
    r"|\s+and\s+in this\b.*"
    r"|\s+\([A-Z][^)]*\)"
)
_LEANS = re.compile(  # what points outside the clause cannot be asked about by itself
    r"\b(?:such (?!as\b)|these|this|those (?!who\b|in\b|involved\b)|them|do so|the same|similar"
    r"|aforementioned|the following"
    r"|abovementioned|consider its|him|explicitly|that matter)\b"
)
_DANGLES = re.compile(
    r"\b(?:for|by|with|in|of|to|and|or|the|a|on|from|that|their|its)$|\bwithin [\w ]+ months?$"
    r"|^ensure that [\w' -]{0,60}$|[a-z], [a-z]+$"
)
_UNENDED = re.compile(r"\b(?:encourages|and)$", re.IGNORECASE)  # an actor that is cut in two
_EMPTY = frozenset("take appropriate preventative action measures ensure continue efforts that their".split())
FEWEST, MOST = 4, 28  # words of an action
LONGEST_ACTOR = 14  # words


@dataclass(frozen=True, slots=True)
class Clause:
    """``actor`` ``force`` ``action``: "Member States", "urges", "ensure increased representation …".

    ``action`` begins with a base form and is verbatim but for its end, which is cut where a
    qualification begins. ``span`` is that of the whole clause.
    """

    locator: Locator
    span: Span
    force: str
    actor: str
    action: str
    modal: bool = False

    @property
    def name(self) -> str:
        """Name of the clause that stays the same when the wording of an item changes."""
        return f"{self.actor.lower()}|{self.action.lower()}"


def read_clauses(
    paragraph: Paragraph, provisions: Iterable[Provision], passed_over: QuizPatterns = NOTHING
) -> tuple[Clause, ...]:
    """Return the clauses of a paragraph with these ``provisions`` in print order, none if it obliges nobody.
    ``passed_over``: actions and actors of this corpus that are none.
    """
    actions, actors = any_of(passed_over.actions), any_of(passed_over.actors, re.IGNORECASE)
    whole = (
        p for p in provisions if p.verb in " ".join(p.span.of(paragraph.text).split())
    )  # no items of a list
    clauses = (clause for provision in whole for clause in _clause(provision))
    return tuple(c for c in clauses if not (actions.search(c.action) or actors.search(c.actor)))


def _clause(provision: Provision) -> Iterator[Clause]:
    """Yield the clause of a provision, if it can be asked about: somebody is to do what a verb says."""
    kind, modal = provision.locator.kind, provision.verb in POLICY_FORCES
    force = provision.verb if modal else provision.force
    known = modal if kind == "para" else kind == "op" and provision.force in FORCES
    if not (known and provision.names) or is_formula(provision.action):
        return
    actor, action = provision.actor or COUNCIL, action_core(provision.action.partition(";")[0])
    first = action.split()[0] if action else ""
    deed = is_verb(first) or (may_be_verb(first) and not is_closed(first))
    if deed and len(actor.split()) <= LONGEST_ACTOR and _stands(actor, action):
        yield Clause(provision.locator, provision.span, force, actor, action, modal)


def _stands(actor: str, action: str) -> bool:
    """Tell whether a clause can be understood by itself."""
    bad = _LEANS.search(f"{actor} {action}") or _DANGLES.search(action) or _UNENDED.search(actor)
    meaning = [w for w in re.findall(r"[\w’-]{4,}", action) if w not in _EMPTY]
    return len(meaning) >= 4 and not bad


def action_core(action: str) -> str:
    """The action up to its first qualification; empty if too little or too much is left."""
    text = " ".join(action.split())
    before = ""
    while before != text:
        before = text
        text = re.sub(
            r"^,?\s*(?:where|as|if|whenever) (?:appropriate|possible|necessary|relevant),\s*", "", text
        )
        match = _TAIL.search(text)
        if match and match.start() > 0 and len(text[: match.start()].split()) >= FEWEST:
            text = text[: match.start()] + text[match.end() :]
    count = len(text.split())
    opened = text.count("(") != text.count(")") or text.count("“") != text.count("”")
    return "" if not FEWEST <= count <= MOST or opened else text.strip(" ,;.")
