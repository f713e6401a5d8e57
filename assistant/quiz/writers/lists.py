"""Items with several right options: the members of one list among those of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from assistant.quiz.items import Asking, QuizItem
from assistant.quiz.material.clause_wording import asking, normal, sentence
from assistant.quiz.material.clauses import COUNCIL, FORCES, Clause
from assistant.quiz.material.distractors import pick
from assistant.quiz.material.listings import FEWEST, Listing, listings
from assistant.quiz.material.source import QuizSource
from assistant.quiz.material.truth import alike
from assistant.quiz.writers.provisions import option
from ingest.types import Span

_VERBAL = re.compile(
    r"^(?:Welcomes|Requests|Invites|Calls|Notes|Encourages|Expresses|Decides|Work|Identify|Make)\b"
)
MOST = 3  # right options
CLOSE = 0.35  # share of common terms at which a wrong option is too much like a right one
NEAR = 0.25  # the same for members of lists, which are a few words


def lists(source: QuizSource) -> Iterator[QuizItem]:
    found = listings(source)
    for listing in found:
        yield from _named(source, listing, found)
    yield from _printed(source)
    yield from _asked_of(source)


def _named(source: QuizSource, listing: Listing, others: Sequence[Listing]) -> Iterator[QuizItem]:
    locator = listing.place[0]
    key = listing.parts[: MOST if len(listing.parts) > MOST else FEWEST]
    pool = {
        p: x.place[0] for x in others if x.sort == listing.sort and x.role != listing.role for p in x.parts
    }

    def true(text: str) -> bool:
        like = any(alike(text, part) >= NEAR for part in listing.parts)
        return like or source.truth.said_together(text, listing.role, locator)

    wrong = pick(max(key, key=len), pool, true, source.seed(locator, "list", listing.role), count=2)
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
                Asking(f"What is named {listing.role}, such as {', '.join(key)}?", locator, inside=True)
            ],
            rivals=tuple(pool[w] for w in wrong),
        )


def _printed(source: QuizSource) -> Iterator[QuizItem]:
    """An opening clause and its lettered items, against the lettered items of other lists."""
    rows = {
        p.locator: p
        for p in source.library.paragraphs
        if p.locator.kind == "op" and source.library.parent(p.locator)
    }
    texts = {option(p.text): x for x, p in rows.items() if len(p.text) <= 260}
    for parent in dict.fromkeys(x.parent for x in rows):
        if parent is None:
            continue
        clauses = source.clauses_of(parent)
        key = [t for t, x in texts.items() if x.parent == parent][:MOST]
        if not clauses or len(key) < FEWEST:
            continue
        pool = {
            t
            for t, x in texts.items()
            if x.document != parent.document
            and bool(_VERBAL.match(t)) == bool(_VERBAL.match(key[0]))
            and t[0].isupper() == key[0][0].isupper()
        }
        wrong = pick(
            max(key, key=len), pool, _said_by(source, parent.document, key), source.seed(parent, "printed"), 2
        )
        if wrong:
            yield source.make(
                "multiple-answer",
                "list",
                f"{sentence(source, clauses[-1])} Which of these does the paragraph then list? "
                f"Choose all that apply.",
                key,
                "printed",
                [(texts[k], Span(0, len(rows[texts[k]].text))) for k in key],
                wrong=wrong,
                rationale=f"They stand under {source.cite((parent, Span(0, 9))).label}.",
                askings=[Asking(f"What is said about {k}?", texts[k], inside=True) for k in key],
                rivals=tuple(texts[w] for w in wrong),
            )


def _asked_of(source: QuizSource) -> Iterator[QuizItem]:
    """Several things that one document asks of one actor, against what others ask of the same."""
    groups: dict[tuple[str, str, str], list[Clause]] = {}
    for clause in source.clauses:
        if clause.force in FORCES and clause.force != "demands" and len(clause.action) <= 170:
            groups.setdefault((clause.locator.document, normal(clause.actor), clause.force), []).append(
                clause
            )
    for (document, actor, force), clauses in groups.items():
        one_each = iter({c.locator: c for c in clauses}.values())
        while len(group := list(islice(one_each, MOST))) >= FEWEST:
            item = _several(source, document, actor, force, group)
            if item is not None:
                yield item


def _several(
    source: QuizSource, document: str, actor: str, force: str, group: Sequence[Clause]
) -> QuizItem | None:
    pool = {
        c.action: c.locator
        for c in source.clauses
        if c.locator.document != document
        and normal(c.actor) == actor
        and not c.modal
        and source.foreseen(document, c.action)
    }
    key = [c.action for c in group]
    seed = source.seed(document, actor, force, group[0].name)
    wrong = pick(max(key, key=len), pool, _said_by(source, document, key), seed, count=5 - len(key))
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


def _said_by(source: QuizSource, document: str, key: Sequence[str]) -> Callable[[str], bool]:
    """Return a test of texts: the document says it, or it is much like one of the right options."""
    return lambda text: (
        bool(source.truth.said_in(text, [document], 0.55)) or any(alike(text, k) >= CLOSE for k in key)
    )
