"""What belongs to a list and what to another: items with several right options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.quiz.clauses import COUNCIL, FORCES, Clause, read_clauses
from assistant.quiz.distractors import pick
from assistant.quiz.obligations import asking, normal, sentence
from assistant.quiz.provisions import option
from assistant.quiz.source import Place, Source
from assistant.quiz.types import Asking, QuizItem
from ingest.sentences import sentence_spans
from ingest.types import Span

# What stands right before a list, what its members are called in a stem, and what sort they are of:
# distractors come from lists of the same sort.
_OPENINGS = (
    ("WPS Agenda are: ", "as pillars of the UN WPS Agenda", "aims"),
    ("encompasses five areas: ", "as areas of NATO's Human Security Agenda", "areas"),
    ("three core tasks of ", "as core tasks into which WPS is integrated", "aims"),
    (
        "activities in all areas including: ",
        "as areas of activity in deterrence and defence",
        "areas",
    ),
    ("auspices of WPS include ", "as measures to enhance cooperative security", "measures"),
    (
        "with relevant actors, such as ",
        "as organisations with which staff-level engagement is pursued",
        "bodies",
    ),
    ("methods of warfare, ", "as methods of warfare used against the population", "harms"),
    ("the principles of ", "as principles that NATO defends and promotes", "aims"),
    ("gender-based violence, including ", "as forms of sexual and gender-based violence", "harms"),
    (
        "discrimination, including through ",
        "as means to prevent harassment, bullying and discrimination",
        "measures",
    ),
    (
        "Task Force of Focal Points from ",
        "as homes of the Focal Points of the Technical Task Force",
        "bodies",
    ),
    (
        "post-conflict situations, including, inter alia, ",
        "as needs of women and girls after conflict",
        "services",
    ),
    (
        "requisite expertise, as appropriate, in ",
        "as fields of expertise of the team of experts",
        "areas",
    ),
    (
        "the support of the international community, to increase access to ",
        "as services to which victims of sexual violence need access",
        "services",
    ),
    (
        "full participation and protection in: ",
        "as processes in which women take part and are protected",
        "processes",
    ),
    (
        "full and effective participation and protection in: ",
        "as processes in which women take part and are protected",
        "processes",
    ),
    ("abuses of human rights, including ", "as abuses that may lead to sanctions", "harms"),
    (
        "sexual violence in conflict, including ",
        "as harms faced by women, girls and children born of rape",
        "harms",
    ),
    ("as they relate to ", "as fields in which measures protect women's human rights", "areas"),
    (
        "especially among ",
        "as groups in field operations in which women's role is to grow",
        "bodies",
    ),
    ("as a tactic of war to ", "as aims of sexual violence used as a tactic of war", "verbs"),
    ("all stages of ", "as stages that need gender analysis and expertise", "processes"),
    (
        "from the outset of peace processes and mediation efforts, in order to protect populations at risk and promote"
        " full stability, in particular in the areas of ",
        "as areas of a peace process",
        "processes",
    ),
    ("such as restrictive", "as procedural impediments to justice", "rules"),
)
_PART = re.compile(r"[;,]\s+(?:and\s+)?|\s+and(?:, | )(?=[\w-]+(?: [\w-]+){0,4}$)")
_STOP = re.compile(
    r"^(?:in particular|as|which|that|in order|by|through|where|including|particularly|given)\b"
)
_VERBAL = re.compile(
    r"^(?:Welcomes|Requests|Invites|Calls|Notes|Encourages|Expresses|Decides|Work|Identify|Make)\b"
)
FEWEST, MOST = 2, 3  # right options


@dataclass(frozen=True, slots=True)
class Listing:
    """The ``parts`` that a document names ``role``, of one ``sort``."""

    role: str
    sort: str
    parts: tuple[str, ...]
    place: Place


def lists(source: Source) -> Iterator[QuizItem]:
    found = _listings(source)
    for listing in found:
        yield from _named(source, listing, found)
    yield from _printed(source)
    yield from _asked_of(source)


def _listings(source: Source) -> list[Listing]:
    found = []
    for paragraph in source.paragraphs:
        for span in sentence_spans(paragraph.text.replace("\n", " ")):
            rest = paragraph.text[span.start :]
            for lead, role, sort in _OPENINGS:
                start = rest.find(lead)
                whole = paragraph.text.find(lead) == span.start + start
                if start < 0 or not whole or start > span.end - span.start:
                    continue
                parts = _parts(
                    re.split(r"\.(?:\s|$)|;(?= (?:and )?\w+s )", rest[start + len(lead) :])[0]
                )
                if len(parts) >= FEWEST + 1:
                    end = len(paragraph.text) if len(paragraph.text) < 500 else span.end
                    found.append(
                        Listing(
                            role,
                            sort,
                            parts,
                            (paragraph.locator, Span(span.start, max(span.end, end))),
                        )
                    )
    return found


def _parts(text: str) -> tuple[str, ...]:
    parts: list[str] = []
    text = re.sub(r"(?i)(disarmament), (demobilization) and (reintegration)", r"\1\a \2\v \3", text)
    text = text.replace("relief and recovery", "relief\v recovery")
    for part in (p.strip(" ,;:") for p in _PART.split(text)):
        if not part or _STOP.search(part) or len(part.split()) > 12:
            break
        part = re.sub(
            r"^(?:the|other) | (?:for victims|have been used|where these|to conflict) .*", "", part
        )
        parts.append(part.replace("\a", ",").replace("\v", " and"))
    return tuple(dict.fromkeys(parts))


def _named(source: Source, listing: Listing, others: Sequence[Listing]) -> Iterator[QuizItem]:
    locator = listing.place[0]
    key = listing.parts[: MOST if len(listing.parts) > MOST else FEWEST]
    own = {p.lower() for p in listing.parts}
    pool = {
        p: x.place[0]
        for x in others
        if x.sort == listing.sort and x.role != listing.role
        for p in x.parts
    }

    def true(text: str) -> bool:
        return text.lower() in own or source.truth.says(locator, text, 0.6)

    wrong = pick(
        max(key, key=len), pool, true, source.seed(locator, "list", listing.role), wanted=2
    )
    name = source.name(locator.document)
    if wrong:
        yield source.make(
            "multiple-answer",
            "list",
            f"Which of these does {name} name {listing.role}? Choose all that apply.",
            key,
            listing.role,
            [listing.place],
            wrong=wrong,
            rationale=f"The list: {'; '.join(listing.parts)}.",
            askings=[
                Asking(
                    f"What is named {listing.role}, such as {', '.join(key)}?", locator, inside=True
                )
            ],
            rivals=tuple(pool[w] for w in wrong),
        )


def _printed(source: Source) -> Iterator[QuizItem]:
    """An opening clause and its lettered items, against the lettered items of other lists."""
    rows = {
        p.locator: p
        for p in source.paragraphs
        if p.locator.kind == "op" and p.locator.parent in source.by_locator
    }
    texts = {option(p.text): x for x, p in rows.items() if len(p.text) <= 260}
    for parent in dict.fromkeys(x.parent for x in rows):
        if parent is None:
            continue
        clauses = read_clauses(source.by_locator[parent])
        key = [t for t, x in texts.items() if x.parent == parent][:MOST]
        if not clauses or len(key) < FEWEST:
            continue
        pool = {
            t
            for t, x in texts.items()
            if x.document != parent.document
            and bool(_VERBAL.match(t)) == bool(_VERBAL.match(key[0]))
        }
        wrong = pick(
            max(key, key=len),
            pool,
            _said_by(source, parent.document),
            source.seed(parent, "printed"),
            2,
        )
        if wrong:
            yield source.make(
                "multiple-answer",
                "list",
                f"{sentence(source, clauses[-1])} Which of these does the paragraph then list? Choose all that apply.",
                key,
                "printed",
                [(texts[k], Span(0, len(rows[texts[k]].text))) for k in key],
                wrong=wrong,
                rationale=f"They stand under {source.cite((parent, Span(0, 9))).label}.",
                askings=[Asking(f"What is said about {k}?", texts[k], inside=True) for k in key],
                rivals=tuple(texts[w] for w in wrong),
            )


def _asked_of(source: Source) -> Iterator[QuizItem]:
    """Several things that one document asks of one actor, against what others ask of the same."""
    groups: dict[tuple[str, str, str], list[Clause]] = {}
    for clause in source.clauses:
        if clause.force in FORCES and clause.force != "demands" and len(clause.action) <= 170:
            groups.setdefault(
                (clause.locator.document, normal(clause.actor), clause.force), []
            ).append(clause)
    for (document, actor, force), clauses in groups.items():
        one_each = iter({c.locator: c for c in clauses}.values())
        while len(group := list(islice(one_each, MOST))) >= FEWEST:
            item = _several(source, document, actor, force, group)
            if item is not None:
                yield item


def _several(
    source: Source, document: str, actor: str, force: str, group: Sequence[Clause]
) -> QuizItem | None:
    pool = {
        c.action: c.locator
        for c in source.clauses
        if c.locator.document != document and normal(c.actor) == actor and not c.modal
    }
    key = [c.action for c in group]
    seed = source.seed(document, actor, force, group[0].name)
    wrong = pick(max(key, key=len), pool, _said_by(source, document), seed, wanted=5 - len(key))
    name = source.name(document)
    if not wrong:
        return None
    if group[0].actor == COUNCIL:
        stem = f"Which of these does the Security Council {FORCES[force][0]} to do in {name}?"
    else:
        stem = f"Which of these does {name} {FORCES[force][0]} {group[0].actor} to do?"
    return source.make(
        "multiple-answer",
        "list",
        f"{stem} Choose all that apply.",
        key,
        f"{actor}|{force}|{group[0].action}",
        [(c.locator, c.span) for c in group],
        wrong=wrong,
        rationale=" ".join(sentence(source, c) for c in group),
        askings=[a for c in group for a in asking(source, c)],
        rivals=tuple(pool[w] for w in wrong),
    )


def _said_by(source: Source, document: str) -> Callable[[str], bool]:
    return lambda text: bool(source.truth.said_in(text, [document], 0.55))
