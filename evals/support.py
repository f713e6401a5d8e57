"""Measures of the support check on true and careless statements, and its fit on split ``dev``.

True statements are our own words on real paragraphs, wrong ones what `evals.mutations` and
`evals/statements.jsonl` make of them. WiCE is never fitted on: it shows whether the fit holds on text
that nobody here wrote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.support.judge import Sources
from assistant.support.scoring import FEATURES, Fitted, Support
from evals.mutations import GoldStatement, mutated, read_statements
from evals.stats import auroc, logistic
from ingest.embedding.encoder import TextEncoder

PASSES = 0.005  # share of the wrong dev statements that may pass at the floor
SENSE = np.array([1.0, 1.0, 1.0, 1.0, -1.0])  # which way each feature must point


@dataclass(frozen=True, slots=True)
class Judged:
    """``features`` in the order of `assistant.support.scoring.FEATURES`; ``disagrees``: a rule spoke up."""

    gold: GoldStatement
    features: tuple[float, ...]
    disagrees: bool


def judge_all(assistant: Assistant, encoder: TextEncoder, split: str = "") -> tuple[Judged, ...]:
    """Every statement and every mutation whose paragraph is on disk in its official words; of one ``split``
    if it is named.
    """
    sources = Sources(assistant.index)
    texts = {p.locator: p for p in assistant.library.official().paragraphs}
    own = [s for s in read_statements() if s.locator in texts]
    check = Support(encoder, Fitted(0.0, (0.0,) * len(FEATURES), 0.0))
    found = []
    for said in (*own, *mutated(own, texts)):
        if split not in ("", said.split):
            continue
        source = sources.of([texts[said.locator]])
        _, problems, features = check.features(said.statement, source)
        found.append(Judged(said, features, bool(problems)))
    return tuple(found)


def fit(judged: Sequence[Judged]) -> Fitted:
    """Fit a logistic regression (`logistic`) and the floor on the statements of split ``dev``."""
    rows = [j for j in judged if j.gold.split == "dev"]
    data = np.array([j.features for j in rows])
    labels = np.array([not j.gold.wrong for j in rows])
    intercept, slopes = logistic(data, labels, SENSE, balanced=True)
    fitted = Fitted(intercept, tuple(float(s) for s in slopes), 0.0)
    return Fitted(intercept, fitted.weights, _floor(rows, fitted))


def _floor(rows: Sequence[Judged], fitted: Fitted) -> float:
    """The lowest floor at which no more than `PASSES` of the wrong ones pass."""
    wrong = [j for j in rows if j.gold.wrong]
    passing = sorted((fitted.chance(j.features) for j in wrong if not j.disagrees), reverse=True)
    allowed = int(PASSES * len(wrong))
    return passing[allowed] + 1e-4 if len(passing) > allowed else 0.0


def summary(judged: Sequence[Judged], fitted: Fitted) -> dict[str, Any]:
    """By split: what the check as shipped lets through, beside a bag of words with its best threshold on
    split ``dev``; then what it catches of each kind.
    """
    bag_floor = _best_threshold(*_bag(judged, "dev"))
    return {split: _of_split(judged, split, fitted, bag_floor) for split in ("dev", "test")}


def _of_split(judged: Sequence[Judged], split: str, fitted: Fitted, bag_floor: float) -> dict[str, Any]:
    rows = [j for j in judged if j.gold.split == split]
    true = [not j.gold.wrong for j in rows]
    passed = [passes(j, fitted) for j in rows]
    bag, _ = _bag(judged, split)
    kinds = sorted({j.gold.wrong for j in rows if j.gold.wrong})
    of_kind = {kind: [j.gold.wrong == kind for j in rows] for kind in kinds}
    return {
        "true": sum(true),
        "wrong": len(true) - sum(true),
        "systems": {
            "support check": {
                "AUROC": auroc([fitted.chance(j.features) for j in rows], true),
                **_at_floor(passed, true),
            },
            "bag of words": {
                "AUROC": auroc(bag, true), **_at_floor([v >= bag_floor for v in bag], true),
            },
        },
        "true and accepted": _share(passed, true),
        "wrong and caught": 1 - _share(passed, [not t for t in true]),
        "caught": {
            kind: {"share": 1 - _share(passed, chosen), "n": sum(chosen)}
            for kind, chosen in of_kind.items()
        },
    }  # fmt: skip


def table(splits: dict[str, Any]) -> str:
    """Text of a `summary`."""
    lines: list[str] = []
    for split, row in splits.items():
        lines.append(f"{split}: {row['true']} true statements, {row['wrong']} wrong ones")
        for name, figures in row["systems"].items():
            lines.append(f"  {name:14} " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
        lines.append(
            f"  true and accepted {row['true and accepted']:.3f}, wrong and caught "
            f"{row['wrong and caught']:.3f}"
        )
        lines += [f"    {k:18} {v['share']:.3f} caught of {v['n']}" for k, v in row["caught"].items()]
    return "\n".join(lines)


def _bag(judged: Sequence[Judged], split: str) -> tuple[list[float], list[bool]]:
    """Word coverage alone, and what is true."""
    rows = [j for j in judged if j.gold.split == split]
    place = FEATURES.index("coverage")
    return [j.features[place] for j in rows], [not j.gold.wrong for j in rows]


def _at_floor(passed: Sequence[bool], true: Sequence[bool]) -> dict[str, float]:
    """Figures of a yes or no, as it is shipped: nothing is chosen on the rows it is measured on."""
    hits = sum(p and t for p, t in zip(passed, true, strict=True))
    precision, recall = hits / max(1, sum(passed)), hits / max(1, sum(true))
    return {"precision": precision, "recall": recall, "F1": _f1(passed, true)}


def passes(judged: Judged, fitted: Fitted) -> bool:
    return not judged.disagrees and fitted.chance(judged.features) >= fitted.floor


def write_fitted(fitted: Fitted, path: Path, fingerprint: str, today: dt.date, rows: int) -> None:
    """Write the file that `assistant.support.scoring` reads."""
    lines = [
        "# Fitted by `python -m evals fit support` on split dev only; do not edit by hand.",
        f"# {today.isoformat()}, corpus {fingerprint}, {rows} statements, true and wrong.",
        f"intercept = {fitted.intercept:.4f}",
        f"floor = {fitted.floor:.4f}",
        "",
        "[weights]",
        *(f"{n} = {w:.4f}" for n, w in zip(FEATURES, fitted.weights, strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def best_f1(values: Sequence[float], positive: Sequence[bool]) -> float:
    """F1 at the threshold that suits these very rows best: an upper bound."""
    floor = _best_threshold(values, positive)
    return _f1([value >= floor for value in values], positive)


def _best_threshold(values: Sequence[float], positive: Sequence[bool]) -> float:
    """The value at which F1 is highest; the lowest of equals."""
    return max(sorted(set(values)), key=lambda t: _f1([v >= t for v in values], positive))


def _f1(passed: Sequence[bool], positive: Sequence[bool]) -> float:
    hits = sum(p and t for p, t in zip(passed, positive, strict=True))
    return 2 * hits / max(1, sum(passed) + sum(positive))


def _share(passed: Sequence[bool], chosen: Sequence[bool]) -> float:
    return sum(p for p, c in zip(passed, chosen, strict=True) if c) / max(1, sum(chosen))
