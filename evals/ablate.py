"""Worth of each part of finding and refusing: the same fit with the part taken out.

Every row is fitted anew on gold `dev` and judged on the split asked for, so that the rest of the
ranking can make up for what is missing as well as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.question.intent import Intent, LookUp, Several, Talk
from assistant.question.pasted import read_pasted
from assistant.question.query import Reading
from assistant.question.wanted import Asked
from assistant.search.features import OF_CANDIDATE, OF_QUESTION, WEIGHTS
from assistant.text.words import terms
from assistant.types import Turn
from evals.calibrate import FitFigures, fit, judge
from evals.gold import GoldQuestion
from evals.samples import Sample, collect, without_headnotes

PARTS: dict[str, tuple[str, ...]] = {  # numbers that a part brings
    "late interaction": ("maxsim", "headnote_maxsim", "both_maxsim", "weakest"),
    "vectors": ("cosine", "headnote_cosine"),
    "subjects": ("centroid", "note_subject", "note_subjects"),
    "reader": ("read",),
    "official names": ("unmentioned", "mentioned"),
    "manner of asking": ("names_document", "unmarked"),
    "words (BM25)": ("bm25", "known", "missed"),
    "what is asked for": ("lacks", "opens"),
    "silent questions": ("subject", "silent_subject", "subject_margin"),
}


@dataclass(frozen=True, slots=True)
class AblationRow:
    part: str
    verdict: FitFigures


class Unread(Assistant):
    """An assistant that takes the question as it comes: no acronyms, spelling, documents, slots."""

    def understand(self, question: str, history: Sequence[Turn] = (), only: Sequence[str] = ()) -> Intent:
        intent = super().understand(question, history, only)
        whole = intent.whole if isinstance(intent, Several) else intent
        if isinstance(whole, Talk | LookUp):
            return whole
        said = " ".join((*(turn.question for turn in history[-1:]), question))
        text = " ".join(read_pasted(said).lines)
        found_terms = tuple(terms(text))
        query = replace(
            whole.query,
            readings=(Reading(text, found_terms),),
            substitutes=(),
            own_terms=found_terms,
            in_full=text,
            wanted=Asked("", ()),
            named=(),
            within=(),
            cited=(),
        )
        return replace(whole, query=query)


def ablation(
    assistant: Assistant, gold: Sequence[GoldQuestion], split: str, progress: Callable[[str, int, int], None]
) -> tuple[AblationRow, ...]:
    def row(part: str, asked: Assistant) -> tuple[list[Sample], list[Sample]]:
        dev = collect(asked, gold, "dev", lambda _, done, total: progress(part, done, total))
        if split == "dev":
            return dev, dev
        label = f"{part}, {split}"
        return dev, collect(asked, gold, split, lambda _, done, n: progress(label, done, n))

    whole = row("everything", assistant)
    rows = [_row("nothing", *whole)]
    rows.append(_row("headnotes", *row("headnotes", without_headnotes(assistant))))
    unread = Unread(assistant.index, assistant.finder)
    part = "understanding the question"
    rows.append(_row(part, *row(part, unread)))
    for part, names in PARTS.items():
        rows.append(_row(part, *(_blank(samples, names) for samples in whole)))
    return tuple(rows)


def summary(rows: Sequence[AblationRow], split: str) -> dict[str, Any]:
    """The rows as one JSON value."""
    return {
        "split": split,
        "rows": [{"left out": row.part, **asdict(row.verdict)} for row in rows],
    }  # fmt: skip


def table(rows: Sequence[AblationRow], split: str) -> str:
    lines = [
        f"| left out ({split}) | first paragraph right | MRR | refused | false refusals |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        v = row.verdict
        lines.append(
            f"| {row.part} | {v.first:.3f} | {v.reciprocal:.3f} | {v.refused:.3f} | {v.false_refusals:.3f} |"
        )
    return "\n".join(lines)


def _row(part: str, dev: Sequence[Sample], judged: Sequence[Sample]) -> AblationRow:
    return AblationRow(part, judge(judged, fit(dev).calibration))


def _blank(samples: Sequence[Sample], names: Sequence[str]) -> list[Sample]:
    """With the named numbers the same for every candidate of every question."""
    ranked = np.array([name not in names for name in WEIGHTS])
    sure = np.array([name not in names for name in OF_CANDIDATE])
    asked = np.array([f.name not in names for f in OF_QUESTION])
    return [
        replace(
            s,
            features=s.features * ranked,
            raw=s.raw * sure,
            asked=tuple(float(x) for x in np.array(s.asked) * asked),
        )
        for s in samples
    ]
