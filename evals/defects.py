"""The suite tests itself: known defects are put into good outcomes, and some measure must fall.

Each defect takes a case and gives the outcome that a system with that defect would have given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from evals.measures import HIGHER_IS_WORSE, scores
from evals.outcomes import Case, CitedQuote, Outcome
from ingest.types import Locator

SEEN = 0.005  # a mean that gets worse by this much has caught the defect
PASTED = 20  # paragraphs that "paste everything" quotes


def shift_citations(case: Case) -> Outcome:
    """Every citation names the paragraph after the right one in print."""
    keys = list(case.texts.paragraphs)

    def after(c: CitedQuote) -> CitedQuote:
        place = case.texts.order.get(c.locator)
        return c if place is None else replace(c, locator=keys[(place + 1) % len(keys)])

    return replace(case.outcome, citations=tuple(after(c) for c in case.outcome.citations))


def swap_resolutions(case: Case) -> Outcome:
    """Every citation names the same number in another document."""
    documents = list(dict.fromkeys(Locator.parse(x).document for x in case.texts.paragraphs))

    def other(c: CitedQuote) -> CitedQuote:
        locator = Locator.parse(c.locator)
        nearby = documents[(documents.index(locator.document) + 1) % len(documents)]
        return replace(c, locator=str(Locator(nearby, locator.anchor)))

    return replace(case.outcome, citations=tuple(other(c) for c in case.outcome.citations))


def blank_answers(case: Case) -> Outcome:
    """An answer without words and citations."""
    return replace(case.outcome, answer="", citations=(), status="answer")


def always_refuse(case: Case) -> Outcome:
    return replace(case.outcome, status="refusal", answer="", citations=())


def never_refuse(case: Case) -> Outcome:
    """Quote the nearest paragraph instead of refusing."""
    if case.answered or not case.outcome.evidence:
        return case.outcome
    return _quoting(case, case.outcome.evidence[:1])


def paste_everything(case: Case) -> Outcome:
    """Quote all of the evidence."""
    return _quoting(case, case.outcome.evidence[:PASTED])


def alter_a_word(case: Case) -> Outcome:
    """The middle word of every quote is another one."""

    def altered(c: CitedQuote) -> CitedQuote:
        words = c.quote.split()
        if words:
            words[len(words) // 2] = "otherwise"
        return replace(c, quote=" ".join(words))

    return replace(case.outcome, citations=tuple(altered(c) for c in case.outcome.citations))


def drop_half(case: Case) -> Outcome:
    """Keep the first half, rounded up, of an answer's citations and words."""
    kept = case.outcome.citations[: (len(case.outcome.citations) + 1) // 2]
    return replace(case.outcome, citations=kept, answer=" ".join(c.quote for c in kept))


def reverse_evidence(case: Case) -> Outcome:
    return replace(case.outcome, evidence=case.outcome.evidence[::-1])


DEFECTS: tuple[Callable[[Case], Outcome], ...] = (
    shift_citations,
    swap_resolutions,
    blank_answers,
    always_refuse,
    never_refuse,
    paste_everything,
    alter_a_word,
    drop_half,
    reverse_evidence,
)


def defect_matrix(cases: Sequence[Case]) -> dict[str, dict[str, Any]]:
    """By defect: the measures that caught it, with how far their mean moved, the worst first."""
    before = _means(cases)
    found = {}
    for defect in DEFECTS:
        after = _means([replace(case, outcome=defect(case)) for case in cases])
        moved = {
            name: round(after[name] - mean, 4)
            for name, mean in before.items()
            if name in after and _worse(name, after[name] - mean)
        }
        caught = dict(sorted(moved.items(), key=lambda pair: -abs(pair[1])))
        found[defect.__name__.replace("_", " ")] = caught
    return found


def _quoting(case: Case, locators: Sequence[str]) -> Outcome:
    cited = tuple(CitedQuote(x, case.texts.paragraphs[x].text) for x in locators)
    text = " ".join(c.quote for c in cited)
    return replace(case.outcome, status="answer", citations=cited, answer=text)


def _means(cases: Sequence[Case]) -> dict[str, float]:
    values: dict[str, list[float]] = {}
    for case in cases:
        for score in scores(case):
            if score.value is not None:
                values.setdefault(score.measure, []).append(score.value)
    return {name: sum(found) / len(found) for name, found in values.items()}


def _worse(measure: str, moved: float) -> bool:
    return (moved if measure in HIGHER_IS_WORSE else -moved) >= SEEN
