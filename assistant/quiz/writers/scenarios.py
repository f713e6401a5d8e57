"""Items from what editors wrote: scenarios, cases of linked decisions, and right and wrong readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.quiz.items import Asking, Family, OptionFeedback, QuizItem
from assistant.quiz.material.source import QuizSource
from assistant.quiz.material.truth import bag
from assistant.quiz.material.written import Decision, WrongOption, span_of
from ingest.types import Span


def scenarios(source: QuizSource) -> Iterator[QuizItem]:
    """Write an item a scenario and one for each step of a case; the steps carry the case's name."""
    for scenario in source.written.scenarios:
        decision = scenario.decision
        told = _situated(scenario.role, scenario.place, decision.situation)
        yield _item(source, decision, "scenario", _stem(told, decision.question))
    for case in source.written.cases:
        told = _situated(case.role, case.place, case.situation)
        for number, step in enumerate(case.steps, start=1):
            stem = _stem(told, step.situation, step.question)
            yield replace(_item(source, step, "scenario", stem), case=case.name, step=number)


def readings(source: QuizSource) -> Iterator[QuizItem]:
    """Write an item a paragraph that is often misread: the right reading among wrong ones."""
    for decision in source.written.readings:
        yield _item(source, decision, "reading", _stem(decision.situation, decision.question))


def _situated(role: str, place: str, situation: str) -> str:
    """Begin a situation with who one is and where, unless its words say so."""
    if bag(role) & bag(situation) or bag(place) <= bag(situation):
        return situation
    article = "an" if role[0].lower() in "aeiou" else "a"
    return f"You are {article} {role} {place}. {situation}"


def _stem(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _item(source: QuizSource, decision: Decision, family: Family, stem: str) -> QuizItem:
    wrong = decision.wrong[: len(decision.wrong) if source.variant == 0 else 3]
    if len(decision.wrong) > len(wrong) or len(wrong) > 3:
        turn = source.variant % len(decision.wrong)
        wrong = (*decision.wrong[turn:], *decision.wrong[:turn])[:3]
    item = source.make(
        "multiple-choice",
        family,
        stem,
        (decision.right,),
        decision.name,
        [(decision.paragraph, span_of(decision, source.library))],
        wrong=[w.option for w in wrong],
        rationale=_stem(decision.rule, decision.note),
        askings=[Asking(decision.rule, decision.paragraph, inside=True)],
        rivals=[w.source for w in wrong if w.source is not None],
    )
    notes = tuple(OptionFeedback(w.option, _told(source, decision, w)) for w in wrong)
    return replace(item, level=decision.level, option_feedback=notes, topics=decision.topics or item.topics)


def _told(source: QuizSource, decision: Decision, wrong: WrongOption) -> str:
    """Say why an option is wrong and where its idea stands, or what it has to be compared with."""
    place = wrong.source if wrong.source is not None and wrong.source in source.library else None
    where = source.cite((place or decision.paragraph, Span(0, 1))).label
    if place:
        return f"{wrong.why} ({wrong.confuses}: see {where})."
    return f"{wrong.why} ({wrong.confuses}). {where} says: “{decision.quote}”."
