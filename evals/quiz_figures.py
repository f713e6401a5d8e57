"""`python -m evals quiz`: every draft measured, the time of a quiz, and what the review said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.quiz.items import KINDS, LEVELS, QuizItem
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from evals.measures.quiz import Reviewed, duplicate_scores, read_review, scores
from evals.outcomes import Score
from evals.stats import INTERVALS, Aggregate, aggregate

TIMED = 200  # items of the quiz whose writing is timed


@dataclass(frozen=True, slots=True)
class Review:
    """The share ``accepted`` of the reviewed items that are still drafted as they were reviewed, with
    the ``reasons`` against the others; ids of those ``gone``, and of those ``reworded`` since.
    """

    accepted: Aggregate
    reasons: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """``figures`` by measure; ``items`` that hold, on ``facts`` of their own (paragraph, words and what
    is asked about them); ``distinct`` can stand in one quiz, none asking what another gives away;
    ``asked`` of ``paragraphs`` have an item.
    """

    figures: tuple[tuple[str, Aggregate], ...]
    drafts: int
    items: tuple[QuizItem, ...]
    facts: int
    distinct: int
    asked: int
    paragraphs: int
    obliging: tuple[int, int]
    seconds: float
    timed: int
    review: Review


def measure(assistant: Assistant, progress: Callable[[str, int, int], None]) -> QuizFigures:
    """Measure all drafts; each is put to the assistant, which takes a minute or two."""
    quiz = Studio(assistant).quiz(Order(TIMED), progress=lambda d, n: progress("timed quiz", d, n))
    studio = Studio(assistant)
    drafts = studio.drafts
    rows: list[Score] = []
    good: list[QuizItem] = []
    for item in drafts:
        found = scores(item, studio.everyday)
        rows += found
        progress("items", 1, len(drafts))
        if found[-1].value == 1.0:
            reason = studio.examiner.complaint(item)
            rows.append(Score("answerable", float(not reason), reason))
            if not reason:
                good.append(item)
                rows.append(Score("cited first", float(studio.examiner.first(item)), ""))
    repeats = duplicate_scores(good)
    rows += repeats
    names = dict.fromkeys(r.measure for r in rows)
    figures = tuple((n, aggregate([r.value for r in rows if r.measure == n], 0)) for n in names)
    return _figures(assistant, figures, len(drafts), good, repeats, quiz.seconds, len(quiz.items), drafts)


def _figures(
    assistant: Assistant,
    figures: tuple[tuple[str, Aggregate], ...],
    drafted: int,
    good: Sequence[QuizItem],
    repeats: Sequence[Score],
    seconds: float,
    timed: int,
    drafts: Sequence[QuizItem],
) -> QuizFigures:
    asked = {c.locator for i in good for c in i.citations}
    every = [p.locator for p in assistant.library.official().paragraphs]
    obliging = [x for x in every if x.kind in ("para", "op")]
    review = against(drafts, read_review())
    return QuizFigures(
        figures,
        drafted,
        tuple(good),
        len({(i.locator, i.family, tuple(c.span for c in i.citations), i.key) for i in good}),
        sum(r.value == 0.0 for r in repeats),
        len(asked),
        len(every),
        (sum(x in asked for x in obliging), len(obliging)),
        seconds,
        timed,
        review,
    )


def against(drafts: Sequence[QuizItem], review: Sequence[Reviewed]) -> Review:
    """Compare a review with these drafts."""
    known = {i.id: i for i in drafts}
    standing = [r for r in review if r.id in known and r.holds(known[r.id])]
    return Review(
        aggregate([float(r.verdict == "accept") for r in standing], 0),
        tuple((r.id, f"{r.verdict}: {r.reason}") for r in standing if r.reason),
        tuple(r.id for r in review if r.id not in known),
        tuple(r.id for r in review if r.id in known and r not in standing),
    )


def summary(figures: QuizFigures) -> dict[str, Any]:
    """The figures as one JSON value."""
    return {
        "intervals": INTERVALS,
        "drafts": figures.drafts,
        "items": len(figures.items),
        "facts": figures.facts,
        "in one quiz": figures.distinct,
        "kinds": dict(Counter(i.kind for i in figures.items)),
        "levels": dict(Counter(i.level for i in figures.items)),
        "paragraphs asked": [figures.asked, figures.paragraphs],
        "duties asked": list(figures.obliging),
        "timed": {"items": figures.timed, "seconds": round(figures.seconds, 1)},
        "figures": {n: asdict(f) for n, f in figures.figures if f.mean is not None},
        "accepted": asdict(figures.review.accepted),
    }


def table(figures: QuizFigures) -> str:
    kinds, levels = Counter(i.kind for i in figures.items), Counter(i.level for i in figures.items)
    lines = [
        f"{figures.drafts} drafts, {len(figures.items)} acceptable and answerable items "
        f"on {figures.facts} facts; {figures.distinct} can stand in one quiz together",
        "  by kind: " + ", ".join(f"{k} {kinds[k]}" for k in KINDS),
        "  by level: " + ", ".join(f"{k} {levels[k]}" for k in LEVELS),
        f"coverage: {figures.asked} of {figures.paragraphs} paragraphs, "
        f"{figures.obliging[0]} of {figures.obliging[1]} numbered and operative ones",
        f"a quiz of {figures.timed} items: {figures.seconds:.1f} s",
    ]
    for name, figure in (*figures.figures, ("accepted (review)", figures.review.accepted)):
        if figure.mean is not None:
            lines.append(f"{name:24} {figure.mean:.3f} [{figure.low:.3f}, {figure.high:.3f}] n {figure.n}")
    for ids, what in (
        (figures.review.gone, "are no longer drafted"),
        (figures.review.reworded, "read otherwise now"),
    ):
        if ids:
            lines.append(f"{len(ids)} reviewed items {what}, review again: {', '.join(ids)}")
    lines += [f"  {i}  {why}" for i, why in figures.review.reasons]
    return "\n".join(lines)
