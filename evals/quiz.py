"""`python -m evals quiz`: every draft measured, the time of a quiz, and what the review said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.quiz.select import Order
from assistant.quiz.studio import Studio
from assistant.quiz.types import KINDS, LEVELS, QuizItem
from evals.measures.quiz import Reviewed, duplicate_scores, read_review, scores
from evals.stats import Aggregate, aggregate
from evals.types import Score

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
class Figures:
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


def measure(assistant: Assistant, progress: Callable[[str, int, int], None]) -> Figures:
    """Every draft is asked about, which takes a minute or two."""
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
) -> Figures:
    asked = {c.locator for i in good for c in i.citations}
    every = [
        p.locator for p in assistant.index.paragraphs if assistant.documents[p.locator.document].official
    ]
    obliging = [x for x in every if x.kind in ("para", "op")]
    review = against(drafts, read_review())
    return Figures(
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
    """What a review is worth for these drafts."""
    known = {i.id: i for i in drafts}
    standing = [r for r in review if r.id in known and r.holds(known[r.id])]
    return Review(
        aggregate([float(r.verdict == "accept") for r in standing], 0),
        tuple((r.id, f"{r.verdict}: {r.reason}") for r in standing if r.reason),
        tuple(r.id for r in review if r.id not in known),
        tuple(r.id for r in review if r.id in known and r not in standing),
    )


def summary(found: Figures) -> dict[str, Any]:
    """The figures as one JSON value."""
    return {
        "drafts": found.drafts,
        "items": len(found.items),
        "facts": found.facts,
        "in one quiz": found.distinct,
        "kinds": dict(Counter(i.kind for i in found.items)),
        "levels": dict(Counter(i.level for i in found.items)),
        "paragraphs asked": [found.asked, found.paragraphs],
        "duties asked": list(found.obliging),
        "timed": {"items": found.timed, "seconds": round(found.seconds, 1)},
        "figures": {n: asdict(f) for n, f in found.figures if f.mean is not None},
        "accepted": asdict(found.review.accepted),
    }


def table(found: Figures) -> str:
    kinds, levels = Counter(i.kind for i in found.items), Counter(i.level for i in found.items)
    lines = [
        f"{found.drafts} drafts, {len(found.items)} acceptable and answerable items "
        f"on {found.facts} facts; {found.distinct} can stand in one quiz together",
        "  by kind: " + ", ".join(f"{k} {kinds[k]}" for k in KINDS),
        "  by level: " + ", ".join(f"{k} {levels[k]}" for k in LEVELS),
        f"coverage: {found.asked} of {found.paragraphs} paragraphs, "
        f"{found.obliging[0]} of {found.obliging[1]} numbered and operative ones",
        f"a quiz of {found.timed} items: {found.seconds:.1f} s",
    ]
    for name, figure in (*found.figures, ("accepted (review)", found.review.accepted)):
        if figure.mean is not None:
            lines.append(f"{name:24} {figure.mean:.3f} [{figure.low:.3f}, {figure.high:.3f}] n {figure.n}")
    for ids, what in (
        (found.review.gone, "are no longer drafted"),
        (found.review.reworded, "read otherwise now"),
    ):
        if ids:
            lines.append(f"{len(ids)} reviewed items {what}, review again: {', '.join(ids)}")
    lines += [f"  {i}  {why}" for i, why in found.review.reasons]
    return "\n".join(lines)
