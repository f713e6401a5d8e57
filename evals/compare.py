"""Two reports against each other, and one report against the gate."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.stats import compare
from ingest.errors import GoldError

LIMITS = {"at_least", "at_most"}


def diff(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """Compare report B with report A: differences by measure, and the questions whose first citation or
    refusal was won or lost.

    Raises `GoldError` if the reports are not of the same corpus and share no question.
    """
    if a["about"]["corpus"] != b["about"]["corpus"]:
        raise GoldError(
            f"the reports are of different corpora ({a['about']['corpus']} and "
            f"{b['about']['corpus']}); run both on the same documents"
        )
    before = {(q["id"], q["question"]): q for q in a["questions"]}
    pairs = [(before[key], q) for q in b["questions"] if (key := (q["id"], q["question"])) in before]
    if not pairs:
        raise GoldError("the reports share no question; compare runs of the same gold")
    measures = {}
    for name in b["figures"]:
        both = [
            (x["scores"][name], y["scores"][name])
            for x, y in pairs
            if x["scores"].get(name) is not None and y["scores"].get(name) is not None
        ]
        if both:
            measures[name] = asdict(compare([x for x, _ in both], [y for _, y in both]))
    return {
        "shared": len(pairs),
        "measures": measures,
        "won": [_line(x, y) for x, y in pairs if _good(y) and not _good(x)],
        "lost": [_line(x, y) for x, y in pairs if _good(x) and not _good(y)],
    }


def diff_text(comparison: dict[str, Any]) -> str:
    """The comparison for a terminal; a star marks intervals that leave zero out."""
    lines = [
        f"{comparison['shared']} questions in both; B minus A, 95 % interval, McNemar p, "
        "difference that such a sample would detect"
    ]
    for name, c in comparison["measures"].items():
        sure = "*" if c["low"] > 0 or c["high"] < 0 else " "
        p = "–" if c["p"] is None else f"{c['p']:.3f}"
        lines.append(
            f"{sure} {name:24} {c['difference']:+.3f} [{c['low']:+.3f}, {c['high']:+.3f}]  n {c['n']:4}"
            f"  won {c['won']:3} lost {c['lost']:3}  p {p}  detectable {c['detectable']:.3f}"
        )
    for title in ("won", "lost"):
        lines += ["", f"{title}: {len(comparison[title])}", *(f"  {line}" for line in comparison[title])]
    return "\n".join(lines)


def gate(report: dict[str, Any], path: Path) -> list[str]:
    """List the figures that fall short of the gate, a line each; empty if it holds.

    Raises `GoldError` for a gate that cannot be read or names what the report does not have.
    """
    rules = _rules(path)
    short: list[str] = []
    for place, measure, limits in rules:
        figures = report["figures"] if place == "all" else report["by_category"].get(place, {})
        figure = figures.get(measure)
        if figure is None or figure["mean"] is None:
            raise GoldError(f"{path}: the report has no figure {measure!r} for {place!r}")
        mean, n = figure["mean"], figure["n"]
        if mean < limits.get("at_least", mean):
            short.append(f"{place}: {measure} {mean:.3f} (n {n}) is below {limits['at_least']:.3f}")
        if mean > limits.get("at_most", mean):
            short.append(f"{place}: {measure} {mean:.3f} (n {n}) is above {limits['at_most']:.3f}")
    failed = sum(q["status"] == "failed" for q in report["questions"])
    return short + ([f"{failed} questions failed"] if failed else [])


def _rules(path: Path) -> list[tuple[str, str, dict[str, float]]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read as a gate ({error})") from error
    found: list[tuple[str, str, dict[str, float]]] = []
    for place, measures in data.items():
        if not isinstance(measures, dict):
            raise GoldError(f"{path}: {place!r} must be a table, [all] or [CATEGORY]")
        for measure, limits in measures.items():
            good = isinstance(limits, dict) and limits and set(limits) <= LIMITS
            if not good or not all(isinstance(v, int | float) for v in limits.values()):
                raise GoldError(f"{path}: [{place}] {measure!r} must give at_least or at_most a number")
            found.append((place, measure, limits))
    if not found:
        raise GoldError(f"{path}: holds no rules")
    return found


def _good(question: dict[str, Any]) -> bool:
    """Right first citation, or rightly refused."""
    name = "first citation" if question["gold"] else "refusal recall"
    return bool(question["scores"].get(name) == 1.0)


def _line(before: dict[str, Any], after: dict[str, Any]) -> str:
    shown = [q["citations"][0]["locator"] if q["citations"] else q["status"] for q in (before, after)]
    return f"{after['id']}: {after['question']}  ({shown[0]} → {shown[1]})"
