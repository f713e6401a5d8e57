"""Items on what the documents print as tables: acronyms, the timeline, dates of adoption, the objectives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.question.acronyms import Acronyms
from assistant.quiz.items import Family, ItemKind, QuizItem
from assistant.quiz.material.distractors import never, pick
from assistant.quiz.material.source import QuizSource
from assistant.quiz.writers.matching import GROUP, Pair, matching, ordering
from ingest.documents.sentences import sentence_spans
from ingest.types import Locator, Paragraph, Span


def facts(source: QuizSource) -> Iterator[QuizItem]:
    yield from _acronyms(source)
    yield from _events(source)
    yield from _adoptions(source)
    yield from _objectives(source)


def _acronyms(source: QuizSource) -> Iterator[QuizItem]:
    pairs = [
        Pair(short, printed, (where, _whole(source, where)), f"What does {short} stand for?")
        for short, long, where in Acronyms.of(source.library.paragraphs).rows
        if short not in source.library.vocabulary.not_asked and where in source.library
        for printed in [_as_printed(source, where, long)]
        if _initials(short, printed)
    ]
    for pair in pairs:  # options would give the answer away by their initials
        stem = f"What does the acronym {pair.left} stand for in these documents?"
        rationale = f"{pair.left} stands for {pair.right}."
        yield _item(source, "short-answer", "acronym", stem, pair, rationale)
    yield from matching(source, "acronym", "Match each acronym with what it stands for.", pairs)


def _as_printed(source: QuizSource, locator: Locator, long: str) -> str:
    """With the hyphens that the paragraph has."""
    words = r"[\s-]+".join(re.escape(w) for w in re.split(r"[\s-]+", long))
    match = re.search(words, source.library.paragraph(locator).text)
    return " ".join(match.group().split()) if match else long


def _initials(short: str, long: str) -> bool:
    return len(long) > len(short) + 4 and short[0].lower() == long[0].lower()


def _events(source: QuizSource) -> Iterator[QuizItem]:
    entries = (p for p in source.library.paragraphs if p.locator.kind == "timeline")
    pairs = [pair for entry in entries for pair in _years(entry)]
    years = sorted({p.right for p in pairs})
    for pair in pairs:
        rationale = f"The timeline of the policy has this for {pair.right}."
        wrong = pick(pair.right, years, never, source.seed(pair.left, "event"))
        stem = f"In which year does the policy's timeline place this: “{pair.left}”?"
        if wrong:
            yield _item(source, "multiple-choice", "event", stem, pair, rationale, sorted(wrong))
        yield _item(source, "short-answer", "event", stem, pair, rationale)
    one_a_year = list({p.right: p for p in pairs}.values())
    yield from matching(
        source, "event", "Match each event of the policy's timeline with its year.", one_a_year
    )
    yield from ordering(
        source,
        "event",
        "Put these events of the policy's timeline in order, earliest first.",
        sorted(one_a_year, key=lambda p: p.right),
    )


def _years(entry: Paragraph) -> Iterator[Pair]:
    locator, start = entry.locator, 0
    for line in entry.text.split("\n"):
        span = Span(start, start + len(line))
        start += len(line) + 1
        event = line.partition(": ")[0].strip().rstrip(".")
        short = (
            event if len(event) <= 130 else re.split(r", including| including|, the first|, and ", event)[0]
        )
        if 12 <= len(short) <= 170 and not re.search(r"\b(?:19|20)\d\d\b", short):
            yield Pair(short, locator.tail, (locator, span), f"In which year of the timeline: {short}?")


def _adoptions(source: QuizSource) -> Iterator[QuizItem]:
    pairs = _adopted(source)
    timeline = {p.locator.tail for p in source.library.paragraphs if p.locator.kind == "timeline"}
    years = sorted({p.right for p in pairs} | timeline)
    for pair in pairs:
        wrong = pick(pair.right, years, never, source.seed(pair.left, "adoption"))
        rationale = f"{pair.left} is of {pair.right}."
        yield _item(source, "multiple-choice", "adoption", pair.question, pair, rationale, sorted(wrong))
    distinct = list({p.right: p for p in pairs}.values())
    yield from matching(source, "adoption", "Match each resolution with the year of its adoption.", distinct)


def _adopted(source: QuizSource) -> list[Pair]:
    """The resolutions whose years one footnote gives, the one that gives most; none if it gives one only."""
    numbers = [n for d in source.resolutions if (n := source.library.document(d).number)]
    notes = (p for p in source.library.paragraphs if p.locator.kind == "fn")
    years = [
        [(n, note.locator, m) for n in numbers if (m := re.search(rf"\b{n} \((\d{{4}})\)", note.text))]
        for note in notes
    ]
    most = max(years, key=len, default=[])
    return [
        Pair(
            f"Resolution {n}",
            year[1],
            (locator, Span(*year.span())),
            f"In which year was Security Council resolution {n} adopted?",
        )
        for n, locator, year in most
        if len(most) > 1
    ]


def _objectives(source: QuizSource) -> Iterator[QuizItem]:
    pairs = []
    for paragraph in source.library.paragraphs:
        named = re.match(r"(?P<name>[A-Z][^:.]{5,60}): (?P<aim>To [^.]+)\.", paragraph.text)
        if named and paragraph.locator.parent is not None:
            aim = re.split(r",? (?:including|benefitting|and promoting)\b", named["aim"])[0]
            place = (paragraph.locator, Span(0, named.end()))
            pairs.append(
                Pair(aim, named["name"], place, f"Which strategic objective is it {aim[0].lower()}{aim[1:]}?")
            )
    names = [p.right for p in pairs]
    for pair in pairs if len(pairs) == GROUP else ():
        stem = f"Which strategic objective of the policy is it “{pair.left}”?"
        rationale = f"That is the objective of {pair.right.lower()}."
        wrong = [n for n in names if n != pair.right]
        yield _item(
            source, "multiple-choice", "objective", stem, replace(pair, name=pair.right), rationale, wrong
        )
    yield from matching(
        source, "objective", "Match each aim with the strategic objective it belongs to.", pairs
    )


def _item(
    source: QuizSource,
    kind: ItemKind,
    family: Family,
    stem: str,
    pair: Pair,
    rationale: str,
    wrong: Sequence[str] = (),
) -> QuizItem:
    """Ask for the right half of a pair."""
    return source.make(
        kind,
        family,
        stem,
        (pair.right,),
        pair.fact,
        [pair.place],
        wrong=wrong,
        rationale=rationale,
        askings=[pair.asking],
    )


def _whole(source: QuizSource, locator: Locator) -> Span:
    """All of a row of the acronym table, else the sentence that writes the acronym out."""
    text = source.library.paragraph(locator).text
    return Span(0, len(text)) if locator.kind == "acronym" else sentence_spans(text)[0]
