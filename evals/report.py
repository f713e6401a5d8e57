"""A report as one JSON value: about, figures, breakdowns, curves, every question, and apart from
them the times. The same run gives the same bytes, times aside.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.defects import defect_matrix
from evals.forms import Asked, by_form
from evals.gold import GoldQuestion
from evals.measures import HIGHER_IS_WORSE, scores
from evals.outcomes import SEED, Case, Outcome, Score, Texts
from evals.risk import Judged, risk
from evals.stats import INTERVALS, aggregate, reliability
from ingest.errors import GoldError

FORMAT = 1
FLOORS = 21  # points of the refusal trade-off curve
Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class About:
    """The subject of a report: report and figures carry it, so that no two runs are mixed up."""

    system: str
    split: str
    gold: str
    corpus: str
    index: str
    version: str
    documents: tuple[str, ...]


def build_report(
    about: About, gold: Sequence[GoldQuestion], outcomes: Mapping[str, Sequence[Outcome]], texts: Texts
) -> dict[str, Any]:
    """Build the report as one JSON value. ``outcomes`` by system, each in the order of ``gold``; the first
    system is the one reported.
    """
    cases = [Case(g, o, texts) for g, o in zip(gold, outcomes[about.system], strict=True)]
    scored = [scores(case) for case in cases]
    baselines = {
        name: figures([scores(Case(g, o, texts)) for g, o in zip(gold, rows, strict=True)], _failed(rows))
        for name, rows in outcomes.items()
        if name != about.system
    }
    return {
        "format": FORMAT,
        "about": {**asdict(about), "questions": len(gold), "seed": SEED, "intervals": INTERVALS},
        "figures": figures(scored, _failed(outcomes[about.system])),
        "baselines": baselines,
        "by_category": _grouped(cases, scored, lambda c: [c.gold.category or "none"]),
        "by_document": _grouped(cases, scored, _documents),
        "relevance": _relevance(cases),
        "by_form": by_form([Asked(c.gold, c.outcome.status == "refusal") for c in cases]),
        "tradeoff": _tradeoff(cases),
        "risk": risk([_judged(c) for c in cases if c.outcome.relevance is not None]),
        "defects": defect_matrix(cases),
        "questions": [_question(c, s) for c, s in zip(cases, scored, strict=True)],
        "times": _times(outcomes),
    }


def figures(scored: Sequence[Sequence[Score]], failed: int) -> Figures:
    """Aggregate by measure, in the order in which the measures come."""
    values: dict[str, list[float | None]] = {}
    for row in scored:
        for score in row:
            values.setdefault(score.measure, []).append(score.value)
    return {name: asdict(aggregate(found, failed)) for name, found in values.items()}


def corpus_of(paragraphs: Texts) -> str:
    """16 hexadecimal digits that change with any paragraph's locator or text."""
    digest = hashlib.sha256()
    for locator, paragraph in paragraphs.paragraphs.items():
        digest.update(f"{locator}\0{paragraph.text}\0".encode())
    return digest.hexdigest()[:16]


def read_report(path: Path) -> dict[str, Any]:
    """Read a report. Raises `GoldError` if the file is no report of this format."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(
            f"{path}: cannot be read as a report ({error}); give the report.json that "
            "`python -m evals run` wrote"
        ) from error
    needed = {"format", "about", "figures", "questions"}
    if not isinstance(report, dict) or report.get("format") != FORMAT or not needed <= set(report):
        raise GoldError(f"{path}: is not a report of `python -m evals run`")
    return report


def _failed(rows: Sequence[Outcome]) -> int:
    return sum(row.status == "failed" for row in rows)


def _grouped(
    cases: Sequence[Case], scored: Sequence[Sequence[Score]], key: Callable[[Case], list[str]]
) -> dict[str, Figures]:
    groups: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        for name in key(case):
            groups.setdefault(name, []).append(i)
    return {
        name: figures([scored[i] for i in rows], _failed([cases[i].outcome for i in rows]))
        for name, rows in sorted(groups.items())
    }


def _documents(case: Case) -> list[str]:
    """The documents of gold; unanswerable questions belong to none."""
    return sorted({x.document for s in case.gold.gold for x in s}) or ["none"]


def _first_right(case: Case) -> bool:
    return bool(case.outcome.evidence) and case.outcome.evidence[0] in case.relevant


def _relevance(cases: Sequence[Case]) -> dict[str, Any]:
    """Does the chance that is shown hold? The first evidence of every question, answerable or not."""
    known = [c for c in cases if c.outcome.relevance is not None]
    if not known:
        return {"bins": [], "expected_calibration_error": None, "brier": None, "n": 0}
    bins, error, brier = reliability(
        [c.outcome.relevance or 0.0 for c in known], [_first_right(c) for c in known]
    )
    return {
        "bins": [asdict(b) for b in bins],
        "expected_calibration_error": error,
        "brier": brier,
        "n": len(known),
    }


def _judged(case: Case) -> Judged:
    gold = case.gold
    return Judged(gold.category, gold.answerable, case.outcome.relevance or 0.0, _first_right(case))


def _tradeoff(cases: Sequence[Case]) -> list[dict[str, float]]:
    """If relevance alone decided: at each floor, shares of the unanswerable and of the answerable
    that would be refused.
    """
    known = [(c.outcome.relevance, c.gold.answerable) for c in cases if c.outcome.relevance is not None]
    yes = np.array([r for r, answerable in known if answerable])
    no = np.array([r for r, answerable in known if not answerable])
    if not len(yes) or not len(no):
        return []
    return [
        {
            "floor": round(float(floor), 2),
            "refused": round(float((no < floor).mean()), 4),
            "false": round(float((yes < floor).mean()), 4),
        }
        for floor in np.linspace(0, 1, FLOORS)
    ]


def _question(case: Case, scored: Sequence[Score]) -> dict[str, Any]:
    gold, outcome = case.gold, case.outcome
    return {
        "id": gold.id,
        "question": gold.question,
        "history": [t.question for t in gold.history],
        "category": gold.category,
        "split": gold.split,
        "gold": [sorted(str(x) for x in s) for s in gold.gold],
        "also_ok": sorted(str(x) for x in gold.also_ok),
        "status": outcome.status,
        "answer": outcome.answer,
        "citations": [asdict(c) for c in outcome.citations],
        "evidence": list(outcome.evidence),
        "relevance": outcome.relevance,
        "reason": outcome.reason,
        "scores": {s.measure: s.value for s in scored},
        "why": "; ".join(f"{s.measure}: {s.detail}" for s in scored if _bad(s)),
    }


def _bad(score: Score) -> bool:
    if score.value is None or score.measure == "conciseness":
        return False
    return score.value > 0 if score.measure in HIGHER_IS_WORSE else score.value < 1


def _times(outcomes: Mapping[str, Sequence[Outcome]]) -> dict[str, Any]:
    """All that may differ between two runs: the date and how long answers took, in milliseconds."""
    latency = {}
    for name, rows in outcomes.items():
        seconds = [row.seconds for row in rows if row.status != "failed"]
        if seconds:
            p50, p95 = np.percentile(seconds, [50, 95])
            latency[name] = {"p50_ms": round(1000 * p50, 1), "p95_ms": round(1000 * p95, 1)}
    return {"date": dt.datetime.now(dt.UTC).date().isoformat(), "latency": latency}
