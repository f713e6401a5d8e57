"""Clauses of operative paragraphs and of the policy: who is asked to do what, and how bindingly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.documents.sentences import sentence_spans
from ingest.documents.vocabulary import QuizPatterns, any_of
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

_ADVERB = r"(?:(?:also|further|strongly|specifically)\s+)?"
_DIRECTED = re.compile(
    rf"\b(?P<adverb>{_ADVERB})(?P<verb>[Rr]equests?|[Uu]rges|[Ee]ncourages|[Ii]nvites|[Dd]emands"
    r"|[Cc]alls? (?:up)?on)\s+(?P<that>that\s+)?",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?P<verb>Decides|(?:Expresses|Reiterates|Affirms|expresses|reiterates) its (?:intention|intent"
    r"|willingness))\b(?P<aside>,?[^;]{0,120}?)\s+to\s+(?=[a-z])"
)
_NEXT = re.compile(
    rf"(?:;|,)?\s+(?:and\s+)?(?:in this (?:regard|respect|context),?\s+)?{_ADVERB}(?:acknowledges|affirms"
    r"|calls? (?:up)?on|calls for|commits|decides|demands|emphasi[sz]es|encourages|expresses|invites|notes"
    r"|reaffirms|recalls|recogni[sz]es|recommends|reiterates|requests|stresses|takes note|underlines|urges"
    r"|welcomes)\b|;"
)
_NOT_VERB = frozenset(
    """the a an all any his its their those these this that women girls men boys such armed a
    which each both other date international peace justice sexual violence conflict conflicts terrorism
    gender services education leadership member states parties access""".split()
)
_BEFORE = frozenset("parties party relevant pertinent related relating subject due access".split())
_ASIDE = re.compile(
    r",\s+(?:in|when|with|within|where|as|through|inter alia|during|upon|taking|whenever)\b.*"
)
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


def read_clauses(paragraph: Paragraph, passed_over: QuizPatterns = NOTHING) -> tuple[Clause, ...]:
    """Return the clauses of a paragraph in print order, none if it obliges nobody. ``passed_over``: actions
    and actors of this corpus that are none.
    """
    if paragraph.locator.kind == "op":
        clauses = (*_directed(paragraph), *_own(paragraph))
    else:
        clauses = tuple(_of_policy(paragraph)) if paragraph.locator.kind == "para" else ()
    actions, actors = any_of(passed_over.actions), any_of(passed_over.actors, re.IGNORECASE)
    return tuple(c for c in clauses if not (actions.search(c.action) or actors.search(c.actor)))


def _directed(paragraph: Paragraph) -> Iterator[Clause]:
    text = paragraph.text
    for match in _DIRECTED.finditer(text):
        if match["verb"].lower() == "request" and match.start():
            continue
        if re.search(r"\b(?:to|which|its)\s+(?:also\s+)?$", text[: match.start()]):
            continue
        end = _clause_end(text, match.end())
        parsed = _parted(text[match.end() : end], bool(match["that"]))
        if parsed and _stands(*parsed):
            force = re.sub(r"^call.*", "calls upon", match["verb"].lower().rstrip("s") + "s")
            span = Span(match.start(), end)
            yield Clause(paragraph.locator, span, force, *parsed)


def _own(paragraph: Paragraph) -> Iterator[Clause]:
    text = paragraph.text
    for match in _OWN.finditer(text):
        end = _clause_end(text, match.end())
        verb = match["verb"].lower()
        force = verb if verb.endswith(("decides", "willingness")) else verb.split()[0] + " its intention"
        action = action_core(text[match.end() : end])
        if (
            _stands(COUNCIL, action)
            and "actively seized" not in action
            and not match["aside"].strip(" ,").startswith("that")
        ):
            yield Clause(paragraph.locator, Span(match.start(), end), force, COUNCIL, action)


def _clause_end(text: str, start: int) -> int:
    found = _NEXT.search(text, start)
    return len(text.rstrip(" ;.,:")) if found is None else found.start()


def _parted(text: str, subjunctive: bool) -> tuple[str, str] | None:
    """Actor and action of what follows the verb."""
    if subjunctive:
        match = re.match(
            r"(?P<actor>(?:the\s)?(?:United Nations\s)?Secretary-General|all parties to armed conflict)\s+"
            r"(?:immediately\s+)?(?P<action>[a-z]+\s.*)",
            text,
            re.DOTALL,
        )
        if not match:
            return None
        action = action_core(match["action"])
        return (match["actor"], action) if action else None
    for match in re.finditer(r",?\s+to\s+(?P<next>[\w-]+)", text):
        before = re.split(r"[\s,]+", text[: match.start()])[-1].lower()
        after = match["next"]
        if before in _BEFORE or after.lower() in _NOT_VERB or not after[0].islower() or after.endswith("ing"):
            continue
        opened = _ASIDE.search(text[: match.start()])
        if opened and not match.group().startswith(","):
            continue  # still inside an aside, such as ", in his agenda for action to improve …,"
        actor = _ASIDE.sub("", text[: match.start()]).strip(" ,").removesuffix(" in particular")
        action = action_core(text[match.start("next") :])
        good = actor and action and len(actor.split()) <= 12 and actor.count(",") <= 3
        return (actor, action) if good else None
    return None


def _of_policy(paragraph: Paragraph) -> Iterator[Clause]:
    forces = "|".join(POLICY_FORCES)
    pattern = re.compile(rf"(?P<actor>[A-Z][^.;:]{{2,110}}?)\s+(?P<force>{forces})\s+(?P<action>[a-z].*)")
    for span in sentence_spans(paragraph.text):
        match = pattern.match(span.of(paragraph.text))
        if not match or re.search(r"\b(?:which|that|who|is|are|has|have)\b", match["actor"]):
            continue
        actor = re.sub(r"^.*, (?=(?:the )?NATO)|, an advisory body.*", "", match["actor"])
        actor = actor.split(", especially")[0]
        action = action_core(match["action"])
        known = not actor.startswith(("This", "It ", "These", "The Plan"))
        if known and len(actor.split()) <= 14 and _stands(actor, action):
            yield Clause(paragraph.locator, span, match["force"], actor, action, modal=True)


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
